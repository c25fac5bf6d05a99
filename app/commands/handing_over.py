"""`flask export-review` and `flask import-review`: a review carried to another installation, or from one."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from app.database import db
from app.errors import SightlineError
from app.keeping.handing_over import export_review, import_review
from app.models import Review


@click.command("export-review")
@click.argument("review_id", metavar="ID")
@click.argument("out", type=click.Path(path_type=Path))
@with_appcontext
def export_review_command(review_id: str, out: Path) -> None:
    """Write the review ID with everything that belongs to it into the new file OUT; it stays here as it is."""
    review = db.session.get(Review, review_id)
    if review is None:
        raise click.ClickException("There is no review with this id.")
    try:
        count = export_review(review, out.absolute())
    except SightlineError as error:
        raise click.ClickException(error.sentence) from error
    click.echo(f"Exported the review with {count} files to {out}. It holds what the papers hold: keep it as safe.")


@click.command("import-review")
@click.argument("source", metavar="IN", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@with_appcontext
def import_review_command(source: Path) -> None:
    """Bring in the review of the file IN, and check its record and every original; all of it, or nothing."""
    try:
        review = import_review(source)
    except SightlineError as error:
        raise click.ClickException(error.sentence) from error
    click.echo(
        f"Imported review {review.id}: its record and its originals are as they were. People who were not known here "
        "have accounts without a password: `flask people new-password EMAIL` gives them one."
    )
