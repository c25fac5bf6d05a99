"""The requests for papers of a review: those that were sent, and one of them with all that was said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.database import now
from app.models import Assessment, Paper, PaperRequest, Review
from app.pages.due import Due, due_on
from app.pages.suggested import Ask, AskGroup, suggested
from app.pages.words import counted, word
from app.proposing.assessments import current_assessment
from app.reviewing.requesting import requests_of


@dataclass(frozen=True)
class RequestRow:
    """One request as it is listed."""

    request: PaperRequest
    state: str
    due: Due
    is_new: bool
    """Whether someone else has said something of it that this person has not opened yet."""
    moved: tuple[str, ...]
    """Where a proposal is another one than when it was sent; only for those who may see proposals."""


@dataclass(frozen=True)
class RequestsPage:
    """Every request of a review, and what could be asked for now."""

    waiting: tuple[RequestRow, ...]
    answered: tuple[RequestRow, ...]
    groups: tuple[AskGroup, ...]

    @property
    def heading(self) -> str:
        """How many there are, how many wait and how many are overdue."""
        late = sum(row.due.is_overdue for row in self.waiting)
        sent = counted(len(self.waiting) + len(self.answered), "request")
        return f"{sent} sent, {len(self.waiting)} without an answer{f', {late} overdue' if late else ''}"


@dataclass(frozen=True)
class Answered:
    """One thing that was said of a request, with the papers it came with."""

    state: str
    words: str
    who: str
    at: object
    papers: tuple[tuple[str, str], ...]
    """Each paper's id and title."""


@dataclass(frozen=True)
class RequestPage:
    """One request with its history."""

    row: RequestRow
    about: tuple[tuple[str, str], ...]
    """The questions it belongs to: id and text."""
    history: tuple[Answered, ...]
    compared: tuple[str, ...]
    """What was proposed of each question when it was sent, and what is proposed now."""

    @property
    def latest(self) -> int:
        """The number of the last thing said, which a form carries so that nobody answers over another."""
        return self.row.request.answers[-1].number if self.row.request.answers else 0


@dataclass(frozen=True)
class RequestsSection:
    """The requests of one question: what could be asked for, and what was sent."""

    question: str
    asks: tuple[Ask, ...]
    sent: tuple[RequestRow, ...]


def requests_page(
    sent: Sequence[PaperRequest], groups: Sequence[AskGroup], current: Assessment | None, new: frozenset[str]
) -> RequestsPage:
    """The list; `current` is None for those who may not see proposals, `new` the requests with unread words.

    Whoever means to decide some of the questions blind is not shown the list.
    """
    rows = [_row(each, now().date(), current, each.id in new) for each in sent]
    waiting = sorted((row for row in rows if row.request.is_unanswered), key=lambda row: row.request.due)
    return RequestsPage(tuple(waiting), tuple(row for row in rows if not row.request.is_unanswered), tuple(groups))


def request_page(
    request: PaperRequest,
    texts: Mapping[str, str],
    papers: Sequence[Paper],
    current: Assessment | None,
    hidden: frozenset[str] = frozenset(),
) -> RequestPage:
    """One request; `current` is None for those who may not see proposals, `hidden` are questions to be decided blind."""
    titles = {paper.id: paper.title or paper.name for paper in papers}
    return RequestPage(
        row=_row(request, now().date(), current, False, hidden),
        about=tuple((each, texts.get(each, "")) for each in request.questions),
        history=tuple(
            Answered(
                word(said.state, "request_state"),
                said.text,
                said.by.name,
                said.at,
                tuple((paper, titles[paper]) for paper in said.papers if paper in titles),
            )
            for said in request.answers
        ),
        compared=tuple(comparisons(request, current, hidden)) if current else (),
    )


def requests_section(review: Review, question_id: str) -> RequestsSection:
    """What `questions/requests.html` shows; only for those who may see proposals."""
    current, sent = current_assessment(review), requests_of(review)
    groups = suggested(review, current.content if current else None, sent)
    asks = tuple(ask for group in groups for ask in group.asks if question_id in ask.questions)
    rows = (_row(each, now().date(), current, False) for each in sent if question_id in each.questions)
    return RequestsSection(question_id, asks, tuple(rows))


def comparisons(
    request: PaperRequest, current: Assessment, hidden: frozenset[str] = frozenset(), *, always: bool = True
) -> list[str]:
    """For each question of a request that is not hidden: what was proposed when it was sent, and what is proposed now."""
    seen = {question: then for question, then in request.proposed.items() if question not in hidden}
    return [_compared(question, then, current, always=always) for question, then in seen.items()]


def rated(rating: str | None, red_reason: str | None) -> str:
    """A rating with the reason for its Red: Red (nothing supplied)."""
    return word(rating, "rating") + (f" ({word(red_reason, 'red_reason').lower()})" if red_reason else "")


def _row(
    request: PaperRequest,
    today: date,
    current: Assessment | None,
    is_new: bool,
    hidden: frozenset[str] = frozenset(),
) -> RequestRow:
    moved = comparisons(request, current, hidden, always=False) if current else []
    return RequestRow(
        request=request,
        state=word(request.state, "request_state"),
        due=due_on(request.due, today, request.is_unanswered),
        is_new=is_new,
        moved=tuple(filter(None, moved)),
    )


def _compared(question: str, seen: Sequence[str | None], current: Assessment, *, always: bool) -> str:
    found = current.question(question)
    if found is None:
        return ""
    before, after = rated(seen[0], seen[1]), rated(found["proposed"], found.get("red_reason"))
    if before == after:
        return f"The proposal for {question} was {before}, and still is." if always else ""
    return f"The proposal for {question} was {before}, is now {after}."
