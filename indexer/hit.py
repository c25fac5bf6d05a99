"""The indexer's vocabulary: a passage that was found, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corpus.document import Passage

FoundBy = Literal["words", "meaning"]


@dataclass(frozen=True)
class Hit:
    """A passage with its rank (from 1), its fused score, and how it was found: by its words, its meaning, or both."""

    passage: Passage
    rank: int
    score: float
    found_by: tuple[FoundBy, ...]
    meaning: float
    """Cosine of the passage to the query, -1 to 1."""
    words: float
    """BM25 score of the passage for the query, 0 where it shares no word."""
