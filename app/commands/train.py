"""`flask train`: fit the finder's weights again from the labelled passages in the repository."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from app.commands.terms import failing_in_a_sentence, vector_store
from app.fitting.relevance import fit
from indexer.heads import FITTED, save_heads
from rules.framework_file import framework_named


@click.command("train")
@click.option("--out", type=click.Path(path_type=Path), default=FITTED, help="Where the weights are written.")
@with_appcontext
def train_command(out: Path) -> None:
    """Fit the weights, write them, and say how well they find evidence in sources that were held out."""
    with failing_in_a_sentence():
        heads, f1 = fit(framework_named("six-steps"), vector_store(Path(current_app.instance_path)))
        sha256 = save_heads(heads, out)
    click.echo(f"Relevance, F1 on sources held out: {f1:.3f}. Weights: {sha256}.")
