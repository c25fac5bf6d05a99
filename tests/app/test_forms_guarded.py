"""Nothing is changed by a form that is not ours, and every address is guarded whatever it answers."""

from __future__ import annotations

from cast import Person
from flask import Flask
from test_headers import assert_guarded
from test_policy import addresses
from whole import whole_review

from app.database import db
from app.models import Access, Entry, Review
from tests.soak import sized


def test_no_address_takes_a_form_without_our_token_and_every_answer_is_guarded(
    app: Flask, cast: dict[str, Person]
) -> None:
    review_id = str(whole_review(app, cast)["review_id"])
    parts = ("scrutineer", "business_manager", "administrator")
    people = [cast[part].sign_in() for part in parts[: sized(1, 3)]]
    tried = 0
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or set()):
            before = _said(review_id)
            for _, method, address in [one for one in addresses(app, review_id) if one[0] is rule and one[1] == "POST"]:
                for person in people:
                    answer = person.client.post(address, data={"text": "x", "confirm": "y", "area": "Harland Vale"})
                    assert answer.status_code in (400, 403, 404), f"{method} {rule.rule}: {answer.status_code}"
                    assert_guarded(answer)
                    tried += 1
            assert _said(review_id) == before, rule.rule
    assert tried > 60


def test_every_address_answers_with_its_headers(app: Flask, review: Review, cast: dict[str, Person]) -> None:
    ada = cast["scrutineer"].sign_in()
    for _, method, address in addresses(app, review.id):
        if method == "GET":
            assert_guarded(ada.get(address))


def test_every_file_that_leaves_does_so_as_an_attachment(app: Flask, cast: dict[str, Person]) -> None:
    things = whole_review(app, cast)
    ada, review_id = cast["scrutineer"].sign_in(), things["review_id"]
    for address in (
        f"/reviews/{review_id}/papers/{things['paper_id']}/original",
        f"/reviews/{review_id}/trail/record.jsonl",
        f"/reviews/{review_id}/asked.csv",
        f"/reviews/{review_id}/report/{things['report_id']}.docx",
    ):
        answer = ada.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["Content-Disposition"].startswith("attachment"), address
        assert_guarded(answer)
        answer.close()


def _said(review_id: str) -> tuple[int, int]:
    db.session.rollback()
    return tuple(db.session.query(model).where(model.review_id == review_id).count() for model in (Entry, Access))  # type: ignore[return-value]
