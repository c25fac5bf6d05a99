"""The list of a person's reviews and what waits for them in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.models import Assessment, Paper, Review
from app.pages.grid import papers_in_words
from app.pages.words import counted


@dataclass(frozen=True)
class HomeRow:
    """One review in the list."""

    review: Review
    papers: str
    waiting: str
    href: str


@dataclass(frozen=True)
class HomePage:
    """A person's reviews, and whether they may make another."""

    rows: tuple[HomeRow, ...]
    may_create: bool


def home_row(
    review: Review, papers: Sequence[Paper], assessment: Assessment | None, decided: int | None, href: str
) -> HomeRow:
    """A review with what waits for this person; `decided` is None for those who do not see ratings."""
    return HomeRow(review, papers_in_words(papers), _waiting(papers, assessment, decided), href)


def _waiting(papers: Sequence[Paper], assessment: Assessment | None, decided: int | None) -> str:
    if not papers:
        return "Papers to upload"
    unread = sum(not paper.is_settled for paper in papers)
    if unread:
        return f"{counted(unread, 'paper')} being read"
    failed = sum(paper.state in ("refused", "no_text") for paper in papers)
    waits = [f"{counted(failed, 'paper')} that could not be read"] if failed else []
    if assessment is not None and decided is not None:
        left = len(assessment.content["questions"]) - decided
        waits.append(f"{counted(left, 'question')} to decide" if left else "Every question is decided")
    return ". ".join(waits) or "Nothing"
