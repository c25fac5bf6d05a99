"""The actions of the self-assessment as they are listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.models import SelfTask
from app.pages.due import Due, due_on
from app.pages.words import counted, word
from app.reviewing.self_tracking import SelfAction


@dataclass(frozen=True)
class SelfTaskRow:
    """One task as it stands."""

    task: SelfTask
    due: Due | None
    state: str


@dataclass(frozen=True)
class SelfActionRow:
    """One action: whose answer it comes from, and its tasks."""

    action: SelfAction
    who: str
    rating: str
    tasks: tuple[SelfTaskRow, ...]
    progress: str


@dataclass(frozen=True)
class SelfTracker:
    """Every action of the self-assessment."""

    rows: tuple[SelfActionRow, ...]

    @property
    def heading(self) -> str:
        """How many actions there are, and how many of their tasks are done."""
        tasks = [task for row in self.rows for task in row.tasks]
        done = sum(task.task.state == "done" for task in tasks)
        return f"{counted(len(self.rows), 'action')}, {done} of {counted(len(tasks), 'task')} done"


def self_tracker(actions: Sequence[SelfAction], today: date) -> SelfTracker:
    """The list as it is read today."""
    return SelfTracker(tuple(_row(one, today) for one in actions))


def _row(one: SelfAction, today: date) -> SelfActionRow:
    tasks = tuple(
        SelfTaskRow(
            task, due_on(task.due, today, task.state == "to_do") if task.due else None, word(task.state, "task_state")
        )
        for task in one.tasks
    )
    done = sum(task.state == "done" for task in one.tasks)
    progress = f"{done} of {counted(len(tasks), 'task')} done" if tasks else ""
    who = one.answer.agency or word(one.answer.respondent, "respondent")
    return SelfActionRow(one, who, one.answer.rating or "", tasks, progress)
