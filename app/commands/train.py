"""`flask train`: fit again, from the labelled passages in the repository, what finds evidence and what weighs its words."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from app.commands.terms import failing_in_a_sentence, kept_stores
from indexer.heads import FITTED, save_heads
from rules.framework_file import framework_named


@click.command("train")
@click.option(
    "--without-adapters",
    is_flag=True,
    help="Leave the adapters, which take two hours, as they are: enough after a change of statements or cues.",
)
@with_appcontext
def train_command(without_adapters: bool) -> None:
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
        write_weights(readings)
        click.echo(f"Stance: cues fitted on {len(readings)} readings.")
        if not without_adapters:
            click.echo("The adapters come next and take two hours.")
            keep_mistaken(mistaken_for_evidence(framework, store))
            click.echo(f"Leaning: {fit_leaning(every_pairing(framework))}.")
            click.echo(f"Asking: {fit_queries(store)}.")
            click.echo(f"Answering: {fit_answering(store)}. `flask evaluate-asking --fit` then weighs it anew.")
        pairings = every_pairing(framework)
        heads, f1 = fit(framework, store, held_out_leanings(pairings))
        click.echo(f"Relevance: {save_heads(heads, FITTED)}; F1 {f1:.3f} on sources held out.")
        click.echo(f"Strength: {fit_strength(framework, kept_stores(), pairings)}.")
