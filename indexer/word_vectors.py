"""Texts as weighted words and word pairs: tf-idf over a fixed vocabulary, so that a fitted weight always means the same word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
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
        from scipy.sparse import csr_matrix  # long to load, and needed for fitting alone

        rows = [self._row(text) for text in texts]
        columns = [column for own, _ in rows for column in own]
        values = [value for _, worth in rows for value in worth]
        ends = [0, *accumulate(len(own) for own, _ in rows)]
        return csr_matrix((values, columns, ends), shape=(len(texts), len(self.terms)), dtype=np.float32)

    def _row(self, text: str) -> tuple[list[int], NDArray[np.float32]]:
        """The terms of a text by their place, and what each is worth in it."""
        counts = Counter(self._place[term] for term in terms_of(text) if term in self._place)
        own = (1 + np.log(np.fromiter(counts.values(), np.float64))) * self.idf[list(counts)]
        return list(counts), (own / (np.linalg.norm(own) or 1.0)).astype(np.float32)

    @cached_property
    def _place(self) -> dict[str, int]:
        return {term: column for column, term in enumerate(self.terms)}

    def dot(self, texts: Sequence[str], weights: NDArray[np.float32]) -> NDArray[np.float32]:
        """Each text's vector times the weights, shape (texts, columns of weights)."""
        sums = np.zeros((len(texts), weights.shape[1]), np.float32)
        for place, text in enumerate(texts):
            columns, worth = self._row(text)
            sums[place] = worth @ weights[columns]
        return sums


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
