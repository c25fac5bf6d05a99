"""The actions that follow from the decisions of a review, and how each goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.models import Action, Decision
from app.pages.words import counted, word

OVER = ("done", "cancelled")


@dataclass(frozen=True)
class ActionRow:
    """One action as it stands."""

    action: Action
    status: str
    is_late: bool
    href: str


@dataclass(frozen=True)
class ActionsPage:
    """What is to be done in a review, and what was said before a question was decided again."""

    rows: tuple[ActionRow, ...]
    former: tuple[ActionRow, ...]
    """Of decisions that no longer stand."""

    @property
    def heading(self) -> str:
        """How many actions there are and how far they have got."""
        left = sum(row.action.status not in OVER for row in self.rows)
        late = sum(row.is_late for row in self.rows)
        rest = f", {counted(late, 'action')} late" if late else ""
        return f"{counted(len(self.rows), 'action')}, {left} still to do{rest}"


def actions_page(
    actions: Sequence[Action], standing: Mapping[str, Decision], today: date, address: Callable[[str], str]
) -> ActionsPage:
    """The actions of the decisions that stand, in the order of the questions, and those of earlier decisions."""
    current = {decision.id for decision in standing.values()}
    rows = [action_row(each, today, address(each.id)) for each in actions]
    return ActionsPage(
        rows=tuple(row for row in rows if row.action.decision_id in current),
        former=tuple(row for row in rows if row.action.decision_id not in current),
    )


def action_row(action: Action, today: date, href: str) -> ActionRow:
    """An action as it is listed; it is late when its day has passed and it is not over."""
    late = action.due is not None and action.due < today and action.status not in OVER
    return ActionRow(action, word(action.status, "status"), late, href)
