"""The time that a question asks about, and whether a paper or its words can speak of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from corpus.dates import MONTHS, dates_in, financial_year, last_of_month, months_in, periods_in
from corpus.document import Document, Period

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
AFTERWARDS = timedelta(days=183)
"""A paper written so long after a time may still be speaking of it, unless it names another."""
OF_THEIR_DAY = (
    "executive_minutes",
    "subgroup_minutes",
    "partnership_minutes",
    "email",
    "field_notes",
    "action_tracker",
)
"""Kinds of paper that speak of the day they were written, unless they name another time."""
A_YEAR = timedelta(days=300)
"""From this length on a bare year in a paper's words is close enough to be the time asked about."""

_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|march|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_BEFORE = (
    r"\b(in|during|since|after|before|until|by|from|for|of|at the|to|this|last|between|and)"
    r"\s+(?:the\s+)?(?:(?:start|end|beginning|whole) of\s+)?"
)
_BARE_MONTH = re.compile(rf"{_BEFORE}{_MONTH}\b(?!\s*,?\s*(?:19|20)\d\d)", re.IGNORECASE)
_BARE_YEAR = re.compile(r"(?<![\d/£.,-])((?:19|20)\d\d)(?![\d/%-]|\s*[-–]\s*\d)")
_LEADS = re.compile(
    r"(since|after|before|until|up to|by)\s+(?:the\s+)?(?:(?:start|end|beginning) of\s+)?$", re.IGNORECASE
)
_LAST_MONTHS = re.compile(
    r"\b(?:last|past|previous) (\d{1,2}|two|three|six|nine|twelve|eighteen) (months|years)\b", re.IGNORECASE
)
_YEAR_WORDS = re.compile(r"\b(last|previous|this|current|past)\s+(?:financial\s+|reporting\s+)?year\b", re.IGNORECASE)
_NUMBERS = {"two": 2, "three": 3, "six": 6, "nine": 9, "twelve": 12, "eighteen": 18}


@dataclass(frozen=True)
class Span:
    """A time asked about, and the words of the question that name it."""

    period: Period
    words: str

    @property
    def said(self) -> str:
        """The time in a sentence; an open end is left open."""
        first, last = self.period.start, self.period.end
        if first == EARLIEST:
            return f"up to {_day(last)}"
        if last == LATEST:
            return f"since {_day(first)}"
        return f"on {_day(first)}" if first == last else f"between {_day(first)} and {_day(last)}"


@dataclass(frozen=True)
class Today:
    """The day from which "last year" is counted, and the year under review."""

    day: date
    review: Period

    @property
    def last_year(self) -> Period:
        """The year under review, which is what people at its scrutiny mean; else the last whole financial year."""
        if self.review.end - self.review.start < timedelta(days=400):
            return self.review
        year = financial_year(self.day)
        return Period(year.start.replace(year=year.start.year - 1), year.end.replace(year=year.end.year - 1))


def span_in(text: str, today: Today) -> Span | None:
    """The time that a question names; the first and widest, with what stands before it: since, before, between."""
    for reads in (_named_periods, _year_words, _last_months, _days_and_months, _bare_months, _bare_years):
        found = list(reads(text, today))
        if found:
            start, period, words = found[0]
            return _led(text, start, _joined([one for _, one, _ in found]) if _is_between(text) else period, words)
    return None


def speaks_of(document: Document, text: str, span: Span) -> bool:
    """Whether a paper's words may speak of the time: they name it, or the paper is of it and they name no other."""
    asked = span.period
    named = times_named(text, document.profile.date)
    exact = [one for one, whole_year in named if not whole_year]
    if any(_overlap(one, asked) for one in exact):
        return True
    if any(whole_year and _overlap(one, asked) and asked.end - asked.start >= A_YEAR for one, whole_year in named):
        return True
    own = _own_time(document)
    if own is None or _overlap(own, asked):
        return True
    looks_back = document.profile.kind not in OF_THEIR_DAY
    return looks_back and not named and asked.end < own.start <= asked.end + AFTERWARDS and asked.end != LATEST


@lru_cache(maxsize=20_000)
def times_named(text: str, written: date | None) -> tuple[tuple[Period, bool], ...]:
    """Every time that the words name, and whether it is a bare year; a month without one is the last before the paper."""
    found: list[tuple[Period, bool]] = [(period, False) for _, period, _ in periods_in(text)]
    found += [(Period(day, day), False) for _, day, _ in dates_in(text)]
    found += [(Period(day, last_of_month(day)), False) for _, day, _ in months_in(text)]
    if written is not None:
        found += [(_month_before(match[2], written), False) for match in _BARE_MONTH.finditer(text)]
    found += [(_year(int(match[1])), True) for match in _BARE_YEAR.finditer(text)]
    return tuple(found)


def _own_time(document: Document) -> Period | None:
    profile = document.profile
    if profile.period is not None:
        return profile.period
    return Period(profile.date, profile.date) if profile.date else None


Found = Iterator[tuple[int, Period, str]]


def _named_periods(text: str, _: Today) -> Found:
    yield from periods_in(text)


def _year_words(text: str, today: Today) -> Found:
    for match in _YEAR_WORDS.finditer(text):
        this = match[1].lower() in ("this", "current")
        last = today.last_year
        yield match.start(), Period(last.start, max(today.day, last.end)) if this else last, match[0]


def _last_months(text: str, today: Today) -> Found:
    for match in _LAST_MONTHS.finditer(text):
        number = int(match[1]) if match[1].isdigit() else _NUMBERS[match[1].lower()]
        days = number * (365 if match[2].lower() == "years" else 31)
        yield match.start(), Period(max(EARLIEST, today.day - timedelta(days=days)), today.day), match[0]


def _days_and_months(text: str, _: Today) -> Found:
    days = [(start, Period(day, day), words) for start, day, words in dates_in(text)]
    yield from sorted(days + [(start, Period(day, last_of_month(day)), words) for start, day, words in months_in(text)])


def _bare_months(text: str, today: Today) -> Found:
    for match in _BARE_MONTH.finditer(text):
        if match[2].lower() == "may" and not text[match.start(2)].isupper():
            continue
        under_review = _month_before(match[2], today.review.end)
        last = under_review if under_review.start >= today.review.start else _month_before(match[2], today.day)
        yield match.start(2), last, match[2]


def _bare_years(text: str, _: Today) -> Found:
    for match in _BARE_YEAR.finditer(text):
        yield match.start(), _year(int(match[1])), match[0]


def _led(text: str, start: int, period: Period, words: str) -> Span:
    lead = _LEADS.search(text[:start])
    kind = lead[1].lower() if lead else ""
    said = f"{lead[0].strip()} {words}" if lead else words
    if kind == "since":
        return Span(Period(period.start, LATEST), said)
    if kind == "after":
        return Span(Period(min(LATEST, period.end + timedelta(days=1)), LATEST), said)
    if kind == "before":
        return Span(Period(EARLIEST, max(EARLIEST, period.start - timedelta(days=1))), said)
    if kind in ("until", "up to", "by"):
        return Span(Period(EARLIEST, period.end), said)
    return Span(period, said)


def _is_between(text: str) -> bool:
    return re.search(r"\b(?:between|from)\b", text, re.IGNORECASE) is not None


def _joined(periods: list[Period]) -> Period:
    return Period(min(one.start for one in periods), max(one.end for one in periods))


def _month_before(month: str, day: date) -> Period:
    """The last month of this name that had begun by the day."""
    number = MONTHS.index(month[:3].lower()) + 1
    first = date(day.year if number <= day.month else day.year - 1, number, 1)
    return Period(first, last_of_month(first))


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _overlap(one: Period, other: Period) -> bool:
    return one.start <= other.end and other.start <= one.end


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
