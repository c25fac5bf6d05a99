"""Which papers take the place of older ones: the same subject later on, a later version, or the paper's own word for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from corpus.areas import same_area
from corpus.dates import months_in, periods_in
from corpus.document import Document, Period
from corpus.head import head_of
from corpus.yaml_text import load_yaml

RUNS_ON = timedelta(days=100)
"""The next plan may begin this long before the last one ends."""
SAME_TITLE = 0.6
"""Share of the words of two titles in common, at least, where neither names a topic that is known."""
_VERSION = re.compile(r"\b(?:v|version|issue|edition|rev(?:ision)?)[ ._]?(\d+(?:\.\d+)*)\b", re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s*[-–—/]\s*(?:(?:19|20)\d\d|\d\d)\b)?")


def superseded_by(older: Document, papers: Sequence[Document]) -> tuple[str, str] | None:
    """The paper's standing reason and the file that took its place, where one did; the newest of them."""
    newer = [one for one in papers if one.id != older.id and _can_follow(one, older)]
    said = [one for one in newer if _says_it_replaces(one, older)]
    if said:
        return max(said, key=_newness).file, "says that it replaces it"
    later = [one for one in newer if _follows(one, older)]
    if later:
        return max(later, key=_newness).file, "has taken its place"
    return None


def says_it_is_over(document: Document) -> str | None:
    """The words in which a paper's own title or running line says that it is no longer in force."""
    head = head_of(document.reading, document.file)
    for text in (document.profile.title, document.file.replace("_", " "), *head.running):
        if (match := _rules()["is_over"].search(text)) and not re.search(r"\b(?:replaces|this)\b", text, re.I):
            return str(match[0])
    said = re.search(_OWN_END, " ".join(head.opening.split()), re.I)
    return str(said[0]) if said else None


_OWN_END = (
    r"\bthis (?:\w+ ){0,2}?(?:plan|strategy|paper|document|policy|protocol|procedure|version|report|agreement) "
    r"(?:is|was|has been|has now been|is now) (?:now )?(?:superseded|replaced|withdrawn|archived|no longer (?:current|in use|in force))"
)
"""A paper's own word, in its opening lines, that it is over."""


def _can_follow(newer: Document, older: Document) -> bool:
    """Whether both are of a kind, and of a place, of which one can follow the other at all."""
    a, b = newer.profile, older.profile
    if a.kind != b.kind or (a.area and b.area and not same_area(a.area, b.area)):
        return False
    rules = _rules()
    if a.kind in rules["succeeded"]:
        return True
    return a.kind in rules["succeeded_if_named"] and all(rules["names"].search(one.title) for one in (a, b))


def _follows(newer: Document, older: Document) -> bool:
    """Whether the newer is on the same subject, and runs on after the older or is plainly a later version of it."""
    if not _same_subject(newer, older):
        return False
    a, b = newer.profile, older.profile
    if a.period and b.period and a.period != b.period:
        return a.period.start >= b.period.end - RUNS_ON
    if _version(older) and _version(newer) and _version(older) != _version(newer):
        return _version(newer) > _version(older)
    later, earlier = _newness(newer)[0], _newness(older)[0]
    return date.min < earlier < later


def _same_subject(one: Document, other: Document) -> bool:
    """Neglect and exploitation are two subjects; a business plan and a strategic plan, with no topic named, are one."""
    a, b = topics_of(one), topics_of(other)
    if a != b:
        return False
    mine, theirs = _other_words(one), _other_words(other)
    if one.profile.kind == "arrangements" or (one.profile.kind == "plan" and not mine and not theirs):
        return True
    if a and one.profile.kind not in ("terms_of_reference", "policy"):
        return True
    either = mine | theirs
    return not either or len(mine & theirs) / len(either) >= SAME_TITLE


def topics_of(document: Document) -> frozenset[str]:
    """The subjects that the title names."""
    return frozenset(topic for topic, pattern in _rules()["topics"].items() if pattern.search(document.profile.title))


def _other_words(document: Document) -> frozenset[str]:
    """The title's words apart from the place, the years, and what stands in any title."""
    title = _YEARS.sub(" ", _VERSION.sub(" ", document.profile.title))
    place = set(re.findall(r"[a-z]+", (document.profile.area or "").lower()))
    words = re.findall(r"[a-z]+", re.sub(r"\b[A-Z&]{1,7}SC[PB]\b", " ", title).lower())
    return frozenset(word for word in words if len(word) > 1 and word not in place | _rules()["no_subject"])


def _says_it_replaces(newer: Document, older: Document) -> bool:
    """Whether the newer's head says that it replaces a paper of the older's years, month or version, and of its subject."""
    head = head_of(newer.reading, newer.file)
    if not _same_subject(newer, older) and not topics_of(newer) & topics_of(older):
        return False
    for line in (*head.lines, *head.control, *head.running):
        for match in _rules()["replaces"].finditer(line):
            if _names(match[1], older):
                return True
    return False


def _names(words: str, paper: Document) -> bool:
    day, version = paper.profile.date, _version(paper)
    if any(period == paper.profile.period for _, period, _ in periods_in(words)):
        return True
    if day and any((month.year, month.month) == (day.year, day.month) for _, month, _ in months_in(words)):
        return True
    named = _VERSION.search(words)
    return bool(named and version and _number(named[1]) == version)


def _newness(one: Document) -> tuple[date, tuple[int, ...], str]:
    profile = one.profile
    ends: Period | None = profile.period
    return profile.date or (ends.end if ends else date.min), _version(one), one.file


def _version(one: Document) -> tuple[int, ...]:
    """The version that the title, the file's name or the head gives; empty where none does."""
    head = head_of(one.reading, one.file)
    for text in (one.profile.title, one.file.replace("_", " "), *head.running, *head.control, *head.lines[:6]):
        match = _VERSION.search(text)
        if match and not _rules()["replaces"].search(text):
            return _number(match[1])
    return ()


def _number(version: str) -> tuple[int, ...]:
    numbers = [int(part) for part in version.split(".")]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


@cache
def _rules() -> dict[str, Any]:
    raw: dict[str, Any] = load_yaml((Path(__file__).parent / "subjects.yaml").read_text("utf-8"))
    raw["topics"] = {topic: re.compile(pattern, re.IGNORECASE) for topic, pattern in raw["topics"].items()}
    raw["no_subject"] = frozenset(raw["no_subject"].split())
    for key in ("names", "replaces", "is_over"):
        raw[key] = re.compile(raw[key], re.IGNORECASE)
    return raw
