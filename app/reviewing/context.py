"""The context questions of a review: what is asked, what was answered by whom, and the independence record drawn from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.database import db, now, writing
from app.errors import NotFound, UnknownValue
from app.models import ContextAnswer, Review, User
from app.record.entries_of_programme import context_payload
from app.record.seen import refuse_unseen
from app.record.trail import append_entry
from corpus.yaml_text import load_yaml

QUESTIONS = Path(__file__).parent / "context_questions.yaml"
LONGEST = 6000


@dataclass(frozen=True)
class ContextQuestion:
    """One question about how the scrutiny itself is arranged."""

    id: str
    about: str
    text: str
    for_partners: bool
    source: str


@dataclass(frozen=True)
class Answered:
    """A context question with what was said to it."""

    question: ContextQuestion
    answers: tuple[ContextAnswer, ...]
    """Every version, the latest first."""

    @property
    def given(self) -> ContextAnswer | None:
        """The scrutineer's answer that stands; None where there is none, or it was taken back."""
        latest = next((one for one in self.answers if one.kind == "given"), None)
        return latest if latest is not None and latest.text else None

    @property
    def proposed(self) -> ContextAnswer | None:
        """The partnership's own words, where they were said after the answer that stands."""
        latest = self.answers[0] if self.answers else None
        waits = latest is not None and latest.kind == "proposed" and bool(latest.text)
        return latest if waits else None

    @property
    def latest(self) -> int:
        """The number of the last version, which a form carries so that nobody answers over another."""
        return self.answers[0].number if self.answers else 0


@cache
def context_questions() -> tuple[ContextQuestion, ...]:
    """The eighteen questions of Section 6, in the source's order."""
    rows = _file()
    return tuple(_question(row, rows["source"]) for row in rows["questions"])


@cache
def independence_questions() -> tuple[ContextQuestion, ...]:
    """What is asked besides, for the independence record."""
    return tuple(_question(row, row["source"]) for row in _file()["independence_questions"])


def question_with(question_id: str) -> ContextQuestion:
    """The context question with this id; NotFound where there is none."""
    found = next((one for one in (*context_questions(), *independence_questions()) if one.id == question_id), None)
    if found is None:
        raise NotFound
    return found


def context_of(review: Review) -> dict[str, Answered]:
    """Every context question by its id, with what was answered in this review."""
    said: dict[str, list[ContextAnswer]] = {}
    found = select(ContextAnswer).where(ContextAnswer.review_id == review.id).order_by(ContextAnswer.number.desc())
    for answer in db.session.scalars(found):
        said.setdefault(answer.question, []).append(answer)
    every = (*context_questions(), *independence_questions())
    return {one.id: Answered(one, tuple(said.get(one.id, ()))) for one in every}


def independence_of(answered: dict[str, Answered]) -> tuple[tuple[str, Answered], ...]:
    """The independence record: each line with the answered question that it is drawn from."""
    return tuple((row["line"], answered[row["question"]]) for row in _file()["independence_record"])


def answer_context(review: Review, user: User, question_id: str, *, text: str, kind: str, seen: int) -> ContextAnswer:
    """One more version of an answer: `given` by the scrutineer, `proposed` by the partnership; empty takes it back."""
    user_id = user.id
    with writing(review):
        return add_context(review.id, user_id, question_id, text=text, kind=kind, seen=seen)


def add_context(review_id: str, user_id: str, question_id: str, *, text: str, kind: str, seen: int) -> ContextAnswer:
    """The same, inside the caller's transaction."""
    asked, said = question_with(question_id), text.replace("\r\n", "\n").strip()
    if kind == "proposed" and not asked.for_partners:
        raise UnknownValue("This question is for the scrutineer to answer.")
    if len(said) > LONGEST:
        raise UnknownValue(f"An answer must be {LONGEST:,} characters or fewer.")
    versions = _versions(review_id, question_id)
    latest = versions[0] if versions else None
    if latest is not None and (latest.kind, latest.text, latest.by_id) == (kind, said, user_id):
        return latest
    refuse_unseen(latest, latest.number if latest else 0, seen)
    if not said and not any(one.kind == kind and one.text for one in versions):
        raise UnknownValue("Write an answer before you save it.")
    made = ContextAnswer(
        review_id=review_id, question=question_id, number=seen + 1, kind=kind, text=said, by_id=user_id, at=now()
    )
    db.session.add(made)
    db.session.flush()
    append_entry(review_id, user_id, f"context_{kind}", context_payload(made))
    return made


def _versions(review_id: str, question_id: str) -> Sequence[ContextAnswer]:
    found = select(ContextAnswer).where(ContextAnswer.review_id == review_id, ContextAnswer.question == question_id)
    return list(db.session.scalars(found.order_by(ContextAnswer.number.desc())))


def _question(row: dict[str, Any], source: str) -> ContextQuestion:
    return ContextQuestion(row["id"], row["about"], row["text"], row["for_partners"], source)


@cache
def _file() -> dict[str, Any]:
    rows: dict[str, Any] = load_yaml(QUESTIONS.read_text("utf-8"))
    return rows
