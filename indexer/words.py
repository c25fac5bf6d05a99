"""Word search: BM25 over stemmed words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import bm25s

K1 = 1.5
B = 0.75


class Words:
    """BM25 (k1 1.5, b 0.75) over English stems, stop words left out."""

    def __init__(self, texts: Sequence[str]) -> None:
        import bm25s  # here and below: loaded by the first search, not by every command
        import Stemmer

        self.count = len(texts)
        self._stemmer = Stemmer.Stemmer("english")
        self._holders: dict[str, list[int]] = {}
        self._bm25: bm25s.BM25 | None = None
        tokens = self._tokens(texts)
        for place, row in enumerate(tokens):
            for word in set(row):
                self._holders.setdefault(word, []).append(place)
        if self._holders:
            self._bm25 = bm25s.BM25(k1=K1, b=B)
            self._bm25.index(tokens, show_progress=False)

    def scores(self, query: str) -> NDArray[np.float32]:
        """BM25 of every text for the query, shape (texts,); zeros where no word is shared."""
        words = [word for word in self._tokens([query])[0] if word in self._holders]
        if self._bm25 is None or not words:
            return np.zeros(self.count, dtype=np.float32)
        return np.asarray(self._bm25.get_scores(words), dtype=np.float32)

    def coverage(self, query: str) -> NDArray[np.float32]:
        """Share of the query's words, weighed by their rarity in the pack, that each text has; shape (texts,), 0 to 1.

        A word that stands nowhere in the pack weighs as much as the rarest that does.
        """
        words = sorted(set(self._tokens([query])[0]))
        if not words or not self.count:
            return np.zeros(self.count, dtype=np.float32)
        total = np.zeros(self.count, dtype=np.float64)
        weight_sum = 0.0
        for word in words:
            holders = self._holders.get(word, ())
            weight = float(np.log(1 + (self.count - len(holders) + 0.5) / (len(holders) + 0.5)))
            weight_sum += weight
            total[list(holders)] += weight
        return np.asarray(total / weight_sum, dtype=np.float32)

    def spread(self, stem: str) -> int:
        """How many texts have this stem."""
        return len(self._holders.get(stem, ()))

    def _tokens(self, texts: Sequence[str]) -> list[list[str]]:
        import bm25s

        rows: list[list[str]] = bm25s.tokenize(
            list(texts), stopwords="en", stemmer=self._stemmer, return_ids=False, show_progress=False
        )
        return rows
