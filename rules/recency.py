"""Is what a paper tells true of the period under review, or was it so long ago, or is it yet to be?"""

from __future__ import annotations

import re
from datetime import date, timedelta

from corpus.dates import dates_in, last_of_month, months_in, periods_in
from corpus.document import Document, Period
from rules.evidence import Stance

STALE_AFTER = timedelta(days=365)
"""A dated paper older than this when the period under review begins cannot carry a rating (domain.md: recency)."""

KINDS_OF_INTENTION = frozenset({"plan", "participation_report", "arrangements", "terms_of_reference", "policy"})
"""Papers that hold for the years they name, and lapse when those years end."""

LAPSED_AFTER = timedelta(days=730)
"""A paper of intention that names no years is taken to hold so long."""


_TO_THIS_DAY = re.compile(
    r"\b(?:is|are|has|have|since|still|now|remain\w*|continu\w*|current(?:ly)?|today|yesterday"
    r"|(?:this|last|each|every) (?:day|week|month|quarter|term|year)|daily|fortnightly|termly|(?:week|month|quarter|annual|year)ly)\b",
    re.IGNORECASE,
)
"""Words by which what began long ago is told as lasting, or beside what is new."""
_ANOTHER_DAY = re.compile(
    r"\b(?:published|issued|dated|baseline|compared|against|from|began|started|set up|signed"
    r"|working together|act|code|edition"
    r"|(?:document|strategy|protocol|policy|guidance|procedure|review|inspection|audit|report|plan|minutes|tool|letter|survey))"
    r"(?: (?:in|on|of|with|dated|at|that))*\W*$",
    re.IGNORECASE,
)
"""Words before a day by which it is a paper's or a beginning's, and not that of what is told."""
_NAMES_A_PAPER = re.compile(
    r"\W{1,2}(?:\w+ ){0,2}(?:guidance|edition|act|version|document|strategy|protocol|policy|procedures?|framework|arrangements|plan)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b20\d\d\b")
_LASTS = re.compile(
    r"\breviewed (?:and \S+ )?(?:every year|each year|annually|yearly)\b"
    r"|\buntil (?:it is |they are )?(?:replaced|superseded|further notice|withdrawn)",
    re.IGNORECASE,
)
_YEARS_TOGETHER = re.compile(r"\b20\d\d\s*(?:[-–/]|to|and|until)\s*(?:20)?\d\d\b")
_WISHED = re.compile(
    r"^\W*(?:[\d.]+\s*)?(?:(?:our|the|a|shared|joint|strategic)\s+)*vision(?: statement| for\b.*)?\W*$"
    r"|\bwhat (?:good|success) (?:looks|will look|would look) like\b|\bwhere we (?:want|aim|intend|hope|wish) to be\b",
    re.IGNORECASE,
)
"""Headings over what is wished for."""
_TOLD_OF = re.compile(r"\b(?:study|survey|audit|evaluation|results|findings|exercise|pilot)\b", re.IGNORECASE)
"""Headings with a year over what was found in that year."""
_ANSWERED_SINCE = re.compile(
    r"\b(?:response|progress|since|following|update\w*|actions?|recommendations?|learning|after|from|re-?audit\w*|revisit\w*"
    r"|impact of|implement\w*|clos\w+|then and now|compar\w+)\b",
    re.IGNORECASE,
)
"""Headings over what came of it."""


def out_of_time(document: Document, stance: Stance, text: str, period: Period, headings: tuple[str, ...] = ()) -> str:
    """In a sentence, why what is told is not of the period under review; empty where it may be."""
    return (
        _lapsed(document, period)
        or _yet_to_be(document, headings, stance, period)
        or _long_ago(text, stance, period)
        or _headed_long_ago(text, headings, stance, period)
    )


def _lapsed(document: Document, period: Period) -> str:
    ended = last_day(document)
    if ended is None:
        return ""
    if document.profile.kind in KINDS_OF_INTENTION and document.profile.period and ended < period.start:
        return f"Stale: it ran to {spoken(ended)}, before the period under review began on {spoken(period.start)}."
    if document.profile.kind not in KINDS_OF_INTENTION and ended < period.start - STALE_AFTER:
        return f"Stale: dated {spoken(ended)}, more than a year before the period under review."
    if (
        document.profile.period is None
        and ended < period.start - LAPSED_AFTER
        and not _lasts(document, period.start.year)
    ):
        return f"Stale: dated {spoken(ended)}, more than two years before the period under review, and it speaks of no later year."
    return ""


def _lasts(document: Document, year: int) -> bool:
    """Whether a paper speaks of this year or a later one, or says that it holds until it is replaced."""
    texts = [one.text for one in document.reading.segments]
    return any(_LASTS.search(text) or any(int(found) >= year for found in _YEAR.findall(text)) for text in texts)


def _long_ago(text: str, stance: Stance, period: Period) -> str:
    """What was done and is told with its day, and of which nothing is said since."""
    edge = period.start - STALE_AFTER
    years = [int(year) for year in _YEAR.findall(text)]
    if stance is Stance.GAP or not years or max(years) > edge.year or _TO_THIS_DAY.search(text):
        return ""
    days = [
        *((at, day, words) for at, day, words in dates_in(text)),
        *((at, last_of_month(day), words) for at, day, words in months_in(text)),
        *((at, one.end, words) for at, one, words in periods_in(text)),
        *((found.start(), date(int(found[0]), 12, 31), found[0]) for found in _YEAR.finditer(text)),
    ]
    whole = [one for one in days if not one[2].isdigit()]
    told = [one for one in days if one in whole or not any(at <= one[0] < at + len(words) for at, _, words in whole)]
    if not told or any(day >= edge or _is_of_a_paper(text, at, words) for at, day, words in told):
        return ""
    _, _, words = max(told, key=lambda one: one[1])
    return f"Stale: what it tells is of {words}, more than a year before the period under review."


def _is_of_a_paper(text: str, at: int, words: str) -> bool:
    """Whether a day is that of a paper or a beginning, by the words before it or right after it."""
    return bool(_ANOTHER_DAY.search(text[:at]) or _NAMES_A_PAPER.match(text[at + len(words) :]))


def _yet_to_be(document: Document, headings: tuple[str, ...], stance: Stance, period: Period) -> str:
    """What stands under a heading such as "The county in 2028" is how things are wished to be, in whatever tense."""
    heading, written = headings[-1] if headings else "", document.profile.date
    if stance is Stance.GAP or not heading:
        return ""
    if _WISHED.search(heading):
        return f"An intention: it stands under “{heading}”."
    years = [int(year) for year in _YEAR.findall(_YEARS_TOGETHER.sub(" ", heading))]
    # Of a paper whose day is unknown, nobody can say what was to come when it was written.
    if written is None or not years or min(years) <= max(written.year, period.end.year):
        return ""
    return f"An intention: it stands under “{heading}”, a year after the period under review."


def _headed_long_ago(text: str, headings: tuple[str, ...], stance: Stance, period: Period) -> str:
    """What was found by a study of long ago that a paper repeats."""
    heading = headings[-1] if headings else ""
    years = [int(year) for year in _YEAR.findall(heading)]
    if stance is Stance.GAP or not years or not _TOLD_OF.search(heading) or _ANSWERED_SINCE.search(heading):
        return ""
    edge = period.start - STALE_AFTER
    if max(years) >= edge.year or _YEAR.search(text) or _TO_THIS_DAY.search(text):
        return ""
    return f"Stale: it stands under “{heading}”, more than a year before the period under review."


def last_day(document: Document) -> date | None:
    """The last day that the paper speaks of: the end of its period, or its own date."""
    if document.profile.period is not None:
        return document.profile.period.end
    return document.profile.date


def spoken(day: date) -> str:
    """A date as people write it: 1 April 2025."""
    return f"{day.day} {day:%B %Y}"
