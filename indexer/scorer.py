"""How surely passages bear on each question, as rows of numbers that can be kept as vectors are: worked out once a passage."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from indexer.embedder import Vectors
from indexer.relevance import Relevance

MADE_BY = (
    "indexer/relevance.py",
    "indexer/phrases.py",
    "indexer/word_vectors.py",
    "indexer/heads.py",
    "corpus/likely.py",
)
"""The sources that the numbers depend on: with a change in one of them, what was kept is made anew."""


class Scorer:
    """Turns texts into rows of scores, one column a group of subjects; an `Embeds` for a store to keep."""

    name = "relevance"
    backend = "NumPy"

    def __init__(self, relevance: Relevance, vectors_of: Callable[[Sequence[str]], Vectors]) -> None:
        self.relevance = relevance
        self._vectors_of = vectors_of

    @property
    def dimensions(self) -> int:
        return len(self.relevance.groups)

    @cached_property
    def sha256(self) -> str:
        """Of everything that the scores follow from, the texts apart."""
        relevance = self.relevance
        if not relevance.heads.sha256:
            raise ValueError("Weights that were never saved have no hash by which to know their scores again.")
        digest = hashlib.sha256(relevance.heads.sha256.encode())
        digest.update(repr(relevance.subjects).encode("utf-8", "surrogatepass"))
        for rows in (relevance.statements, relevance.look_alikes):
            digest.update(np.ascontiguousarray(rows).tobytes())
        for source in MADE_BY:
            digest.update((Path(__file__).parents[1] / source).read_bytes())
        return digest.hexdigest()

    def embed(self, texts: list[str]) -> Vectors:
        """The scores of the texts, shape (texts, groups), float32."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return self.relevance.scores(texts, self._vectors_of(texts)).astype(np.float32)
