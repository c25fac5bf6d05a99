"""A pack on its way through the house: files read into documents, documents cut into passages, passages indexed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from app.packs.sealed import Sealed
from app.packs.sealed_profiles import SealedProfiles
from app.packs.sealed_readings import SealedReadings
from corpus.document import Document, Passage, Period, Reading
from corpus.pack import area_of, review_period, with_standing
from corpus.passages import passages_of
from indexer.index import Described, Index, describe
from indexer.vector_store import VectorStore
from rules.assertion import says_something

ID_LENGTH = 12

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


class EmptyFolder(Exception):
    """The folder named as a pack does not exist."""


@dataclass(frozen=True)
class Pack:
    """The papers of one review, each with its standing beside the others, and the area they are about."""

    documents: tuple[Document, ...]
    area: str | None

    @cached_property
    def passages(self) -> dict[str, tuple[Passage, ...]]:
        """The passages of every document, by document id."""
        return {one.id: passages_of(one.id, one.reading) for one in self.documents}

    @property
    def period(self) -> Period | None:
        """The period that the papers themselves report on, where they say."""
        return review_period(self.documents)

    def index(self, store: VectorStore) -> Index:
        """All passages of the pack, searchable; the vectors by which evidence was found in it serve again."""
        return Index([d for one in self.documents for d in describe(one, self.passages[one.id])], store, _kept_with)


def _kept_with(one: Described) -> tuple[str, bool]:
    """Of each document the passages that say something, which can be evidence, and apart from them the rest."""
    return one.passage.document, says_something(one.passage.text, one.passage.style)


def documents_of(readings: Iterable[tuple[str, str, Reading]], kept: Sealed | None = None) -> tuple[Document, ...]:
    """Documents from (file, sha256, reading), with ids that do not depend on the order they came in.

    `kept` holds what was worked out of them before, and takes in what is worked out now.
    """
    profiles = SealedProfiles(kept or Sealed(None))
    documents = []
    taken: dict[str, int] = {}
    for file, sha256, reading in sorted(readings, key=lambda one: (one[0], one[1])):
        taken[sha256] = taken.get(sha256, 0) + 1
        suffix = f"-{taken[sha256]}" if taken[sha256] > 1 else ""
        documents.append(Document(sha256[:ID_LENGTH] + suffix, file, sha256, reading, profiles.profile(reading, file)))
    return tuple(documents)


def make_pack(documents: Sequence[Document], area: str | None = None) -> Pack:
    """A pack whose papers know their standing; the area is the one most papers are about unless it is given."""
    area = area or area_of(documents)
    return Pack(with_standing(documents, area), area)


def read_pack(
    folder: Path, progress: Progress, area: str | None = None, readings: SealedReadings | None = None
) -> Pack:
    """Every file below the folder, some at once, each in its own bounded process; hidden files are left alone."""
    paths, readings, found = papers_below(folder), readings or SealedReadings(Sealed(None)), []
    progress("reading", 0, len(paths))
    with ThreadPoolExecutor(os.cpu_count()) as readers:
        # Scans are large and take longest: begun last, one of them would be waited for alone.
        begun = {readers.submit(readings.read, path): path for path in sorted(paths, key=_size, reverse=True)}
        try:
            for done, one in enumerate(as_completed(begun), start=1):
                found.append((begun[one].relative_to(folder).as_posix(), *one.result()))
                progress("reading", done, len(paths))
        except BaseException:
            readers.shutdown(cancel_futures=True)
            raise
    return make_pack(documents_of(found, readings.kept), area)


def _size(path: Path) -> int:
    return path.lstat().st_size


def papers_below(folder: Path) -> list[Path]:
    """Every file below the folder that is not hidden, in order."""
    if not folder.is_dir():
        raise EmptyFolder(f"There is no folder called {folder.name}.")
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
