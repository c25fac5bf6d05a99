"""A workbook with formulas and the values that a spreadsheet program last worked out for them."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from corpus.samples.fixed_zip import fixed
from corpus.samples.source import Source, SourceError

THIN = Side(style="thin", color="999999")
SUM = re.compile(r"=SUM\((\w+:\w+)\)")
SHARE = re.compile(r"=ROUND\((\w+)/(\w+),(\d)\)")
FORMULA_CELL = re.compile(
    rb'(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f>)<v\s*/>|(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f>)<v></v>'
)


def as_xlsx(source: Source) -> bytes:
    """Every sheet of the source, formulas with their cached values."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for sheet in source.front["sheets"]:
        _fill(book.create_sheet(sheet["name"]), sheet)
    book.properties.creator = source.front.get("author", "")
    book.properties.title = source.front.get("title", "")
    book.properties.created = source.written.replace(tzinfo=None)
    worked = {f"xl/worksheets/sheet{n}.xml": _values(sheet) for n, sheet in enumerate(book.worksheets, 1)}
    out = io.BytesIO()
    book.save(out)
    return fixed(out.getvalue(), source.written, lambda name, part: _cached(part, worked.get(name, {})))


def _fill(sheet: Worksheet, told: dict[str, Any]) -> None:
    header = told.get("header", 0)
    for n, row in enumerate(told["rows"], 1):
        sheet.append(row)
        for cell in sheet[n]:
            _dress(cell, n == header, n < header)
    for n, width in enumerate(told["widths"], 1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    if header:
        sheet.freeze_panes = f"A{header + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    if sheet.oddFooter:
        sheet.oddFooter.center.text = "Page &P of &N"


def _dress(cell: Any, heads: bool, above: bool) -> None:
    cell.alignment = Alignment(wrap_text=not above, vertical="top")
    if isinstance(cell.value, date):
        cell.number_format = "DD/MM/YYYY"
    if heads:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="12263A")
    if above:
        cell.font = Font(bold=cell.row == 1, size=13 if cell.row == 1 else 10)
    elif cell.value is not None:
        cell.border = Border(THIN, THIN, THIN, THIN)


def _values(sheet: Worksheet) -> dict[str, float]:
    """What each formula comes to; sums first, since shares are taken of them."""
    formulas = {c.coordinate: c.value for row in sheet for c in row if isinstance(c.value, str) and c.value[:1] == "="}
    worked: dict[str, float] = {}
    for place, formula in sorted(formulas.items(), key=lambda item: not SUM.fullmatch(item[1])):
        worked[place] = _value(sheet, formula, worked)
    return worked


def _value(sheet: Worksheet, formula: str, worked: dict[str, float]) -> float:
    def number(place: str) -> float:
        value = sheet[place].value
        return worked[place] if place in worked else float(value) if isinstance(value, int | float) else 0.0

    if found := SUM.fullmatch(formula):
        left, top, right, bottom = range_boundaries(found[1])
        places = [f"{get_column_letter(c)}{r}" for r in range(top, bottom + 1) for c in range(left, right + 1)]  # type: ignore[arg-type,operator]
        return sum(number(place) for place in places)
    if found := SHARE.fullmatch(formula):
        return round(number(found[1]) / number(found[2]), int(found[3]))
    raise SourceError(f"The builder cannot work out {formula}.")


def _cached(part: bytes, worked: dict[str, float]) -> bytes:
    def put(found: re.Match[bytes]) -> bytes:
        opening, place = (found[1], found[2]) if found[1] else (found[3], found[4])
        return opening + f"<v>{worked[place.decode()]:g}</v>".encode()

    return FORMULA_CELL.sub(put, part)
