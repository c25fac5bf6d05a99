"""Tell-tale words: single words that go with a stance in labelled passages, each saying a little.

Cues say why; these only tip what the cues leave open. They are fitted, not written: see stance_words.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from corpus.yaml_text import load_yaml
from rules.clauses import Clause
from rules.evidence import Stance

WORDS_FILE = Path(__file__).with_name("stance_words.yaml")

# All the words of a passage together may say about as much as a few cues, however long or short it is.
LOUDNESS = 6.0
FEWEST_WORDS = 30


class TellTale(NamedTuple):
    """A word of a passage, how loudly it is heard, and where it stands."""

    form: str
    weight: float
    start: int
    end: int


def tell_tales(
    clauses: tuple[Clause, ...], weights: Iterable[float], hidden: list[tuple[int, int]]
) -> tuple[TellTale, ...]:
    """Each word once, as loud as its clause; numbers are all one word; hidden stretches are not heard."""
    best: dict[str, tuple[float, int, int]] = {}
    for clause, weight in zip(clauses, weights, strict=True):
        for word in clause.words:
            if hidden and any(start <= word.start < end for start, end in hidden):
                continue
            form = "#" if word.form[0].isdigit() or word.form[0] == "\u00a3" else word.form
            if form not in best or weight > best[form][0]:
                best[form] = (weight, word.start, word.end)
    share = LOUDNESS / sqrt(max(len(best), FEWEST_WORDS))
    return tuple(TellTale(form, weight * share, start, end) for form, (weight, start, end) in best.items())


@lru_cache(maxsize=1)
def load_words() -> dict[str, dict[Stance, float]]:
    """What each word says for each stance."""
    data = load_yaml(WORDS_FILE.read_text(encoding="utf-8"))
    order = [Stance(name) for name in data["order"]]
    return {str(word): dict(zip(order, map(float, row), strict=True)) for word, row in data["words"].items()}
