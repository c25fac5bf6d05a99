"""Tables drawn with lines: pdfium gives the lines, pdfplumber's geometry the cells, and the words are put into them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.formats.page_words import Frame, PageWord

THIN = 3.0
"""A filled shape thinner than this many points is a line."""
SHORT = 6.0
MOST_EDGES = 6_000
"""A page with more lines than this is a drawing or a map, and is read as text alone."""

MOST_MERGED = 1_500

Edge = dict[str, Any]
CellEdges = tuple[float, float, float, float]
"""Left, top, right and bottom of a cell."""


@dataclass(frozen=True)
class RuledCell:
    """A cell: its row and column from 0, how many columns it spans, and the words in it."""

    row: int
    column: int
    span: int
    words: tuple[PageWord, ...]


@dataclass(frozen=True)
class RuledTable:
    """A table by its cells, with its outline on the page and the left edges of its columns."""

    x0: float
    y0: float
    x1: float
    y1: float
    rows: tuple[tuple[RuledCell, ...], ...]
    columns: tuple[float, ...]


@dataclass(frozen=True)
class SideBox:
    """A box drawn around words that stand beside others, such as key facts beside the text."""

    x0: float
    y0: float
    x1: float
    y1: float
    words: tuple[PageWord, ...]


def edges_of(page: pypdfium2.PdfPage) -> list[Edge]:
    """The straight lines drawn on a page, in points from the top left; empty where there are too many or none."""
    frame = Frame.of(page)
    found: list[Edge] = []
    for drawn in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=4):
        for a, b in _strokes(drawn):
            edge = _edge(frame, a, b)
            if edge is not None:
                found.append(edge)
        if len(found) > MOST_EDGES:
            return []
    return found


def tables_of(edges: list[Edge], words: list[PageWord]) -> tuple[list[RuledTable | SideBox], list[PageWord]]:
    """The ruled tables with two columns or more, the boxes beside text, and the words that stand in neither."""
    if sum(edge["orientation"] == "v" for edge in edges) < 2 or sum(edge["orientation"] == "h" for edge in edges) < 2:
        return [], words
    tables: list[RuledTable | SideBox] = []
    left = words
    for group in _groups(edges):
        table, left = _filled(group, left)
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda t: (t.y0, t.x0)), left


def empty_cells(edges: list[Edge], words: Sequence[PageWord]) -> list[CellEdges]:
    """The cells of ruled tables in which no word stands."""
    cells = [cell for group in _groups(edges) if len(group) > 3 for cell in group]
    return [cell for cell in cells if not any(_home(word, [cell]) for word in words)]


def _groups(edges: list[Edge]) -> list[list[CellEdges]]:
    """The cells that the lines enclose, those that touch together."""
    from pdfplumber import table as geometry

    merged = geometry.merge_edges(edges, 3, 3, 3, 3)
    if len(merged) > MOST_MERGED:
        return []
    cells = geometry.intersections_to_cells(geometry.edges_to_intersections(merged, 3, 3))
    groups = geometry.cells_to_tables(cells)
    # pdfplumber leaves out a box by itself.
    alone = set(cells) - {cell for group in groups for cell in group}
    return [*groups, *([cell] for cell in sorted(alone))]


def _strokes(drawn: pypdfium2.PdfObject) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight strokes of a drawn path in page coordinates; thin filled shapes count as one line."""
    matrix = drawn.get_matrix()
    container = drawn.container
    while container is not None:
        matrix = matrix.multiply(container.get_matrix())
        container = container.container
    for points in _subpaths(drawn, matrix):
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if len(points) > 2 and (x1 - x0 < THIN or y1 - y0 < THIN):
            middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
            yield ((x0, middle_y), (x1, middle_y)) if x1 - x0 > y1 - y0 else ((middle_x, y0), (middle_x, y1))
        else:
            yield from pairwise(points)


def _subpaths(drawn: pypdfium2.PdfObject, matrix: pypdfium2.PdfMatrix) -> Iterator[list[tuple[float, float]]]:
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(min(pdfium.FPDFPath_CountSegments(drawn), MOST_EDGES)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(matrix.on_point(x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 2:
            points.append(points[0])
    if points:
        yield points


def _edge(frame: Frame, a: tuple[float, float], b: tuple[float, float]) -> Edge | None:
    wide, high = frame.size
    x0, y0, x1, y1 = frame.box(*a, *b)
    x0, x1, y0, y1 = x0 * wide, x1 * wide, y0 * high, y1 * high
    if x0 < -1 or y0 < -1 or x1 > wide + 1 or y1 > high + 1 or (x1 - x0 > 0.98 * wide) or (y1 - y0 > 0.98 * high):
        return None
    if y1 - y0 <= 1 and x1 - x0 >= SHORT:
        top = (y0 + y1) / 2
        return {"orientation": "h", "x0": x0, "x1": x1, "top": top, "bottom": top, "width": x1 - x0, "height": 0.0}
    if x1 - x0 <= 1 and y1 - y0 >= SHORT:
        x = (x0 + x1) / 2
        return {"orientation": "v", "x0": x, "x1": x, "top": y0, "bottom": y1, "width": 0.0, "height": y1 - y0}
    return None


def _filled(
    cells: list[tuple[float, float, float, float]], words: list[PageWord]
) -> tuple[RuledTable | SideBox | None, list[PageWord]]:
    """The table of these cells with its words, or nothing where it is a box or column around the text itself."""
    columns = _distinct([cell[0] for cell in cells])
    tops = _distinct([cell[1] for cell in cells])
    x0, y0 = min(c[0] for c in cells), min(c[1] for c in cells)
    x1, y1 = max(c[2] for c in cells), max(c[3] for c in cells)
    held: dict[tuple[float, float, float, float], list[PageWord]] = {cell: [] for cell in cells}
    outside: list[PageWord] = []
    for word in words:
        home = _home(word, cells) if x0 <= (word.x0 + word.x1) / 2 <= x1 and y0 <= word.middle <= y1 else None
        (outside if home is None else held[home]).append(word)
    if len(columns) < 2 or (len(cells) < 3 and len(tops) > 1):
        boxed = tuple(word for inside in held.values() for word in inside)
        beside = any(y0 <= word.middle <= y1 for word in outside)
        # A box of one line is a field of a form: its words belong to the line that asks for them.
        tall = boxed and max(w.middle for w in boxed) - min(w.middle for w in boxed) > 1.5 * boxed[0].size
        return (SideBox(x0, y0, x1, y1, boxed), outside) if tall and beside else (None, words)
    if sum(bool(inside) for inside in held.values()) < 2:
        return None, words
    rows: list[list[RuledCell]] = [[] for _ in tops]
    for cell in sorted(cells, key=lambda c: (c[1], c[0])):
        row, column = _nearest(tops, cell[1]), _nearest(columns, cell[0])
        span = sum(cell[0] - 1 < edge < cell[2] - 1 for edge in columns)
        rows[row].append(RuledCell(row, column, max(1, span), tuple(held[cell])))
    return RuledTable(x0, y0, x1, y1, tuple(tuple(row) for row in rows), tuple(columns)), outside


def _home(word: PageWord, cells: list[tuple[float, float, float, float]]) -> tuple[float, float, float, float] | None:
    # A word that is a little wider than its cell belongs where it starts.
    x = min((word.x0 + word.x1) / 2, word.x0 + 2)
    for cell in cells:
        if cell[0] <= x <= cell[2] and cell[1] <= word.middle <= cell[3]:
            return cell
    return None


def _distinct(edges: list[float]) -> list[float]:
    kept: list[float] = []
    for edge in sorted(edges):
        if not kept or edge - kept[-1] > 2:
            kept.append(edge)
    return kept


def _nearest(edges: list[float], at: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - at))
