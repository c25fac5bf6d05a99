"""`flask assess`: a folder in, a proposal for every question out; needs no server, no account and no network."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from app.commands.terms import (
    a_date,
    a_period,
    failing_in_a_sentence,
    kept_stores,
    progress_bar,
    sealed,
    write_whole,
)
from app.contract import assessment_json, dumps
from app.packs.pack import Progress, papers_below, read_pack
from app.packs.sealed import key_of
from app.packs.sealed_readings import SealedReadings, sha256_of_paper
from app.proposing.assessing import assess, last_year
from corpus.document import Period
from rules.framework_file import framework_named

Json = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """What an assessment is asked for, the papers apart."""

    framework: str
    """The id; the frameworks themselves are a part of the edition that what is kept was worked out by."""
    as_of: date
    period: Period | None
    area: str | None


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
        asked = Asked(framework, as_of or datetime.now(UTC).date(), period, area)
        content = _assessed(pack, asked, progress)
        made = json.loads(content)
        if out:
            write_whole(out, content.encode())
        if docx:
            from app.reporting.assessed import assessment_docx  # Word's libraries, only for who wants a report

            write_whole(docx, assessment_docx(made, framework_named(framework)))
    click.echo(_summary(made) if out or docx else content, nl=not content.endswith("\n") or bool(out or docx))


def _assessed(folder: Path, asked: Asked, progress: Progress) -> str:
    """The assessment as JSON: the one that was made before where nothing has changed since, else made now."""
    kept, stores = sealed(), kept_stores()
    papers = {path: sha256_of_paper(path) for path in papers_below(folder)}
    named = chain.from_iterable((path.relative_to(folder).as_posix(), sha256) for path, sha256 in papers.items())
    key = key_of("assessment", repr(asked), repr(stores.models), *named)
    before = kept.take(key)
    if before is not None:
        return before.decode()
    chosen, readings = framework_named(asked.framework), SealedReadings(kept)
    with ThreadPoolExecutor(1) as beside:
        if not all(readings.knows(*paper) for paper in papers.items()):
            # New papers are read by other processes; meanwhile this one has little to do.
            beside.submit(stores.load_models)
        pack = read_pack(folder, progress, asked.area, readings)
    span = asked.period or pack.period or last_year(asked.as_of)
    content = dumps(assessment_json(assess(pack, chosen, asked.as_of, span, stores, progress)))
    if readings.all_kept:
        kept.keep(key, content.encode())
    return content


def _summary(made: Json) -> str:
    ratings = [question["proposed"] for question in made["questions"]]
    counts = ", ".join(f"{ratings.count(one)} {one}" for one in ("green", "amber", "red"))
    unused = [one for one in made["documents"] if one["status"] in ("refused", "no_text")]
    used = len(made["documents"]) - len(unused)
    told = [f"{used} papers read; {len(ratings)} questions: {counts}."]
    told += [f"Not used: {one['file']}: {one['reason'] or 'No text was found in it.'}" for one in unused]
    return "\n".join(told)
