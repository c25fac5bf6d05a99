"""Words as a cue sees them: lower case, contractions opened out, each knowing where in the text it stands."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_PIECE = re.compile(
    r"\b[a-z]/[a-z]?(?![a-z])|\d[\d,./:]*(?:th|st|nd|rd|pm|am)?(?![a-z])|[a-z0-9£½]+(?:['\-][a-z0-9]+)*|[%?!:;|()]",
    re.IGNORECASE,
)

# The field writes "hasn't" in minutes and "has not" in reports; a cue is written once.
_OPENED = {"n't": "not", "'ll": "will", "'ve": "have", "'re": "are", "'m": "am"}
_WHOLE = {
    "cannot": ("can", "not"),
    "can't": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "percent": ("%",),
    "w/o": ("without",),
    "w/": ("with",),
}


class Word(NamedTuple):
    """One word in the form a cue matches, with the span of the text that it was read from."""

    form: str
    start: int
    end: int


def words_of(text: str, offset: int = 0) -> tuple[Word, ...]:
    """The words of a text in order; `offset` is where the text begins in its passage."""
    plain = text.replace("\u2019", "'").replace("\u2018", "'").replace("\u2011", "-")
    found: list[Word] = []
    for piece in _PIECE.finditer(plain):
        start, end = piece.span()
        found += [Word(form, offset + start, offset + end) for form in _forms(piece[0])]
    return tuple(found)


@lru_cache(maxsize=8192)
def _forms(piece: str) -> tuple[str, ...]:
    """The words of a piece of text in the form a cue matches."""
    return tuple(form.replace("/", "-") for form in _opened(piece.lower().strip("',.:/") or piece))


def _opened(piece: str) -> tuple[str, ...]:
    if piece in _WHOLE:
        return _WHOLE[piece]
    for ending, opened in _OPENED.items():
        if piece.endswith(ending) and len(piece) > len(ending):
            return (piece[: -len(ending)], opened)
    return (piece,)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A rough stem, enough to see that `audited` and `audits` are about the same thing."""
    for ending in (
        "isations",
        "isation",
        "ations",
        "ation",
        "ings",
        "ing",
        "ies",
        "ied",
        "ments",
        "ment",
        "ers",
        "er",
        "ed",
        "es",
        "s",
        "e",
        "y",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
