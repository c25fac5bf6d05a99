"""An invitation by link: made by an administrator, good for seven days and once; and a password that is one's own."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from pathlib import Path

import pytest
from by_force import tamper
from cast import Person, StrictBrowser
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from app.database import db, now, writing
from app.models import Invitation, Membership, Review, User
from app.people import inviting
from app.record.decisions import verify_record
from app.record.trail import entries_of

GWEN = "gwen@harland.example"
PASSWORD = "plum-lantern-örbit"
TYPED = {"name": "Gwen Tarrow", "password": PASSWORD, "again": PASSWORD}


def link_for(administrator: Person, review: Review, email: str = GWEN, role: str = "partnership") -> str:
    page = administrator.post(f"/reviews/{review.id}/invitations", {"email": email, "role": role}).text
    found = re.search(r"http://localhost(/invited/[\w-]{40,})", page)
    assert found, "the page shows the link"
    return found[1]


def newcomer(app: Flask) -> Person:
    return Person(app, "", GWEN, PASSWORD, StrictBrowser(app))


def account(email: str) -> User | None:
    return db.session.scalar(select(User).where(User.email == email))


def test_whoever_has_the_link_makes_their_account_and_lands_on_their_review(
    app: Flask, administrator: Person, review: Review
) -> None:
    link, gwen = link_for(administrator, review), newcomer(app)
    assert GWEN in gwen.get(link).text
    landed = gwen.post(link, TYPED)
    assert landed.status_code == 302
    assert gwen.get(landed.location).status_code == 200
    made = account(GWEN)
    assert made
    assert str(made.password).startswith("$argon2id$")
    place = db.session.get(Membership, (made.id, review.id))
    assert place
    assert place.role == "partnership"
    assert [entry.kind for entry in entries_of(review)][-2:] == ["invitation_accepted", "assigned"]
    assert verify_record(review).ok
    gwen.post("/sign-out")
    assert gwen.sign_in().is_signed_in(), "an accent is the same letter at sign-in"


def test_the_link_itself_is_kept_nowhere(app: Flask, administrator: Person, review: Review) -> None:
    token = link_for(administrator, review).rsplit("/", 1)[1]
    kept = db.session.scalar(select(Invitation.token_sha256))
    assert kept == hashlib.sha256(token.encode()).hexdigest()
    files = [path for path in Path(app.extensions["sightline"].data).rglob("*") if path.is_file()]
    assert [path.name for path in files if token.encode() in path.read_bytes()] == []
    assert token not in administrator.get(f"/reviews/{review.id}/invitations").text


def test_a_link_that_never_was_reads_as_one_used_expired_or_taken_back(
    app: Flask, administrator: Person, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    used, taken, late = (link_for(administrator, review, f"{name}@harland.example") for name in "abc")
    assert newcomer(app).post(used, TYPED).status_code == 302
    invitation = db.session.scalar(select(Invitation).where(Invitation.email == "b@harland.example"))
    assert invitation
    administrator.post(f"/reviews/{review.id}/invitations/{invitation.id}/revoke")
    answers = [newcomer(app).get(link) for link in (used, taken, "/invited/" + "x" * 43)]
    monkeypatch.setattr(inviting, "now", lambda: now() + timedelta(days=7, minutes=1))
    answers += [newcomer(app).get(late), newcomer(app).post(late, TYPED)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert account("c@harland.example") is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Enter your name."),
        ({"password": "short", "again": "short"}, "at least 12 characters"),
        ({"again": "something else"}, "The two passwords are not the same."),
        ({"password": "gwen@harland.example", "again": "gwen@harland.example"}, "must not be your name"),
        ({"password": "aaaaaaaaaaaaaa", "again": "aaaaaaaaaaaaaa"}, "repeats too few letters"),
    ],
)
def test_each_mistake_is_said_and_the_link_still_works(
    app: Flask, administrator: Person, review: Review, typed: dict[str, str], said: str
) -> None:
    link, gwen = link_for(administrator, review), newcomer(app)
    page = gwen.post(link, TYPED | typed).text
    assert said in page
    assert PASSWORD not in page
    assert account(GWEN) is None
    assert gwen.post(link, TYPED).status_code == 302


def test_an_address_with_an_account_is_given_a_place_and_no_link(administrator: Person, review: Review) -> None:
    page = administrator.post(
        f"/reviews/{review.id}/invitations", {"email": "DEV@sightline.example", "role": "reviewer"}
    )
    assert "There is already an account for DEV@sightline.example." in page.text
    assert db.session.scalar(select(Invitation)) is None


def test_only_an_administrator_makes_links_as_with_every_place(
    scrutineer: Person, business_manager: Person, review: Review
) -> None:
    for person in (scrutineer, business_manager):
        assert person.post(f"/reviews/{review.id}/invitations", {"email": GWEN, "role": "reviewer"}).status_code == 404


def test_someone_signed_in_does_not_use_up_a_link_by_looking(app: Flask, administrator: Person, review: Review) -> None:
    link = link_for(administrator, review)
    assert "You are signed in already" in administrator.get(link).text
    assert "You are signed in already" in administrator.post(link, TYPED).text
    assert newcomer(app).post(link, TYPED).status_code == 302


def test_an_invitation_that_was_changed_in_the_database_is_refused_and_found(
    administrator: Person, review: Review
) -> None:
    link_for(administrator, review)
    with pytest.raises(DBAPIError, match="append-only"), writing():
        db.session.execute(update(Invitation).values(role="scrutineer"))
    tamper(update(Invitation).values(role="scrutineer"))
    assert "An invitation of this review was changed afterwards (role" in verify_record(review).sentence


def test_a_person_changes_their_own_password_and_is_signed_out_elsewhere(app: Flask, scrutineer: Person) -> None:
    elsewhere = Person(app, scrutineer.id, scrutineer.email, scrutineer.password, StrictBrowser(app)).sign_in()
    wrong = scrutineer.post("/account/password", {"current": "not it", "password": PASSWORD, "again": PASSWORD})
    assert "This is not the password that you have now." in wrong.text
    typed = {"current": scrutineer.password, "password": PASSWORD, "again": PASSWORD}
    assert scrutineer.post("/account/password", typed).status_code == 302
    assert scrutineer.is_signed_in()
    assert not elsewhere.is_signed_in()
    scrutineer.password = PASSWORD
    scrutineer.post("/sign-out")
    assert scrutineer.sign_in().is_signed_in()


def test_five_wrong_guesses_at_the_present_password_end_the_session(scrutineer: Person) -> None:
    for _ in range(5):
        scrutineer.post("/account/password", {"current": "not it", "password": PASSWORD, "again": PASSWORD})
    assert not scrutineer.is_signed_in()
