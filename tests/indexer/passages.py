"""A few invented passages and an embedder that needs no model, for the tests of the search."""

from __future__ import annotations

import hashlib

import numpy as np

from corpus.document import Location, Passage
from indexer.embedder import DIMENSIONS, Vectors
from indexer.index import Described


class Letters:
    """Embeds a text by its words' hashes: the same words, the same vector. It counts what it is asked."""

    name = "letters"
    sha256 = "f" * 64
    backend = "by hand"
    dimensions = DIMENSIONS

    def __init__(self) -> None:
        self.asked = 0

    def embed(self, texts: list[str]) -> Vectors:
        self.asked += len(texts)
        rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                digest = hashlib.sha256(word.encode()).digest()
                row[int.from_bytes(digest[:2], "big") % DIMENSIONS] += 1 if digest[2] % 2 else -1
            row /= np.linalg.norm(row) or 1
        return rows


def described(*texts: str, document: str = "d1", context: str = "") -> list[Described]:
    return [
        Described(Passage(document, i, 0, len(text), text, Location(paragraph=i + 1), "paragraph"), context)
        for i, text in enumerate(texts)
    ]
