"""An assessment of the papers made anew follows the choices on its evidence, as far as their words still stand."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from cast import Person
from judged import AGREED, UNFUNDED, Q, choice, cited, proposed
from pack import stock
from sqlalchemy import update

from app.database import db
from app.models import Job, Review
from app.packs.field_notes import Noted, write_note
from app.packs.pack import Pack
from app.packs.papers import replace, take_back
from app.packs.review_pack import assess_review
from app.packs.sealed import Sealed
from app.proposing.assessments import current_assessment
from app.proposing.moving import place_by_hand
from app.record.decisions import verify_record
from rules.evidence import Candidate, Stance

SEEN = "The duty team showed me that contacts of the last month were answered within a day."


def found_by_words(pack: Pack, *_: Any) -> Iterator[Candidate]:
    """In place of the fitted finder: everything that says something bears on both parts of 4.2."""
    even = dict.fromkeys(Stance, math.log(1 / len(Stance)))
    for document in pack.documents:
        for passage in pack.passages[document.id]:
            for part in (f"{Q}.a", f"{Q}.b"):
                yield Candidate(part, passage, 0.9, "The plan is agreed.", ("plan",), ("words",), True, even)


@pytest.fixture
def without_models(monkeypatch: pytest.MonkeyPatch) -> None:
    model = SimpleNamespace(embedder=SimpleNamespace(name="none", sha256="0" * 64, labels=()))
    stores = SimpleNamespace(papers=model, taught=model, leanings=model, models={}, heard=Sealed(None))
    monkeypatch.setattr("app.packs.review_pack.stores_of", lambda _review: stores)
    monkeypatch.setattr("app.proposing.assessing.find_candidates", found_by_words)


def test_the_next_assessment_of_the_papers_says_what_was_said_at_once(
    review: Review, scrutineer: Person, without_models: None
) -> None:
    write_note(review, scrutineer.user, Noted("visit", date(2025, 2, 3), "The duty team", "", "", SEEN))
    stock(review, scrutineer.user)
    assess_review(review.id)
    place_by_hand(review, scrutineer.user, choice(review, "leave_out", AGREED, f"{Q}.a"))
    place_by_hand(review, scrutineer.user, choice(review, "count", SEEN, f"{Q}.b", stance="impact"))
    place_by_hand(review, scrutineer.user, choice(review, "move", UNFUNDED, f"{Q}.b", to_part="4.3.a", stance="gap"))
    at_once = current_assessment(review)
    assess_review(review.id)
    anew = current_assessment(review)
    assert at_once is not None
    assert anew is not None
    assert anew.content == at_once.content
    assert cited(review, SEEN, f"{Q}.b")["placed"]["because"] == "I was there."
    assert verify_record(review).ok


def test_when_a_paper_is_replaced_the_choices_on_it_fall_in_sight_and_come_back_with_it(
    review: Review, scrutineer: Person, without_models: None
) -> None:
    papers, _ = stock(review, scrutineer.user)
    assess_review(review.id)
    place_by_hand(review, scrutineer.user, choice(review, "leave_out", AGREED, f"{Q}.a"))
    replace(review, scrutineer.user, papers["minutes"], papers["audit"])
    assess_review(review.id)
    assert (
        "Counts when the papers have been assessed again" in scrutineer.get(f"/reviews/{review.id}/questions/{Q}").text
    )
    db.session.execute(update(Job).values(state="done"))
    db.session.commit()
    assert proposed(review)[1] is None
    assert "No longer found" in scrutineer.get(f"/reviews/{review.id}/questions/{Q}").text
    take_back(review, scrutineer.user, papers["minutes"])
    assess_review(review.id)
    assert proposed(review)[1] is not None
    assert "No longer found" not in scrutineer.get(f"/reviews/{review.id}/choices").text
