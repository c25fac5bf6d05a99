"""The kinds of paper, and how a paper's own words tell which it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.yaml_text import load_yaml

TITLE_WORTH = 6
UNDER_TITLE_WORTH = 5
"""What stands in the lines just below the title."""
FILE_WORTH = 3
OPENING_WORTH = 1
MOST_BODY = 4
LEAST = 3
"""Below this sum a paper is of no kind that is known: other."""
OTHER = "other"


@dataclass(frozen=True)
class Kind:
    """A kind of paper: its name, whether it is what an agency says of itself, and the expressions that tell it."""

    id: str
    name: str
    self_reported: bool
    title: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    body: tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Signs:
    """Where a paper says what it is: its title, the lines under the title, the file's name, the opening and the text."""

    title: str
    under_title: str
    file: str
    opening: str
    body: str


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind by its id, in the order of `kinds.yaml`."""
    rows = load_yaml((Path(__file__).parent / "kinds.yaml").read_text("utf-8"))
    return {
        row["id"]: Kind(
            row["id"],
            row["name"],
            row["self_reported"],
            _patterns(row["title"]),
            _patterns(row.get("unless", [])),
            _patterns(row["body"]),
        )
        for row in rows
    }


def kind_name(kind: str) -> str:
    """The kind as a person reads it."""
    return kinds()[kind].name


def kind_of(signs: Signs) -> tuple[str, str]:
    """The kind whose words fit best, and the reason as a phrase; `other` where none fits."""
    best, best_sum, because = OTHER, LEAST - 1, "nothing in it tells its kind"
    for kind in kinds().values():
        total, reason = _fit(kind, signs)
        if total > best_sum:
            best, best_sum, because = kind.id, total, reason
    return best, because


def names_a_kind(line: str) -> bool:
    """Whether a line says of what kind a paper is."""
    return any(_first(kind.title, line) and not _first(kind.unless, line) for kind in kinds().values())


def _fit(kind: Kind, signs: Signs) -> tuple[int, str]:
    """How well the kind fits, and the first words that say so."""
    head = f"{signs.title}\n{signs.under_title}"
    if _first(kind.unless, signs.title) or (not _first(kind.title, signs.title) and _first(kind.unless, head)):
        return 0, ""
    named, because = 0, ""
    for texts in (
        ((signs.title, TITLE_WORTH, "title says"), (head, UNDER_TITLE_WORTH, "lines at its head say")),
        ((signs.file, FILE_WORTH, "file name says"),),
        ((signs.opening, OPENING_WORTH, "opening says"),),
    ):
        for text, worth, says in texts:
            if found := _first(kind.title, text):
                named += worth
                because = because or f"the {says} “{' '.join(found[0].split())[:60]}”"
                break
    if named:
        built = sum(1 for pattern in kind.body if pattern.search(signs.body))
        return named + min(MOST_BODY, built), because
    whole = len(kind.body) >= LEAST and all(pattern.search(signs.body) for pattern in kind.body)
    return (LEAST, "it is built like one") if whole else (0, "")


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((found for pattern in patterns if (found := pattern.search(text))), None)


def _patterns(expressions: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE | re.DOTALL | re.MULTILINE) for one in expressions)
