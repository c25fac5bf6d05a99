"""Dates and reporting periods as papers write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

from corpus.document import Period

T = TypeVar("T")

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:\s?(?:st|nd|rd|th))?"
_YEAR = r"(?:19|20)\d\d"
_IGNORE = re.IGNORECASE

_DAY_MONTH_YEAR = re.compile(
    rf"(?<![\d.:])({_DAY})(?:\s+(?:day\s+)?of\s+|[\s./-]+)({_MONTH})(?:[\s.,/-]+|\s+of\s+)({_YEAR}|'?\d\d(?!\d|[:.]\d|\s+[a-z]))",
    _IGNORE,
)
_MONTH_DAY_YEAR = re.compile(rf"\b({_MONTH})\s+({_DAY}),\s*({_YEAR})\b", _IGNORE)
_ISO = re.compile(rf"(?<!\d)({_YEAR})([-_./])(\d\d)\2(\d\d)(?!\d)")
_RUN_TOGETHER = re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)")
_SLASHED = re.compile(rf"(?<![\d/.-])(\d\d?)([/.-])(\d\d?)\2({_YEAR}|\d\d)(?![\d/-]|\.\d)")
_MONTH_YEAR = re.compile(rf"\b({_MONTH})\.?,?[ _-]+({_YEAR})(?![\d/]|\s*[-–]\s*\d\d\b)", _IGNORE)

_TO = r"\s*(?:up to|to|until|till|-|–|—|and|through(?: to)?)\s*(?:the\s+)?"
_BETWEEN = re.compile(rf"{_TO}(?:[a-z]+day,?\s+)?", _IGNORE)
_SHORT_SPAN = re.compile(rf"(?<![\d.:])\b({_DAY})(?:\s+({_MONTH}))?{_TO}({_DAY})\s+({_MONTH})\s+({_YEAR})\b", _IGNORE)
_MONTH_SPAN = re.compile(rf"\b({_MONTH})\s*({_YEAR})?{_TO}({_MONTH})\s+({_YEAR})\b", _IGNORE)
_ENDED = re.compile(
    rf"\b(?:(year|quarter|half[- ]year)|(\d\d?|three|six|nine|twelve|eighteen)\s+months?)\s+(?:(?:ended|ending|up|to)\s+)+"
    rf"(?:the\s+)?(?:end of\s+)?(?:({_DAY})\s+)?({_MONTH})\s+({_YEAR})\b",
    _IGNORE,
)
_YEARS = rf"({_YEAR})(?:\s*[-–—/_]\s*(?=\d)|\s+to\s+(?={_YEAR}))({_YEAR}|\d\d)(?![\d/-]|\.\d)"
_YEAR_SPAN = re.compile(rf"(?<![\d/-])(?:(academic|school) years?\s+)?{_YEARS}(?:\s+(academic|school) year)?", _IGNORE)
_QUARTER = re.compile(
    rf"(?<![-–—])(?<!to )\b(?:Q|quarter)\s?([1-4])\b(?!\s*[-–—]\s*(?:Q|[1-4]))\W.{{0,12}}?{_YEARS}", _IGNORE
)
_QUARTER_AFTER = re.compile(
    rf"(?<![\d/-]){_YEARS}[\s,:_–-]{{1,4}}(?:Q|quarter)\s?([1-4])\b(?!\s*(?:[-–—]|to|and)\s*(?:Q|[1-4]))", _IGNORE
)
_NUMBERED = re.compile(
    r"\b(?:v|version|item|paper|no|part|issue|appendix|draft|enclosure|agenda|audit|phase)\.?\s*$", _IGNORE
)
"""Before a number that is no day: version 2 - 16 May 2025."""
_MONTHS_AS_WORDS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "eighteen": 18}
_LONGEST = timedelta(days=3_700)


def dates_in(text: str) -> Iterator[tuple[int, date, str]]:
    """Every full date in the text: where it begins, the day, and the words; impossible ones are passed over."""
    found: dict[int, tuple[date, str]] = {}
    for match in _DAY_MONTH_YEAR.finditer(text):
        _keep(found, match, _day(match[3], _month(match[2]), match[1]))
    for match in _MONTH_DAY_YEAR.finditer(text):
        _keep(found, match, _day(match[3], _month(match[1]), match[2]))
    for match in _ISO.finditer(text):
        _keep(found, match, _day(match[1], int(match[3]), match[4]))
    for match in _RUN_TOGETHER.finditer(text):
        _keep(found, match, _day(match[1], int(match[2]), match[3]))
    for match in _SLASHED.finditer(text):
        _keep(found, match, _day(match[4], int(match[3]), match[1]))
    for start in sorted(found):
        yield start, *found[start]


def months_in(text: str) -> Iterator[tuple[int, date, str]]:
    """Every month with a year, as its first day; those inside a full date are left out."""
    taken = [range(start, start + len(words)) for start, _, words in dates_in(text)]
    for match in _MONTH_YEAR.finditer(text):
        day = _day(match[2], _month(match[1]), "1")
        if day and not any(match.start() in span for span in taken):
            yield match.start(), day, match[0]


def periods_in(text: str) -> Iterator[tuple[int, Period, str]]:
    """Every reporting period in the text: where it begins, the days, and the words.

    A span of years such as 2025-26 or 2025–28 is read as financial years, 1 April to 31 March.
    """
    found: dict[int, tuple[Period, str]] = {}
    for reads in (_spans_of_years, _quarters, _periods_ended, _spans_of_months, _short_spans, _spans_of_days):
        for start, period, words in reads(text):
            found[start] = (period, words)
    end = 0
    for start in sorted(found):
        if start >= end:
            yield start, *found[start]
            end = start + len(found[start][1])


def last_of_month(day: date) -> date:
    """The last day of the month that the day is in."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def financial_year(day: date) -> Period:
    """The financial year, 1 April to 31 March, that the day falls in."""
    first = day.year if day.month >= 4 else day.year - 1
    return Period(date(first, 4, 1), date(first + 1, 3, 31))


def _spans_of_years(text: str) -> Iterator[tuple[int, Period, str]]:
    for match in _YEAR_SPAN.finditer(text):
        academic = match[1] or match[4]
        if period := _years(int(match[2]), match[3], 9 if academic else 4):
            yield match.start(), period, match[0]


def _quarters(text: str) -> Iterator[tuple[int, Period, str]]:
    for pattern, number, first, last in ((_QUARTER, 1, 2, 3), (_QUARTER_AFTER, 3, 1, 2)):
        for match in pattern.finditer(text):
            if _years(int(match[first]), match[last], 4):
                start = _months_later(date(int(match[first]), 4, 1), 3 * (int(match[number]) - 1))
                yield match.start(), Period(start, last_of_month(_months_later(start, 2))), match[0]


def _periods_ended(text: str) -> Iterator[tuple[int, Period, str]]:
    for match in _ENDED.finditer(text):
        first = _day(match[5], _month(match[4]), "1")
        end = _day(match[5], _month(match[4]), match[3]) if match[3] else first and last_of_month(first)
        whole = {"year": 12, "quarter": 3}.get((match[1] or "").lower(), 6)
        count = whole if match[1] else _MONTHS_AS_WORDS.get(match[2].lower()) or int(match[2])
        if end and 0 < count <= 36:
            yield match.start(), Period(_months_later(end + timedelta(days=1), -count), end), match[0]


def _spans_of_months(text: str) -> Iterator[tuple[int, Period, str]]:
    for match in _MONTH_SPAN.finditer(text):
        start = _day(match[2] or match[4], _month(match[1]), "1")
        end = _day(match[4], _month(match[3]), "1")
        if end and (period := _span(_year_before(start, end, match[2]), last_of_month(end))):
            yield match.start(), period, match[0]


def _short_spans(text: str) -> Iterator[tuple[int, Period, str]]:
    """Spans that give the year once: 15 to 19 September 2025, 1 May to 31 October 2025."""
    for match in _SHORT_SPAN.finditer(text):
        if _NUMBERED.search(text[: match.start()]) and not match[2]:
            continue
        start = _day(match[5], _month(match[2] or match[4]), match[1])
        end = _day(match[5], _month(match[4]), match[3])
        if period := _span(_year_before(start, end, None), end):
            yield match.start(), period, match[0]


def _spans_of_days(text: str) -> Iterator[tuple[int, Period, str]]:
    """Two full dates with a word such as "to" between them."""
    days = list(dates_in(text))
    for (start, first, words), (then, last, more) in pairwise(days):
        if _BETWEEN.fullmatch(text[start + len(words) : then]) and (period := _span(first, last)):
            yield start, period, text[start : then + len(more)]


def _keep(found: dict[int, tuple[T, str]], match: re.Match[str], value: T | None) -> None:
    if value is not None:
        found.setdefault(match.start(), (value, match[0]))


def _day(year: str, month: int, day: str) -> date | None:
    digits = year.lstrip("'")
    try:
        return date(int(digits) if len(digits) == 4 else 2000 + int(digits), month, int(re.sub(r"\D", "", day)))
    except ValueError:
        return None


def _month(word: str) -> int:
    return MONTHS.index(word.lower()[:3]) + 1


def _months_later(day: date, months: int) -> date:
    """The same day of another month, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, last_of_month(first).day))


def _year_before(start: date | None, end: date | None, stated: str | None) -> date | None:
    """November to March 2026 began in 2025."""
    return _months_later(start, -12) if start and end and not stated and start > end else start


def _span(start: date | None, end: date | None) -> Period | None:
    return Period(start, end) if start and end and start < end <= start + _LONGEST else None


def _years(first: int, last: str, month: int) -> Period | None:
    end = int(last) if len(last) == 4 else first - first % 100 + int(last)
    if not first < end <= first + 10:
        return None
    return Period(date(first, month, 1), date(end, month, 1) - timedelta(days=1))
