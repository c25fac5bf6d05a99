"""Clauses of a passage: the smallest stretch that can assert one thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rules.wording import Word, words_of

# A passage is a few sentences. What stands beyond this is another passage, and a bound keeps the reading quick.
MOST_CHARACTERS = 6000

_SENTENCE_END = re.compile(r"(?<=[.!?])['\"\u2019\u201d)]?\s+(?=['\"\u2018\u201c(]?[A-Z0-9\u00a3])|\s*\n\s*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|no|nos|dr|mr|mrs|ms|prof|det|supt|insp|sgt|cllr|hr|mth|yr|rec|para|ref|approx|st|perf|mtg|mitig|w|c|p)"
    r"|\b[A-Z])\.$",
    re.IGNORECASE,
)
_CELL = re.compile(r"\s*\|\s*|\t+")
_LABEL = re.compile(r"\s*[A-Za-z(][^|:\n]{0,60}:(?=\s*\S)")
_WISH = re.compile(
    r"\s*(?:what (?:will be|would be|is to be|we want|success|good|it would)|how (?:will|would) we|we will know"
    r"|(?:desired|intended|expected|planned|hoped)\b"
    r"|(?:key )?(?:aims?|objectives?|ambitions?|targets?|goals?|standards?|criteri(?:on|a)|descriptors?|expectations?)\s*:"
    r"|(?:indicators?|prompts?|questions?)\s*:"
    r"|(?:success|performance) (?:measures?|criteria|indicators?)|measures? of success|outcomes? (?:sought|wanted|we))",
    re.IGNORECASE,
)
"""Columns that hold what is wanted: "What success looks like", "Objective"."""
_BREAK = re.compile(
    r"\s*;\s+|\s+[\u2013\u2014-]\s+|\s*\u2014\s*|:\s+"
    r"|,?\s+(?=(?:but|although|though|whereas|however|nevertheless|nonetheless|except|albeit|despite|unless)\b)"
    r"|,\s+(?=(?:and|yet|while|whilst|so|which|with|in spite of|or)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Clause:
    """A stretch of a passage that asserts one thing."""

    start: int
    end: int
    text: str
    words: tuple[Word, ...]
    sentence: int
    cell: bool
    """Whether it is a cell of a table row."""


@lru_cache(maxsize=2048)
def clauses_of(text: str) -> tuple[Clause, ...]:
    """The clauses of a passage in order; empty only for a passage with no words."""
    kept = text[:MOST_CHARACTERS]
    clauses: list[Clause] = []
    rows = kept.count("|") > 0
    for number, (start, end) in enumerate(_sentences(kept)):
        cells = rows and "|" in kept[start:end]
        for left, right in _pieces(kept, start, end):
            piece = kept[left:right]
            words = words_of(piece, left)
            if words and cells and piece.endswith(":"):
                # A label with nothing after it: somebody left the cell empty.
                words += (Word("blank", right - 1, right),)
            if words:
                clauses.append(Clause(left, right, piece, words, number, cells))
    return tuple(clauses)


def _sentences(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    for gap in _SENTENCE_END.finditer(text):
        if "\n" not in gap.group() and _ABBREVIATION.search(text[max(0, gap.start() - 12) : gap.start()]):
            continue
        spans.append((start, gap.start()))
        start = gap.end()
    spans.append((start, len(text)))
    return [(a, b) for a, b in spans if b > a]


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cells first, then clauses inside each; offsets are into the passage. What a row wishes for is not what it says."""
    said: list[tuple[int, int]] = []
    wished: list[tuple[int, int]] = []
    cells = _split(_CELL, text, start, end)
    for left, right in cells:
        label = _LABEL.match(text, left, right) if len(cells) > 1 else None
        # A column's name says what its cell is about, not what is said of it.
        spans = wished if label and _WISH.match(label[0]) else said
        spans.extend(_split(_BREAK, text, label.end() if label else left, right))
    return said or wished


def _split(breaks: re.Pattern[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    left = start
    for found in breaks.finditer(text, start, end):
        if found.start() > left:
            spans.append((left, found.start()))
        left = max(left, found.end())
    if end > left:
        spans.append((left, end))
    return spans
