"""The page of one citation: the words where they stand, and the trail from them to the rating."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from app.errors import NotFound
from app.models import Asked, Assessment, Decision, Paper, Review
from app.pages.citation import Marked, QuoteIsNotThere, mark
from app.pages.link import Link
from app.pages.quotes import Quote, quote_of, sources_of
from app.pages.trail import asked_steps, evidence_steps
from app.papers import papers_of, reading_of
from app.policy import may, of_review
from app.record import decisions_of

blueprint = Blueprint("citations", __name__)


@blueprint.get("/reviews/<review_id>/evidence/<assessment_id>/<part_id>/<int:number>")
@may("see_proposals")
def evidence(review: Review, assessment_id: str, part_id: str, number: int) -> ResponseReturnValue:
    assessment = of_review(Assessment, review, assessment_id)
    question, part = _part(assessment, part_id)
    citation = _nth(part["evidence"], number)
    quote = _quote(review, citation, assessment.content["documents"])
    decision: Decision | None = decisions_of(review).get(question["id"])

    def address(n: int) -> str:
        return url_for(
            "citations.evidence", review_id=review.id, assessment_id=assessment_id, part_id=part_id, number=n
        )

    back = url_for("questions.question", review_id=review.id, question_id=question["id"])
    return _show(
        review,
        citation,
        quote,
        back=Link(f"Question {question['id']}", f"{back}#part-{part_id}"),
        trail=evidence_steps(question, part, decision, quote, back, _paper_address(review, quote)),
        previous=address(number - 1) if number > 1 else None,
        next=address(number + 1) if number < len(part["evidence"]) else None,
        position=f"{number} of {len(part['evidence'])} found for this part",
    )


@blueprint.get("/reviews/<review_id>/asked/<asked_id>/quotes/<int:number>")
@may("ask")
def answered(review: Review, asked_id: str, number: int) -> ResponseReturnValue:
    asked = of_review(Asked, review, asked_id)
    citations = asked.answer["citations"]
    citation = _nth(citations, number)
    quote = _quote(review, citation, [])
    back = url_for("asking.answer", review_id=review.id, asked_id=asked_id)

    def address(n: int) -> str:
        return url_for("citations.answered", review_id=review.id, asked_id=asked_id, number=n)

    return _show(
        review,
        citation,
        quote,
        back=Link("The answer", back),
        trail=asked_steps(asked.question_text, quote, back, _paper_address(review, quote)),
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


def _nth(citations: list[Any], number: int) -> Mapping[str, Any]:
    if not 1 <= number <= len(citations):
        raise NotFound
    citation: Mapping[str, Any] = citations[number - 1]
    return citation


def _quote(review: Review, citation: Mapping[str, Any], documents: list[Any]) -> Quote:
    papers = papers_of(review)
    return quote_of(citation, sources_of(documents, papers), None, papers)


def _paper_address(review: Review, quote: Quote) -> str | None:
    paper = quote.source.paper
    return url_for("papers.paper", review_id=review.id, paper_id=paper.id) if paper else None


def _show(review: Review, citation: Mapping[str, Any], quote: Quote, **context: Any) -> ResponseReturnValue:
    marked, wrong = _found(citation, quote.source.paper)
    return render_template(
        "citations/citation.html",
        review=review,
        quote=quote,
        marked=marked,
        wrong=wrong,
        picture=_picture(review, quote.source.paper, marked),
        **context,
    )


def _found(citation: Mapping[str, Any], paper: Paper | None) -> tuple[Marked | None, str | None]:
    try:
        if paper is None:
            raise QuoteIsNotThere("The paper is no longer in this review.")
        return mark(citation, reading_of(paper)), None
    except QuoteIsNotThere as error:
        return None, str(error)


def _picture(review: Review, paper: Paper | None, marked: Marked | None) -> str | None:
    if paper is None or marked is None or marked.page is None or not marked.boxes or paper.format != "pdf":
        return None
    return url_for("papers.page_of_paper", review_id=review.id, paper_id=paper.id, number=marked.page)
