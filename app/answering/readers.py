"""The models that read passages for a question: which answer it, and what each says."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.adapted import ANSWERING, LEANING, Adapted, Reads


@dataclass(frozen=True)
class Readers:
    """One of each kind."""

    leaning: Reads
    """What a passage says: a log-share a stance."""
    answering: Reads
    """How surely it answers: log-odds."""

    @classmethod
    def packaged(cls) -> Readers:
        """Those that are shipped."""
        return cls(Adapted.packaged(LEANING), Adapted.packaged(ANSWERING))
