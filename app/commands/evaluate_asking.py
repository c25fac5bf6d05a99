"""`flask evaluate-asking`: print how well questions are answered and declined, beside plain search."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from app.commands.terms import failing_in_a_sentence, kept_stores, write_whole
from app.contract import dumps


@click.command("evaluate-asking")
@click.option(
    "--fit", is_flag=True, help="Fit the weights and thresholds first, on the questions that are not kept apart."
)
@click.option(
    "--packs",
    type=click.Path(path_type=Path),
    multiple=True,
    help="A folder with more packs that questions are asked of.",
)
@click.option("--json", "out", type=click.Path(path_type=Path), help="Keep the figures here.")
@with_appcontext
def evaluate_asking_command(fit: bool, packs: tuple[Path, ...], out: Path | None) -> None:
    """Measure answers and abstention on labelled questions that are kept apart from those that chose the weights."""
    # Fitting needs libraries that nothing else does, and every start would wait for them.
    from app.fitting.asking import measure_asking

    with failing_in_a_sentence():
        figures = measure_asking(kept_stores().papers, fit=fit, elsewhere=packs)
        if out:
            write_whole(out, dumps(figures).encode())
    click.echo(dumps(figures), nl=False)
