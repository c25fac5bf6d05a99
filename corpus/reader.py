"""Reads one file in a bounded child process: every file ends as a reading with one of four outcomes.

This process opens the file and hands over its descriptor; it imports no parser.
"""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from corpus import limits
from corpus.children import DAMAGED, answered_by_child
from corpus.document import Reading
from corpus.limits import Refused
from corpus.reading_json import reading_from_json


@dataclass(frozen=True)
class Cells:
    """One sheet of a workbook: for each row that holds anything, what its columns (by their number) hold."""

    title: str
    rows: dict[int, dict[str, str]]
    """A day is written as 2027-03-31, whatever the cell's format shows."""
    unsaved: tuple[str, ...]
    """The cells with a formula of which no value was saved."""


def read_file(path: Path) -> Reading:
    """What was read of the file at `path`; a file that cannot be read is refused with a sentence for its uploader."""
    try:
        with _opened(Path(path)) as source:
            answer = _ask_child(source, ["read", _plain_name(Path(path))])
        return reading_from_json(json.loads(answer))
    except Refused as refusal:
        return Reading("refused", str(refusal), _suffix(Path(path)))
    except (ValueError, KeyError, TypeError, RecursionError, MemoryError):
        return Reading("refused", DAMAGED, _suffix(Path(path)))


def read_cells(source: IO[bytes]) -> list[Cells]:
    """The sheets of a workbook that was filled in, cell by cell; raises `Refused` where it cannot be read."""
    source.seek(0)
    try:
        found = json.loads(_ask_child(source, ["cells"]))
        return [
            Cells(sheet["title"], {int(row): cells for row, cells in sheet["rows"]}, tuple(sheet["unsaved"]))
            for sheet in found
        ]
    except (ValueError, KeyError, TypeError, RecursionError, MemoryError):
        raise Refused(DAMAGED) from None


def page_picture(path: Path, page: int, width: int = 1000) -> bytes:
    """A PNG of one page (from 1) of a PDF, `width` pixels wide; raises `Refused` where it cannot be drawn."""
    with _opened(Path(path)) as source:
        picture = _ask_child(source, ["picture", str(int(page)), str(int(width))])
    if not picture.startswith(b"\x89PNG"):
        raise Refused("This page could not be drawn.")
    return picture


def _opened(path: Path) -> IO[bytes]:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise Refused("There is no such file.") from None
    except (OSError, ValueError):
        raise Refused("This file could not be opened.") from None
    found = os.fstat(descriptor)
    why = None
    if stat.S_ISDIR(found.st_mode):
        why = "This is a folder, not a file. Upload the papers in it."
    elif not stat.S_ISREG(found.st_mode):
        why = "This is not an ordinary file."
    elif found.st_size == 0:
        why = "This file is empty (0 bytes)."
    elif found.st_size > limits.UPLOAD_BYTES:
        why = limits.too_big(found.st_size)
    if why is not None:
        os.close(descriptor)
        raise Refused(why)
    return os.fdopen(descriptor, "rb")


def _ask_child(source: IO[bytes], task: list[str]) -> bytes:
    with answered_by_child(source, task) as answer:
        return answer.read(limits.OUTPUT_BYTES + 1)


def _suffix(path: Path) -> str:
    letters = path.suffix.lower().lstrip(".")
    return letters if letters.isascii() and letters.isalnum() and len(letters) <= 8 else "unknown"


def _plain_name(path: Path) -> str:
    # The file's own name may name a child; the process list must not.
    return f"paper.{_suffix(path)}"
