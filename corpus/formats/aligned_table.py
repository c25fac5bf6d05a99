"""Tables drawn with space alone: lines whose cells stand below one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.formats.page_lines import Line
from corpus.formats.page_words import PageWord

LEAST_ROWS = 3
"""Fewer lines than this with the same gaps may be chance."""


@dataclass(frozen=True)
class AlignedTable:
    """Rows of cells, and how many lines of the page they take up; an empty cell holds no words."""

    rows: tuple[tuple[tuple[PageWord, ...], ...], ...]
    lines: int


def table_at(lines: Sequence[Line]) -> AlignedTable | None:
    """The aligned table that begins with the first of these lines, if one does."""
    if not lines or len(_cells(lines[0])) < 2:
        return None
    taken = [lines[0]]
    columns = _extents(lines[0])
    for line in lines[1:]:
        merged = _joined(columns, _extents(line))
        if not _belongs(line, taken[-1], columns, merged):
            break
        columns = merged
        taken.append(line)
    while len(_cells(taken[-1])) < 2 and not _continues(taken[-1], taken[-2]):
        taken.pop()
    if sum(len(_cells(line)) >= 2 for line in taken) < LEAST_ROWS or len(columns) < 2:
        return None
    return AlignedTable(tuple(_rows(taken, columns)), len(taken))


Extent = tuple[float, float]


def _cells(line: Line) -> tuple[Line, ...]:
    chunks = line.chunks
    if len(chunks) > 1 and len(chunks[0].text) <= 3 and not chunks[0].text[:1].isalpha() and len(chunks) == 2:
        # A bullet or a number with its hanging indent is one thing, not two cells.
        return (line,)
    return chunks


def _extents(line: Line) -> list[Extent]:
    return [(chunk.x0, chunk.x1) for chunk in _cells(line)]


def _joined(columns: list[Extent], more: list[Extent]) -> list[Extent]:
    merged: list[Extent] = []
    for x0, x1 in sorted([*columns, *more]):
        if merged and x0 < merged[-1][1] + 2:
            merged[-1] = (merged[-1][0], max(x1, merged[-1][1]))
        else:
            merged.append((x0, x1))
    return merged


def _belongs(line: Line, before: Line, columns: list[Extent], merged: list[Extent]) -> bool:
    if line.y0 - before.y1 > 2.5 * line.size or abs(line.size - before.size) > 0.4 * line.size:
        return False
    if len(merged) < 2 or len(merged) < len(columns) - (len(columns) > 2):
        return False
    if len(_cells(line)) >= 2:
        return True
    # A lone cell is the rest of the cell above it, or a row with one cell: never a line of prose running across.
    return (
        _continues(line, before) and line.x1 <= max(x1 for x0, x1 in columns if x0 <= line.x0 + 2) + 12
        if any(x0 <= line.x0 + 2 for x0, _ in columns)
        else False
    )


def _continues(line: Line, before: Line) -> bool:
    return line.middle - before.middle <= 1.45 * line.size


def _rows(lines: Sequence[Line], columns: list[Extent]) -> list[tuple[tuple[PageWord, ...], ...]]:
    rows: list[list[list[PageWord]]] = []
    before: Line | None = None
    for line in lines:
        cells = [[word for word in line.words if _column(word, columns) == i] for i in range(len(columns))]
        wraps = before is not None and not cells[0] and _continues(line, before)
        if rows and wraps:
            for held, more in zip(rows[-1], cells, strict=True):
                held.extend(more)
        else:
            rows.append(cells)
        before = line
    return [tuple(tuple(cell) for cell in row) for row in rows]


def _column(word: PageWord, columns: list[Extent]) -> int:
    return min(range(len(columns)), key=lambda i: max(columns[i][0] - word.x0, word.x0 - columns[i][1], 0))
