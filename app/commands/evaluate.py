"""`flask evaluate`: print how well evidence is read, beside plain search, and compare it with the last time."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click
from flask.cli import with_appcontext

from app.commands.terms import Json, failing_in_a_sentence, kept_stores, write_whole
from app.config import PROJECT
from app.contract import dumps
from rules.framework_file import framework_named

SAMPLE = PROJECT / "corpus" / "samples"
AS_OF = date(2026, 9, 1)


@click.command("evaluate")
@click.option(
    "--gold",
    "more",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Another pack's gold.json, beside its documents/.",
)
@click.option(
    "--json", "out", type=click.Path(path_type=Path), help="Keep the figures here; the last ones are compared."
)
@with_appcontext
def evaluate_command(more: tuple[Path, ...], out: Path | None) -> None:
    """Measure on held-out labelled passages, on the sample pack, and on other packs that have a gold file."""
    # Fitting needs libraries that nothing else does, and every start would wait for them.
    from app.fitting.evaluation import evaluate

    with failing_in_a_sentence():
        packs = [(SAMPLE / "pack", SAMPLE / "expected.yaml"), *((one.parent / "documents", one) for one in more)]
        figures = evaluate(framework_named("six-steps"), packs, kept_stores(), AS_OF)
        before = json.loads(out.read_text("utf-8")) if out and out.exists() else None
        if out:
            write_whole(out, dumps(figures).encode())
    click.echo(dumps(figures), nl=False)
    if before is not None:
        click.echo("\n".join(_changes(before, figures)) or "Nothing has changed since the last time.")


def _changes(before: Json, after: Json, at: str = "") -> list[str]:
    lines = []
    for key in after:
        was, now = before.get(key), after[key]
        if isinstance(now, dict) and isinstance(was, dict):
            lines += _changes(was, now, f"{at}{key}, ")
        elif was != now:
            lines.append(f"{at}{key}: was {was}, is {now}")
    return lines
