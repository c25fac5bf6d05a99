"""The published limits on one file, and the refusal that names them."""

from __future__ import annotations

MEGABYTE = 1_000_000

UPLOAD_BYTES = 50 * MEGABYTE
UNPACKED_BYTES = 100 * MEGABYTE
PARTS = 2_000
PAGES = 2_000
CELLS = 2_000_000
CHARACTERS = 20_000_000

MEMORY_BYTES = 512 * 1024 * 1024
DATA_BYTES = 440 * 1024 * 1024
"""What the child may hold of its own; the rest of the memory is for the libraries it loads."""
WALL_SECONDS = 28.0
"""When the child is ended. Two seconds of the published thirty are left for starting it and taking the answer."""
READING_SECONDS = 22.0
"""When the child itself stops at the next page and reports the rest as unread."""
CPU_SECONDS = 60
OUTPUT_BYTES = 128 * MEGABYTE
WORD_BOXES = 350_000
"""The most words of one file that fit in the memory with their places on the page."""


class Refused(Exception):
    """A file that is not read at all; its message is the sentence the uploader sees."""


def too_big(size: int) -> str:
    """The sentence for a file over the upload limit."""
    return f"This file is {_megabytes(size)} MB; the most that is read is {UPLOAD_BYTES // MEGABYTE} MB."


def too_big_unpacked() -> str:
    """The sentence for a file that unpacks to more than is read."""
    most = UNPACKED_BYTES // MEGABYTE
    return f"This file unpacks to more than {most} MB; the most that is read is {most} MB."


def too_many(count: int, noun: str, most: int) -> str:
    """The sentence for a file with too many pages, parts or cells."""
    return f"This file has {count:,} {noun}; the most that are read is {most:,}."


def _megabytes(size: int) -> str:
    megabytes = size / MEGABYTE
    return f"{megabytes:.0f}" if megabytes >= UPLOAD_BYTES / MEGABYTE + 0.5 else f"{megabytes:.2f}"
