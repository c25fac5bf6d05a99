"""Vectors kept as derived data, a document at a time: trusted only while their hash and their texts match."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np

from corpus.whole_file import write_whole
from indexer.embedder import Embeds, Vectors

HASH_BYTES = 32


class Keeps(Protocol):
    """Where vectors are kept, each document's under a name that is the hash of its texts and of the weights."""

    def take(self, name: str, shape: tuple[int, int]) -> Vectors | None:
        """The rows under the name, or None where they are not there whole and unchanged."""

    def keep(self, name: str, rows: Vectors) -> None:
        """Keeps the rows, all or none of them, in the place of what was there."""


@runtime_checkable
class Searches(Keeps, Protocol):
    """A place that can also look through what it keeps, so that a search need not hold every row in memory."""

    def whole(self, names: Sequence[str]) -> set[str]:
        """Those of the names under which everything is there and unchanged."""

    def nearest(self, names: Sequence[str], asked: Vectors, many: int) -> list[tuple[str, int]]:
        """The rows (name and place) under these names with the greatest inner product with `asked`, best first."""

    def rows_at(self, places: Sequence[tuple[str, int]]) -> Vectors:
        """The rows at these places, in their order."""


class InFolder:
    """A file a document; its own hash stands in front."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def take(self, name: str, shape: tuple[int, int]) -> Vectors | None:
        return _load(self.folder / f"{name}.vectors", shape)

    def keep(self, name: str, rows: Vectors) -> None:
        _save(self.folder / f"{name}.vectors", rows)


class BuiltFirst:
    """What was made at set-up is taken from there; anything else is kept in another place."""

    def __init__(self, built: Path, place: Keeps | None) -> None:
        self.built = InFolder(built)
        self.place = place

    def take(self, name: str, shape: tuple[int, int]) -> Vectors | None:
        rows = self.built.take(name, shape)
        return rows if rows is not None or self.place is None else self.place.take(name, shape)

    def keep(self, name: str, rows: Vectors) -> None:
        if self.place is not None:
            self.place.keep(name, rows)


class VectorStore:
    """Embeds texts once: a second call with the same texts and weights reads them back, what is damaged is made anew."""

    def __init__(self, place: Path | Keeps | None, embedder: Embeds) -> None:
        self.keeper = InFolder(place) if isinstance(place, Path) else place
        self.embedder = embedder

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """What the embedder makes of the texts, one row each, shape (len(texts), its dimensions).

        The texts of one call are kept together, so that adding or replacing a document touches only that document.
        """
        return self.vectors_of_each([texts])[0]

    def vectors_of_each(self, groups: Sequence[Sequence[str]]) -> list[Vectors]:
        """The `vectors` of every group; what is not kept of any is made in one go, which is quicker than one by one."""
        distinct = [distinct_of(texts) for texts in groups]
        taken = [self._taken(texts) for texts in distinct]
        missing = [at for at, rows in enumerate(taken) if rows is None]
        made = self.embedder.embed([text for at in missing for text in distinct[at]]) if missing else None
        done = 0
        for at in missing:
            assert made is not None
            taken[at] = rows = made[done : done + len(distinct[at])]
            done += len(rows)
            if self.keeper:
                self.keeper.keep(self.name_of(distinct[at]), rows)
        return [_in_order(rows, one, texts) for rows, one, texts in zip(taken, distinct, groups, strict=True)]

    def _taken(self, distinct: Sequence[str]) -> Vectors | None:
        """The rows from their place where they stand there whole."""
        if self.keeper is None:
            return None
        return self.keeper.take(self.name_of(distinct), (len(distinct), self.embedder.dimensions))

    def name_of(self, texts: Sequence[str]) -> str:
        """The name under which the vectors of these texts, which are distinct and in order, are kept."""
        digest = hashlib.sha256(f"{self.embedder.sha256} {self.embedder.backend}".encode())
        for text in texts:
            digest.update(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
        return digest.hexdigest()


def _in_order(rows: Vectors | None, distinct: Sequence[str], texts: Sequence[str]) -> Vectors:
    """A row for every text, from those of the distinct ones."""
    assert rows is not None
    place = {text: row for row, text in enumerate(distinct)}
    return rows[[place[text] for text in texts]] if texts else rows


def distinct_of(texts: Sequence[str]) -> list[str]:
    """The texts without repetition, in the order in which their vectors are made and kept."""
    return sorted(set(texts), key=lambda text: (len(text), text))


def _load(path: Path, shape: tuple[int, int]) -> Vectors | None:
    """The stored rows, or None where the file is missing, damaged or of another shape."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    body = data[HASH_BYTES:]
    if _hash_of(path, body) != data[:HASH_BYTES]:
        return None
    try:
        rows: Vectors = np.load(io.BytesIO(body), allow_pickle=False)
    except ValueError:
        return None
    return rows if rows.shape == shape and rows.dtype == np.float32 else None


def _hash_of(path: Path, body: bytes) -> bytes:
    """The hash of the rows under their own name: those of other texts, put in this place, do not match it."""
    return hashlib.sha256(path.name.encode() + body).digest()


def _save(path: Path, rows: Vectors) -> None:
    """Write the whole file or nothing, its own hash in front."""
    body = io.BytesIO()
    np.save(body, rows, allow_pickle=False)
    # Where the folder above is gone, so is what these belong to, deleted while we worked: nothing of it is left behind.
    with suppress(FileNotFoundError):
        path.parent.mkdir(exist_ok=True)
        write_whole(path, _hash_of(path, body.getvalue()) + body.getvalue())
