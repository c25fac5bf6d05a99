"""Texts as weighted words and word pairs: tf-idf over a fixed vocabulary, so that a fitted weight always means the same word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_WORD = re.compile(r"\b\w\w+\b")


@dataclass(frozen=True)
class Vocabulary:
    """Words and word pairs in a fixed order, each with its inverse document frequency."""

    terms: tuple[str, ...]
    idf: NDArray[np.float32]

    def matrix(self, texts: Sequence[str]) -> csr_matrix:
        """Unit tf-idf vectors (1 + log of the count, times idf), one sparse row a text, shape (texts, terms)."""
        from scipy.sparse import csr_matrix  # long to load, and not needed where every score is kept

        place = self._place
        columns: list[int] = []
        values: list[float] = []
        ends = [0]
        for text in texts:
            counts = Counter(place[term] for term in terms_of(text) if term in place)
            own = np.array([(1 + np.log(count)) * self.idf[column] for column, count in counts.items()])
            columns.extend(counts)
            values.extend(own / np.linalg.norm(own) if len(own) else own)
            ends.append(len(columns))
        return csr_matrix((values, columns, ends), shape=(len(texts), len(self.terms)), dtype=np.float32)

    @cached_property
    def _place(self) -> dict[str, int]:
        return {term: column for column, term in enumerate(self.terms)}

    def dot(self, texts: Sequence[str], weights: NDArray[np.float32]) -> NDArray[np.float32]:
        """Each text's vector times the weights, shape (texts, columns of weights)."""
        return np.asarray(self.matrix(texts) @ weights, dtype=np.float32)


def terms_of(text: str) -> Iterator[str]:
    """The words of two letters or more, in small letters, and each pair of neighbours."""
    words = _WORD.findall(text.lower())
    yield from words
    yield from (f"{first} {second}" for first, second in pairwise(words))


def vocabulary_of(texts: Sequence[str], least: int = 2) -> Vocabulary:
    """The terms that stand in at least `least` of the texts, in alphabetical order, with smoothed idf."""
    holders = Counter(term for text in texts for term in set(terms_of(text)))
    terms = tuple(sorted(term for term, count in holders.items() if count >= least))
    counts = np.array([holders[term] for term in terms], dtype=np.float64)
    return Vocabulary(terms, np.asarray(np.log((1 + len(texts)) / (1 + counts)) + 1, dtype=np.float32))
