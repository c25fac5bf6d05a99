"""What can be made of an answer, and where: a request, a field note, evidence for a part."""

from __future__ import annotations

from flask import request, url_for

from app.answering.conversation import asked_for
from app.errors import NotFound
from app.models import Asked, Review
from app.packs.note_papers import is_note
from app.pages.link import Link
from app.pages.quotes import Quote
from app.policy import may_do


def answer_ways(review: Review, asked: Asked) -> list[Link]:
    """The pages on which this person can go on with an answer; each takes the question and its quotes along."""
    ways = []
    question = asked.question or next(
        (clause["part"].rpartition(".")[0] for clause in asked.answer.get("clauses", ()) if clause.get("part")), None
    )
    if may_do("send_request", review):
        href = url_for("requests.new", review_id=review.id, question=question, asked=asked.id)
        ways.append(Link("ask the partnership for it", href))
    if may_do("write_field_notes", review):
        ways.append(Link("as a field note", url_for("field_notes.new", review_id=review.id, asked=asked.id)))
    if question and may_do("decide", review):
        href = url_for(
            "questions.question", review_id=review.id, question_id=question, asked=asked.id, _anchor="decide"
        )
        ways.append(Link(f"as the action of question {question}", href))
    return ways


def evidence_address(review: Review, quote: Quote) -> str | None:
    """Where a quote of an answer can be counted as evidence for a part; None where this person may not."""
    document, _, place = quote.passage.partition(".")
    segment, _, span = place.partition(".")
    start, _, end = span.partition("-")
    if (
        not may_do("move_evidence", review)
        or is_note(document)
        or not (segment.isdigit() and start.isdigit() and end.isdigit())
    ):
        return None
    return url_for(
        "adding.add", review_id=review.id, document_id=document, segment=int(segment), start=int(start), end=int(end)
    )


def words_from_answer(review: Review, lead: str) -> str:
    """The question whose answer a page was opened from, with its quotes, to begin writing from; empty where there is none."""
    identity = request.args.get("asked", "")
    if not identity or request.method != "GET":
        return ""
    try:
        asked = asked_for(review, identity)
    except NotFound:
        return ""
    quotes = [
        f"“{' '.join(quote['quote'].split())}” ({quote.get('title') or quote['file']}, {quote['date'] or 'no date'})"
        for quote in asked.answer["citations"]
    ]
    return "\n\n".join([f"{lead}{asked.question_text}", *(quotes or ["The papers do not say."])])
