"""`flask verify`: replay an assessment and name every difference."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from app.commands.terms import CommandFailed, Json, failing_in_a_sentence, kept_stores, progress_bar
from app.contract import SCHEMA, assessment_json
from app.packs.pack import read_pack
from app.proposing.assessing import assess
from corpus.document import Period
from rules.framework_file import framework_named

MOST_SHOWN = 200


@click.command("verify")
@click.argument("assessment", type=click.Path(path_type=Path))
@click.argument("pack", type=click.Path(path_type=Path))
@with_appcontext
def verify_command(assessment: Path, pack: Path) -> None:
    """Replay ASSESSMENT over PACK: same documents, same rules, same citations, same ratings."""
    with failing_in_a_sentence(), progress_bar() as progress:
        kept = _load(assessment)
        papers = read_pack(pack, progress, kept["area"])
        period = Period(date.fromisoformat(kept["period"]["from"]), date.fromisoformat(kept["period"]["to"]))
        framework = framework_named(kept["framework"]["id"])
        stores = kept_stores()
        again = assess(papers, framework, date.fromisoformat(kept["as_of"]), period, stores, progress)
        found = json.loads(json.dumps(assessment_json(again)))
    differences = list(differences_between(kept, found))
    for line in differences[:MOST_SHOWN]:
        click.echo(line)
    if differences:
        raise CommandFailed(f"{len(differences)} difference{'s' if len(differences) > 1 else ''} found.")
    click.echo("The same documents, rules, citations and ratings.")


def differences_between(kept: Any, found: Any, at: str = "") -> Iterator[str]:
    """A line for each place where two assessments differ, named by its path."""
    if isinstance(kept, dict) and isinstance(found, dict):
        for key in [*kept, *(key for key in found if key not in kept)]:
            where = f"{at}.{key}" if at else str(key)
            if key not in found or key not in kept:
                yield f"{where}: {'missing now' if key not in found else 'was not there before'}"
            else:
                yield from differences_between(kept[key], found[key], where)
    elif isinstance(kept, list) and isinstance(found, list):
        yield from _lists(kept, found, at)
    elif kept != found:
        yield f"{at}: was {_short(kept)}, is now {_short(found)}"


def _lists(kept: list[Any], found: list[Any], at: str) -> Iterator[str]:
    """Entries with a name of their own are matched by it, so that one missing paper is one difference and not many."""
    if all(len(set(map(_name, one))) == len(one) and "" not in map(_name, one) for one in (kept, found)):
        yield from differences_between({_name(one): one for one in kept}, {_name(one): one for one in found}, at)
        return
    if len(kept) != len(found):
        yield f"{at}: had {len(kept)} entries, has now {len(found)}"
    for number, (one, other) in enumerate(zip(kept, found, strict=False)):
        yield from differences_between(one, other, f"{at}[{number}]")


def _name(one: Any) -> str:
    if not isinstance(one, dict):
        return ""
    return str(one.get("file") if "sha256" in one else one.get("passage") or one.get("id") or "")


def _load(path: Path) -> Json:
    try:
        kept = json.loads(path.read_bytes())
    except ValueError as error:
        raise CommandFailed(f"{path.name}: is not JSON ({error}).") from error
    if not isinstance(kept, dict) or kept.get("schema") != SCHEMA:
        raise CommandFailed(f"{path.name}: is not an assessment that this version can replay ({SCHEMA}).")
    for key in ("framework", "as_of", "period", "area", "documents", "questions", "rules", "models"):
        if key not in kept:
            raise CommandFailed(f"{path.name}: has no “{key}”.")
    return kept


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:77] + "…"
