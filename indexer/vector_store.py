"""Vectors kept on disk as derived data: one file a document, trusted only while its hash and its texts match."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from indexer.embedder import Embeds, Vectors

HASH_BYTES = 32


class VectorStore:
    """Embeds texts once: a second call with the same texts and weights reads them back, a damaged file is made anew."""

    def __init__(self, folder: Path | None, embedder: Embeds) -> None:
        self.folder = folder
        self.embedder = embedder

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """What the embedder makes of the texts, one row each, shape (len(texts), its dimensions).

        The texts of one call share one file, so that adding or replacing a document touches only that document.
        """
        distinct = sorted(set(texts), key=lambda text: (len(text), text))
        rows = self._kept(distinct) if self.folder else self.embedder.embed(distinct)
        place = {text: row for row, text in enumerate(distinct)}
        return rows[[place[text] for text in texts]] if texts else rows

    def _kept(self, distinct: Sequence[str]) -> Vectors:
        """The rows from disk where they stand there whole; else made, and kept for the next time."""
        assert self.folder is not None
        path = self.folder / f"{self._key(distinct)}.vectors"
        stored = _load(path, (len(distinct), self.embedder.dimensions))
        if stored is not None:
            return stored
        rows = self.embedder.embed(list(distinct))
        _save(path, rows)
        return rows

    def _key(self, texts: Sequence[str]) -> str:
        digest = hashlib.sha256(self.embedder.sha256.encode())
        for text in texts:
            digest.update(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
        return digest.hexdigest()


def _load(path: Path, shape: tuple[int, int]) -> Vectors | None:
    """The stored rows, or None where the file is missing, damaged or of another shape."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    body = data[HASH_BYTES:]
    if hashlib.sha256(body).digest() != data[:HASH_BYTES]:
        return None
    rows: Vectors = np.load(io.BytesIO(body), allow_pickle=False)
    return rows if rows.shape == shape and rows.dtype == np.float32 else None


def _save(path: Path, rows: Vectors) -> None:
    """Write the whole file or nothing, its own hash in front."""
    path.parent.mkdir(parents=True, exist_ok=True)
    body = io.BytesIO()
    np.save(body, rows, allow_pickle=False)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".vectors-")
    with os.fdopen(handle, "wb") as stream:
        stream.write(hashlib.sha256(body.getvalue()).digest() + body.getvalue())
    os.replace(temporary, path)
