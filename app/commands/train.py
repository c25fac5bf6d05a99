"""`flask train`: fit again, from the labelled passages in the repository, what finds evidence and what weighs its words."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from app.commands.terms import failing_in_a_sentence, kept_stores
from indexer.heads import FITTED, save_heads
from rules.framework_file import framework_named


@click.command("train")
@with_appcontext
def train_command() -> None:
    """Fit the weights and write them; the same passages give the same files on the same kind of processor."""
    # Fitting needs libraries that nothing else does, and every start would wait for them.
    from app.fitting.answers import fit_answering
    from app.fitting.leaning import fit_leaning, held_out_leanings
    from app.fitting.mistaken import every_pairing, keep_mistaken
    from app.fitting.queries import fit_queries
    from app.fitting.readings import labelled_readings
    from app.fitting.relevance import fit, mistaken_for_evidence
    from app.fitting.stance_weights import write_weights
    from app.fitting.strength import fit_strength

    with failing_in_a_sentence():
        framework = framework_named("six-steps")
        readings = labelled_readings(framework)
        store = kept_stores().papers
        keep_mistaken(mistaken_for_evidence(framework, store))
        pairings = every_pairing(framework)
        write_weights(readings)
        click.echo(f"Stance: cues fitted on {len(readings)} readings. The adapters come next and take two hours.")
        click.echo(f"Leaning: {fit_leaning(pairings)}.")
        click.echo(f"Asking: {fit_queries(store)}.")
        click.echo(f"Answering: {fit_answering(store)}. `flask evaluate-asking --fit` then weighs it anew.")
        heads, f1 = fit(framework, store, held_out_leanings(pairings))
        click.echo(f"Relevance: {save_heads(heads, FITTED)}; F1 {f1:.3f} on sources held out.")
        click.echo(f"Strength: {fit_strength(framework, kept_stores(), pairings)}.")
