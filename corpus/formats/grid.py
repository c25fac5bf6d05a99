"""A table as rows of cells, whichever file it came from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A cell with words: where it starts, how many columns it spans, and what it says."""

    column: int
    text: str
    span: int = 1
    bold: bool = False


@dataclass(frozen=True)
class Row:
    """The cells of a row that hold words, left to right."""

    cells: tuple[Cell, ...]
    header: bool = False
    """Marked in the file as a header row."""
    above: tuple[str, ...] = ()
    """Labels of cells that began in a row above and still span this one."""


Names = dict[int, str]
"""The header of each column by its number."""


def one_line(text: str) -> str:
    """The words with single spaces between them."""
    return " ".join(text.split())
