"""Readings kept between commands: the same bytes, by the same reader, are read once."""

from __future__ import annotations

import json
import time
from pathlib import Path

from app.packs.sealed import Sealed, key_of
from corpus import limits
from corpus.document import Reading, sha256_of, sha256_of_file
from corpus.reader import read_file
from corpus.reading_json import reading_from_json, reading_to_json

SURELY_WHOLE_SECONDS = limits.WALL_SECONDS / 2
"""What took longer may have been cut short by the clock, and is read again the next time."""


def sha256_of_paper(path: Path) -> str:
    """The SHA-256 of a file; of nothing where it cannot be opened."""
    try:
        return sha256_of_file(path)
    except OSError:
        return sha256_of(b"")


class SealedReadings:
    """Reads files, and keeps their readings sealed."""

    def __init__(self, kept: Sealed) -> None:
        self.kept = kept
        self.all_kept = True
        """Whether every reading so far would be the same the next time."""

    def knows(self, path: Path, sha256: str) -> bool:
        """Whether the file, whose bytes have this SHA-256, was read before."""
        return self.kept.holds(_key(sha256, path))

    def read(self, path: Path) -> tuple[str, Reading]:
        """The SHA-256 of a file, and its reading."""
        sha256 = sha256_of_paper(path)
        key = _key(sha256, path)
        reading = self._opened(key)
        if reading is None:
            started = time.monotonic()
            reading = read_file(path)
            if time.monotonic() - started > SURELY_WHOLE_SECONDS:
                self.all_kept = False
            elif self.kept.folder:
                self.kept.keep(key, json.dumps(reading_to_json(reading)).encode())
        return sha256, reading

    def _opened(self, key: bytes) -> Reading | None:
        written = self.kept.take(key)
        return reading_from_json(json.loads(written)) if written else None


def _key(sha256: str, path: Path) -> bytes:
    return key_of("reading", sha256, path.suffix.lower())
