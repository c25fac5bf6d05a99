"""The partnership's home of a review: what is asked of it now, the most pressing first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from app.models import Action, Challenge, NameWarning, Paper, PaperRequest
from app.pages.action import OVER
from app.pages.due import due_on
from app.pages.expected import ExpectedPage
from app.pages.link import Link
from app.pages.self_assessment import SelfAssessmentList
from app.pages.words import counted, word

SHOWN = 5
"""How many things of one sort are named; the others are on their own page."""

Address = Callable[[str, str], str]
"""The page of one thing: of which sort it is, and its id; an empty id is the page of all of that sort."""


@dataclass(frozen=True)
class Item:
    """One thing that is asked."""

    link: Link
    said: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Task:
    """One sort of thing that is asked: how many wait, the first of them, and where to do it."""

    title: str
    said: str
    todo: Link
    items: tuple[Item, ...] = ()
    waits: int = 0
    """How many wait; 0 where nothing is to be done."""

    @property
    def more(self) -> int:
        """How many wait beside those named."""
        return max(0, self.waits - len(self.items)) if self.items else 0


@dataclass(frozen=True)
class PartnershipHome:
    """What is asked of the partnership, and what is done."""

    tasks: tuple[Task, ...]
    settled: tuple[Task, ...] = ()

    @classmethod
    def of(cls, tasks: Sequence[Task]) -> PartnershipHome:
        """The tasks that wait in their order, and apart from them those that do not."""
        return cls(tuple(each for each in tasks if each.waits), tuple(each for each in tasks if not each.waits))


@dataclass(frozen=True)
class Asked:
    """Everything that can be asked of a partnership in a review."""

    papers: Sequence[Paper]
    expected: ExpectedPage
    answers: SelfAssessmentList
    pack_open: bool
    warnings: Sequence[NameWarning] = ()
    requests: Sequence[PaperRequest] = ()
    challenges: Sequence[Challenge] = ()
    actions: Sequence[Action] | None = None
    """The actions of the decisions that stand; None before a report is issued."""


def partnership_home(asked: Asked, today: date, address: Address) -> PartnershipHome:
    """The page, from everything that is asked."""
    tasks = [
        _warnings(asked, address),
        _requests(asked, today, address),
        _challenges(asked, today, address),
        _unread(asked, address),
        _expected(asked, address),
        _answers(asked, address),
    ]
    if asked.actions is not None:
        tasks.append(_actions(asked.actions, today, address))
    return PartnershipHome.of(tasks)


def _warnings(asked: Asked, address: Address) -> Task:
    items = [
        Item(Link(_titled(each.paper), address("names", each.paper_id)), _answered(each)) for each in asked.warnings
    ]
    said = "Look at the places that are named, and say what you found or upload a redacted copy."
    return _task("Papers that may name a child", said, Link("All papers", address("papers", "")), items)


def _answered(warning: NameWarning) -> str:
    return word(warning.latest.kind, "name_answer") if warning.latest else ""


def _requests(asked: Asked, today: date, address: Address) -> Task:
    open_ones = sorted((each for each in asked.requests if each.is_unanswered), key=lambda each: each.due)
    items = [
        _due_item(f"Request {each.number}: {_short(each.text)}", address("request", each.id), each.due, today)
        for each in open_ones
    ]
    said = "Supply the paper, or say that there is none or that you will not supply it."
    return _task("Papers that the scrutineer asks for", said, Link("All requests", address("request", "")), items)


def _challenges(asked: Asked, today: date, address: Address) -> Task:
    open_ones = sorted((each for each in asked.challenges if each.is_unanswered), key=lambda each: each.due)
    items = [
        _due_item(
            f"Challenge {each.number} to {each.whom}: {_short(each.text)}",
            address("challenge", each.id),
            each.due,
            today,
        )
        for each in open_ones
    ]
    said = "You have a right of reply: your words are kept and printed beside the challenge."
    return _task("Challenges to reply to", said, Link("All challenges", address("challenge", "")), items)


def _unread(asked: Asked, address: Address) -> Task:
    failed = [paper for paper in asked.papers if paper.state in ("refused", "no_text", "partly_read")]
    items = [Item(Link(_titled(each), address("paper", each.id)), _outcome(each)) for each in failed]
    said = "What was not read counts for nothing. Each page says which places, why, and what to do."
    return _task("Papers that were not read in full", said, Link("All papers", address("papers", "")), items)


def _outcome(paper: Paper) -> str:
    if paper.state == "partly_read":
        return f"{counted(paper.unread_count, 'place')} not read"
    return paper.reason or word(paper.state, "outcome")


def _expected(asked: Asked, address: Address) -> Task:
    missing = asked.expected.missing if asked.pack_open else ()
    named = ", ".join(each.name for each in missing[:SHOWN])
    rest = len(missing) - SHOWN
    others = f" and {counted(rest, 'more kind')}" if rest > 0 else ""
    said = f"Not in the pack yet: {named}{others}." if missing else f"{asked.expected.heading}."
    if not asked.pack_open:
        said += " The pack is closed: the scrutineer can open it again."
    todo = Link("What we would expect to see, and where to find it", address("expected", ""))
    return Task("Papers that we would expect to see", said, todo, waits=len(missing))


def _answers(asked: Asked, address: Address) -> Task:
    left = sum(row.cells[0].state != "submitted" for row in asked.answers.rows)
    todo = Link("Go to the self-assessment", address("answers", ""))
    return Task("Your own view of each question", f"{asked.answers.heading}.", todo, waits=left)


def _actions(actions: Sequence[Action], today: date, address: Address) -> Task:
    left = sorted((each for each in actions if each.status not in OVER), key=lambda each: each.due or date.max)
    items = [
        _due_item(f"{each.question}: {_short(each.text)} ({each.owner})", address("action", each.id), each.due, today)
        for each in left
    ]
    said = "Say how each goes, and change its date if you must: the earlier one is kept."
    return _task("Actions to keep up to date", said, Link("All actions", address("action", "")), items)


def _task(title: str, said: str, todo: Link, items: Sequence[Item]) -> Task:
    return Task(title, said if items else "Nothing waits.", todo, tuple(items[:SHOWN]), len(items))


def _due_item(text: str, href: str, due: date | None, today: date) -> Item:
    if due is None:
        return Item(Link(text, href))
    when = due_on(due, today, True)
    return Item(Link(text, href), f"By {when.day}. {when.said}.", when.is_overdue)


def _titled(paper: Paper) -> str:
    return paper.title or paper.name


def _short(text: str, most: int = 110) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
