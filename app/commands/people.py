"""`flask people`: accounts and assignments from the command line; passwords are generated and shown once."""

from __future__ import annotations

from typing import cast

import click
from flask.cli import AppGroup
from sqlalchemy import select

from app.database import db, writing
from app.errors import SightlineError
from app.models import Review, User
from app.models.user import ROLES
from app.people.accounts import datastore, make_person, set_active, set_password
from app.people.second_step import take_away
from app.reviewing.reviews import assign, unassign

people = AppGroup("people", help="Accounts and assignments.")


def _person(email: str) -> User:
    found = datastore.find_user(email=email, case_insensitive=True)
    if found is None:
        raise click.ClickException(f"There is no account for {email}.")
    return cast(User, found)


def _review(review_id: str) -> Review:
    found = db.session.get(Review, review_id)
    if found is None:
        raise click.ClickException("There is no review with this id.")
    return found


@people.command("add")
@click.argument("name")
@click.argument("email")
@click.argument("role", type=click.Choice(list(ROLES)))
def add(name: str, email: str, role: str) -> None:
    """Make an account and show its password once."""
    try:
        with writing():
            _, password = make_person(name, email, role)  # type: ignore[arg-type]
    except SightlineError as error:
        raise click.ClickException(error.sentence) from error
    click.echo(f"{email} signs in with: {password}")


@people.command("new-password")
@click.argument("email")
def new_password(email: str) -> None:
    """Give a person a new password, show it once, and end their sessions."""
    with writing():
        password = set_password(_person(email))
    click.echo(f"{email} signs in with: {password}")


@people.command("close")
@click.argument("email")
def close(email: str) -> None:
    """Close an account; what its person did stays on record."""
    with writing():
        set_active(_person(email), False)


@people.command("assign")
@click.argument("email")
@click.argument("review_id")
@click.argument("role", type=click.Choice([name for name in ROLES if name != "administrator"]))
def assign_command(email: str, review_id: str, role: str) -> None:
    """Give a person a place in a review."""
    assign(None, _review(review_id), _person(email), role)  # type: ignore[arg-type]


@people.command("unassign")
@click.argument("email")
@click.argument("review_id")
def unassign_command(email: str, review_id: str) -> None:
    """Take a person's place in a review away."""
    unassign(None, _review(review_id), _person(email))


@people.command("list")
def list_people() -> None:
    """Show who has an account."""
    for person in db.session.scalars(select(User).order_by(User.email)):
        state = "" if person.active else " (closed)"
        click.echo(f"{person.email}  {person.name}  {', '.join(role.name for role in person.roles)}{state}")


@people.command("forget-second-step")
@click.argument("email")
def forget_second_step(email: str) -> None:
    """Let someone who lost telephone and recovery codes sign in with the password alone, once you know that it is they."""
    if not take_away(_person(email)):
        raise click.ClickException(f"{email} has no second step.")
    click.echo(f"{email} signs in with the password alone, until a new second step is set up.")
