"""What PostgreSQL cannot keep is refused in a sentence on both databases, and breaks neither."""

from __future__ import annotations

import pytest
from flask import Flask

from app.database import db
from app.models import Paper
from app.working.work import _fill
from corpus.document import Profile, Reading
from tests.scale.people import cast_of, review_of


@pytest.mark.parametrize("path", ["/reviews/%00", "/reviews/abc%00def/papers", "/?looking=%00"])
def test_a_nothing_character_in_an_address_breaks_nothing(either: Flask, path: str) -> None:
    ada = cast_of(either)["scrutineer"].sign_in()
    assert ada.get(path).status_code in (400, 404)


def test_a_nothing_character_in_a_form_breaks_nothing(either: Flask) -> None:
    people = cast_of(either)
    review = review_of(people)
    address = f"/reviews/{review.id}/asked"
    ada = people["scrutineer"].sign_in()
    assert ada.post(address, {"question_text": "Who\0 attended?"}).status_code in (400, 404)
    assert people["stranger"].post("/sign-in", {"email": "a\0b@c.example", "password": "x"}).status_code == 400


def test_an_area_longer_than_its_column_is_cut(either: Flask) -> None:
    review = review_of(cast_of(either))
    paper = Paper(review_id=review.id, name="a.txt", sha256="0" * 64, size=1, uploaded_by=review.owner_id)
    _fill(paper, Reading("read", None, "txt"), Profile("minutes", "t", None, None, None, "x" * 400, False, False))
    db.session.add(paper)
    db.session.commit()
    assert paper.area == "x" * 160
