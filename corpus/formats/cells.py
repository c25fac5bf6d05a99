"""A workbook that a person filled in, cell by cell: what each holds, with days as days whatever their format shows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from corpus.formats.cell_text import cell_text
from corpus.formats.package import open_package
from corpus.formats.worksheet import Worksheet
from corpus.formats.xlsx import opened
from corpus.limits import Refused, too_many

_WHAT = "an Excel workbook (.xlsx)"
MOST_CELLS = 200_000
"""More than anybody fills in by hand."""


def cells_of(data: bytes) -> list[dict[str, Any]]:
    """Each visible or hidden sheet with its rows; a sheet whose end is damaged is refused, never half read."""
    package = open_package(data, "xl/", _WHAT)
    workbook = opened(package)
    sheets, cells = [], 0
    for sheet in workbook._sheets:
        path = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
        if path not in package.parts:
            continue
        stored = Worksheet(package.parts[path], workbook, sheet._shared_strings)
        rows = []
        for number, entries in stored.entries():
            cells += len(entries)
            if cells > MOST_CELLS:
                raise Refused(too_many(cells, "cells", MOST_CELLS))
            if row := _row(entries):
                rows.append([number, row])
        if stored.hidden.broken:
            raise Refused(
                f"The sheet “{sheet.title}” is damaged. Open the workbook, save it again and bring the new copy."
            )
        sheets.append({"title": str(sheet.title), "rows": rows, "unsaved": stored.hidden.uncached})
    return sheets


def _row(entries: list[dict[str, Any]]) -> dict[str, str]:
    texts = {str(entry["column"]): _text(entry["value"]) for entry in entries}
    return {column: text for column, text in texts.items() if text}


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return cell_text(value, "General").strip()
