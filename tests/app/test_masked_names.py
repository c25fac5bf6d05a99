"""A child whom one paper names beside an age is masked wherever another paper names the child without one."""

from __future__ import annotations

import pytest
from cast import Person
from flask import Flask
from test_partnership_pages import plainly_read, taken_in

from app.drafting import drafting
from app.drafting.drafting import Drafting, Wanted, begin, choose_model
from app.drafting.language_model import Endpoint
from app.drafting.names import UNREAD
from app.errors import UnknownValue
from app.models import Paper, Review
from app.packs.name_warnings import answer_warning, warnings_of

CASE = "Rapid review. Keziah Thorne, aged 7, was found in the yard by Supt Hale, 51."
QUOTE = "Keziah was moved to her aunt in March. Mrs Thorne had asked twice, and Supt Hale agreed."
CITATION = {
    "document": "a" * 12, "file": "minutes.pdf", "title": "Minutes", "date": "2025-06-17", "quote": QUOTE,
    "where": {"page": 1}, "start": 0, "end": len(QUOTE), "segment": 0,
}  # fmt: skip


@pytest.fixture
def warned(app: Flask, review: Review, cast: dict[str, Person], monkeypatch: pytest.MonkeyPatch) -> Paper:
    """A paper that names a child beside an age, in a review in which a model may be used."""
    monkeypatch.setattr("corpus.reader.read_file", plainly_read)
    monkeypatch.setattr("app.packs.review_pack.assess_review", lambda _review: None)
    paper = taken_in(review, cast, "Case.txt", CASE)
    there = Endpoint("http://127.0.0.1:9/v1", "test")
    monkeypatch.setattr(drafting, "endpoint", lambda: there)
    choose_model(review, cast["scrutineer"].user, True)
    return paper


def prepared(review: Review) -> Drafting:
    return begin(review, Wanted("answer", "asked", {"question": "Where is Keziah now?"}, [CITATION]))


def test_a_name_that_a_warning_is_about_leaves_in_no_quote_and_no_question(review: Review, warned: Paper) -> None:
    sent = prepared(review).sent
    assert "Keziah" not in sent
    assert "Thorne" not in sent
    assert "Supt Hale agreed" in sent
    assert "Where is CHILD_NAME_" in sent


def test_what_was_masked_is_put_back_where_it_was(review: Review, warned: Paper) -> None:
    made = prepared(review)
    mark = next(mark for mark, words in made.mask.behind if words == "Keziah")
    made.reply = f"{mark} was moved to her aunt in March [q1]."
    assert [(line.text, line.struck) for line in made.checked.lines] == [("Keziah was moved to her aunt in March.", "")]


def test_a_name_that_a_person_found_to_be_no_childs_is_left_as_it_is(
    review: Review, warned: Paper, cast: dict[str, Person]
) -> None:
    warning = warnings_of(review)[warned.id]
    answer_warning(review, cast["scrutineer"].user, warning, kind="no_child", reason="A bridge.", seen=0)
    assert "Keziah was moved" in prepared(review).sent


def test_where_the_warned_paper_cannot_be_looked_at_nothing_is_sent(
    review: Review, warned: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.drafting.names.reading_of", lambda _: None)
    with pytest.raises(UnknownValue, match=UNREAD[:40]):
        prepared(review)
