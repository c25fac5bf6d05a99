"""When something is due, as a person would say it on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.pages.words import counted, day


@dataclass(frozen=True)
class Due:
    """A day, and in words how far off it is where something is still waited for."""

    day: str
    said: str
    """Empty where nothing is waited for."""
    is_overdue: bool


def due_on(due: date, today: date, waits: bool) -> Due:
    """The day by which an answer is asked."""
    left = (due - today).days
    if not waits:
        return Due(day(due), "", False)
    if left < 0:
        return Due(day(due), f"Overdue by {counted(-left, 'day')}", True)
    return Due(day(due), "Due today" if left == 0 else f"{counted(left, 'day')} left", False)
