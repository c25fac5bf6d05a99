"""Accounts and places: who gives and takes them, what is recorded, and who sees whom."""

from __future__ import annotations

import re

from cast import Person, StrictBrowser
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import Membership, Review, User
from app.record.trail import entries_of

GWEN = {"name": "Gwen Tarrow", "email": "gwen@harland.example", "role": "reviewer"}


def account(email: str) -> User | None:
    return db.session.scalar(select(User).where(User.email == email))


def password_on(page: str) -> str:
    found = re.search(r"<strong>([a-z0-9]{5}(?:-[a-z0-9]{5}){3})</strong>", page)
    assert found
    return found[1]


def test_an_administrator_makes_an_account_whose_password_is_shown_once_and_lets_its_person_in(
    app: Flask, administrator: Person
) -> None:
    made = administrator.post("/people/new", GWEN)
    password = password_on(made.text)
    gwen = account(GWEN["email"])
    assert gwen
    assert password not in administrator.get("/people").text
    assert Person(app, gwen.id, gwen.email, password, StrictBrowser(app)).sign_in().is_signed_in()


def test_each_mistake_in_an_account_is_said_and_nothing_typed_is_lost(administrator: Person) -> None:
    page = administrator.post("/people/new", {**GWEN, "email": "gwen at harland", "role": "bishop"}).text
    assert "Enter an e-mail address such as name@harland.example." in page
    assert 'value="Gwen Tarrow"' in page
    assert account("gwen at harland") is None
    taken = administrator.post("/people/new", {**GWEN, "email": "ADA@harland.example"}).text
    assert "There is already an account for ADA@harland.example." in taken


def test_a_new_password_from_the_page_ends_the_old_one(administrator: Person, scrutineer: Person) -> None:
    page = administrator.post(f"/people/{scrutineer.id}/password").text
    assert not scrutineer.is_signed_in()
    scrutineer.password = password_on(page)
    assert scrutineer.sign_in().is_signed_in()


def test_a_closed_account_is_out_until_it_is_opened_and_nobody_closes_their_own(
    administrator: Person, scrutineer: Person
) -> None:
    administrator.post(f"/people/{scrutineer.id}/close")
    assert not scrutineer.is_signed_in()
    assert "Account closed" in administrator.get("/people").text
    administrator.post(f"/people/{scrutineer.id}/open")
    assert scrutineer.sign_in().is_signed_in()
    assert administrator.post(f"/people/{administrator.id}/close").status_code == 400
    assert administrator.is_signed_in()


def test_a_place_is_given_changed_and_taken_and_each_change_stands_in_the_record(
    administrator: Person, stranger: Person, scrutineer: Person, review: Review
) -> None:
    places = f"/reviews/{review.id}/places"
    assert stranger.get(f"/reviews/{review.id}").status_code == 404
    administrator.post(places, {"person": stranger.id, "role": "reviewer"})
    assert stranger.get(f"/reviews/{review.id}").status_code == 200
    administrator.post(places, {"person": stranger.id, "role": "scrutineer"})
    administrator.post(f"{places}/{stranger.id}/remove")
    assert stranger.get(f"/reviews/{review.id}").status_code == 404

    said = [(entry.kind, entry.payload.get("role")) for entry in entries_of(review)[-3:]]
    assert said == [("assigned", "reviewer"), ("assigned", "scrutineer"), ("unassigned", None)]
    assert {entry.who_id for entry in entries_of(review)[-3:]} == {administrator.id}
    record = scrutineer.get(f"/reviews/{review.id}/trail").text
    assert "Took Edie Fairfax’s place in this review away" in record, "who has left is still named"


def test_nobody_gives_a_place_to_themselves_or_to_an_administrator(administrator: Person, review: Review) -> None:
    page = administrator.get(f"/reviews/{review.id}/places").text
    assert "dev@sightline.example" not in page.partition("<select")[2].partition("</select>")[0]
    answer = administrator.post(f"/reviews/{review.id}/places", {"person": administrator.id, "role": "scrutineer"})
    assert "There is a problem" in answer.text
    assert db.session.get(Membership, (administrator.id, review.id)) is None


def test_a_place_that_does_not_exist_is_not_given(administrator: Person, stranger: Person, review: Review) -> None:
    page = administrator.post(f"/reviews/{review.id}/places", {"person": stranger.id, "role": "administrator"}).text
    assert "There is a problem" in page
    assert db.session.get(Membership, (stranger.id, review.id)) is None


def test_the_people_of_a_review_see_who_is_in_it_but_not_their_addresses(
    scrutineer: Person, review: Review, other_review: Review
) -> None:
    page = scrutineer.get(f"/reviews/{review.id}/people").text.partition("<tbody")[2]
    for name, place in (("Ada Marlow", "Scrutineer"), ("Bram Okoro", "Partnership"), ("Cleo Whitby", "Reviewer")):
        assert place in page.partition(name)[2].partition("</tr>")[0]
    assert "Edie Fairfax" not in page
    assert "bram@harland.example" not in page


def test_only_an_administrator_finds_the_pages_of_accounts_and_places(scrutineer: Person, review: Review) -> None:
    for path in ("/people", "/people/new", f"/reviews/{review.id}/places"):
        assert scrutineer.get(path).status_code == 404, path
    assert scrutineer.post(f"/people/{scrutineer.id}/password").status_code == 404
    assert "/people/new" not in scrutineer.get("/reviews").text


def test_an_administrator_without_reviews_is_led_to_people_and_places(administrator: Person, review: Review) -> None:
    assert 'href="/people"' in administrator.get("/reviews").text
    page = administrator.get("/people").text
    assert "Harland Vale 2024 to 2025 (partnership)" in page
    assert f"/reviews/{review.id}/places" in page
