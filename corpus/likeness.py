"""How alike the words of two papers are: the same paper in another format, or a draft and its final."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from corpus.document import Document

SHINGLE = 5
"""Words in a shingle, by which two papers are compared (Broder 1997)."""
SAME_PAPER = 0.35
"""Share of the shorter paper's shingles that a draft has in common with its final, at least."""
SAME_WORDS = 0.8
"""Share of all their shingles that one paper saved in two formats has in common, at least."""
SAME_NUMBERS = 0.95
"""Two quarters of one return share their words and not their figures."""
FEWEST_WORDS = 40
"""Below this, two papers are the same only if every word is."""
_RUNNING = re.compile(r"\bpage\s+\d+(?:\s+of\s+\d+)?\b")


class Words:
    """The words of one paper, as they are compared with another's; each form of them is made when it is first asked for."""

    def __init__(self, document: Document) -> None:
        self._reading = document.reading

    @cached_property
    def words(self) -> list[str]:
        text = "\n".join(segment.text.lower() for segment in self._reading.segments)
        return re.findall(r"[^\W_]+", _RUNNING.sub(" ", text))

    @cached_property
    def numbers(self) -> Counter[str]:
        return Counter(word for word in self.words if word.isdigit())

    @cached_property
    def how_many_numbers(self) -> int:
        return self.numbers.total()

    @cached_property
    def shingles(self) -> frozenset[int]:
        return frozenset(hash(tuple(self.words[i : i + SHINGLE])) for i in range(max(0, len(self.words) - SHINGLE + 1)))

    def share_of_shorter(self, other: Words) -> float:
        """Of the shorter one's shingles, the share that the longer has too."""
        fewest = min(len(self.shingles), len(other.shingles))
        return len(self.shingles & other.shingles) / fewest if fewest else 0.0

    def is_same(self, other: Words) -> bool:
        """Whether they are one paper: the same words and figures, but for what a change of format does to them."""
        if self.words and self.words == other.words:
            return True
        if min(len(self.words), len(other.words)) < FEWEST_WORDS:
            return False
        # Papers of very different lengths cannot share enough, which is told sooner than what they share.
        if _most_in_common(self.how_many_numbers, other.how_many_numbers) < SAME_NUMBERS:
            return False
        if _most_in_common(len(self.shingles), len(other.shingles)) < SAME_WORDS:
            return False
        return self._numbers_in_common(other) >= SAME_NUMBERS and self._shingles_in_common(other) >= SAME_WORDS

    def _shingles_in_common(self, other: Words) -> float:
        both = len(self.shingles & other.shingles)
        either = len(self.shingles) + len(other.shingles) - both
        return both / either if either else 0.0

    def _numbers_in_common(self, other: Words) -> float:
        both = (self.numbers & other.numbers).total()
        most = max(self.how_many_numbers, other.how_many_numbers)
        return both / most if most else 1.0


def _most_in_common(one: int, other: int) -> float:
    """The share that two sets of these sizes have in common at the most; of two empty ones, all."""
    return min(one, other) / max(one, other) if one or other else 1.0


def words_of(documents: Sequence[Document]) -> dict[str, Words]:
    """The words of every paper, by its id."""
    return {one.id: Words(one) for one in documents}
