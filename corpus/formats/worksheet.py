"""One sheet of a workbook, row by row as stored: only rows and cells that exist, and what hides and merges them."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet._reader import COL_TAG, FORMULA_TAG, ROW_TAG, WorkSheetParser

from corpus.formats.cell_text import cell_text
from corpus.formats.grid import Cell, Row
from corpus.formats.word_tables import is_vivid

MERGE_MOST = 20_000
"""More merged ranges than this are left unmerged: nobody merges so many by hand."""

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


@dataclass(frozen=True)
class SheetRow:
    """A row of a sheet that holds words, and its number."""

    number: int
    row: Row

    @property
    def cells(self) -> str:
        """The cells of the row that hold words, first to last."""
        first, last = self.row.cells[0].column, self.row.cells[-1].column
        start = f"{get_column_letter(first)}{self.number}"
        return start if first == last else f"{start}:{get_column_letter(last)}{self.number}"


@dataclass
class Hidden:
    """What a sheet hides, and what it does not hold."""

    rows: int = 0
    columns: list[str] = field(default_factory=list)
    uncached: list[str] = field(default_factory=list)
    """Formulas whose last value was not kept."""
    coloured: list[str] = field(default_factory=list)
    """Cells with a colour and no words."""
    broken: bool = False


class _Parser(WorkSheetParser):
    """openpyxl's reader of rows and cells, over lxml, which is faster; it remembers formulas without a value."""

    uncached: list[str]

    def parse(self) -> Generator[Any, None, None]:
        """Each row that exists; of all else on a sheet only the widths are looked at, for what is hidden."""
        events = etree.iterparse(self.source, tag=(ROW_TAG, COL_TAG), resolve_entities=False, no_network=True)
        for _, element in events:
            if element.tag == COL_TAG:
                self.parse_column_dimensions(element)
                continue
            yield self.parse_row(element)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["value"] is None and element.find(FORMULA_TAG) is not None and element.get("t") != "str":
            self.uncached.append(element.get("r") or f"{get_column_letter(cell['column'])}{cell['row']}")
        return cell


@dataclass(frozen=True)
class _Look:
    """How a cell's style shows its value."""

    format: str = "General"
    bold: bool = False
    coloured: bool = False


@dataclass
class Worksheet:
    """A sheet's stored XML with the workbook that gives it strings and formats."""

    data: bytes
    workbook: Any
    strings: Any
    hidden: Hidden = field(default_factory=Hidden)
    cells_read: int = 0
    _looks: dict[int, _Look] = field(default_factory=dict)

    def rows(self) -> Iterator[SheetRow]:
        """The rows that hold words, top to bottom, with merged cells read once."""
        parser = self._parser()
        wide, tall = self._merged()
        above: dict[int, tuple[int, str]] = {}
        for number, stored in self._stored(parser):
            self.cells_read += len(stored)
            cells = [cell for entry in stored if (cell := self._cell(entry, number, wide))]
            if str(number) in parser.row_dimensions and _is_on(parser.row_dimensions.pop(str(number)).get("hidden")):
                self.hidden.rows += bool(cells)
            labels = tuple(text for column, (last, text) in sorted(above.items()) if number <= last)
            for cell in cells:
                if last := tall.get((number, cell.column)):
                    above[cell.column] = (last, " ".join(cell.text.split())[:200])
            if cells:
                cells.sort(key=lambda cell: cell.column)
                yield SheetRow(number, Row(tuple(cells), above=labels))
        self.hidden.columns = [name for name, attrs in parser.column_dimensions.items() if _is_on(attrs.get("hidden"))]
        self.hidden.uncached = parser.uncached

    def entries(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        """The rows as stored, each with its cells' values."""
        parser = self._parser()
        yield from self._stored(parser)
        self.hidden.uncached = parser.uncached

    def _parser(self) -> Any:
        book = self.workbook
        parser = _Parser(
            BytesIO(self.data), self.strings, True, book.epoch, book._date_formats, book._timedelta_formats, False
        )
        parser.uncached = []
        return parser

    def _stored(self, parser: Any) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        """Rows as stored; a sheet that breaks off is read as far as it goes, and that is remembered."""
        rows = parser.parse()
        while True:
            try:
                yield next(rows)
            except StopIteration:
                return
            except (ValueError, KeyError, IndexError, TypeError, AttributeError, SyntaxError):
                self.hidden.broken = True
                return

    def _merged(self) -> tuple[dict[tuple[int, int], int], dict[tuple[int, int], int]]:
        """For the first cell of each merged range: how many columns it spans, and the last row it goes on over."""
        wide: dict[tuple[int, int], int] = {}
        tall: dict[tuple[int, int], int] = {}
        for count, match in enumerate(_MERGED.finditer(self.data)):
            if count > MERGE_MOST:
                break
            left, right = (column_index_from_string(match[group].decode()) for group in (1, 3))
            top, bottom = int(match[2]), int(match[4])
            if right > left:
                wide[top, left] = min(right - left + 1, 500)
            if bottom > top:
                tall[top, left] = bottom
        return wide, tall

    def _cell(self, entry: dict[str, Any], number: int, wide: dict[tuple[int, int], int]) -> Cell | None:
        look = self._look(entry["style_id"] or 0)
        text = cell_text(entry["value"], look.format).strip()
        column: int = entry["column"]
        if text:
            return Cell(column, text, wide.get((number, column), 1), look.bold)
        if look.coloured:
            self.hidden.coloured.append(f"{get_column_letter(column)}{number}")
        return None

    def _look(self, style_id: int) -> _Look:
        if style_id not in self._looks:
            styles = self.workbook._cell_styles
            style = styles[style_id] if 0 <= style_id < len(styles) else None
            self._looks[style_id] = _Look() if style is None else self._look_of(style)
        return self._looks[style_id]

    def _look_of(self, style: Any) -> _Look:
        fonts, fills, own = self.workbook._fonts, self.workbook._fills, self.workbook._number_formats
        index = style.numFmtId - BUILTIN_FORMATS_MAX_SIZE
        builtin = BUILTIN_FORMATS.get(style.numFmtId, "General")
        fill = fills[style.fillId] if 0 < style.fillId < len(fills) else None
        colour = getattr(getattr(fill, "fgColor", None), "rgb", None)
        return _Look(
            format=str(own[index]) if 0 <= index < len(own) else str(builtin),
            bold=style.fontId < len(fonts) and bool(fonts[style.fontId].b),
            coloured=isinstance(colour, str) and is_vivid(colour[-6:]),
        )


def _is_on(value: str | None) -> bool:
    return value in ("1", "true")
