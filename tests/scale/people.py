"""The cast, moved into an installation that has nobody in it yet, and a review for them."""

from __future__ import annotations

from cast import CAST, Person, make_review
from flask import Flask

from app.database import writing
from app.models import Review
from app.people.accounts import make_person
from app.reviewing.reviews import assign


def cast_of(app: Flask) -> dict[str, Person]:
    """Everyone, none of them signed in."""
    people = {}
    for part, (name, email, role) in CAST.items():
        with writing():
            user, password = make_person(name, email, role)  # type: ignore[arg-type]
            identity = user.id
        people[part] = Person(app, identity, email, password, app.test_client())
    return people


def review_of(people: dict[str, Person]) -> Review:
    """Harland Vale's review, in which the scrutineer, the business manager and the reviewer have a place."""
    made = make_review(people["scrutineer"].user, "Harland Vale")
    assign(None, made, people["business_manager"].user, "partnership")
    assign(None, made, people["reviewer"].user, "reviewer")
    return made
