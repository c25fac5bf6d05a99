"""Which of the dates in a paper is the paper's own, and the period that it reports on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from corpus.dates import dates_in, last_of_month, months_in, periods_in
from corpus.document import Period
from corpus.head import Head
from corpus.yaml_text import load_yaml

MEETINGS = frozenset({"executive_minutes", "subgroup_minutes", "partnership_minutes", "field_notes"})
LOOKS_BACK = frozenset(
    {
        "yearly_report",
        "dataset",
        "training_report",
        "multi_agency_audit",
        "single_agency_audit",
        "participation_report",
        "scrutiny_report",
        "section_11_return",
        "inspection",
    }
)
"""Kinds that report on a period, and so cannot be older than its end."""
SNAPSHOTS = frozenset({"dataset", "action_tracker", "risk_log", "training_report"})
"""Kinds for which the day that the figures run to will do as a date."""
NO_PERIOD = MEETINGS | {"email", "terms_of_reference"}
_LOOKS_FORWARD = re.compile(r"\b(?:strategy|plan|programme|prospectus|framework|offer)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-Z(\[])|\s+\|\s+|\t+")
_WEEKDAY = re.compile(
    r"(?:\b(?:on\s+)?(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b)?[\s,]*$", re.I
)
_COVERS = re.compile(
    r"\b(?:cover(?:s|ing|ed)?|period|reporting|for the|inspection dates?|cases|records)\b", re.IGNORECASE
)
_IN_PROSE = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will)\b|\b(?:in|during|to|of|for|and|or|on|than)$", re.IGNORECASE
)
PROSE_COSTS = 12
"""A label in a long sentence, or late in one, is more often of something else."""
LABEL_BEGINS = 30
MEETING_WORTH = 98
"""Notes of a meeting give its day first; whatever is labelled later is another meeting's."""
LONG_PERIOD = timedelta(days=400)
"""A plan's or a strategy's; nobody reports back on so long."""


@dataclass(frozen=True)
class _Candidate:
    day: date
    whole: bool
    """A whole date; else only a month is given, and `day` is its first."""
    worth: float
    label: str
    because: str


def own_period(title: str, head: Head, kind: str) -> tuple[Period | None, str]:
    """The period named as covered, else in the title, the file's name, a running line or the opening."""
    if kind in NO_PERIOD:
        return None, "a paper of this kind has a day, not a period"
    for line in (*head.control, *head.lines):
        found = _COVERS.search(line)
        for start, period, words in periods_in(line) if found else ():
            if found and found.start() < start and len(line) < 200:
                return period, f"it says “{line[found.start() : start]}{words}”"
    for place, texts in (
        ("title", [title]),
        ("file name", [head.file]),
        ("running line", head.running),
        ("opening", [*head.titles, *head.control, *head.lines] if kind in LOOKS_BACK or kind == "plan" else []),
    ):
        for text in texts:
            for _, period, words in periods_in(text):
                return period, f"the {place} says “{words}”"
    if kind == "yearly_report" and (year := re.search(r"\b(20\d\d)\b(?![-–—/])", title)):
        return Period(date(int(year[1]), 1, 1), date(int(year[1]), 12, 31)), f"the title says “{year[1]}” alone"
    return None, "no period is named at its head"


def own_date(title: str, head: Head, kind: str, period: Period | None) -> tuple[date | None, str]:
    """The day that the paper gives as its own; a month as its first day; nothing where only a period is known.

    The file's own clock is never asked, and the upload's neither.
    """
    if head.format == "eml":
        for _, day, _ in dates_in(head.properties.get("date", "")):
            return day, "the day that it was sent"
    found = [one for one in _candidates(title, head, kind) if _possible(one, title, kind, period)]
    if not found:
        return None, "it gives no date of its own"
    best = max(found, key=lambda one: (one.worth, one.whole))
    if best.label in ("updated", "version"):
        best = max((one for one in found if one.worth == best.worth), key=lambda one: one.day)
    if not best.whole:
        days = [one for one in found if one.whole and (one.day.year, one.day.month) == (best.day.year, best.day.month)]
        best = max(days, key=lambda one: one.worth, default=_within(best, period))
    return best.day, best.because


def _within(month: _Candidate, period: Period | None) -> _Candidate:
    """A month on its own; its last day where the period that is reported on ends within it."""
    last = last_of_month(month.day)
    if period and month.day < period.end <= last:
        return replace(month, day=last)
    return month


def _candidates(title: str, head: Head, kind: str) -> Iterator[_Candidate]:
    yield from _in_text(title, "title", kind)
    for place, lines in (
        ("head", head.lines),
        ("control", head.control),
        ("running", head.running),
        ("tail", head.tail),
    ):
        for line in lines:
            for sentence in _SENTENCE.split(line):
                yield from _in_text(sentence, place, kind)
    yield from _in_text(head.file, "file", kind)


def _in_text(text: str, place: str, kind: str) -> Iterator[_Candidate]:
    """The dates of one sentence, cell or name that may be the paper's own, each with what speaks for it."""
    spans = [range(start, start + len(words)) for start, _, words in periods_in(text)]
    for whole, dates in ((True, dates_in(text)), (False, months_in(text))):
        for start, day, words in dates:
            if any(start in span for span in spans):
                continue
            before = _WEEKDAY.sub("", text[:start]).strip(" \t,(–-")
            label, worth, says = _label(text, before, text[start + len(words) :], place, kind)
            if label:
                because = f"“{' '.join((before[-40:] + ' ' + words).split())}”: {says}"
                yield _Candidate(day, whole, worth - _rules()["places"][place], label, because)


def _label(text: str, before: str, after: str, place: str, kind: str) -> tuple[str, float, str]:
    """What makes the date after `before` the paper's own: a label, or its standing alone at the end of a line."""
    rules = _rules()
    if place == "file":
        return "file", rules["file_worth"], "in the file's name"
    names_itself = place == "title" and kind in MEETINGS
    another = rules["not_own"] if names_itself else [*rules["not_own"], *rules["cited"]]
    if any(one.search(before) for one in another) or any(one.search(after) for one in rules["not_own_after"]):
        return "", 0, ""
    if place != "title" and text[: len(text) - len(after)].count("(") > text[: len(text) - len(after)].count(")"):
        return "", 0, ""
    for label in rules["labels"]:
        if _suits(label, kind) and (match := label["words"].search(before)):
            in_prose = (len(text) > rules["line_most"] or match.start() > LABEL_BEGINS) and not label.get("sure")
            worth = MEETING_WORTH if kind in MEETINGS else label["worth"]
            return label["id"], worth - (PROSE_COSTS if in_prose else 0), label["says"]
    alone = not after.strip(" .)") or (kind in MEETINGS and place == "head")
    if place == "title":
        return "title", MEETING_WORTH if kind in MEETINGS else rules["title_worth"], "in the title"
    if alone and len(text) <= rules["line_most"] and not _IN_PROSE.search(before):
        worth = MEETING_WORTH if kind in MEETINGS and place == "head" else rules["line_worth"]
        return "line", worth, "a line at its head or foot ends so"
    return "", 0, ""


def _suits(label: dict[str, Any], kind: str) -> bool:
    wanted = label.get("kinds")
    if kind in MEETINGS:
        return wanted in (None, "meeting") and label["id"] not in _rules()["not_for_meetings"]
    return wanted is None or (wanted == "review" and kind == "case_review")


def _possible(one: _Candidate, title: str, kind: str, period: Period | None) -> bool:
    """Whether a paper of this kind and period can bear this date."""
    if one.label == "as_at" and kind not in SNAPSHOTS:
        return False
    edge = one.whole and (one.day.month, one.day.day) in ((4, 1), (3, 31))
    if edge and kind in LOOKS_BACK and one.label in ("line", "title", "file"):
        return False
    if kind not in LOOKS_BACK or period is None or _LOOKS_FORWARD.search(title):
        return True
    last = one.day if one.whole else last_of_month(one.day)
    return last >= period.end or period.end - period.start > LONG_PERIOD or one.label in ("date", "published")


@cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = load_yaml((Path(__file__).parent / "own_dates.yaml").read_text("utf-8"))
    for label in rules["labels"]:
        label["words"] = re.compile(label["words"], re.IGNORECASE)
    for key in ("not_own", "cited", "not_own_after"):
        rules[key] = [re.compile(one, re.IGNORECASE) for one in rules[key]]
    return rules
