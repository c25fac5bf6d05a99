"""The actions of a review as a workbook that can be filled in and brought back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from app.models import Action, ActionTask, Review
from app.pages.words import day, review_name, terms, word
from app.record.chain import canonical
from app.tracking.workbook import Column, Sheet, Value, workbook_of

ACTIONS, TASKS, HELP = "Actions", "Tasks", "How to fill this in"
NO_QUESTION = "–"

ACTION_COLUMNS = (
    Column("Key (do not change)", 12),
    Column("Question", 10),
    Column("What is to be done", 50),
    Column("Who", 24),
    Column("Due", 18),
    Column("Status", 16, tuple(terms("status").values())),
    Column("New note", 40),
    Column("Last note", 40),
    Column("Came from", 24),
)
TASK_COLUMNS = (
    Column("Key (empty for a new task)", 12),
    Column("Action (its key or its question)", 18),
    Column("Task", 50),
    Column("Who", 24),
    Column("Due", 18),
    Column("State", 12, tuple(terms("task_state").values())),
)
HOW = (
    "Each row of the sheet Actions is one action. You can change who does it, the day it is due and its status, "
    "and write a new note. The other columns are there to read.",
    "Each row of the sheet Tasks is one step of an action. You can change all of it but its key. To add a task, "
    "write a new row without a key, and in the column Action the action’s question, or its key where a question has "
    "several actions.",
    "Write days as 31/03/2027 or 31 March 2027. An empty day keeps the day it has.",
    "Rows that you take out are left as they are. To give a task up, choose “Dropped”.",
    "Bring the workbook back on the page Actions. If any row has a mistake nothing is changed, and you are told the "
    "sheet, the row and the column.",
)


def actions_workbook(review: Review, actions: Sequence[Action], as_of: date) -> bytes:
    """The actions and their tasks as they stand, the state of each bound into its key."""
    rows = [_action(each) for each in actions]
    tasks = [_task(task) for each in actions for task in each.tasks]
    named = f"{review_name(review.area, review.title)}: actions on {day(as_of)}"
    sheets = (
        Sheet(ACTIONS, ACTION_COLUMNS, rows),
        Sheet(TASKS, TASK_COLUMNS, tasks),
        Sheet(HELP, (Column(named, 100),), [[line] for line in HOW]),
    )
    return workbook_of(sheets, named)


def action_key(action: Action) -> str:
    """An action's id with the mark of what can be changed of it, so that a later change elsewhere is noticed."""
    return f"{action.id}-{mark_of(action.owner, action.due, word(action.status, 'status'))}"


def task_key(task: ActionTask) -> str:
    """The same of a task: its action, its number and its mark."""
    return f"{task.action_id}-{task.number}-{mark_of(task.owner, task.due, word(task.state, 'task_state'), task.text)}"


def mark_of(*values: str | date | None) -> str:
    """A short mark of some values, the same whatever the white space between words."""
    plain = [each.isoformat() if isinstance(each, date) else " ".join((each or "").split()) for each in values]
    return hashlib.sha256(canonical(plain).encode()).hexdigest()[:8]


def _action(action: Action) -> list[Value]:
    last = action.updates[-1] if action.updates else None
    return [
        action_key(action),
        action.question or NO_QUESTION,
        action.text,
        action.owner,
        action.due,
        word(action.status, "status"),
        "",
        f"{day(last.at)}, {last.by.name}: {last.text}" if last else "",
        action.carried.from_title if action.carried else "",
    ]


def _task(task: ActionTask) -> list[Value]:
    key = task.action_id
    return [task_key(task), key, task.text, task.owner, task.due, word(task.state, "task_state")]
