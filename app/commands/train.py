"""`flask train`: fit again, from the labelled passages in the repository, what finds evidence and what weighs its words."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from app.commands.terms import failing_in_a_sentence, vector_store
from indexer.heads import FITTED, save_heads
from rules.framework_file import framework_named


@click.command("train")
@with_appcontext
def train_command() -> None:
    """Fit the weights and write them; the same passages give the same files."""
    # Fitting needs libraries that nothing else does, and every start would wait for them.
    from app.fitting.relevance import LABELLED, fit
    from app.fitting.stance_weights import write_weights

    with failing_in_a_sentence():
        framework = framework_named("six-steps")
        readings = write_weights(framework, LABELLED)
        heads, f1 = fit(framework, vector_store(Path(current_app.instance_path)))
        sha256 = save_heads(heads, FITTED)
    click.echo(f"Stance: fitted on {readings} readings. Relevance: F1 {f1:.3f} on sources held out; weights {sha256}.")
