"""The page of one citation: the words where they stand, and the trail from them to the rating."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from app.answering.conversation import asked_for
from app.errors import NotFound
from app.models import Assessment, Decision, FieldNote, Paper, Review
from app.packs.note_papers import is_note, note_of_document, reading_of_note
from app.packs.papers import papers_of, reading_of
from app.pages.citation import Marked, QuoteIsNotThere, mark
from app.pages.link import Link
from app.pages.opinions import Remarks, steps_shown
from app.pages.part import in_order_of_papers
from app.pages.quotes import Quote, quote_of, sources_of
from app.pages.trail import Step, asked_steps, evidence_steps, note_steps
from app.policy import may, may_do, of_review, role_in
from app.record.decisions import decisions_of
from app.reviewing.blind import hidden_from
from app.reviewing.comments import comments_on
from app.reviewing.second_ratings import kept_from

blueprint = Blueprint("citations", __name__)


@blueprint.get("/reviews/<review_id>/evidence/<assessment_id>/<part_id>/<int:number>")
@may("see_proposals")
def evidence(review: Review, assessment_id: str, part_id: str, number: int) -> ResponseReturnValue:
    assessment = of_review(Assessment, review, assessment_id)
    question, part = _part(assessment, part_id)
    blind = _is_hidden(review, question["id"])
    # The rules put the surest first, which someone who decides blind is not to know.
    citation = nth(in_order_of_papers(part["evidence"]) if blind else part["evidence"], number)
    quote = quote_in(review, citation, assessment.content["documents"])
    decision: Decision | None = decisions_of(review).get(question["id"])

    def address(n: int) -> str:
        return url_for(
            "citations.evidence", review_id=review.id, assessment_id=assessment_id, part_id=part_id, number=n
        )

    back = url_for("questions.question", review_id=review.id, question_id=question["id"])
    return show_citation(
        review,
        citation,
        quote,
        back=Link(f"Question {question['id']}", f"{back}#part-{part_id}"),
        trail=_as_shown(
            review, question["id"], evidence_steps(question, part, decision, quote, back, paper_address(review, quote))
        ),
        previous=address(number - 1) if number > 1 else None,
        next=address(number + 1) if number < len(part["evidence"]) else None,
        position=f"{number} of {len(part['evidence'])} found for this part",
        remarks=_remarks(review, question["id"], part_id, citation),
        move=None if blind else f"{address(number)}/move",
    )


@blueprint.get("/reviews/<review_id>/asked/<asked_id>/quotes/<int:number>")
@may("ask")
def answered(review: Review, asked_id: str, number: int) -> ResponseReturnValue:
    asked = asked_for(review, asked_id)
    citations = asked.answer["citations"]
    citation = nth(citations, number)
    quote = quote_in(review, citation, [])
    back = url_for("asking.answer", review_id=review.id, asked_id=asked_id)

    def address(n: int) -> str:
        return url_for("citations.answered", review_id=review.id, asked_id=asked_id, number=n)

    return show_citation(
        review,
        citation,
        quote,
        back=Link("The answer", back),
        trail=asked_steps(asked.question_text, quote, back, paper_address(review, quote)),
        previous=address(number - 1) if number > 1 else None,
        next=address(number + 1) if number < len(citations) else None,
        position=f"{number} of {len(citations)} quotes in the answer",
    )


def _part(assessment: Assessment, part_id: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    for question in assessment.content["questions"]:
        for part in question["parts"]:
            if part["id"] == part_id:
                return question, part
    raise NotFound


def _as_shown(review: Review, question_id: str, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The trail without what this person chose not to see before they have rated the question themselves."""
    user = current_user._get_current_object()
    keeps = role_in(review) == "reviewer" and question_id in kept_from(review, user)
    return steps_shown(steps, blind=bool(hidden_from(review, user, [question_id])), keeps_decision=keeps)


def _remarks(review: Review, question_id: str, part_id: str, citation: Mapping[str, Any]) -> Remarks | None:
    """The comments on this quote, for those who comment; none for someone who has not decided and means to do so blind."""
    passage = citation.get("passage")
    if not passage or not may_do("comment", review):
        return None
    if _is_hidden(review, question_id):
        return None
    return Remarks(question_id, f"{part_id} {passage}", tuple(comments_on(review, question_id, passage)))


def _is_hidden(review: Review, question_id: str) -> bool:
    """Whether this person means to decide the question before they see what is made of its evidence."""
    return bool(hidden_from(review, current_user._get_current_object(), [question_id]))


def nth(citations: list[Any], number: int) -> Mapping[str, Any]:
    """The citation with this number; NotFound where there is none."""
    if not 1 <= number <= len(citations):
        raise NotFound
    citation: Mapping[str, Any] = citations[number - 1]
    return citation


def quote_in(review: Review, citation: Mapping[str, Any], documents: list[Any]) -> Quote:
    """The citation in words; `documents` are those of its assessment."""
    papers = papers_of(review)
    return quote_of(citation, sources_of(documents, papers), None, papers)


def paper_address(review: Review, quote: Quote) -> str | None:
    """The page of a quote's paper; None where it comes from a field note or the paper is gone."""
    paper = quote.source.paper
    return url_for("papers.paper", review_id=review.id, paper_id=paper.id) if paper else None


def show_citation(review: Review, citation: Mapping[str, Any], quote: Quote, **context: Any) -> ResponseReturnValue:
    """The page of a citation, held against the paper letter for letter before anything is marked."""
    note = note_of_document(review, citation["document"]) if is_note(citation["document"]) else None
    marked, wrong = _found(citation, quote.source.paper, note)
    if note is not None:
        context["trail"] += note_steps(note, url_for("field_notes.one", review_id=review.id, note_id=note.id))
    return render_template(
        "citations/citation.html",
        review=review,
        quote=quote,
        marked=marked,
        wrong=wrong,
        picture=_picture(review, quote.source.paper, marked),
        use=_use_address(review, citation) if marked and may_do("move_evidence", review) else None,
        **context,
    )


def _use_address(review: Review, citation: Mapping[str, Any]) -> str:
    """Where these words are made evidence for a part."""
    place = {name: citation[name] for name in ("segment", "start", "end")}
    return url_for("adding.add", review_id=review.id, document_id=citation["document"], **place)


def _found(
    citation: Mapping[str, Any], paper: Paper | None, note: FieldNote | None = None
) -> tuple[Marked | None, str | None]:
    try:
        if note is not None:
            return mark(citation, reading_of_note(note)), None
        if paper is None:
            raise QuoteIsNotThere("The paper is no longer in this review.")
        return mark(citation, reading_of(paper)), None
    except QuoteIsNotThere as error:
        return None, str(error)


def _picture(review: Review, paper: Paper | None, marked: Marked | None) -> str | None:
    if paper is None or marked is None or marked.page is None or not marked.boxes or paper.format != "pdf":
        return None
    return url_for("papers.page_of_paper", review_id=review.id, paper_id=paper.id, number=marked.page)
