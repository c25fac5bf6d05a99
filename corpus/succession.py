"""Which papers take the place of older ones: the same subject later on, a later version, or the paper's own word for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from operator import attrgetter
from pathlib import Path
from typing import Any

from corpus.areas import same_area
from corpus.dates import months_in, periods_in
from corpus.document import Document, Profile
from corpus.head import Head, head_of
from corpus.yaml_text import load_yaml

RUNS_ON = timedelta(days=100)
"""The next plan may begin this long before the last one ends."""
SAME_TITLE = 0.6
"""Share of the words of two titles in common, at least, where neither names a topic that is known."""
_VERSION = re.compile(r"\b(?:v|version|issue|edition|rev(?:ision)?)[ ._]?(\d+(?:\.\d+)*)\b", re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s*[-–—/]\s*(?:(?:19|20)\d\d|\d\d)\b)?")


@dataclass(frozen=True)
class Issue:
    """A paper as one of a line of papers: what it says of its subject and version is looked for once, however many it is held against."""

    document: Document

    @property
    def profile(self) -> Profile:
        return self.document.profile

    @cached_property
    def head(self) -> Head:
        return head_of(self.document.reading, self.document.file)

    @cached_property
    def topics(self) -> frozenset[str]:
        """The subjects that the title names."""
        return frozenset(topic for topic, pattern in _rules()["topics"].items() if pattern.search(self.profile.title))

    @cached_property
    def other_words(self) -> frozenset[str]:
        """The title's words apart from the place, the years, and what stands in any title."""
        title = _YEARS.sub(" ", _VERSION.sub(" ", self.profile.title))
        place = set(re.findall(r"[a-z]+", (self.profile.area or "").lower()))
        words = re.findall(r"[a-z]+", re.sub(r"\b[A-Z&]{1,7}SC[PB]\b", " ", title).lower())
        return frozenset(word for word in words if len(word) > 1 and word not in place | _rules()["no_subject"])

    @cached_property
    def version(self) -> tuple[int, ...]:
        """The version that the title, the file's name or the head gives; empty where none does."""
        name = self.document.file.replace("_", " ")
        for text in (self.profile.title, name, *self.head.running, *self.head.control, *self.head.lines[:6]):
            match = _VERSION.search(text)
            if match and not _rules()["replaces"].search(text):
                return _number(match[1])
        return ()

    @cached_property
    def replaces(self) -> tuple[str, ...]:
        """The words after "replaces", wherever its head has them."""
        lines = (*self.head.lines, *self.head.control, *self.head.running)
        return tuple(match[1] for line in lines for match in _rules()["replaces"].finditer(line))

    @property
    def newness(self) -> tuple[date, tuple[int, ...], str]:
        ends = self.profile.period
        return self.profile.date or (ends.end if ends else date.min), self.version, self.document.file


def superseded_by(older: Issue, papers: Sequence[Issue]) -> tuple[str, str] | None:
    """The paper's standing reason and the file that took its place, where one did; the newest of them."""
    newer = [one for one in papers if one.document.id != older.document.id and _can_follow(one, older)]
    said = [one for one in newer if _says_it_replaces(one, older)]
    if said:
        return max(said, key=attrgetter("newness")).document.file, "says that it replaces it"
    later = [one for one in newer if _follows(one, older)]
    if later:
        return max(later, key=attrgetter("newness")).document.file, "has taken its place"
    return None


def says_it_is_over(paper: Issue) -> str | None:
    """The words in which a paper's own title or running line says that it is no longer in force."""
    for text in (paper.profile.title, paper.document.file.replace("_", " "), *paper.head.running):
        if (match := _rules()["is_over"].search(text)) and not re.search(r"\b(?:replaces|this)\b", text, re.I):
            return str(match[0])
    said = re.search(_OWN_END, " ".join(paper.head.opening.split()), re.I)
    return str(said[0]) if said else None


_OWN_END = (
    r"\bthis (?:\w+ ){0,2}?(?:plan|strategy|paper|document|policy|protocol|procedure|version|report|agreement) "
    r"(?:is|was|has been|has now been|is now) (?:now )?(?:superseded|replaced|withdrawn|archived|no longer (?:current|in use|in force))"
)
"""A paper's own word, in its opening lines, that it is over."""


def _can_follow(newer: Issue, older: Issue) -> bool:
    """Whether both are of a kind, and of a place, of which one can follow the other at all."""
    a, b = newer.profile, older.profile
    if a.kind != b.kind or (a.area and b.area and not same_area(a.area, b.area)):
        return False
    rules = _rules()
    if a.kind in rules["succeeded"]:
        return True
    return a.kind in rules["succeeded_if_named"] and all(rules["names"].search(one.title) for one in (a, b))


def _follows(newer: Issue, older: Issue) -> bool:
    """Whether the newer is on the same subject, and runs on after the older or is plainly a later version of it."""
    if not _same_subject(newer, older):
        return False
    a, b = newer.profile, older.profile
    if a.period and b.period and a.period != b.period:
        return a.period.start >= b.period.end - RUNS_ON
    if older.version and newer.version and older.version != newer.version:
        return newer.version > older.version
    later, earlier = newer.newness[0], older.newness[0]
    return date.min < earlier < later


def _same_subject(one: Issue, other: Issue) -> bool:
    """Neglect and exploitation are two subjects; a business plan and a strategic plan, with no topic named, are one."""
    if one.topics != other.topics:
        return False
    mine, theirs = one.other_words, other.other_words
    if one.profile.kind == "arrangements" or (one.profile.kind == "plan" and not mine and not theirs):
        return True
    if one.topics and one.profile.kind not in ("terms_of_reference", "policy"):
        return True
    either = mine | theirs
    return not either or len(mine & theirs) / len(either) >= SAME_TITLE


def _says_it_replaces(newer: Issue, older: Issue) -> bool:
    """Whether the newer's head says that it replaces a paper of the older's years, month or version, and of its subject."""
    if not newer.replaces or not (_same_subject(newer, older) or newer.topics & older.topics):
        return False
    return any(_names(words, older) for words in newer.replaces)


def _names(words: str, paper: Issue) -> bool:
    day = paper.profile.date
    if any(period == paper.profile.period for _, period, _ in periods_in(words)):
        return True
    if day and any((month.year, month.month) == (day.year, day.month) for _, month, _ in months_in(words)):
        return True
    named = _VERSION.search(words)
    return bool(named and paper.version and _number(named[1]) == paper.version)


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
