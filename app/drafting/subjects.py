"""What a draft is made from: the quotes of an answer, of a decided question, of a step, or of a challenge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.answering.conversation import asked_for
from app.drafting.drafting import MOST_QUOTES, Wanted
from app.errors import NotFound, UnknownValue
from app.models import Assessment, Challenge, Review, User
from app.pages.framework import layout_of
from app.pages.words import word
from app.policy import of_review
from app.proposing.assessments import current_assessment
from app.record.decisions import decisions_of
from app.reviewing.blind import hidden_from

Said = Mapping[str, Any]
PURPOSES = {
    "answer": "an answer in sentences",
    "rationale": "reasons for a decision",
    "step_summary": "a summary of a step",
    "challenge_letter": "a letter of challenge",
}


def wanted_for(review: Review, user: User, purpose: str, about: str) -> Wanted:
    """What is drafted and from which quotes; UnknownValue with a sentence where there is nothing to draft from yet."""
    makes = {"answer": _answer, "rationale": _rationale, "step_summary": _step, "challenge_letter": _letter}
    if purpose not in makes:
        raise UnknownValue
    return makes[purpose](review, user, about)


def _answer(review: Review, _: User, about: str) -> Wanted:
    asked = asked_for(review, about)
    question = asked.answer.get("asked_as") or asked.question_text
    return Wanted("answer", about, {"question": question}, _cited(asked.answer["citations"]))


def _rationale(review: Review, user: User, about: str) -> Wanted:
    found = _question(review, user, about)
    decision = decisions_of(review).get(about)
    if decision is None:
        raise UnknownValue("Reasons are drafted for a decision. Decide the question first.")
    parts = "\n".join(f"- {part['text']}" for part in found["parts"])
    values = {"question": found["text"], "rating": word(decision.rating, "rating"), "parts": parts}
    return Wanted("rationale", about, values, _cited(_evidence([found])))


def _step(review: Review, user: User, about: str) -> Wanted:
    assessment = current_assessment(review)
    layout = layout_of(review, assessment.content if assessment else None)
    step = next((one for one in layout.steps if one[0] == about), None)
    if step is None:
        raise NotFound
    _, title, within = step
    questions = [_question(review, user, one) for one in within]
    texts = "\n".join(f"- {one['id']} {one['text']}" for one in questions)
    return Wanted("step_summary", about, {"step": title, "questions": texts}, _cited(_evidence(questions)))


def _letter(review: Review, user: User, about: str) -> Wanted:
    challenge = of_review(Challenge, review, about)
    found = _question(review, user, challenge.question)
    values = {"to": challenge.whom, "question": found["text"], "challenge": challenge.text}
    return Wanted("challenge_letter", about, values, _cited(_evidence([found])))


def _question(review: Review, user: User, identity: str) -> Said:
    assessment: Assessment | None = current_assessment(review)
    found = assessment.question(identity) if assessment else None
    if found is None:
        raise NotFound
    if hidden_from(review, user, [identity]):
        raise UnknownValue("You chose not to see what was found for this question before you have decided it.")
    return found


def _evidence(questions: Iterable[Said]) -> list[Said]:
    """What counts, the best of each part in turn, so that no part crowds another out."""
    parts = [[one for one in part["evidence"] if one["counts"]] for question in questions for part in question["parts"]]
    deepest = max(map(len, parts), default=0)
    return [part[n] for n in range(deepest) for part in parts if n < len(part)]


def _cited(citations: Iterable[Said]) -> list[dict[str, Any]]:
    """Each quote once, as many as are sent, with where it stands."""
    kept = (
        "document",
        "file",
        "title",
        "date",
        "agency",
        "kind",
        "where",
        "segment",
        "start",
        "end",
        "quote",
        "passage",
        "self_reported",
    )
    found = {(one["document"], one.get("segment"), one["start"], one["end"]): one for one in citations}
    return [{name: one.get(name) for name in kept} for one in list(found.values())[:MOST_QUOTES]]
