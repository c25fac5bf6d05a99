"""The models that a question is asked through: where its answers lie, which passages answer it, and what each says."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.adapted import ANSWERING, LEANING, Adapted, Reads
from indexer.embedder import Embeds
from indexer.query_encoder import QueryEncoder


@dataclass(frozen=True)
class Readers:
    """One of each kind."""

    leaning: Reads
    """What a passage says: a log-share a stance."""
    answering: Reads
    """How surely it answers: log-odds."""
    queries: Embeds
    """A question as a vector that its answers are near."""

    @classmethod
    def packaged(cls) -> Readers:
        """Those that are shipped."""
        return cls(Adapted.packaged(LEANING), Adapted.packaged(ANSWERING), QueryEncoder.packaged())
