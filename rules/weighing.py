"""Does a passage count toward a rating? Each reason that it does not is a sentence for the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
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

WORD_ONLY_KINDS = frozenset({"section_11_return", "email"})
"""What an agency says of itself and nobody has tested; alone it confirms nothing in full."""


TESTED = re.compile(
    r"\b(?:moderat\w+|validat\w+|verif\w+|tested|visits?|visited|peer[- ](?:audit|review)\w*"
    r"|dip[- ]sampl\w+|vignettes?|inspected|sampled)\b",
    re.IGNORECASE,
)
"""Words by which a return says that somebody else checked it."""


OUTSIDE_VOICE = re.compile(
    r"\bscrutineer\b|\bscrutiny (?:opinion|statement|view|findings)|\binspect(?:or|ion)", re.IGNORECASE
)
"""Headings under which somebody from outside speaks in a paper of the partnership's own."""


_TO_THIS_DAY = re.compile(
    r"\b(?:is|are|has|have|since|still|now|remain\w*|continu\w*|current(?:ly)?|today|yesterday"
    r"|(?:this|last|each|every) (?:day|week|month|quarter|term|year)|daily|fortnightly|termly|(?:week|month|quarter|annual|year)ly)\b",
    re.IGNORECASE,
)
"""Words by which what began long ago is told as lasting, or beside what is new."""
_ANOTHER_DAY = re.compile(
    r"\b(?:published|issued|dated|baseline|compared|against|from|began|started|set up|signed"
    r"|(?:document|strategy|protocol|policy|guidance|procedure|review|inspection|audit|report|plan|minutes|tool|letter|survey))"
    r"(?: (?:in|on|of|with|dated|at|that))*\W*$",
    re.IGNORECASE,
)
"""Words before a day by which it is a paper's or a beginning's, and not that of what is told."""
_YEAR = re.compile(r"\b20\d\d\b")
_LASTS = re.compile(
    r"\breviewed (?:and \S+ )?(?:every year|each year|annually|yearly)\b"
    r"|\buntil (?:it is |they are )?(?:replaced|superseded|further notice|withdrawn)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Weight:
    """Whether a passage counts, why, and whether it needs another source beside it to confirm a part in full."""

    counts: bool
    because: str
    word_only: bool = False
    unclear: bool = False
    """Refused only because the rules cannot tell for certain what it says: a person may well count it."""


def weigh(document: Document, stance: Stance, text: str, period: Period, headings: tuple[str, ...] = ()) -> Weight:
    """Whether this text under these headings of this paper, read with this stance, can carry a rating for this period."""
    refused = _standing(document) or _recency(document, period) or _stance(stance) or _long_ago(text, stance, period)
    if refused:
        return Weight(False, refused)
    if document.profile.kind == "national":
        return Weight(False, "National guidance or research: it says nothing of this area.")
    if document.profile.kind in WORD_ONLY_KINDS and not TESTED.search(text):
        return Weight(
            True, "Counts, but it is the agency's own word: it needs another source beside it.", word_only=True
        )
    if document.profile.kind == "field_notes":
        return Weight(True, "Counts: what the scrutineer saw or was told, in a field note.")
    if any(OUTSIDE_VOICE.search(heading) for heading in headings):
        return Weight(True, "Counts: the scrutineer's or an inspector's own words in this paper.")
    return Weight(
        True,
        "Counts: self-reported." if document.profile.self_reported else "Counts: independent of those it describes.",
    )


def _standing(document: Document) -> str:
    reasons = {
        "foreign": "Another area's paper",
        "superseded": "A superseded paper",
        "draft": "A draft; the final is in the pack",
        "duplicate": "The same paper is in the pack twice",
    }
    reason = reasons.get(document.standing)
    if reason is None:
        return ""
    return f"{reason}: {document.standing_because}" if document.standing_because else f"{reason}."


def _stance(stance: Stance) -> str:
    if stance is Stance.DUTY:
        return "Says only what should happen, not that it does."
    if stance is Stance.PLANNED:
        return "An intention: it cannot carry Green."
    return ""


def _recency(document: Document, period: Period) -> str:
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
    if not told or any(day >= edge or _ANOTHER_DAY.search(text[:at]) for at, day, _ in told):
        return ""
    _, _, words = max(told, key=lambda one: one[1])
    return f"Stale: what it tells is of {words}, more than a year before the period under review."


def last_day(document: Document) -> date | None:
    """The last day that the paper speaks of: the end of its period, or its own date."""
    if document.profile.period is not None:
        return document.profile.period.end
    return document.profile.date


def spoken(day: date) -> str:
    """A date as people write it: 1 April 2025."""
    return f"{day.day} {day:%B %Y}"
