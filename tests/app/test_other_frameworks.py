"""One pack, read once, under several frameworks: shown beside the decisions, and never decided on; and evidence by its origin."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from by_force import tamper
from cast import Person, Sent, proposal
from pack import stock
from proposals import AUDIT, MINUTES, citation
from sqlalchemy import text

from app.adapting.known import shipped
from app.database import db, writing
from app.models import Assessment, OtherFramework, Review
from app.packs.uploads import receive
from app.pages.framework import layout_of
from app.pages.kinds_of_evidence import origins_page
from app.pages.places import print_of
from app.proposing import other_frameworks
from app.proposing.other_frameworks import ask_under, fingerprint_of, others_of
from app.record.decisions import verify_record


def under_lewisham(review: Review, person: Person, parts: Sequence[Mapping[str, Any]] = ()) -> OtherFramework:
    """Asked for, and worked out as if by the worker: question 1 Green, with these parts, and the rest Red."""
    receive(review, person.user, [Sent("minutes.txt", b"The plan was agreed by all three partners.")])  # type: ignore[list-item]
    asked = ask_under(review, person.user, "lewisham")
    ids = [question.id for question in shipped()["lewisham"].questions]
    said = [proposal(each, "red", "silent") for each in ids]
    said[0] = {**proposal(ids[0], "green"), "parts": list(parts)}
    content = {"schema": "assessment/1", "documents": [], "questions": said}
    other_frameworks._keep(review.id, asked.id, json.dumps(content), fingerprint_of(review))
    return asked


def test_proposals_under_another_framework_stand_beside_and_leave_the_reviews_own_alone(
    scrutineer: Person, review: Review, assessment: Assessment
) -> None:
    asked = under_lewisham(review, scrutineer)
    page = scrutineer.get(f"/reviews/{review.id}/frameworks/{asked.id}").text
    assert "on which nothing is decided" in page
    assert "Asked in this review and not here" in page
    assert db.session.query(Assessment).count() == 1
    first = shipped()["lewisham"].questions[0].id
    assert scrutineer.get(f"/reviews/{review.id}/frameworks/{asked.id}/{first}").status_code == 200
    assert verify_record(review).ok


def test_it_is_said_when_the_papers_have_changed_since(
    scrutineer: Person, review: Review, assessment: Assessment
) -> None:
    asked = under_lewisham(review, scrutineer)
    assert others_of(review)[0].is_current
    with writing():
        db.session.execute(text("UPDATE paper SET corrected_kind = 'plan'"))
    assert not others_of(review)[0].is_current
    assert "papers have changed" in scrutineer.get(f"/reviews/{review.id}/frameworks/{asked.id}").text


@pytest.fixture
def quoted(review: Review, scrutineer: Person) -> tuple[str, str]:
    """Lewisham's first question resting on two quotes, of which the second is not what the paper says; and its address."""
    papers, _ = stock(review, scrutineer.user)
    true = citation(papers["minutes"], MINUTES[2], "achieved")
    false = citation(papers["audit"], AUDIT[1], "impact") | {"quote": "Every child was heard."}
    part = {"id": "1.1.a", "text": "It works", "finding": "confirmed", "because": "So.", "evidence": [true, false]}
    asked = under_lewisham(review, scrutineer, [part])
    return f"/reviews/{review.id}/frameworks/{asked.id}", shipped()["lewisham"].questions[0].id


def test_a_quote_under_another_framework_leads_to_its_words_marked_at_their_place(
    scrutineer: Person, review: Review, quoted: tuple[str, str]
) -> None:
    there, question = quoted
    page = scrutineer.get(f"{there}/{question}").text
    assert f'href="{there}/1/1.1.a/1"' in page
    place = scrutineer.get(f"{there}/1/1.1.a/1").text
    assert " ".join(re.findall(r"<mark[^>]*>(.*?)</mark>", place, re.S)) == MINUTES[2]
    assert '<rect id="words"' in place
    assert "under which nothing is decided" in place
    assert "Decided rating" not in place


def test_a_quote_under_another_framework_that_is_not_in_the_paper_is_never_marked(
    scrutineer: Person, review: Review, quoted: tuple[str, str]
) -> None:
    place = scrutineer.get(f"{quoted[0]}/1/1.1.a/2").text
    assert "These words were not found at this place" in place
    assert "<mark" not in place
    for nowhere in ("1/1.1.a/3", "2/1.1.a/1", "1/9.9.z/1"):
        assert scrutineer.get(f"{quoted[0]}/{nowhere}").status_code == 404


def test_a_quote_of_a_trial_leads_to_its_words_and_says_when_they_have_changed(
    scrutineer: Person, review: Review, stranger: Person
) -> None:
    papers, _ = stock(review, scrutineer.user)
    address = scrutineer.post("/frameworks/adapt", {"framework": "six-steps"}).location
    draft, quote = address.rsplit("/", 1)[1], citation(papers["audit"], AUDIT[1], "impact")
    place = f"{quote['document']}/{quote['segment']}/{quote['start']}-{quote['end']}"
    there = f"/reviews/{review.id}/try/{draft}/1.1/{place}"
    page = scrutineer.get(f"{there}/{print_of(AUDIT[1])}").text
    assert " ".join(re.findall(r"<mark[^>]*>(.*?)</mark>", page, re.S)).replace("&#39;", "'") == AUDIT[1]
    assert "Tried, and kept nowhere" in page
    changed = scrutineer.get(f"{there}/{print_of('Other words.')}")
    assert changed.status_code == 404
    assert "not the words that were found" in changed.text
    assert scrutineer.get(there.replace(f"/{quote['segment']}/", "/99/") + f"/{print_of(AUDIT[1])}").status_code == 404
    assert stranger.get(f"{there}/{print_of(AUDIT[1])}").status_code == 404


def test_asking_twice_is_asking_once(scrutineer: Person, review: Review, assessment: Assessment) -> None:
    under_lewisham(review, scrutineer)
    ask_under(review, scrutineer.user, "lewisham")
    assert db.session.query(OtherFramework).count() == 1


def test_the_partnership_sees_none_of_it_and_a_reviewer_asks_for_none(
    scrutineer: Person, business_manager: Person, reviewer: Person, review: Review, assessment: Assessment
) -> None:
    asked = under_lewisham(review, scrutineer)
    for address in ("frameworks", f"frameworks/{asked.id}", "kinds-of-evidence"):
        assert business_manager.get(f"/reviews/{review.id}/{address}").status_code == 403
        assert reviewer.get(f"/reviews/{review.id}/{address}").status_code == 200
    assert reviewer.post(f"/reviews/{review.id}/frameworks", {"framework": "bexley"}).status_code == 403


def test_a_framework_that_is_not_there_and_the_reviews_own_are_refused(
    scrutineer: Person, review: Review, assessment: Assessment
) -> None:
    for name in ("six-steps", "no-such", ""):
        assert scrutineer.post(f"/reviews/{review.id}/frameworks", {"framework": name}).status_code == 400


def test_changed_proposals_are_found(scrutineer: Person, review: Review, assessment: Assessment) -> None:
    under_lewisham(review, scrutineer)
    tamper("UPDATE other_assessment SET text = replace(text, 'red', 'green')")
    verdict = verify_record(review)
    assert not verdict.ok
    assert "another framework" in verdict.sentence


def cited(document: str, start: int, counts: bool = True) -> dict[str, Any]:
    return {"document": document, "segment": 0, "start": start, "end": start + 5, "counts": counts}


@pytest.fixture
def blended() -> dict[str, Any]:
    """Question 1.1 rests on a field note and minutes; 1.2 on a section 11 return alone; 1.3 on nothing."""
    one, two, three = proposal("1.1", "green"), proposal("1.2", "amber"), proposal("1.3", "red", "silent")
    # The same passage under two parts is one passage.
    one["parts"] = [{"evidence": [cited("n", 0), cited("m", 0)]}, {"evidence": [cited("m", 0), cited("m", 9)]}]
    two["parts"] = [{"evidence": [cited("r", 0), cited("m", 0, counts=False)]}]
    documents = [
        {"id": "n", "kind": "field_notes", "title": "Visit"},
        {"id": "m", "kind": "executive_minutes", "title": "Minutes"},
        {"id": "r", "kind": "section_11_return", "title": "Return"},
    ]
    return {"questions": [one, two, three], "documents": documents}


def test_which_question_rests_on_which_kind_of_scrutiny(review: Review, blended: dict[str, Any]) -> None:
    page = origins_page(blended, layout_of(review, blended))
    told = {row.id: (row.said, row.total) for row in page.rows}
    assert told == {"1.1": ("2 kinds", 3), "1.2": ("Section 11 and 175 audits alone", 1), "1.3": ("Nothing counts", 0)}
    assert "peer_review" in {one.id for one in page.unused}
    for row in page.rows:
        assert sum(each.length for each in row.slices) <= 100.01
