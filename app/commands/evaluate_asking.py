"""`flask evaluate-asking`: print how well questions are answered and declined, beside plain search."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from app.commands.terms import failing_in_a_sentence, stores_below, write_whole
from app.contract import dumps


@click.command("evaluate-asking")
@click.option("--fit", is_flag=True, help="Fit the weights of abstention on one half of the questions first.")
@click.option("--questions", type=click.Path(path_type=Path), help="Another set of questions, beside its packs/.")
@click.option("--json", "out", type=click.Path(path_type=Path), help="Keep the figures here.")
@with_appcontext
def evaluate_asking_command(fit: bool, questions: Path | None, out: Path | None) -> None:
    """Measure answers and abstention on labelled questions, half of which chose the weights."""
    # Fitting needs libraries that nothing else does, and every start would wait for them.
    from app.fitting.asking import ASKED, measure_asking

    with failing_in_a_sentence():
        store = stores_below(Path(current_app.instance_path)).papers
        figures = measure_asking(store, questions or ASKED / "questions.yaml", fit)
        if out:
            write_whole(out, dumps(figures).encode())
    click.echo(dumps(figures), nl=False)
