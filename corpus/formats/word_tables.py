"""Word's tables as rows of cells: merged cells once, struck-out rows left out, wordless colours reported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from corpus.formats.grid import Cell, Row
from corpus.formats.word_styles import W, on

THROUGH = {f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent")}
"""What stands around paragraphs, rows and cells without being one: insertion marks, content controls."""

LAYOUT_CELL_WORDS = 60

COLOUR_WHY = "A table cell shows a colour and no words: the colour was not read."

Content = Callable[[Any], tuple[str, bool]]
"""Reads a cell: its words, and whether all of them are bold."""


@dataclass
class Grid:
    """The rows of one table, its width in columns, and what was not read in it."""

    rows: list[Row] = field(default_factory=list)
    width: int = 0
    struck_rows: bool = False
    coloured: bool = False


def children(element: Any, tag: str) -> list[Any]:
    """The rows of a table or cells of a row, through content controls and insertion marks around them."""
    found: list[Any] = []
    for child in element:
        if child.tag == tag:
            found.append(child)
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}smartTag", f"{W}moveTo"):
            found += children(child, tag)
    return found


def grid_of(table: Any, content: Content) -> Grid:
    """A table's rows; a cell that spans rows is read once and is a label of the rows that it goes on over."""
    grid = Grid()
    spanning: dict[int, str] = {}
    for element in children(table, f"{W}tr"):
        properties = element.find(f"{W}trPr")
        if properties is not None and properties.find(f"{W}del") is not None:
            grid.struck_rows = True
            continue
        cells, above, width = _cells(element, content, spanning, grid)
        grid.width = max(grid.width, width)
        grid.rows.append(Row(tuple(cells), bool(on(properties, "tblHeader")), tuple(above)))
    return grid


def _cells(element: Any, content: Content, spanning: dict[int, str], grid: Grid) -> tuple[list[Cell], list[str], int]:
    properties = element.find(f"{W}trPr")
    column = _number(properties, "gridBefore", 0)
    cells: list[Cell] = []
    above: list[str] = []
    for cell in children(element, f"{W}tc"):
        inside = cell.find(f"{W}tcPr")
        span = max(1, min(_number(inside, "gridSpan", 1), 500))
        text, bold = content(cell)
        merge = inside.find(f"{W}vMerge") if inside is not None else None
        if merge is not None and merge.get(f"{W}val", "continue") == "continue" and not text.strip():
            if spanning.get(column):
                above.append(spanning[column])
        else:
            spanning[column] = " ".join(text.split())[:200] if merge is not None else ""
            if text.strip():
                cells.append(Cell(column, text, span, bold))
            else:
                grid.coloured = grid.coloured or _is_vivid(inside)
        column += span
    return cells, above, column


def described(table: Any) -> list[str]:
    """What a person wrote to describe a table to those who cannot see it: its title, and what it holds."""
    properties = table.find(f"{W}tblPr")
    names = ("tblCaption", "tblDescription") if properties is not None else ()
    found = (properties.find(f"{W}{name}") for name in names)
    return [said for one in found if one is not None and (said := one.get(f"{W}val", "").strip())]


def _number(properties: Any | None, name: str, otherwise: int) -> int:
    element = properties.find(f"{W}{name}") if properties is not None else None
    value = element.get(f"{W}val", "") if element is not None else ""
    return int(value) if value.isdigit() else otherwise


def _is_vivid(properties: Any | None) -> bool:
    """Whether a cell's background is a colour that means something (red, amber, green), not a tint or a grey."""
    shading = properties.find(f"{W}shd") if properties is not None else None
    return shading is not None and is_vivid(shading.get(f"{W}fill", ""))


def is_vivid(fill: str) -> bool:
    """Whether a colour such as FF0000 is far from grey; house tints of headers are paler than this."""
    if len(fill) != 6 or any(digit not in "0123456789abcdefABCDEF" for digit in fill):
        return False
    red, green, blue = (int(fill[i : i + 2], 16) for i in (0, 2, 4))
    return max(red, green, blue) - min(red, green, blue) > 110 and max(red, green) > 140


def is_layout(table: Any) -> bool:
    """Whether a table only places paragraphs on the page: one column, headings inside, or one row of long cells."""
    rows = children(table, f"{W}tr")
    widths = [len(children(row, f"{W}tc")) for row in rows]
    if max(widths, default=0) <= 1:
        return True
    if len(rows) > 1:
        return False
    cells = children(rows[0], f"{W}tc")
    return any(len("".join(cell.itertext()).split()) > LAYOUT_CELL_WORDS for cell in cells)


def inside(cell: Any) -> list[Any]:
    """The paragraphs and tables of a cell, through content controls and insertion marks."""
    found: list[Any] = []
    for child in cell:
        if child.tag in (f"{W}p", f"{W}tbl"):
            found.append(child)
        elif child.tag in THROUGH or (child.tag == f"{W}sdt" and not on(child.find(f"{W}sdtPr"), "showingPlcHdr")):
            found += inside(child)
    return found
