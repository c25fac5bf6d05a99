"""A quote under another framework, or of a trial, at its place: the words marked, held against the paper letter for letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from sqlalchemy import select

from app.adapting.adapting import own_draft
from app.adapting.known import framework_or_none
from app.database import db
from app.errors import NotAllowed, NotFound
from app.models import OtherAssessment, OtherFramework, Review
from app.pages.framework import layout_of
from app.pages.link import Link
from app.pages.places import citation_at, other_steps, print_of, tried_steps
from app.pages.trying import Address
from app.policy import may, of_review
from app.reviewing.blind import hidden_from
from app.views.citations import nth, paper_address, quote_in, show_citation

blueprint = Blueprint("places", __name__)


@blueprint.get("/reviews/<review_id>/frameworks/<other_id>/<int:made>/<part_id>/<int:number>")
@may("see_proposals")
def other(review: Review, other_id: str, made: int, part_id: str, number: int) -> ResponseReturnValue:
    asked = of_review(OtherFramework, review, other_id)
    found = select(OtherAssessment).where(OtherAssessment.other_id == asked.id, OtherAssessment.number == made)
    kept = db.session.scalar(found)
    if kept is None or _hides(review):
        raise NotFound
    question, part = _part(kept, part_id)
    citation = nth(part["evidence"], number)
    quote = quote_in(review, citation, kept.content["documents"])
    framework = framework_or_none(asked.framework_id, asked.framework_sha)
    back = url_for("others.question", review_id=review.id, other_id=other_id, question_id=question["id"])
    address, named = address_under(review, kept), framework.title if framework else asked.framework_id
    most = len(part["evidence"])
    return show_citation(
        review,
        citation,
        quote,
        back=Link(f"Question {question['id']}", f"{back}#part-{part_id}"),
        trail=other_steps(named, question, part, quote, back, paper_address(review, quote)),
        previous=address(part_id, number - 1, citation) if number > 1 else None,
        next=address(part_id, number + 1, citation) if number < most else None,
        position=f"{number} of {most} found for this part",
    )


@blueprint.get(
    "/reviews/<review_id>/try/<draft_id>/<question_id>/<document_id>/<int:segment>/<int:start>-<int:end>/<said>"
)
@may("try_framework")
def tried(
    review: Review, draft_id: str, question_id: str, document_id: str, segment: int, start: int, end: int, said: str
) -> ResponseReturnValue:
    draft = own_draft(current_user._get_current_object(), draft_id)
    if _hides(review):
        raise NotAllowed("Blind mode is on in this review, so nothing is tried on its papers until you have decided.")
    citation = citation_at(review, document_id, segment, start, end)
    if print_of(citation["quote"]) != said:
        raise NotFound("The words at that place are not the words that were found. Try the question again.")
    quote = quote_in(review, citation, [])
    back = url_for("writing.attempt", review_id=review.id, draft_id=draft_id, question_id=question_id)
    return show_citation(
        review,
        citation,
        quote,
        back=Link("The trial", back),
        trail=tried_steps(draft.title, question_id, quote, back, paper_address(review, quote)),
        previous=None,
        next=None,
        position="",
    )


def address_under(review: Review, kept: OtherAssessment) -> Address:
    """Where the quotes of these proposals are shown."""

    def address(part_id: str, number: int, _: Mapping[str, Any]) -> str:
        place: dict[str, Any] = {"other_id": kept.other_id, "made": kept.number, "part_id": part_id, "number": number}
        return url_for("places.other", review_id=review.id, **place)

    return address


def address_tried(review: Review, draft_id: str, question_id: str) -> Address:
    """Where the quotes of a trial are shown: by their place, since nothing of a trial is kept."""

    def address(_: str, __: int, citation: Mapping[str, Any]) -> str:
        place = {name: citation[name] for name in ("segment", "start", "end")}
        named = {"draft_id": draft_id, "question_id": question_id, "document_id": citation["document"]}
        return url_for("places.tried", review_id=review.id, said=print_of(citation["quote"]), **named, **place)

    return address


def _part(kept: OtherAssessment, part_id: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    for question in kept.content["questions"]:
        for part in question["parts"]:
            if part["id"] == part_id:
                return question, part
    raise NotFound


def _hides(review: Review) -> bool:
    """Whether this person means to decide without having seen proposals, and has questions left."""
    return bool(hidden_from(review, current_user._get_current_object(), layout_of(review, None).order))
