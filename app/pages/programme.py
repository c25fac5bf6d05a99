"""The programme of work as its pages show it: by month, as a timetable, and what is used of what was agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.models import Activity, FieldNote, Review, ScrutinyAgreement
from app.pages.words import counted, day, review_name, word
from app.reviewing.calendar_file import Event
from app.reviewing.programme import Budget


@dataclass(frozen=True)
class ActivityRow:
    """One activity as it is listed."""

    activity: Activity
    kind: str
    state: str
    days: str
    cost: str
    notes: tuple[FieldNote, ...]
    is_due: bool
    """Whether its day has passed and nobody has said whether it was held."""


@dataclass(frozen=True)
class ProgrammePage:
    """What is agreed, what is left, and every activity."""

    rows: tuple[ActivityRow, ...]
    months: tuple[tuple[str, tuple[ActivityRow, ...]], ...]
    budget: Budget | None
    used: str
    warning: str
    tally: tuple[tuple[str, str], ...]

    @property
    def heading(self) -> str:
        """How many activities there are, and how far they have got."""
        held = sum(row.activity.state == "held" for row in self.rows)
        ahead = sum(row.activity.state == "planned" for row in self.rows)
        return f"{counted(len(self.rows), 'activity', 'activities')}: {held} held, {ahead} planned"

    @property
    def contributed(self) -> tuple[ActivityRow, ...]:
        """The activities that were held, with what each gave as evidence."""
        return tuple(row for row in self.rows if row.activity.state == "held")


def programme_page(
    activities: Sequence[Activity], budget: Budget | None, notes: Mapping[int, FieldNote], today: date
) -> ProgrammePage:
    """The programme as it stands on a day."""
    rows = tuple(_row(one, notes, today) for one in activities)
    months: dict[str, list[ActivityRow]] = {}
    for row in rows:
        months.setdefault(f"{row.activity.day:%B %Y}", []).append(row)
    return ProgrammePage(
        rows=rows,
        months=tuple((month, tuple(each)) for month, each in months.items()),
        budget=budget,
        used=used_in_words(budget),
        warning=warning_of(budget),
        tally=_tally(budget),
    )


def used_in_words(budget: Budget | None) -> str:
    """For any page: 6.5 of 15 days used."""
    return f"{_number(budget.used)} of {days_said(budget.agreed)} used" if budget else "No days agreed yet"


def warning_of(budget: Budget | None) -> str:
    """What to warn of before days or money run out; empty where there is nothing."""
    if budget is None or not budget.state:
        return ""
    if budget.state == "over":
        return f"{days_said(budget.used - budget.agreed)} more than agreed are used."
    if budget.state == "short":
        last = budget.runs_out
        when = f" They run out at “{last.title}” on {day(last.day)}." if last else ""
        return f"What is planned takes {days_said(-budget.free)} more than there are left.{when}"
    if budget.state == "costs":
        over = budget.cost_used + budget.cost_planned - budget.cost_agreed
        return f"What is used and planned costs {money_said(over)} more than was agreed."
    return f"The days run low: {days_said(budget.left)} of {days_said(budget.agreed)} left."


def days_said(tenths: int) -> str:
    """Tenths of a day in words: 1 day, 6.5 days."""
    return f"{_number(tenths)} {'day' if tenths == 10 else 'days'}"


def money_said(pence: int) -> str:
    """Pence in words: £12,000 or £64.50."""
    return f"£{pence // 100:,}" if pence % 100 == 0 else f"£{pence / 100:,.2f}"


def agreement_said(one: ScrutinyAgreement) -> str:
    """What was agreed, in a sentence."""
    return f"{days_said(one.tenths)} at {money_said(one.rate)} a day, and {money_said(one.expenses)} for expenses."


def events_of(review: Review, activities: Sequence[Activity]) -> list[Event]:
    """The activities for a calendar file; what they gave as evidence stays in the service."""
    return [
        Event(
            uid=f"{review.id}-{one.number}@sightline",
            version=one.version,
            day=one.day,
            starts=one.starts,
            title=one.title,
            place=one.place,
            notes=f"{word(one.kind, 'activity')}. {review_name(review.area, review.title)}",
            cancelled=one.state == "cancelled",
            changed_at=one.at,
        )
        for one in activities
    ]


def _row(one: Activity, notes: Mapping[int, FieldNote], today: date) -> ActivityRow:
    return ActivityRow(
        activity=one,
        kind=word(one.kind, "activity"),
        state=word(one.state, "activity_state"),
        days=days_said(one.tenths),
        cost=money_said(one.expenses) if one.expenses else "",
        notes=tuple(notes[number] for number in one.notes if number in notes),
        is_due=one.state == "planned" and one.day < today,
    )


def _tally(budget: Budget | None) -> tuple[tuple[str, str], ...]:
    if budget is None:
        return ()
    return (
        ("Days agreed", days_said(budget.agreed)),
        ("Used", days_said(budget.used)),
        ("Planned", days_said(budget.planned)),
        (
            "Left after what is planned",
            days_said(budget.free) if budget.free >= 0 else f"{days_said(-budget.free)} short",
        ),
        (
            "Cost",
            f"{money_said(budget.cost_used)} of {money_said(budget.cost_agreed)} used, "
            f"{money_said(budget.cost_planned)} planned",
        ),
    )


def _number(tenths: int) -> str:
    return f"{tenths / 10:g}"
