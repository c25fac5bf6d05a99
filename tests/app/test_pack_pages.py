"""Closing and opening the pack, and saying that one paper replaces another."""

from __future__ import annotations

import io

import pytest
from cast import Person
from pack import stock

from app.database import db
from app.models import Paper, Review
from app.packs.papers import papers_of, standing_papers
from app.record.trail import entries_of


@pytest.fixture
def papers(review: Review, scrutineer: Person) -> dict[str, Paper]:
    return stock(review, scrutineer.user)[0]


def send(person: Person, review: Review) -> int:
    form = {"files": [(io.BytesIO(b"The plan was agreed."), "late.txt")]}
    return person.post(f"/reviews/{review.id}/papers", form, content_type="multipart/form-data").status_code


def test_a_scrutineer_closes_the_pack_and_opens_it_again(
    scrutineer: Person, business_manager: Person, review: Review, papers: dict[str, Paper]
) -> None:
    page = scrutineer.post(f"/reviews/{review.id}/pack/close", follow_redirects=True).text
    assert "The pack is closed" in page
    assert "Open the pack again" in page
    assert send(business_manager, review) == 409
    assert 'name="files"' not in business_manager.get(f"/reviews/{review.id}/papers").text

    scrutineer.post(f"/reviews/{review.id}/pack/open")
    assert send(business_manager, review) == 302
    assert [entry.kind for entry in entries_of(review)][-3:-1] == ["pack_closed", "pack_opened"]


def test_the_partnership_does_not_close_the_pack(
    business_manager: Person, review: Review, papers: dict[str, Paper]
) -> None:
    assert "Close the pack" not in business_manager.get(f"/reviews/{review.id}/papers").text
    assert business_manager.post(f"/reviews/{review.id}/pack/close").status_code == 403


def test_a_paper_that_another_replaces_counts_no_more_until_that_is_taken_back(
    scrutineer: Person, review: Review, papers: dict[str, Paper]
) -> None:
    old, new = papers["tracker"], papers["audit"]
    page = scrutineer.post(
        f"/reviews/{review.id}/papers/{new.id}/replaces", {"old": old.id}, follow_redirects=True
    ).text
    assert "Action tracker counts no more, because this paper replaces it." in page
    assert old.id not in {paper.id for paper in standing_papers(review)}
    assert "Multi-agency audit of exploitation" in scrutineer.get(f"/reviews/{review.id}/papers/{old.id}").text

    scrutineer.post(f"/reviews/{review.id}/papers/{old.id}/stands")
    db.session.rollback()
    assert {paper.id for paper in standing_papers(review)} == {paper.id for paper in papers_of(review)}
    record = scrutineer.get(f"/reviews/{review.id}/trail").text
    assert "Replaced Action tracker by Multi-agency audit of exploitation" in record
    assert "Took back that Multi-agency audit of exploitation replaces Action tracker" in record


def test_two_papers_never_replace_each_other_and_none_replaces_itself(
    scrutineer: Person, review: Review, papers: dict[str, Paper]
) -> None:
    one, other = papers["tracker"], papers["audit"]
    scrutineer.post(f"/reviews/{review.id}/papers/{other.id}/replaces", {"old": one.id})
    back = scrutineer.post(f"/reviews/{review.id}/papers/{one.id}/replaces", {"old": other.id})
    assert back.status_code == 400
    assert "replaced already" in back.text
    itself = scrutineer.post(f"/reviews/{review.id}/papers/{other.id}/replaces", {"old": other.id})
    assert "A paper cannot take its own place." in itself.text
    none = scrutineer.post(f"/reviews/{review.id}/papers/{other.id}/replaces", {"old": ""})
    assert "Choose the paper that this one replaces." in none.text


def test_a_paper_of_another_review_cannot_be_replaced(
    scrutineer: Person, stranger: Person, review: Review, other_review: Review, papers: dict[str, Paper]
) -> None:
    theirs = stock(other_review, stranger.user)[0]["minutes"]
    answer = scrutineer.post(f"/reviews/{review.id}/papers/{papers['audit'].id}/replaces", {"old": theirs.id})
    assert answer.status_code == 404


def test_a_reviewer_is_not_offered_to_say_what_replaces_what(
    reviewer: Person, review: Review, papers: dict[str, Paper]
) -> None:
    assert "This paper replaces" not in reviewer.get(f"/reviews/{review.id}/papers/{papers['audit'].id}").text
