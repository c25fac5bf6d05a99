"""What an edited workbook of the actions asks for: every change it makes, or every mistake in it by sheet, row and column."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import date

from dateutil.parser import ParserError, parse

from app.forms.fields import EARLIEST_YEAR, LATEST_YEAR
from app.models import Action, ActionTask
from app.pages.words import terms, word
from app.tracking.actions import TaskSaid
from app.tracking.file import ACTION_COLUMNS, ACTIONS, TASK_COLUMNS, TASKS, action_key, mark_of, task_key
from app.tracking.workbook import Column
from corpus.reader import Cells

LONGEST = {"Who": 160, "New note": 2000, "Task": 1000}
CHANGED = "Changed in a workbook."


@dataclass(frozen=True)
class ActionChange:
    """What is said of one action: its note, and where it stands from now on."""

    action: Action
    text: str
    status: str
    due: date | None
    owner: str


@dataclass(frozen=True)
class TaskChange:
    """A new task of an action, or what one says from now on."""

    action: Action
    said: TaskSaid


@dataclass
class Asked:
    """All that a workbook asks for; where there is a mistake nothing of it is done."""

    actions: list[ActionChange] = field(default_factory=list)
    tasks: list[TaskChange] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Row:
    """A row of a sheet by the names of its columns."""

    sheet: str
    number: int
    texts: dict[str, str]
    asked: Asked

    def wrong(self, column: str, why: str) -> None:
        self.asked.mistakes.append(f"Sheet {self.sheet}, row {self.number}, column {column}: {why}")

    def text(self, column: str) -> str:
        found = self.texts.get(column, "").strip()
        if len(found) > LONGEST.get(column, 32_767):
            self.wrong(column, f"it must be {LONGEST[column]:,} characters or fewer.")
        return found

    def day(self, column: str, kept: date | None) -> date | None:
        """The day in a cell, however it was typed; the one it had where the cell is empty."""
        typed = self.texts.get(column, "").strip()
        if not typed:
            return kept
        found = _day(typed)
        if found is None:
            self.wrong(column, f"“{typed[:40]}” is not a day. Write it as 31/03/2027 or 31 March 2027.")
        return found

    def term(self, column: str, group: str) -> str:
        """The term whose words stand in a cell."""
        typed = " ".join(self.texts.get(column, "").split()).casefold()
        found = next((term for term, said in terms(group).items() if said.casefold() == typed), "")
        if not found:
            allowed = ", ".join(terms(group).values())
            self.wrong(column, f"“{self.texts.get(column, '')[:40]}” is none of: {allowed}.")
        return found


def read_tracker(sheets: Sequence[Cells], actions: Sequence[Action], standing: Set[str]) -> Asked:
    """What is asked for, held against the actions as they are now; `standing` are the decisions that stand."""
    asked = Asked()
    by_id = {each.id: each for each in actions}
    found = {sheet.title: sheet for sheet in sheets}
    for name in (ACTIONS, TASKS):
        if name not in found:
            asked.mistakes.append(f"There is no sheet called {name}. Begin from the workbook downloaded on this page.")
    for row in _rows(found.get(ACTIONS), ACTION_COLUMNS, asked):
        _read_action(row, by_id)
    listed = [each for each in actions if each.decision_id is None or each.decision_id in standing]
    for row in _rows(found.get(TASKS), TASK_COLUMNS, asked):
        _read_task(row, by_id, listed)
    return asked


def _rows(sheet: Cells | None, columns: Sequence[Column], asked: Asked) -> list[_Row]:
    """The rows below the headings; none where a heading is not where it was."""
    if sheet is None:
        return []
    names = sheet.rows.get(1, {})
    for place, column in enumerate(columns, start=1):
        if names.get(str(place), "").strip() != column.name:
            asked.mistakes.append(
                f"Sheet {sheet.title}, row 1: column {place} must be called “{column.name}”. Keep the headings as they were."
            )
            return []
    for cell in sheet.unsaved:
        asked.mistakes.append(f"Sheet {sheet.title}, cell {cell}: a formula stands here. Write what it should say.")
    named = {str(place): _short(column.name) for place, column in enumerate(columns, start=1)}
    rows = [(number, cells) for number, cells in sorted(sheet.rows.items()) if number > 1]
    return [
        _Row(sheet.title, number, {named[at]: text for at, text in cells.items() if at in named}, asked)
        for number, cells in rows
    ]


def _read_action(row: _Row, by_id: dict[str, Action]) -> None:
    identity, _, mark = row.text("Key").partition("-")
    action = by_id.get(identity)
    if action is None:
        row.wrong("Key", "this is not the key of an action of this review. Actions are made by decisions, not here.")
        return
    if any(identity == change.action.id for change in row.asked.actions):
        row.wrong("Key", "this action has been changed by another row of this sheet.")
    if _words(row.text("What is to be done")) != _words(action.text):
        row.wrong("What is to be done", "the words of an action cannot be changed. Write a note or a task instead.")
    status, owner, note = row.term("Status", "status"), row.text("Who") or action.owner, row.text("New note")
    due = row.day("Due", action.due)
    if note or mark_of(owner, due, word(status, "status")) != mark:
        if mark != action_key(action).partition("-")[2]:
            row.wrong("Key", _since(action.updates[-1].by.name if action.updates else "someone"))
        row.asked.actions.append(ActionChange(action, note or CHANGED, status, due, owner))


def _read_task(row: _Row, by_id: dict[str, Action], listed: Sequence[Action]) -> None:
    key = row.text("Key")
    if not key:
        if any(row.texts.values()):
            _read_new_task(row, by_id, listed)
        return
    identity, number, mark = (*key.split("-"), "", "")[:3]
    task = next((each for each in _tasks(by_id.get(identity)) if str(each.number) == number), None)
    if task is None:
        row.wrong("Key", "this is not the key of a task of this review. Leave it empty for a new task.")
        return
    text, owner = row.text("Task"), row.text("Who") or task.owner
    due, state = row.day("Due", task.due), row.term("State", "task_state")
    if not text:
        row.wrong("Task", "say what the task is. To give it up, choose “Dropped”.")
    if mark_of(owner, due, word(state, "task_state"), text) == mark:
        return
    if task_key(task) != key:
        row.wrong("Key", _since(task.by.name))
    elif text and state:
        said = TaskSaid(text, owner, due, state, task.number, task.version)
        row.asked.tasks.append(TaskChange(by_id[identity], said))


def _read_new_task(row: _Row, by_id: dict[str, Action], listed: Sequence[Action]) -> None:
    named = row.text("Action")
    identity = named.partition("-")[0]
    keyed = [by_id[identity]] if identity in by_id else []
    found = keyed or [each for each in listed if each.question and each.question == named]
    if len(found) != 1:
        why = "no action has this key or question" if not found else "this question has several actions: write a key"
        row.wrong("Action", f"{why}. The keys stand in the first column of the sheet {ACTIONS}.")
    text, due = row.text("Task"), row.day("Due", None)
    state = row.term("State", "task_state") if row.texts.get("State") else "to_do"
    owner = row.text("Who")
    if not text:
        row.wrong("Task", "say what the task is.")
    elif len(found) == 1 and state:
        row.asked.tasks.append(TaskChange(found[0], TaskSaid(text, owner or found[0].owner, due, state)))


def _tasks(action: Action | None) -> list[ActionTask]:
    return action.tasks if action is not None else []


def _day(typed: str) -> date | None:
    try:
        # The day comes first, as people in England write it; a year first is how Excel hands it over.
        found = date.fromisoformat(typed) if typed[:4].isdigit() else parse(typed, dayfirst=True, fuzzy=False).date()
    except (ParserError, ValueError, OverflowError):
        return None
    return found if EARLIEST_YEAR <= found.year <= LATEST_YEAR and any(c.isdigit() for c in typed) else None


def _since(who: str) -> str:
    return f"{who} has changed this since the workbook was made. Download it again and make your change there."


def _short(name: str) -> str:
    return name.partition(" (")[0]


def _words(text: str) -> list[str]:
    return text.split()
