"""Thresholds of asking show as much gold as is precise enough, and decline enough of what has none."""

from __future__ import annotations

import numpy as np
import pytest

from app.answering.looking import Found
from app.answering.understanding import Clause
from app.fitting.sureness import Lesson, Read, _ordered, _worth, fitted
from corpus.document import Document, Location, Passage, Profile, Reading
from indexer.hit import Hit

PAPER = Document(
    "a" * 12,
    "minutes.txt",
    "a" * 64,
    Reading("read", None, "txt", ()),
    Profile("executive_minutes", "Minutes", None, None, "partnership", None, True, False),
)


def found(number: int, closeness: float) -> Found:
    text = f"Passage number {number} of what was found."
    passage = Passage(PAPER.id, number, 0, len(text), text, Location(paragraph=number), "paragraph", ())
    return Found(Hit(passage, number, 0.0, ("meaning",), 0.5, 1.0), PAPER, closeness, closeness, closeness, 1.0)


def lesson(first: int, odds: tuple[float, ...], gold: int, apart: float = 0.05) -> Lesson:
    """A question for which so many of the first passages are gold."""
    passages = tuple(found(first + n, 0.6 - n * apart) for n in range(len(odds)))
    quotes = tuple(" ".join(one.hit.passage.text.split()) for one in passages[:gold])
    answers = np.array([n < gold for n in range(len(odds))])
    return Lesson(quotes, (Read(Clause("Asked?", "Asked?"), passages, np.array(odds, dtype=np.float32), answers),))


def lessons() -> list[Lesson]:
    told = [lesson(100 * n, (5.0, 4.0, -6.0, -7.0, -8.0), gold=2) for n in range(12)]
    silent = [lesson(5000 + 100 * n, (-5.0, -6.0, -7.0, -8.0), gold=0) for n in range(12)]
    return told + silent


def test_what_is_fitted_answers_what_can_be_answered_with_its_gold_and_declines_the_rest() -> None:
    found = fitted(lessons())
    met, held = _worth([_ordered(one, found.passage) for one in lessons()], found)
    assert met
    assert held == 24


def test_nothing_is_fitted_where_no_threshold_would_be_precise_enough() -> None:
    indistinct = [lesson(100 * n, (1.0,) * 8, gold=n % 2, apart=0.0) for n in range(20)]
    with pytest.raises(ValueError, match="No thresholds"):
        fitted(indistinct)
