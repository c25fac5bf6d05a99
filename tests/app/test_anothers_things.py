"""What belongs to another review is not there: not under its own address, and not under the address of one's own review."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from cast import Person
from flask import Flask
from test_every_page import ASKED_WITH, OF_ANOTHER_KIND, STATES
from test_policy import NOWHERE, headers, send, words
from whole import Supplied, whole_review

from app.database import db
from app.models import Entry, Invitation, Review
from app.policy import PUBLIC_ENDPOINTS
from app.reviewing.reviews import assign

NOT_OF_A_REVIEW = {
    "framework_id",
    "question_id",
    "part_id",
    "respondent",
    "form",
    "ending",
    "kind",
    "number",
    "segment",
}
NOT_OF_A_REVIEW |= {"start", "end", "made", "user_id", "said"}
"""What an address may say beside a review that is no thing of another: these name something in every review alike."""


@pytest.fixture
def both(app: Flask, review: Review, cast: dict[str, Person]) -> tuple[Review, Supplied]:
    """One's own review, and everything that there can be in another's."""
    theirs = {
        **cast,
        "scrutineer": cast["stranger"],
        "business_manager": cast["other_business_manager"],
        "reviewer": cast["administrator"],
    }
    things = whole_review(app, theirs)
    sent = db.session.query(Invitation).where(Invitation.review_id == things["review_id"]).first()
    entry = db.session.query(Entry).where(Entry.review_id == things["review_id"]).first()
    assert sent
    assert entry
    # No choice on evidence was made there: any id that is theirs will do in its place.
    return review, things | {"invitation_id": sent.id, "choice_id": entry.id}


def addresses_with(app: Flask, review_id: str, things: Supplied) -> Iterator[tuple[str, str, str]]:
    """Every address about a review that also names a thing of it, with these things in it."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.endpoint in PUBLIC_ENDPOINTS or "review_id" not in rule.arguments:
            continue
        if not rule.arguments - NOT_OF_A_REVIEW - {"review_id"}:
            continue
        for other in ({}, STATES.get(rule.endpoint, {})):
            own = OF_ANOTHER_KIND.get(rule.endpoint, {}) | other
            given = {name: things[own.get(name, name)] for name in rule.arguments} | {"review_id": review_id}
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield rule.rule, method, adapter.build(rule.endpoint, given, method) + ASKED_WITH.get(rule.endpoint, "")


def nowhere(things: Supplied) -> Supplied:
    """The same things, none of which there is."""
    missing = {name: value for name, value in things.items() if name in NOT_OF_A_REVIEW}
    return {name: missing.get(name, NOWHERE if isinstance(value, str) else value) for name, value in things.items()}


@pytest.mark.parametrize("part", ["scrutineer", "business_manager", "reviewer"])
def test_anothers_thing_under_ones_own_review_answers_as_a_missing_one(
    app: Flask, both: tuple[Review, Supplied], cast: dict[str, Person], part: str
) -> None:
    mine, theirs = both
    person, other_id = cast[part].sign_in(), str(theirs["review_id"])
    before = _entries(other_id)
    cells = 0
    for real, missing in zip(
        addresses_with(app, mine.id, theirs), addresses_with(app, mine.id, nowhere(theirs)), strict=True
    ):
        rule, method, address = real
        there, not_there = send(person, method, address), send(person, method, missing[2])
        assert there.status_code in (403, 404, 409), f"{method} {rule}: {there.status_code}"
        assert there.status_code == not_there.status_code, f"{method} {rule}"
        assert _without_ids(words(there, mine.id)) == _without_ids(words(not_there, mine.id)), f"{method} {rule}"
        assert headers(there) == headers(not_there), f"{method} {rule}"
        cells += 1
    assert cells >= 40
    assert _entries(other_id) == before, "nothing was done to the other review"


@pytest.mark.parametrize("part", ["scrutineer", "business_manager", "reviewer"])
def test_a_full_review_of_another_answers_as_a_missing_one(
    app: Flask, both: tuple[Review, Supplied], cast: dict[str, Person], part: str
) -> None:
    theirs, person = both[1], cast[part].sign_in()
    other_id = str(theirs["review_id"])
    before = _entries(other_id)
    for real, missing in zip(addresses_with(app, other_id, theirs), addresses_with(app, NOWHERE, theirs), strict=True):
        rule, method, address = real
        there, not_there = send(person, method, address), send(person, method, missing[2])
        assert there.status_code == not_there.status_code == 404, f"{method} {rule}"
        assert words(there, other_id) == words(not_there, NOWHERE), f"{method} {rule}"
    assert _entries(other_id) == before


def test_a_place_in_both_reviews_does_not_lend_the_things_of_one_to_the_other(
    app: Flask, both: tuple[Review, Supplied], cast: dict[str, Person]
) -> None:
    mine, theirs = both
    other = db.session.get_one(Review, theirs["review_id"])
    assign(None, other, cast["scrutineer"].user, "scrutineer")
    ada = cast["scrutineer"].sign_in()
    for rule, method, address in addresses_with(app, mine.id, theirs):
        assert send(ada, method, address).status_code in (403, 404), f"{method} {rule}"


def _entries(review_id: str) -> int:
    db.session.rollback()
    return db.session.query(Entry).where(Entry.review_id == review_id).count()


def _without_ids(page: str) -> str:
    return re.sub(r"[0-9a-f]{24}", "", page)
