"""A workbook, sheet by sheet and row by row, each value with its column's header; what is hidden is read and said."""

from __future__ import annotations

import time
from typing import Any

from openpyxl import load_workbook

from corpus.document import Location, Reading
from corpus.formats.grid import Names, Row
from corpus.formats.headers import column_names, names_columns, names_rows
from corpus.formats.package import Package, open_package
from corpus.formats.rows import numbered_pieces
from corpus.formats.sheet_asides import read_asides, report_names
from corpus.formats.sheet_notes import SheetNotes
from corpus.formats.transcript import Piece, Transcript
from corpus.formats.worksheet import Hidden, SheetRow, Worksheet
from corpus.limits import CELLS, READING_SECONDS, Refused, too_many

_WHAT = "an Excel workbook (.xlsx)"
_UNNEEDED = ("docProps/", "xl/drawings/", "xl/charts/", "xl/pivot", "xl/externalLinks/", "customXml/")
_NO_SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
_FORMATS_WHY = "The formats of this workbook are damaged: dates may show as numbers, and colours were not read."
_SLOW_WHY = "This workbook takes too long to read."
# The places named in one remark: a scrutineer wants to see where, not all of four hundred.
PLACES = 12


def read(data: bytes, name: str) -> Reading:
    """Everything that a workbook's sheets say, as they showed it when it was last saved."""
    package = open_package(data, "xl/", _WHAT)
    workbook = opened(package)
    reader = _WorkbookReader(package, workbook)
    for sheet in workbook._sheets:
        reader.read_sheet(sheet)
    report_names(package, reader.transcript)
    if getattr(workbook, "without_formats", False):
        reader.transcript.miss(None, _FORMATS_WHY)
    reader.transcript.properties.update(package.properties())
    return reader.transcript.reading()


def opened(package: Package) -> Any:
    """The workbook's list of sheets, strings and formats; without its formats where those are broken."""
    lean = Package({path: part for path, part in package.parts.items() if _is_needed(path)})
    for link in package.relations("xl/workbook.xml"):
        if link.kind == "worksheet":
            # The sheets are read from their own parts, however large or damaged; the library only lists them.
            lean.parts[link.target] = _NO_SHEET
    failures = (ValueError, KeyError, TypeError, AttributeError, IndexError, SyntaxError, OSError)
    try:
        return load_workbook(lean.for_library(), read_only=True, data_only=True, keep_links=False)
    except failures:
        bare = {path: part for path, part in lean.parts.items() if path != "xl/styles.xml"}
    try:
        workbook = load_workbook(Package(bare).for_library(), read_only=True, data_only=True, keep_links=False)
        workbook.without_formats = True  # type: ignore[attr-defined]
        return workbook
    except failures as error:
        raise Refused(f"This file is damaged and cannot be opened as {_WHAT}.") from error


def _is_needed(path: str) -> bool:
    return not path.startswith(_UNNEEDED)


class _WorkbookReader:
    """Reads the sheets of one workbook into a transcript."""

    def __init__(self, package: Package, workbook: Any) -> None:
        self.package = package
        self.workbook = workbook
        self.transcript = Transcript("xlsx")
        self.cells = 0
        self.deadline = time.monotonic() + READING_SECONDS

    def read_sheet(self, sheet: Any) -> None:
        """One sheet: its tables and notes, then its comments, then what could not be read in it."""
        title = str(sheet.title)
        path = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
        if path not in self.package.parts:
            self.transcript.miss(
                _at(title, "A1"), f"The sheet “{title}” holds no cells (a chart, or a missing part) and was not read."
            )
            return
        stored = Worksheet(self.package.parts[path], self.workbook, sheet._shared_strings)
        if sheet.sheet_state != "visible":
            self.transcript.remark(_at(title, "A1"), f"The sheet “{title}” is hidden, and was read.")
        self._read_rows(title, stored)
        SheetNotes(self.package, self.transcript, title).read(path)
        read_asides(self.package, path, title, self.transcript)
        self._report(title, stored.hidden)

    def _read_rows(self, title: str, stored: Worksheet) -> None:
        """Rows in runs without a gap: each run is a table, a note, or a table going on after a gap."""
        run: list[SheetRow] = []
        known: Names = {}
        section: tuple[str, ...] = ()
        for row in stored.rows():
            if time.monotonic() > self.deadline:
                self.transcript.miss(
                    _at(title, row.cells), f"{_SLOW_WHY} The rows from {row.number:,} on were not read."
                )
                break
            if self.cells + stored.cells_read > CELLS:
                raise Refused(too_many(self.cells + stored.cells_read, "cells", CELLS))
            if run and row.number > run[-1].number + 1:
                known, section = self._read_run(title, run, known, section)
                run = []
            run.append(row)
        if run:
            self._read_run(title, run, known, section)
        self.cells += stored.cells_read

    def _read_run(
        self, title: str, run: list[SheetRow], known: Names, section: tuple[str, ...]
    ) -> tuple[Names, tuple[str, ...]]:
        rows = [row.row for row in run]
        width = max(cell.column + cell.span for row in rows for cell in row.cells) - min(
            cell.column for row in rows for cell in row.cells
        )
        lone = all(len(row.cells) == 1 for row in rows)
        if lone:
            return known, self._read_notes(title, run, known, section)
        own = _own_names(rows)
        carried = {} if own or not _goes_on(rows, known) else known
        for index, piece in numbered_pieces(rows, width, (title, *section), carried):
            self.transcript.add(_at(title, run[index].cells), [piece])
        return own or carried, section if carried or len(rows) == 1 else ()

    def _read_notes(self, title: str, run: list[SheetRow], known: Names, section: tuple[str, ...]) -> tuple[str, ...]:
        """Rows of one cell each: a short one by itself is a heading for what follows, the others are notes."""
        for entry in run:
            text = entry.row.cells[0].text
            if len(run) == 1 and len(text.split()) <= 12 and not text.rstrip().endswith("."):
                section = (" ".join(text.split()),)
                self.transcript.add(_at(title, entry.cells), [Piece(text, "heading", (title,))])
            else:
                self.transcript.add(_at(title, entry.cells), [Piece(text, "paragraph", (title, *section))])
        return section

    def _report(self, title: str, hidden: Hidden) -> None:
        if hidden.broken:
            self.transcript.miss(
                _at(title, "A1"), f"The sheet “{title}” is damaged: the rows after the damage were not read."
            )
        if hidden.uncached:
            why = f"No value was saved for the formulas in {_places(hidden.uncached)}: open it in Excel and save it."
            self.transcript.miss(_at(title, hidden.uncached[0]), why)
        if hidden.coloured:
            why = f"The colour of cells that hold no words was not read: {_places(hidden.coloured)}."
            self.transcript.miss(_at(title, hidden.coloured[0]), why)
        if hidden.rows:
            self.transcript.remark(_at(title, "A1"), f"Hidden rows were read: {hidden.rows:,}.")
        if hidden.columns:
            self.transcript.remark(_at(title, "A1"), f"Hidden columns were read: {_places(hidden.columns)}.")


def _own_names(rows: list[Row]) -> Names:
    """The column names that a run of rows brings with it, if any."""
    for index, row in enumerate(rows):
        if len(row.cells) > 1:
            rest = rows[index + 1 :]
            own = not names_rows(rows[index:]) and names_columns(row, rest)
            return column_names(row) if own else {}
    return {}


def _goes_on(rows: list[Row], known: Names) -> bool:
    """Whether rows after a gap stand in the columns of the table above them, and are no list of labels of their own."""
    columns = {cell.column for row in rows for cell in row.cells}
    return bool(known) and columns <= set(known) and len(columns) > 1 and not names_rows(rows)


def _at(title: str, cells: str) -> Location:
    return Location(sheet=title, cells=cells)


def _places(cells: list[str]) -> str:
    shown = ", ".join(cells[:PLACES])
    return f"{shown} and {len(cells) - PLACES:,} more" if len(cells) > PLACES else shown
