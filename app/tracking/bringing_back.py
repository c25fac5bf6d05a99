"""Bringing an edited workbook of the actions back: all of it is done, in one transaction, or none of it."""

from __future__ import annotations

import shutil
import tempfile
from typing import IO

from app.database import writing
from app.errors import StaleTurn, UnknownValue
from app.models import Review, User
from app.record.decisions import actions_of, decisions_of
from app.tracking.actions import add_task, say_of_action
from app.tracking.reading import Asked, read_tracker
from corpus.limits import Refused
from corpus.reader import Cells, read_cells

MOST_SAID = 20
"""Mistakes said at once; where there are more, their number is said."""


class WorkbookRefused(UnknownValue):
    """A workbook with a mistake; `mistakes` names each by sheet, row and column."""

    def __init__(self, mistakes: list[str]) -> None:
        self.mistakes = mistakes[:MOST_SAID]
        if len(mistakes) > MOST_SAID:
            self.mistakes.append(f"There are {len(mistakes) - MOST_SAID} more mistakes.")
        super().__init__("Nothing was changed, because the workbook has mistakes.")


def import_tracker(review: Review, user: User, workbook: IO[bytes]) -> Asked:
    """Does all that an edited workbook asks for; WorkbookRefused where any of it cannot be done."""
    sheets, user_id = sheets_of(workbook), user.id
    with writing(review):
        standing = {decision.id for decision in decisions_of(review).values()}
        asked = read_tracker(sheets, actions_of(review), standing)
        if asked.mistakes:
            raise WorkbookRefused(asked.mistakes)
        try:
            _do(review.id, user_id, asked)
        except StaleTurn as stale:
            raise WorkbookRefused([stale.sentence]) from stale
    return asked


def _do(review_id: str, user_id: str, asked: Asked) -> None:
    for one in asked.actions:
        said = {"text": one.text, "status": one.status, "due": one.due, "owner": one.owner}
        say_of_action(review_id, user_id, one.action.id, **said)  # type: ignore[arg-type]
    for task in asked.tasks:
        add_task(review_id, user_id, task.action.id, task.said)


def sheets_of(workbook: IO[bytes]) -> list[Cells]:
    """The workbook's cells as the bounded child reads them; we open no document here."""
    with tempfile.TemporaryFile() as source:
        shutil.copyfileobj(workbook, source)
        source.flush()
        if not source.tell():
            raise WorkbookRefused(["The file is empty."])
        try:
            return read_cells(source)
        except Refused as refusal:
            raise WorkbookRefused([str(refusal)]) from refusal
