"""Figures as bars: each row with its number in words, and how long its bar is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.models import Decision
from app.pages.facts import NOT_KNOWN, Facts
from app.pages.words import terms, word

WIDTH = 100
"""How wide the longest bar is drawn, in the units of its picture."""


@dataclass(frozen=True)
class Bar:
    """One row of a chart."""

    name: str
    value: int
    kind: str
    """Which pattern it is drawn in: a rating, or nothing in particular."""
    length: float


@dataclass(frozen=True)
class Chart:
    """A table of figures with a bar drawn beside each."""

    id: str
    title: str
    unit: str
    """What is counted, in the plural."""
    bars: tuple[Bar, ...]


def charts_of(
    facts: Facts,
    proposed: Mapping[str, str],
    decisions: Mapping[str, Decision],
    questions: Sequence[str],
    *,
    counts: bool = True,
    kept: int = 0,
) -> tuple[Chart, ...]:
    """The pictures below the grid; `proposed` holds the proposals that this person may see, and `counts` is False for
    someone who is not to know yet what counts as evidence; `kept` decisions are made and not shown to them yet."""
    charts = []
    if proposed:
        charts.append(_ratings("proposed", "What the papers suggest", list(proposed.values()), 0))
    left = len(questions) - sum(each in decisions for each in questions)
    decided = [decisions[each].rating for each in questions if each in decisions]
    charts.append(_ratings("decided", "What is decided", decided, left - kept, kept))
    if not counts:
        return tuple(charts)
    agencies = {word(agency, "agency"): count for agency, count in facts.by_agency.items()}
    charts.append(_counts("agencies", "Evidence that counts, by whose paper it stands in", agencies))
    years = {year if year != NOT_KNOWN else "Date not known": count for year, count in facts.by_year.items()}
    charts.append(_counts("years", "Evidence that counts, by the year of its paper", years))
    return tuple(charts)


def _ratings(name: str, title: str, ratings: Sequence[str], left: int, kept: int = 0) -> Chart:
    rows = [(word(rating, "rating"), ratings.count(rating), rating) for rating in terms("rating")]
    if kept:
        rows.append(("Shown when you rate", kept, "none"))
    if left or not (ratings or kept):
        rows.append(("Not decided", left, "none"))
    return _chart(name, title, "Questions", rows)


def _counts(name: str, title: str, counts: Mapping[str, int]) -> Chart:
    return _chart(name, title, "Passages", [(label, count, "count") for label, count in counts.items()])


def _chart(name: str, title: str, unit: str, rows: Sequence[tuple[str, int, str]]) -> Chart:
    most = max((count for _, count, _ in rows), default=0) or 1
    bars = tuple(Bar(label, count, kind, round(WIDTH * count / most, 1)) for label, count, kind in rows)
    return Chart(name, title, unit, bars)
