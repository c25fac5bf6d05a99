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
    from app.fitting.held_out_finder import HeldOutFinder, fit, mistaken_for_evidence
    from app.fitting.leaning import HeldOutReader, fit_leaning
    from app.fitting.mistaken import every_pairing, keep_mistaken
    from app.fitting.queries import fit_queries
    from app.fitting.readings import labelled_readings
    from app.fitting.relevance import material_for
    from app.fitting.stance_weights import write_weights
    from app.fitting.strength import fit_strength

    with failing_in_a_sentence():
        framework = framework_named("six-steps")
        readings, stores = labelled_readings(framework), kept_stores()
        material = material_for(framework, stores.papers)
        write_weights(readings)
        click.echo(f"Stance: cues fitted on {len(readings)} readings.")
        if not without_adapters:
            click.echo("The adapters come next and take two hours.")
            keep_mistaken(mistaken_for_evidence(material))
            click.echo(f"Leaning: {fit_leaning(every_pairing(framework))}.")
            click.echo(f"Asking: {fit_queries(stores.papers)}.")
            click.echo(f"Answering: {fit_answering(stores.papers)}. `flask evaluate-asking --fit` then weighs it anew.")
        reader, finder = HeldOutReader(every_pairing(framework)), HeldOutFinder(material)
        heads, f1 = fit(finder, reader.leanings)
        click.echo(f"Relevance: {save_heads(heads, FITTED)}; F1 {f1:.3f} on sources held out.")
        click.echo(f"Strength: {fit_strength(framework, stores, finder.put_together(reader.leanings), reader)}.")
