"""Turns a question into the vector that passages which answer it are near, though they share none of its words.

The passages' vectors stay as the encoder makes them; only the question's side was taught, by `make train`, from
`app/fitting/asked/`. "Are bosses turning up?" comes to lie nearer to an attendance table.
"""

from __future__ import annotations

from pathlib import Path

from indexer.adapted import Adapted, base_of
from indexer.embedder import DIMENSIONS, Vectors, unit_means
from indexer.engine import tokens_of

ASKING = Path(__file__).parent / "fitted" / "asking.safetensors"
MOST_TOKENS = 120


class QueryEncoder(Adapted):
    """The encoder with what questions taught it: a question in, a unit vector out."""

    @classmethod
    def packaged(cls, adapter: Path = ASKING) -> QueryEncoder:
        """The one that is shipped."""
        return cls(base_of(adapter), adapter)

    @property
    def dimensions(self) -> int:
        return DIMENSIONS

    def embed(self, texts: list[str]) -> Vectors:
        """One unit vector a question, shape (len(texts), 384), float32; the same question always gives the same row."""
        return unit_means(self.engine, [tokens_of(self.tokenizer, text.strip(), MOST_TOKENS) for text in texts], 1)
