"""Writes an Excel workbook: every cell is a text, a number or a day, and none can become a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter

Value = str | int | date | None

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that a workbook cannot hold."""
LIVE = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would take for a formula when it is typed."""
LONGEST_CELL = 32_000
"""A little less than Excel holds in one cell."""
CUT = " … (cut here: it is longer than a cell of Excel holds)"
DAY = "d mmmm yyyy"


@dataclass(frozen=True)
class Column:
    """A column: its heading, how wide it is in characters, and the only texts it may hold, if it is a choice."""

    name: str
    width: int
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook with its heading row."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]


def workbook_of(sheets: Sequence[Sheet], title: str) -> bytes:
    """The workbook as the bytes of an .xlsx file."""
    file = io.BytesIO()
    # Nothing that looks like a formula, a number or a link is taken for one.
    settled = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, settled) as book:
        book.set_properties({"title": _text(title)[:200]})
        looks = _looks(book)
        for sheet in sheets:
            _write(book.add_worksheet(sheet.title), sheet, looks)
    return file.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    plain = {"text_wrap": True, "valign": "top", "font_name": "Arial", "font_size": 10}
    return {
        "head": book.add_format(plain | {"bold": True, "bg_color": "#D8E6EC", "border": 1}),
        "text": book.add_format(plain),
        # Edited and left again, such a cell stays a text.
        "quoted": book.add_format(plain | {"quote_prefix": True}),
        "day": book.add_format(plain | {"num_format": DAY, "align": "left"}),
    }


def _write(page: Any, sheet: Sheet, looks: dict[str, Any]) -> None:
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width, looks["text"])
        page.write_string(0, place, _text(column.name), looks["head"])
        if column.choices:
            page.data_validation(1, place, 5000, place, {"validate": "list", "source": list(column.choices)})
    for line, row in enumerate(sheet.rows, start=1):
        for place, value in enumerate(row):
            _cell(page, line, place, value, looks)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _cell(page: Any, line: int, place: int, value: Value, looks: dict[str, Any]) -> None:
    if value is None or value == "":
        page.write_blank(line, place, None, looks["text"])
    elif isinstance(value, date):
        page.write_datetime(line, place, value, looks["day"])
    elif isinstance(value, int):
        page.write_number(line, place, value, looks["text"])
    else:
        text = _text(value)
        page.write_string(line, place, text, looks["quoted" if text.startswith(LIVE) else "text"])


def _text(value: str) -> str:
    text = UNPRINTABLE.sub(" ", value.replace("\r\n", "\n"))
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT
