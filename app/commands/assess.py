"""`flask assess`: a folder in, a proposal for every question out; needs no server, no account and no network."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from app.commands.terms import a_date, a_period, failing_in_a_sentence, progress_bar, stores_below, write_whole
from app.contract import assessment_json, dumps
from app.packs.pack import read_pack
from app.proposing.assessing import Assessment, assess, last_year
from app.reporting.assessed import assessment_docx
from corpus.document import Period
from rules.framework_file import framework_named


@click.command("assess")
@click.argument("pack", type=click.Path(path_type=Path))
@click.option("--framework", default="six-steps", show_default=True)
@click.option("--as-of", callback=a_date, help="The day that the review stands at; today unless it is given.")
@click.option("--period", callback=a_period, help="The period under review, FROM:TO; else the papers' own year.")
@click.option("--area", help="The area under review; else the one that most papers name.")
@click.option("--json", "out", type=click.Path(path_type=Path), help="Write the assessment to this file.")
@click.option("--docx", type=click.Path(path_type=Path), help="Write a report of the proposals to this file.")
@with_appcontext
def assess_command(
    pack: Path,
    framework: str,
    as_of: date | None,
    period: Period | None,
    area: str | None,
    out: Path | None,
    docx: Path | None,
) -> None:
    """Propose a rating for every question from the papers in PACK."""
    with failing_in_a_sentence(), progress_bar() as progress:
        chosen = framework_named(framework)
        papers = read_pack(pack, progress, area)
        day = as_of or datetime.now(UTC).date()
        span = period or papers.period or last_year(day)
        stores = stores_below(current_app.extensions["sightline"].data)
        made = assess(papers, chosen, day, span, stores, progress)
        content = dumps(assessment_json(made))
        if out:
            write_whole(out, content.encode())
        if docx:
            write_whole(docx, assessment_docx(assessment_json(made), chosen))
    click.echo(_summary(made) if out or docx else content, nl=not content.endswith("\n") or bool(out or docx))


def _summary(made: Assessment) -> str:
    ratings = [proposal.rating.value for proposal in made.proposals]
    counts = ", ".join(f"{ratings.count(one)} {one}" for one in ("green", "amber", "red"))
    unused = [one for one in made.pack.documents if one.reading.status in ("refused", "no_text")]
    used = len(made.pack.documents) - len(unused)
    told = [f"{used} papers read; {len(ratings)} questions: {counts}."]
    told += [f"Not used: {one.file}: {one.reading.reason or 'No text was found in it.'}" for one in unused]
    return "\n".join(told)
