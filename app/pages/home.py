"""The list of a person's reviews and what waits for them in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.models import Paper, Review
from app.pages.grid import papers_in_words
from app.pages.link import Link
from app.pages.programme import used_in_words, warning_of
from app.pages.words import counted
from app.reviewing.programme import Budget

NOTHING = "Nothing"


@dataclass(frozen=True)
class HomeRow:
    """One review in the list."""

    review: Review
    papers: str
    waiting: tuple[Link, ...]
    """What waits for this person, each with the page on which it is done; empty where nothing does."""
    said: tuple[str, ...]
    """What is worth knowing and asks nothing of them."""
    href: str
    days: str = ""
    """For the scrutineer: how many of the agreed days are used; empty where none were agreed."""
    warning: str = ""
    """That days or money run out, where they do."""


@dataclass(frozen=True)
class HomePage:
    """A person's reviews, and whether they may make another."""

    rows: tuple[HomeRow, ...]
    may_create: bool


@dataclass(frozen=True)
class Standing:
    """How a review stands for one person, counted."""

    role: str
    papers: Sequence[Paper]
    last_visit: datetime | None = None
    questions: int = 0
    """How many questions have a proposal; 0 before the papers are assessed and for those who do not see ratings."""
    decided: int = 0
    put_off: int = 0
    unrated: int = 0
    """Questions without this reviewer's second rating."""
    assessed_since: bool = False
    """Whether the proposals were worked out again since the last visit."""
    issued_since: bool = False
    """Whether a report was issued since the last visit."""
    actions_late: int = 0
    requests: int = 0
    requests_late: int = 0
    requests_new: int = 0
    challenges: int = 0
    challenges_late: int = 0
    challenges_new: int = 0
    challenges_to_settle: int = 0
    budget: Budget | None = None
    """The days agreed and used, for the scrutineer; None where none were agreed."""


def home_row(review: Review, standing: Standing, pages: Mapping[str, str], may_upload: bool) -> HomeRow:
    """A review with what waits for this person; `pages` holds the addresses of its pages by name."""
    waits = {
        "scrutineer": _for_scrutineer,
        "partnership": _for_partnership,
        "reviewer": _for_reviewer,
    }.get(standing.role, lambda _: [])(standing)
    lines = [*_papers(standing, may_upload), *waits]
    links = tuple(Link(text, pages[page]) for count, text, page in lines if count and page in pages)
    return HomeRow(
        review,
        papers_in_words(standing.papers),
        links,
        _worth_knowing(standing),
        pages["grid"],
        *_days(standing.budget),
    )


def _days(budget: Budget | None) -> tuple[str, str]:
    return (used_in_words(budget), warning_of(budget)) if budget else ("", "")


Line = tuple[int, str, str]
"""How many, what is said of them, and the page on which it is done."""


def _papers(standing: Standing, may_upload: bool) -> list[Line]:
    papers, since = standing.papers, standing.last_visit
    failed = sum(paper.state in ("refused", "no_text") for paper in papers)
    new = sum(since is not None and paper.uploaded_at > since for paper in papers)
    return [
        (int(not papers and may_upload), "Papers to upload", "papers"),
        (failed, f"{counted(failed, 'paper')} that could not be read", "papers"),
        (
            new if standing.role != "partnership" else 0,
            f"{counted(new, 'paper')} arrived since your last visit",
            "papers",
        ),
    ]


def _for_scrutineer(standing: Standing) -> list[Line]:
    left, later = standing.questions - standing.decided, standing.put_off
    put_off = f", {later} of them put off for later" if later else ""
    settle, late = standing.challenges_to_settle, standing.requests_late
    return [
        (left, f"{counted(left, 'question')} to decide{put_off}", "undecided"),
        (int(standing.assessed_since), "The proposals were worked out again since your last visit", "changed"),
        (standing.requests_new, f"{counted(standing.requests_new, 'request')} answered", "requests"),
        (late, f"{counted(late, 'request')} overdue", "requests"),
        (settle, f"{counted(settle, 'challenge')} answered", "challenges"),
        (
            standing.challenges_late,
            f"{counted(standing.challenges_late, 'challenge')} without a reply in time",
            "challenges",
        ),
        (standing.actions_late, f"{counted(standing.actions_late, 'action')} overdue", "actions"),
    ]


def _for_partnership(standing: Standing) -> list[Line]:
    return [
        (standing.requests, _late(standing.requests, "request", "to answer", standing.requests_late), "requests"),
        (
            standing.challenges,
            _late(standing.challenges, "challenge", "to reply to", standing.challenges_late),
            "challenges",
        ),
        (standing.actions_late, f"{counted(standing.actions_late, 'action')} overdue", "actions"),
        (int(standing.issued_since), "A report was issued since your last visit", "report"),
    ]


def _for_reviewer(standing: Standing) -> list[Line]:
    return [
        (standing.unrated, f"{counted(standing.unrated, 'question')} without your second rating", "unrated"),
        (int(standing.issued_since), "A report was issued since your last visit", "report"),
    ]


def _late(count: int, thing: str, to_do: str, late: int) -> str:
    return f"{counted(count, thing)} {to_do}" + (f", {late} overdue" if late else "")


def _worth_knowing(standing: Standing) -> tuple[str, ...]:
    unread = sum(not paper.is_settled for paper in standing.papers)
    said = [f"{counted(unread, 'paper')} being read"] if unread else []
    if standing.role == "reviewer" and standing.questions:
        said.append(f"The scrutineer has decided {standing.decided} of {counted(standing.questions, 'question')}")
    elif standing.role == "scrutineer" and standing.questions and standing.questions == standing.decided:
        said.append("Every question is decided")
    return tuple(said)
