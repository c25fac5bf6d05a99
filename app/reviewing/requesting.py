"""Requests for papers: sent to the partnership, answered by it, opened again or taken back; all of it is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.database import db, now, writing
from app.errors import NotFound, UnknownValue
from app.models import Assessment, Paper, PaperRequest, RequestAnswer, Review, User
from app.models.paper_request import ANSWERS, UNANSWERED
from app.once import once
from app.proposing.assessments import current_assessment
from app.record.entries_of_exchanges import answer_payload, request_payload
from app.record.seen import refuse_unseen
from app.record.trail import append_entry

PARTNERS = ("all", "local_authority", "health", "police", "education", "voluntary")

COLOUR = r"\b(green|amber|red)\b"
TELLS_PROPOSAL = re.compile(
    rf"\b(propos\w+|sightline|papers suggest\w*)\b.{{0,60}}{COLOUR}|{COLOUR}.{{0,60}}\bpropos(ed|al)\b", re.I | re.S
)
RATES = re.compile(
    r"\b([Qq]uestion( [\d.]+)?|(I|[Ww]e)( \w+){0,3}? (rate|rated|judge|judged|as))( \w+){0,4}? "
    r"(Green|Amber|Red|GREEN|AMBER|RED)\b"
)
"""A risk register may have a Red of its own; what must not be told is how a question of the review is rated."""


@dataclass(frozen=True)
class NewRequest:
    """What is asked for, for which questions and parts, of whom and by when."""

    text: str
    partner: str
    due: date
    questions: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise UnknownValue("Say what is asked for.")
        if self.partner not in PARTNERS:
            raise UnknownValue
        if reveals_rating(self.text) or reveals_rating(self.note):
            raise UnknownValue("A request must not say how a question is rated: the partnership reads it.")


def reveals_rating(text: str) -> bool:
    """Whether these words tell what was proposed for a question, or how it is rated."""
    return tells_proposal(text) or RATES.search(text) is not None


def tells_proposal(text: str) -> bool:
    """Whether these words tell which colour was proposed for a question."""
    return TELLS_PROPOSAL.search(text) is not None


@once
def requests_of(review: Review) -> list[PaperRequest]:
    """Every request that was sent, the latest first."""
    found = select(PaperRequest).where(PaperRequest.review_id == review.id)
    return list(db.session.scalars(found.order_by(PaperRequest.number.desc())))


def send_request(review: Review, user: User, asked: NewRequest) -> PaperRequest:
    """Sends a request, beside what is proposed of its questions now; the same one still unanswered is not sent twice."""
    assessment = current_assessment(review)
    proposed, assessment_id = _proposed(assessment, asked.questions), assessment.id if assessment else None
    with writing(review):
        for known in requests_of(review):
            if known.is_unanswered and known.by_id == user.id and _says(known) == asked:
                return known
        latest = select(func.max(PaperRequest.number)).where(PaperRequest.review_id == review.id)
        sent = PaperRequest(
            review_id=review.id,
            number=(db.session.scalar(latest) or 0) + 1,
            text=asked.text,
            questions=list(asked.questions),
            parts=list(asked.parts),
            partner=asked.partner,
            due=asked.due,
            note=asked.note,
            assessment_id=assessment_id,
            proposed=proposed,
            by_id=user.id,
            at=now(),
        )
        db.session.add(sent)
        db.session.flush()
        append_entry(review.id, user.id, "request_sent", request_payload(sent))
    return sent


def answer_request(
    review: Review, user: User, request: PaperRequest, *, state: str, text: str, papers: Sequence[str], seen: int
) -> RequestAnswer:
    """The partnership's answer; `seen` is the number of the last answer it had before it, 0 where there was none."""
    if state not in ANSWERS:
        raise UnknownValue
    if state == "supplied" and not papers:
        raise UnknownValue("Choose the paper that answers the request, or upload it.")
    if state != "supplied" and not text.strip():
        raise UnknownValue("Say why: your words are kept with the answer.")
    return _say(review, user, request, state, text, papers if state == "supplied" else (), seen)


def reopen_request(review: Review, user: User, request: PaperRequest, *, text: str, seen: int) -> RequestAnswer:
    """Asks again for what was answered or taken back, saying why."""
    if not text.strip():
        raise UnknownValue("Say what is still wanted: the partnership reads it.")
    return _say(review, user, request, "reopened", text, (), seen)


def withdraw_request(review: Review, user: User, request: PaperRequest, *, text: str, seen: int) -> RequestAnswer:
    """Takes a request back, saying why; it stays on record."""
    if not text.strip():
        raise UnknownValue("Say why the request is taken back.")
    return _say(review, user, request, "withdrawn", text, (), seen)


def _say(
    review: Review, user: User, request: PaperRequest, state: str, text: str, papers: Sequence[str], seen: int
) -> RequestAnswer:
    if reveals_rating(text):
        raise UnknownValue("This must not say how a question is rated: the partnership reads it.")
    request_id, kept = request.id, list(dict.fromkeys(papers))
    with writing(review):
        asked = db.session.get_one(PaperRequest, request_id, populate_existing=True)
        latest = asked.answers[-1] if asked.answers else None
        said = RequestAnswer(
            review_id=review.id,
            request_id=request_id,
            number=latest.number + 1 if latest else 1,
            state=state,
            text=text.strip(),
            papers=kept,
            by_id=user.id,
            at=now(),
        )
        if latest is not None and _is_same(latest, said):
            return latest
        refuse_unseen(latest, latest.number if latest else 0, seen)
        _check_turn(asked, state)
        _check_papers(review, kept)
        db.session.add(said)
        db.session.flush()
        append_entry(review.id, user.id, "request_answered", answer_payload(said))
    return said


def _check_turn(asked: PaperRequest, state: str) -> None:
    if state in ANSWERS and asked.state == "withdrawn":
        raise UnknownValue("This request was taken back, so nothing needs to be sent.")
    if state == "reopened" and asked.state in UNANSWERED:
        raise UnknownValue("This request is open already.")
    if state == "withdrawn" and asked.state not in UNANSWERED:
        raise UnknownValue("Only a request that waits for its answer can be taken back.")


def _check_papers(review: Review, papers: Sequence[str]) -> None:
    found = select(func.count()).select_from(Paper).where(Paper.review_id == review.id, Paper.id.in_(papers))
    if papers and db.session.scalar(found) != len(papers):
        raise NotFound


def _is_same(latest: RequestAnswer, new: RequestAnswer) -> bool:
    """Whether this is the form that made the last answer, sent again by a second click or a reload."""
    compared = ("state", "text", "papers", "by_id")
    return all(getattr(latest, name) == getattr(new, name) for name in compared)


def _says(sent: PaperRequest) -> NewRequest:
    return NewRequest(sent.text, sent.partner, sent.due, tuple(sent.questions), tuple(sent.parts), sent.note)


def _proposed(assessment: Assessment | None, questions: Sequence[str]) -> dict[str, list[str | None]]:
    found = {each: assessment.question(each) for each in questions} if assessment else {}
    return {each: [one["proposed"], one.get("red_reason")] for each, one in found.items() if one is not None}
