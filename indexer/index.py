"""The one search: words and meaning over a pack's passages, fused by reciprocal rank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document, Passage
from indexer.embedder import Vectors
from indexer.hit import FoundBy, Hit
from indexer.nearest import nearest_of
from indexer.vector_store import VectorStore
from indexer.words import Words

RRF_K = 60
"""Cormack, Clarke and Buettcher 2009: the constant that damps the head of each ranking."""
DEPTH = 200
"""How far down each ranking the fusion looks."""


@dataclass(frozen=True)
class Described:
    """A passage with the words that say where it stands: its paper's title and its headings."""

    passage: Passage
    context: str
    heading: str = ""
    """What a person who reads it has in mind: the heading above it, or failing one the paper's title."""

    @property
    def in_context(self) -> str:
        """What is searched by words, and read beside a question."""
        return f"{self.context}: {self.passage.text}" if self.context else self.passage.text

    @property
    def told(self) -> str:
        """What is searched by meaning: its vector is the one that is made to find evidence."""
        return f"{self.heading}: {self.passage.text}" if self.heading else self.passage.text


def describe(document: Document, passages: Sequence[Passage]) -> tuple[Described, ...]:
    """The document's passages, each with the paper's title and its headings in front."""
    title = document.profile.title
    return tuple(
        Described(
            passage,
            " – ".join(part for part in (title, *passage.headings[-2:]) if part),
            passage.headings[-1] if passage.headings else title.split(" – ")[0],
        )
        for passage in passages
    )


def of_its_document(one: Described) -> Hashable:
    """The passages of a document are kept together."""
    return one.passage.document


class Index:
    """All passages of a pack, searchable by words and meaning.

    The vectors of passages for which `together` gives the same are kept together, and taken from there.
    """

    def __init__(
        self,
        described: Sequence[Described],
        store: VectorStore,
        together: Callable[[Described], Hashable] = of_its_document,
    ) -> None:
        self.described = tuple(sorted(described, key=lambda one: one.passage.id))
        self.store = store
        self.meanings = nearest_of(store, [one.told for one in self.described], self._groups(together))
        self.words = Words([one.in_context for one in self.described])

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(one.passage for one in self.described)

    def search(self, query: str, top: int = 20, asked: Vectors | None = None) -> list[Hit]:
        """The best `top` passages for the query, best first; equal scores in the order of passage ids.

        `asked` is the query's vector, where another encoder makes it.
        """
        if not self.described or not query.strip():
            return []
        words = self.words.scores(query)
        meaning, nearest = self._nearest(self.store.embedder.embed([query])[0] if asked is None else asked)
        by_words = best_of(words, DEPTH)
        fused: dict[int, float] = defaultdict(float)
        for ranking in (by_words, nearest):
            for rank, i in enumerate(ranking, start=1):
                fused[i] += 1 / (RRF_K + rank)
        order = sorted(fused, key=lambda i: (-round(fused[i], 9), self.described[i].passage.id))[:top]
        seen = {"words": set(by_words), "meaning": set(nearest)}
        return [self._hit(i, rank, fused[i], seen, meaning, words) for rank, i in enumerate(order, start=1)]

    def _nearest(self, asked: Vectors) -> tuple[NDArray[np.float32], list[int]]:
        places, scores = self.meanings.nearest(asked, DEPTH)
        meaning = np.zeros(len(self.described), dtype=np.float32)
        meaning[places] = scores
        return meaning, places

    def _hit(
        self,
        i: int,
        rank: int,
        score: float,
        seen: dict[str, set[int]],
        meaning: NDArray[np.float32],
        words: NDArray[np.float32],
    ) -> Hit:
        found_by: tuple[FoundBy, ...] = tuple(way for way in ("words", "meaning") if i in seen[way])
        return Hit(
            self.described[i].passage,
            rank,
            round(score, 6),
            found_by,
            round(float(meaning[i]), 4),
            round(float(words[i]), 4),
        )

    def rows(self, places: Sequence[int]) -> Vectors:
        """The vectors of the passages at these places."""
        return self.meanings.rows(places)

    def _groups(self, together: Callable[[Described], Hashable]) -> list[list[int]]:
        """The places of the passages whose vectors are asked for, and kept, together."""
        places: dict[Hashable, list[int]] = defaultdict(list)
        for i, one in enumerate(self.described):
            places[together(one)].append(i)
        return list(places.values())


def best_of(scores: NDArray[np.float32], many: int) -> list[int]:
    """The places of the `many` greatest scores above 0, greatest first, equal ones in their order; only those are sorted."""
    places = np.flatnonzero(scores > 0)
    if len(places) > many:
        least = np.partition(scores[places], -many)[-many]
        places = places[scores[places] >= least]
    return [int(i) for i in places[np.argsort(-scores[places], kind="stable")][:many]]
