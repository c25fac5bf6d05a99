"""Each reads in the record only the words that they may read elsewhere; that something happened is hidden from nobody."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator

import pytest
from cast import Person
from flask import Flask
from pack import stock
from whole import Supplied, whole_review

from app.config import PROJECT
from app.database import db
from app.models import Review
from app.pages.words import terms
from app.policy import ACTIONS
from app.record.decisions import NewAction, decide
from app.record.exporting import WORDS_OF, shows_words
from app.record.trail import append_entry, entries_of, write_entry

ROLES = ("partnership", "reviewer", "scrutineer")
PARTS = {"partnership": "business_manager", "reviewer": "reviewer", "scrutineer": "scrutineer"}
HIDDEN_FROM_PARTNERSHIP = {
    "assessment", "other_framework", "other_assessment", "asked", "asked_printed",
    "asked_not_printed", "evidence_moved", "evidence_put_back", "blind_on",
    "blind_off", "activity_planned", "activity_changed", "second_rating", "looked", "looked_at_all", "field_note",
    "field_note_corrected", "field_note_taken_out", "model_allowed", "model_not_allowed", "model_draft", "self_note",
    "put_off", "template_chosen", "comment",
}  # fmt: skip
HIDDEN_FROM_REVIEWER = {"self_note", "put_off", "template_chosen", "self_assessment_draft"}
HIDDEN_FROM_SCRUTINEER = {"self_assessment_draft"}


def kinds_written() -> Iterator[str]:
    """Every kind of entry that the program writes: the third word of each call that writes one, where it stands there."""
    for path in (PROJECT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name in ("append_entry", "write_entry") and len(node.args) > 2:
                yield from (
                    one.value
                    for one in ast.walk(node.args[2])
                    if isinstance(one, ast.Constant) and isinstance(one.value, str) and not one.value.endswith("_")
                )


def test_every_kind_of_entry_that_is_written_or_has_words_has_a_ruling() -> None:
    assert set(kinds_written()) - set(WORDS_OF) == set()
    assert set(terms("entry")) == set(WORDS_OF)
    assert set(WORDS_OF.values()) <= set(ACTIONS)


def test_the_rulings_are_these_and_no_others() -> None:
    hidden = {role: {kind for kind in WORDS_OF if not shows_words(kind, role)} for role in ROLES}
    assert hidden["partnership"] == HIDDEN_FROM_PARTNERSHIP
    assert hidden["reviewer"] == HIDDEN_FROM_REVIEWER
    assert hidden["scrutineer"] == HIDDEN_FROM_SCRUTINEER
    assert not any(shows_words(kind, role) for kind in WORDS_OF for role in ("administrator", None))


def test_of_a_kind_without_a_ruling_nobody_reads_the_words() -> None:
    assert not any(shows_words("invented_later", role) for role in ROLES)


@pytest.mark.parametrize("role", ROLES)
def test_a_whole_record_is_exported_with_the_words_of_each_role_alone(
    app: Flask, cast: dict[str, Person], role: str
) -> None:
    review = _whole(app, cast)
    write_entry(review, cast["scrutineer"].user, "invented_later", {"text": "zqx-unruled"})
    person = cast[PARTS[role]].sign_in()
    if role == "reviewer":
        person.post(f"/reviews/{review.id}/look")
    lines = person.get(f"/reviews/{review.id}/trail/record.jsonl").text.splitlines()
    entries = entries_of(review)
    assert len(lines) == len(entries)
    for line, entry in zip(lines, entries, strict=True):
        said = json.loads(line)
        assert ("payload" in said) == shows_words(entry.kind, role), entry.kind
        assert said["hash"] == entry.hash
    page = person.get(f"/reviews/{review.id}/trail").text
    assert "zqx-unruled" not in page + "".join(lines)


def test_on_the_page_too_a_role_reads_no_words_that_it_may_not_read(
    app: Flask, cast: dict[str, Person], review: Review
) -> None:
    whole = _whole(app, cast)
    page = cast["business_manager"].sign_in().get(f"/reviews/{whole.id}/trail").text
    assert "Gave a second rating of question 2.1" in page, "that it happened is told"
    for words in ("A visit to the hub", "127.0.0.1"):
        assert words not in page
        assert words in cast["scrutineer"].sign_in().get(f"/reviews/{whole.id}/trail").text


def test_checking_the_record_tells_a_reviewer_no_decision_that_is_kept_from_them(
    review: Review, cast: dict[str, Person], reviewer: Person
) -> None:
    stock(review, cast["scrutineer"].user)
    action = NewAction("Ask the chair.", "Executive group")
    decide(
        review, cast["scrutineer"].user, question="1.1", rating="green", red_reason=None, reason="I saw it.",
        action=action, supersedes=None,
    )  # fmt: skip
    page = reviewer.post(f"/reviews/{review.id}/trail").text
    assert "decisions are kept from you for now" in page
    assert "Decided question 1.1" not in page


def _whole(app: Flask, cast: dict[str, Person]) -> Review:
    supplied: Supplied = whole_review(app, cast)
    return db.session.get_one(Review, supplied["review_id"])


def test_an_entry_is_never_written_outside_the_transaction_of_its_thing(review: Review) -> None:
    with pytest.raises(RuntimeError, match="same transaction"):
        append_entry(review.id, None, "comment", {})
