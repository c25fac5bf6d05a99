"""What Sightline reads and does not read, in words, from the limits that it keeps."""

from __future__ import annotations

from dataclasses import dataclass

from corpus import limits


@dataclass(frozen=True)
class Limit:
    """One limit: on what, how much, and what happens beyond it."""

    name: str
    most: str
    beyond: str


def limits_page() -> tuple[Limit, ...]:
    """The published limits on one file; the figures are those that the reader itself keeps."""
    split = "The file is not read. Split it and upload the parts."
    part = "What was read so far is kept, and the rest is named as not read."
    apart = "Nothing of the archive is kept. Make smaller archives, or upload the papers one by one."
    megabyte = limits.MEGABYTE
    return (
        Limit("Size of a file", f"{limits.UPLOAD_BYTES // megabyte} MB", split),
        Limit("Size once unpacked (Word, Excel, PowerPoint)", f"{limits.UNPACKED_BYTES // megabyte} MB", split),
        Limit("Size of a zip archive of papers", f"{limits.UPLOAD_BYTES // megabyte} MB", apart),
        Limit("Size of all papers in a zip archive", f"{limits.UNPACKED_BYTES // megabyte} MB", apart),
        Limit("Files in a zip archive", f"{limits.PARTS:,}", apart),
        Limit("Zip archives inside a zip archive", "0", "It is named as not opened, and the other papers are kept."),
        Limit("Parts inside a file, or of a message", f"{limits.PARTS:,}", split),
        Limit("Pages of a PDF", f"{limits.PAGES:,}", split),
        Limit("Words on the pages of a PDF", f"{limits.WORD_BOXES:,}", part),
        Limit("Cells of a workbook", f"{limits.CELLS:,}", split),
        Limit("Letters of text", f"{limits.CHARACTERS // 1_000_000} million", split),
        Limit("Time to read a file", f"{limits.READING_SECONDS:.0f} seconds", part),
        Limit("Time before reading is ended", f"{limits.WALL_SECONDS:.0f} seconds", split),
        Limit("Memory to read a file", f"{limits.MEMORY_BYTES // (1024 * 1024)} MB", split),
    )
