"""`flask backup`, `flask restore` and `flask retention`: what is kept, brought back, and let go."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from app.config import Config
from app.database import db, now
from app.errors import SightlineError
from app.keeping.backup import back_up, restore, verify_everything
from app.keeping.erasing import erase_review
from app.keeping.retention import Going, reviews_going, what_goes
from app.models import Review


@click.command("backup")
@click.argument("out", type=click.Path(path_type=Path))
@with_appcontext
def backup_command(out: Path) -> None:
    """Copy everything into the new folder OUT while the service runs; whole, or not at all."""
    try:
        count = back_up(_config(), out.absolute())
    except SightlineError as error:
        raise click.ClickException(error.sentence) from error
    click.echo(f"Backed up {count} files to {out}. It holds what the papers hold: keep it as safe as them.")


@click.command("restore")
@click.argument("source", metavar="IN", type=click.Path(path_type=Path, exists=True, file_okay=False))
@with_appcontext
def restore_command(source: Path) -> None:
    """Bring the backup IN back into an empty data folder, then check every hash and every record."""
    try:
        count = restore(_config(), source.absolute())
    except SightlineError as error:
        raise click.ClickException(error.sentence) from error
    db.engine.dispose()
    upgrade()
    found = verify_everything()
    for fault in found.faults:
        click.echo(fault, err=True)
    if found.faults:
        raise click.ClickException(
            f"{count} files came back, but {len(found.faults)} things do not hold. They are named above."
        )
    click.echo(
        f"Restored {count} files. All {found.reviews} reviews hold: every record, original and report is as it was."
    )


@click.command("retention")
@click.option("--delete", "review_id", metavar="REVIEW", help="Delete this review, whose day must be over.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@with_appcontext
def retention_command(review_id: str | None, yes: bool) -> None:
    """Show which reviews are past their day or soon will be, and what would be deleted; delete one that is named."""
    if review_id is None:
        _list()
        return
    review = db.session.get(Review, review_id)
    if review is None:
        raise click.ClickException("There is no review with this id.")
    going = what_goes(review)
    click.echo(_line(going))
    if not going.is_due(now().date()):
        raise click.ClickException(
            f"It is to be kept until {review.delete_after:%-d %B %Y}. Its scrutineer can delete it before."
        )
    if not yes:
        click.confirm("Delete all of this? It cannot be brought back, except from a backup.", abort=True)
    erase_review(review)
    click.echo("Deleted. Backups made before today still hold it: delete those when their time comes.")


def _list() -> None:
    going = reviews_going(now().date())
    if not going:
        click.echo("No review is past its day, and none will be in the next 60 days.")
    for one in going:
        click.echo(_line(one))


def _line(going: Going) -> str:
    review, today = going.review, now().date()
    when = f"{review.delete_after:%-d %B %Y}"
    state = f"past its day ({when})" if going.is_due(today) else f"to be deleted after {when}"
    return (
        f"{review.id}  {state}: {going.papers} papers ({going.bytes / 1_000_000:.1f} MB), {going.decisions} decisions, "
        f"{going.reports} reports, {going.entries} entries of its record"
    )


def _config() -> Config:
    config: Config = current_app.extensions["sightline"]
    return config
