"""The actions that follow from the decisions of a review, and how each goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.models import Action, ActionTask, Decision
from app.pages.due import Due, due_on
from app.pages.words import counted, terms, word

OVER = ("done", "cancelled")
ME = "me"
"""How the filter by owner names the person who looks."""


@dataclass(frozen=True)
class TaskRow:
    """One task as it stands."""

    task: ActionTask
    due: Due | None

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.task.state == "done"


@dataclass(frozen=True)
class ActionRow:
    """One action as it stands."""

    action: Action
    status: str
    due: Due | None
    tasks: tuple[TaskRow, ...]
    href: str

    @property
    def is_late(self) -> bool:
        """Whether its day has passed and it is not over."""
        return self.due is not None and self.due.is_overdue

    @property
    def done(self) -> int:
        """How many of its tasks are done."""
        return sum(row.is_done for row in self.tasks)

    @property
    def progress(self) -> str:
        """How far its tasks have got, in words; empty where it has none."""
        return f"{self.done} of {counted(len(self.tasks), 'task')} done" if self.tasks else ""


@dataclass(frozen=True)
class Chosen:
    """What is asked of the list: which state, whose, and which question; empty for all."""

    show: str = ""
    owner: str = ""
    question: str = ""

    @classmethod
    def of(cls, show: str, owner: str, question: str) -> Chosen:
        """What the address asks for; a state that there is none of asks for nothing."""
        return cls(show if show in terms("action_filter") else "", owner.strip(), question.strip())

    def takes(self, row: ActionRow, name: str) -> bool:
        """Whether a row is among what was asked for; `name` is who looks."""
        wanted = name if self.owner == ME else self.owner
        return (
            self._state(row)
            and (not wanted or _is_same(row.action.owner, wanted))
            and (not self.question or row.action.question == self.question)
        )

    def _state(self, row: ActionRow) -> bool:
        over = row.action.status in OVER
        found = {"left": not over, "overdue": row.is_late, "over": over, "carried": row.action.carried is not None}
        return found.get(self.show, True)


@dataclass(frozen=True)
class ActionsPage:
    """What is to be done in a review, and what was said before a question was decided again."""

    all: tuple[ActionRow, ...]
    rows: tuple[ActionRow, ...]
    """Those of them that were asked for."""
    former: tuple[ActionRow, ...]
    """Of decisions that no longer stand."""
    chosen: Chosen
    owners: tuple[str, ...]
    questions: tuple[str, ...]
    has_own: bool
    """Whether the person who looks owns an action by name."""

    @property
    def heading(self) -> str:
        """How many actions there are and how far they have got."""
        left = sum(row.action.status not in OVER for row in self.all)
        late = sum(row.is_late for row in self.all)
        rest = f", {counted(late, 'action')} late" if late else ""
        return f"{counted(len(self.all), 'action')}, {left} still to do{rest}"

    @property
    def by_status(self) -> tuple[tuple[str, int, float], ...]:
        """For each status its words, how many actions have it, and how long its bar is drawn."""
        counts = {status: sum(row.action.status == status for row in self.all) for status in terms("status")}
        most = max(counts.values()) or 1
        return tuple((word(status, "status"), count, round(100 * count / most, 1)) for status, count in counts.items())


def actions_page(
    actions: Sequence[Action],
    standing: Mapping[str, Decision],
    today: date,
    address: Callable[[str], str],
    chosen: Chosen | None = None,
    name: str = "",
) -> ActionsPage:
    """The actions that stand, in the order of the questions and filtered as asked, and those of earlier decisions."""
    current = {decision.id for decision in standing.values()}
    chosen = chosen or Chosen()
    rows = [action_row(each, today, address(each.id)) for each in actions]
    stands = tuple(row for row in rows if row.action.decision_id is None or row.action.decision_id in current)
    owners = {row.action.owner.strip().casefold(): row.action.owner.strip() for row in stands}
    return ActionsPage(
        all=stands,
        rows=tuple(row for row in stands if chosen.takes(row, name)),
        former=tuple(row for row in rows if row not in stands),
        chosen=chosen,
        owners=tuple(sorted(owners.values(), key=str.casefold)),
        questions=tuple(dict.fromkeys(row.action.question for row in stands if row.action.question)),
        has_own=any(_is_same(owner, name) for owner in owners.values()),
    )


def action_row(action: Action, today: date, href: str) -> ActionRow:
    """An action as it is listed; it is late when its day has passed and it is not over."""
    waits = action.status not in OVER
    tasks = tuple(TaskRow(each, _due(each.due, today, waits and each.state == "to_do")) for each in action.tasks)
    return ActionRow(action, word(action.status, "status"), _due(action.due, today, waits), tasks, href)


def _due(due: date | None, today: date, waits: bool) -> Due | None:
    return due_on(due, today, waits) if due else None


def _is_same(owner: str, name: str) -> bool:
    return bool(name) and owner.strip().casefold() == name.strip().casefold()
