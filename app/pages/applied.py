"""What applied on the day of a paper, as a line beside it."""

from __future__ import annotations

from datetime import date

from rules.applied import Applied, applied_on


def applied_line(day: date | str | None) -> str:
    """For beside a quote: dated 2021, Working Together 2018 applied, the health partner was the CCG; empty without a date."""
    applied = applied_then(day)
    return applied.brief if applied else ""


def applied_then(day: date | str | None) -> Applied | None:
    """What a paper of this day is read against; None where its date is not known, or is before anything written down."""
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day[:10])
        except ValueError:
            return None
    return applied_on(day) if day else None
