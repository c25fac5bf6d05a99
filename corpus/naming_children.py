"""Where a paper may tell who a child is: a date of birth, an NHS or pupil number, a full name beside a child's age.

Only the kind of sign and its place are kept; the words that were found stay in the paper, but for the names that must be
masked before any of its words are sent elsewhere (`children_named`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.document import Block, Location, Reading, Segment
from corpus.yaml_text import load_yaml

ADULT = 18
NEAR = 40
"""How many characters may stand between a name and the age that makes it a child's."""
TOUCHING = 2
"""The same for an age in brackets or between commas, which may as well be a count of something else."""
OPENING = 1500
"""How many characters of a paper are looked at to tell whether it is about a case."""
MOST = 60
"""Signs reported of one paper; more would not make the warning clearer."""
_DATE = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)?[ ./-](?:\d{1,2}|[a-z]{3,9})[ ./,-]{1,2}(?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d)\b",
    re.I,
)
_NAME = re.compile(r"\b[A-Z][a-z]+(?:[-'’][A-Z][a-z]+)?(?: [A-Z][a-z]+(?:[-'’][A-Z][a-z]+)?){1,2}\b")
_LABELLED_NAME = re.compile(r"[A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+)+")
_TEN_DIGITS = re.compile(r"(?<![\d£.,+-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d.,%-]*\d)")
_AFTER_LABEL = 24


@dataclass(frozen=True, order=True)
class Sign:
    """One thing that may tell who a child is: `date_of_birth`, `number` or `name`, and where it stands."""

    where: Location
    kind: str


def signs_of_children(reading: Reading) -> tuple[Sign, ...]:
    """The signs in a paper, each kind once for each place, in the paper's order."""
    words = _words()
    of_a_case = _finds(words["case"], _opening(reading))
    found: dict[Sign, None] = {}
    for segment in reading.segments:
        for kind in _kinds_at(segment, words, of_a_case):
            found.setdefault(Sign(segment.where, kind))
        if len(found) >= MOST:
            break
    return tuple(found)


def children_named(reading: Reading) -> tuple[str, ...]:
    """The full names that stand as a child's in a paper, each once: for masking, and for nothing else."""
    words = _words()
    of_a_case = _finds(words["case"], _opening(reading))
    lines = (segment.text[block.start : block.end] for segment in reading.segments for block in segment.blocks)
    return tuple(
        dict.fromkeys(
            name
            for line in lines
            if not _finds(words["pseudonym"], line)
            for name in _names_of_children(line, words, of_a_case)
        )
    )


def _opening(reading: Reading) -> str:
    """The beginning of a paper, where it says what it is about."""
    opening = reading.properties.get("title", "")
    for segment in reading.segments:
        opening += "\n" + segment.text
        if len(opening) > OPENING:
            break
    return opening[:OPENING]


def _kinds_at(segment: Segment, words: dict[str, Any], of_a_case: bool) -> Iterator[str]:
    for block in segment.blocks:
        line = segment.text[block.start : block.end]
        if _has_birth_date(line, block, words):
            yield "date_of_birth"
        if _has_number(line, words):
            yield "number"
        if not _finds(words["pseudonym"], line) and _names_child(line, words, of_a_case):
            yield "name"


def _has_birth_date(line: str, block: Block, words: dict[str, Any]) -> bool:
    """A date that follows its label, or stands in a row under a column of that name."""
    if block.columns and any(_finds(words["dob_column"], column) for column in block.columns):
        return _DATE.search(line) is not None
    if _finds(words["dob_unless"], line):
        return False
    return any(
        _DATE.search(line[label.end() : label.end() + _AFTER_LABEL])
        for pattern in words["dob_label"]
        for label in pattern.finditer(line)
    )


def _has_number(line: str, words: dict[str, Any]) -> bool:
    """An NHS number that passes its check, or a pupil's number where it is called one."""
    labelled = _finds(words["nhs_label"], line)
    if labelled and _finds(words["upn"], line):
        return True
    if not labelled and _finds(words["telephone"], line):
        return False
    return any(is_nhs_number(found[0]) and (labelled or found[0][3] in " -") for found in _TEN_DIGITS.finditer(line))


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits pass the check of an NHS number (modulus 11, NHS Data Dictionary)."""
    plain = [int(one) for one in digits if one.isdigit()]
    if len(plain) != 10 or len(set(plain)) == 1:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(plain[:9], range(10, 1, -1), strict=True)) % 11
    return check != 10 and check % 11 == plain[9]


def _names_child(line: str, words: dict[str, Any], of_a_case: bool) -> bool:
    return next(_names_of_children(line, words, of_a_case), None) is not None


def _names_of_children(line: str, words: dict[str, Any], of_a_case: bool) -> Iterator[str]:
    """Each full name after a label that says so, or close before an age under eighteen."""
    for pattern in words["child_label"]:
        for label in pattern.finditer(line):
            if labelled := _LABELLED_NAME.match(line, label.end()):
                yield labelled[0]
    ages = sorted((age.start(), near) for age, near in _ages(line, words, of_a_case))
    for name in _NAME.finditer(line) if ages else ():
        close = ages[bisect_left(ages, (name.end(), 0)) : bisect_right(ages, (name.end() + NEAR, NEAR))]
        if not words["no_name"].search(name[0]) and any(
            start - name.end() <= near and not _another_between(line[name.end() : start]) for start, near in close
        ):
            yield name[0]


def _another_between(between: str) -> bool:
    """Whether a sentence ends, or someone else is spoken of, between a name and an age."""
    return (
        re.search(r"[.;:?!|]\s|\b(?:children|boys?|girls?|child|son|daughter|baby|pupils?|who)\b", between) is not None
    )


def _ages(line: str, words: dict[str, Any], of_a_case: bool) -> Iterator[tuple[re.Match[str], int]]:
    """The ages under eighteen in a line, each with how near a name must stand to be the child's."""
    for pattern in words["age"]:
        for found in pattern.finditer(line):
            years = found.groupdict().get("years")
            if years is not None and int(years) >= ADULT:
                continue
            bare = _finds(words["age_only_in_a_case"], found[0])
            if of_a_case or not bare:
                yield found, TOUCHING if bare else NEAR


def _finds(patterns: tuple[re.Pattern[str], ...], text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)


@cache
def _words() -> dict[str, Any]:
    written = load_yaml((Path(__file__).parent / "naming_children.yaml").read_text("utf-8"))
    cased = ("no_name", "pseudonym", "upn")
    compiled: dict[str, Any] = {}
    for name, said in written.items():
        flags = re.NOFLAG if name in cased else re.IGNORECASE
        compiled[name] = (
            re.compile(said, flags) if isinstance(said, str) else tuple(re.compile(one, flags) for one in said)
        )
    return compiled
