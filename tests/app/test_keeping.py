"""Reviews are kept as long as was agreed, deleted only by a person who was shown what goes, and every look is recorded."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from cast import Person, Sent
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from app.database import db, now, writing
from app.keeping.retention import reviews_going
from app.models import Access, Review
from app.packs.uploads import receive
from app.pages.limits import limits_page
from corpus import limits


def keep_until(review: Review, day: date) -> None:
    with writing():
        db.session.execute(update(Review).where(Review.id == review.id).values(delete_after=day))


def download(person: Person, review: Review) -> None:
    """Takes the original of a review's first paper, and closes it as a browser does."""
    with person.get(f"/reviews/{review.id}/papers/{review.papers[0].id}/original") as answer:
        assert answer.status_code == 200


def looks(review: Review) -> list[tuple[str, str, str]]:
    found = db.session.scalars(select(Access).where(Access.review_id == review.id).order_by(Access.at, Access.id))
    return [(look.user_id, look.kind, look.thing) for look in found]


def test_reviews_past_their_day_and_soon_to_be_are_named_and_others_are_not(
    review: Review, other_review: Review
) -> None:
    today = now().date()
    keep_until(review, today - timedelta(days=1))
    keep_until(other_review, today + timedelta(days=59))
    assert [(one.review.id, one.is_due(today)) for one in reviews_going(today)] == [
        (review.id, True),
        (other_review.id, False),
    ]
    keep_until(other_review, today + timedelta(days=61))
    assert [one.review.id for one in reviews_going(today)] == [review.id]


def test_the_command_shows_what_it_would_delete_and_deletes_only_what_is_due(
    app: Flask, review: Review, cast: dict[str, Person]
) -> None:
    receive(review, cast["scrutineer"].user, [Sent("a.txt", b"Minutes.")])
    review_id, run = review.id, app.test_cli_runner()
    keep_until(review, now().date() + timedelta(days=10))
    assert "1 papers" in run.invoke(args=["retention"]).output
    early = run.invoke(args=["retention", "--delete", review_id, "--yes"])
    assert early.exit_code == 1
    assert "It is to be kept until" in early.output
    keep_until(review, now().date() - timedelta(days=1))
    asked = run.invoke(args=["retention", "--delete", review_id], input="n\n")
    assert asked.exit_code == 1
    assert db.session.get(Review, review_id) is not None
    db.session.rollback()
    assert run.invoke(args=["retention", "--delete", review_id, "--yes"]).exit_code == 0
    db.session.rollback()
    assert db.session.get(Review, review_id) is None


def test_a_person_deletes_a_review_only_after_typing_its_area(review: Review, scrutineer: Person) -> None:
    address = f"/reviews/{review.id}/delete"
    review_id = review.id
    page = scrutineer.get(address).text
    assert "This is what would be deleted" in page
    assert "Type Harland Vale to delete" in scrutineer.post(address, {"area": "Harland"}).text
    assert db.session.get(Review, review_id) is not None
    # As in life: this test's own look at the database is over before the service empties its journal.
    db.session.rollback()
    done = scrutineer.post(address, {"area": "harland vale"}, follow_redirects=True)
    assert "The review is deleted" in done.text
    assert db.session.get(Review, review_id) is None


def test_each_look_at_a_paper_is_recorded_by_ids_only(review: Review, scrutineer: Person) -> None:
    receive(review, scrutineer.user, [Sent("Minutes of Mary Bellweather.txt", b"Minutes.")])
    paper = review.papers[0].id
    for _ in range(3):
        assert scrutineer.get(f"/reviews/{review.id}/papers/{paper}").status_code == 200
    download(scrutineer, review)
    assert looks(review) == [(scrutineer.id, "papers.paper", paper), (scrutineer.id, "papers.original", paper)]
    page = scrutineer.get(f"/reviews/{review.id}/accesses").text
    assert "Downloaded a paper" in page
    assert "Ada Marlow" in page


def test_a_refused_look_at_anothers_paper_is_not_taken_for_one(other_review: Review, scrutineer: Person) -> None:
    scrutineer.get(f"/reviews/{other_review.id}/papers/{'f' * 24}")
    assert looks(other_review) == []


def test_an_administrator_sees_who_and_when_and_not_what(review: Review, cast: dict[str, Person]) -> None:
    receive(review, cast["scrutineer"].user, [Sent("a.txt", b"Minutes.")])
    paper = review.papers[0].id
    download(cast["scrutineer"].sign_in(), review)
    dev = cast["administrator"].sign_in()
    page = dev.get(f"/reviews/{review.id}/accesses/dates").text
    assert "Ada Marlow" in page
    assert "Downloaded" not in page
    assert paper not in page
    assert dev.get(f"/reviews/{review.id}/accesses").status_code == 403


@pytest.mark.parametrize("statement", ["UPDATE access SET thing = 'x'", "DELETE FROM access"])
def test_the_database_refuses_to_change_or_remove_a_look(review: Review, scrutineer: Person, statement: str) -> None:
    receive(review, scrutineer.user, [Sent("a.txt", b"Minutes.")])
    download(scrutineer, review)
    with pytest.raises(DBAPIError, match="append-only"), writing():
        db.session.execute(text(statement))


def test_the_limits_shown_are_those_that_are_kept(reviewer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PAGES", 1_234)
    page = reviewer.get("/limits").text
    monkeypatch.setattr(limits, "PARTS", 4_321)
    assert "1,234" in page
    assert "50 MB" in page
    zips = {limit.name: limit.most for limit in limits_page() if "zip" in limit.name}
    assert zips == {
        "Size of a zip archive of papers": "50 MB",
        "Size of all papers in a zip archive": "100 MB",
        "Files in a zip archive": "4,321",
        "Zip archives inside a zip archive": "0",
    }
    assert all(name in page for name in zips)


def test_its_people_are_warned_before_a_review_is_deleted(review: Review, scrutineer: Person) -> None:
    assert "to be deleted after" not in scrutineer.get("/reviews").text
    keep_until(review, now().date() + timedelta(days=20))
    assert "It is to be deleted after" in scrutineer.get("/reviews").text
    keep_until(review, now().date() - timedelta(days=1))
    assert "that day is over" in scrutineer.get("/reviews").text
