"""A document's own text laid out around a quote: headings, paragraphs and tables, with the quoted words marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.document import Block, Segment

BORDER = " | "
"""How the readers join the cells of a row."""

Quoted = tuple[int, int] | None
"""The offsets of the quoted words in a segment, where it holds them."""


@dataclass(frozen=True)
class Piece:
    """A run of text, quoted or not."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Line:
    """A heading, a paragraph, a note, or a row that fits no columns; the quoted one says where it stands."""

    where: str
    style: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Table:
    """Rows under the same columns; each row has its place in a workbook and a cell, or nothing, for each."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[Piece, ...], ...]], ...]


Shown = Line | Table


def lay_out(segments: Sequence[tuple[Segment, Quoted]]) -> tuple[Shown, ...]:
    """Segments, each with the quoted offsets it holds, as lines and tables in their order."""
    blocks = [(segment, block, quoted) for segment, quoted in segments for block in _blocks(segment)]
    shown: list[Shown] = []
    for columns, run in groupby(blocks, key=lambda each: each[1].columns if each[1].style == "row" else ()):
        together = list(run)
        table = _table(columns, together) if columns else None
        shown += [table] if table else _lines(together)
    return tuple(shown)


def _blocks(segment: Segment) -> tuple[Block, ...]:
    return segment.blocks or (Block(0, len(segment.text), "paragraph"),)


def _lines(blocks: Sequence[tuple[Segment, Block, Quoted]]) -> Iterator[Line]:
    for segment, block, quoted in blocks:
        yield Line(
            str(segment.where) if quoted else "", block.style, _pieces(segment.text, block.start, block.end, quoted)
        )


def _table(columns: tuple[str, ...], blocks: Sequence[tuple[Segment, Block, Quoted]]) -> Table | None:
    """The rows in columns, or None unless every cell names a column of theirs."""
    rows = []
    for segment, block, quoted in blocks:
        text = segment.text[block.start : block.end]
        if text == BORDER.join(columns) and _pieces(segment.text, block.start, block.end, quoted)[0].marked is False:
            continue
        cells = _cells(segment.text, block, columns, quoted)
        if cells is None:
            return None
        rows.append((segment.where.cells or "", cells))
    return Table(columns, tuple(rows)) if rows else None


def _cells(text: str, block: Block, columns: tuple[str, ...], quoted: Quoted) -> tuple[tuple[Piece, ...], ...] | None:
    cells: list[tuple[Piece, ...]] = [()] * len(columns)
    at, column = block.start, 0
    for cell in text[block.start : block.end].split(BORDER):
        found = next((n for n in range(column, len(columns)) if _label(cell, columns[n])), None)
        if found is None:
            return None
        start = at + len(_label(cell, columns[found]) or "")
        cells[found] = _pieces(text, start, at + len(cell), quoted)
        at, column = at + len(cell) + len(BORDER), found + 1
    return tuple(cells)


def _label(cell: str, column: str) -> str | None:
    """The name of the column as it stands in front of the cell's value, if it does."""
    label = f"{column} " if column.endswith((":", "?")) else f"{column}: "
    return label if column and cell.startswith(label) else None


def _pieces(text: str, start: int, end: int, quoted: Quoted) -> tuple[Piece, ...]:
    first, last = quoted or (end, end)
    first, last = max(start, min(first, end)), min(end, max(last, start))
    if first >= last:
        return (Piece(text[start:end], False),)
    cuts = [(start, first, False), (first, last, True), (last, end, False)]
    return tuple(Piece(text[a:b], marked) for a, b, marked in cuts if a < b)
