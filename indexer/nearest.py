"""Which passages are nearest to a question in meaning: by FAISS over rows in memory, or where the rows are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from indexer.embedder import Vectors
from indexer.vector_store import Searches, VectorStore, distinct_of


class Nearest(Protocol):
    """The rows of a pack's passages, searchable; a row's place is its passage's place in the index."""

    def nearest(self, asked: Vectors, many: int) -> tuple[list[int], Vectors]:
        """The places of the `many` rows nearest to `asked`, best first, and how near each is."""

    def rows(self, places: Sequence[int]) -> Vectors:
        """The rows at these places."""


def nearest_of(store: VectorStore, texts: Sequence[str], groups: Sequence[Sequence[int]]) -> Nearest:
    """What searches the texts, whose places are grouped by document; each document's vectors are kept together."""
    if isinstance(store.keeper, Searches):
        return WhereKept(store, store.keeper, texts, groups)
    return InMemory(store, texts, groups)


class InMemory:
    """Every row in memory, searched by FAISS without approximation."""

    def __init__(self, store: VectorStore, texts: Sequence[str], groups: Sequence[Sequence[int]]) -> None:
        self._rows = np.zeros((len(texts), store.embedder.dimensions), dtype=np.float32)
        for places in groups:
            self._rows[places] = store.vectors([texts[i] for i in places])
        self._flat = _flat(store.embedder.dimensions)
        if len(texts):
            self._flat.add(self._rows)

    def nearest(self, asked: Vectors, many: int) -> tuple[list[int], Vectors]:
        scores, places = self._flat.search(asked[None], min(many, len(self._rows)))
        return [int(i) for i in places[0]], scores[0]

    def rows(self, places: Sequence[int]) -> Vectors:
        return self._rows[list(places)]


class WhereKept:
    """The rows stay where they are kept, which picks the nearest; FAISS then ranks those as it would among all."""

    def __init__(
        self, store: VectorStore, keeper: Searches, texts: Sequence[str], groups: Sequence[Sequence[int]]
    ) -> None:
        self._keeper = keeper
        self._dimensions = store.embedder.dimensions
        self._kept_at: dict[int, tuple[str, int]] = {}
        self._held_by: dict[tuple[str, int], list[int]] = defaultdict(list)
        named = {store.name_of(distinct_of(own)): own for own in ([texts[i] for i in places] for places in groups)}
        whole = keeper.whole(list(named))
        for name, own in named.items():
            if name not in whole:
                store.vectors(own)
        self._names = sorted(named)
        for places in groups:
            self._place(store, texts, places)

    def _place(self, store: VectorStore, texts: Sequence[str], places: Sequence[int]) -> None:
        distinct = distinct_of([texts[i] for i in places])
        name, row_of = store.name_of(distinct), {text: row for row, text in enumerate(distinct)}
        for i in places:
            at = (name, row_of[texts[i]])
            self._kept_at[i] = at
            # Equal texts of a paper share a row, and so do equal papers.
            self._held_by[at].append(i)

    def nearest(self, asked: Vectors, many: int) -> tuple[list[int], Vectors]:
        found = self._keeper.nearest(self._names, asked, many)
        places = sorted(i for at in found for i in self._held_by[at])
        flat = _flat(self._dimensions)
        if places:
            flat.add(self.rows(places))
        scores, order = flat.search(asked[None], min(many, len(places)))
        return [places[i] for i in order[0]], scores[0]

    def rows(self, places: Sequence[int]) -> Vectors:
        wanted = sorted({self._kept_at[i] for i in places})
        found = dict(zip(wanted, self._keeper.rows_at(wanted), strict=True))
        return np.array([found[self._kept_at[i]] for i in places], dtype=np.float32).reshape(-1, self._dimensions)


def _flat(dimensions: int) -> Any:
    """An empty index without approximation; FAISS is loaded by the first search, not by every command."""
    import faiss

    faiss.omp_set_num_threads(1)
    return faiss.IndexFlatIP(dimensions)
