"""Unpacks a zip archive in the bounded child process, and hands out its files one by one as streams.

The parent opens no archive: it copies the child's answer, in which every file has its size before its bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from corpus.children import answered_by_child
from corpus.limits import Refused

LONGEST_LINE = 16_384
OFFICE = (".docx", ".docm", ".xlsx", ".xlsm", ".pptx", ".pptm", ".odt", ".ods", ".odp")
"""Endings of files that are zips of their own making: they are papers, and are not looked into before they are read."""
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_BROKEN = "This zip archive is damaged and could not be opened. Make it again, or upload the papers one by one."


@dataclass(frozen=True)
class Inner:
    """One file of an archive: its name in there, and its bytes, or why it was not taken out."""

    name: str
    why: str | None
    stream: IO[bytes]


@dataclass(frozen=True)
class Unpacked:
    """What an archive holds."""

    files: Iterator[Inner]
    left_out: int
    """How many files were left out that a computer had added by itself."""


def may_be_archive(head: bytes, name: str) -> bool:
    """Whether a file that begins like this and has this name is worth asking the child about."""
    return head.startswith(_ZIP) and not name.lower().endswith(OFFICE)


@contextmanager
def unpacking(source: IO[bytes]) -> Iterator[Unpacked | None]:
    """The files in an archive, to be used in order; None where it is none; Refused where it cannot be opened.

    `source` is a real file of the disk, of which the child gets the descriptor.
    """
    with answered_by_child(source, ["unpack"]) as answer:
        said = _line(answer)
        if not said.get("archive"):
            yield None
            return
        yield Unpacked(_files(answer), int(said.get("left_out", 0)))


def _files(answer: IO[bytes]) -> Iterator[Inner]:
    while (said := _line(answer, at_end={})) != {}:
        size, after = int(said["size"]), answer.tell() + int(said["size"])
        yield Inner(str(said["name"]), said["why"], _Window(answer, size))  # type: ignore[arg-type]
        answer.seek(after)


class _Window:
    """The next so many bytes of a file, and no more."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file = file
        self._left = size

    def read(self, most: int = -1) -> bytes:
        wanted = self._left if most < 0 else min(most, self._left)
        found = self._file.read(wanted)
        self._left -= len(found)
        return found


def _line(answer: IO[bytes], at_end: dict[str, Any] | None = None) -> dict[str, Any]:
    written = answer.readline(LONGEST_LINE)
    if not written and at_end is not None:
        return at_end
    try:
        said = json.loads(written)
    except ValueError:
        raise Refused(_BROKEN) from None
    if not isinstance(said, dict):
        raise Refused(_BROKEN)
    return said
