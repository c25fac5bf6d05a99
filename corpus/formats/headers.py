"""Which cells of a table are names of columns or of rows, and which are values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from corpus.formats.grid import Cell, Names, Row, one_line
from corpus.yaml_text import load_yaml

# A header is a label. Beyond these it is a sentence: column headings of real returns run to about a dozen words.
HEADER_WORDS = 14
HEADER_CHARACTERS = 90
TITLE_WORDS = 16
TOLD_BY = 60
"""So many rows below are looked at to tell whether a row is a header."""

_VALUE = re.compile(r"^[£$€]?\s*[-+]?\d[\d,.]*\s*(%|per cent|[kKmM])?$")
_YEAR = re.compile(r"^(19|20)\d\d$")
_DATE = re.compile(
    r"^\d{1,2}([ /.-])(\d{1,2}|[A-Z][a-z]{2,8})\1\d{2,4}$|^\d{4}-\d\d-\d\d$"
    r"|^(\w+day )?\d{1,2}(st|nd|rd|th)? [A-Z][a-z]{2,8}\b"
)
_SENTENCE = re.compile(r"[.;!]$")


@cache
def _words() -> dict[str, frozenset[str]]:
    lists = load_yaml(Path(__file__).with_name("tables.yaml").read_text(encoding="utf-8"))
    return {name: frozenset(str(word).lower() for word in words) for name, words in lists.items()}


def _known(text: str, kind: str) -> bool:
    return one_line(text).rstrip(":?* ").lower() in _words()[kind]


def like_a_label(text: str) -> bool:
    """Whether a cell is short and unfinished, as names are, and no figure."""
    text = one_line(text)
    if not text or len(text) > HEADER_CHARACTERS or len(text.split()) > HEADER_WORDS:
        return False
    if _VALUE.match(text) and not _YEAR.match(text):
        return False
    return not (_SENTENCE.search(text) and len(text.split()) > 3)


def names_rows(rows: Sequence[Row]) -> bool:
    """Whether a table of two columns is a list of labels and values, such as the head of a set of minutes."""
    filled = [row.cells for row in rows[:TOLD_BY] if row.cells]
    if not filled or any(len(cells) > 2 for cells in filled) or len({c.column for cells in filled for c in cells}) != 2:
        return False
    pairs = [cells for cells in filled if len(cells) == 2]
    if not pairs or not all(like_a_label(cells[0].text) for cells in pairs):
        return False
    if _known(pairs[0][0].text, "headers") and _known(pairs[0][1].text, "headers") and len(pairs) > 1:
        return False
    colons = sum(cells[0].text.rstrip().endswith(":") for cells in pairs)
    return _known(pairs[0][0].text, "labels") or colons * 2 > len(pairs) or _labels_in_bold(pairs)


def _labels_in_bold(pairs: Sequence[tuple[Cell, ...]]) -> bool:
    return len(pairs) > 1 and all(label.bold for label, _ in pairs) and not any(value.bold for _, value in pairs)


def names_columns(first: Row, rest: Sequence[Row]) -> bool:
    """Whether the first row of a table holds the names of its columns."""
    if first.header and first.cells:
        return True
    rest = rest[:TOLD_BY]
    if len(first.cells) < 2 or not rest or not all(like_a_label(cell.text) for cell in first.cells):
        return False
    if _recurs(first, rest):
        return False
    dates = sum(_DATE.match(one_line(cell.text)) is not None for cell in first.cells)
    if dates and (dates == 1 or dates == len(first.cells)):
        return False
    known = sum(_known(cell.text, "headers") for cell in first.cells)
    return known > 0 or _stands_out(first, rest) or _is_shorter(first, rest)


def _recurs(first: Row, rest: Sequence[Row]) -> bool:
    """A value met again in its own column is a value: nobody repeats a header there, unless the whole row again."""
    texts = {(cell.column, one_line(cell.text).lower()) for cell in first.cells}
    for row in rest:
        again = {(cell.column, one_line(cell.text).lower()) for cell in row.cells}
        if texts & again and texts != again:
            return True
    return False


def _stands_out(first: Row, rest: Sequence[Row]) -> bool:
    if not all(cell.bold for cell in first.cells):
        return False
    return not all(cell.bold for row in rest for cell in row.cells)


def _is_shorter(first: Row, rest: Sequence[Row]) -> bool:
    """Headers name what stands below: figures, dates or longer words."""
    below: dict[int, list[str]] = {}
    for row in rest:
        for cell in row.cells:
            below.setdefault(cell.column, []).append(one_line(cell.text))
    judged = [(one_line(cell.text), below[cell.column]) for cell in first.cells if cell.column in below]
    named = sum(_names(header, values) for header, values in judged)
    return bool(judged) and named * 2 >= len(judged)


def _names(header: str, values: list[str]) -> bool:
    figures = sum(bool(_VALUE.match(value) or _DATE.match(value)) for value in values)
    if figures * 2 > len(values):
        return not _VALUE.match(header)
    return sum(map(len, values)) / len(values) > 2 * len(header)


def column_names(row: Row, over: Names | None = None) -> Names:
    """The header of each column that the row's cells span, under the wider headers `over` them."""
    names: Names = {}
    for cell in row.cells:
        for column in range(cell.column, cell.column + cell.span):
            above = (over or {}).get(column, "")
            text = one_line(cell.text)
            names[column] = f"{above} {text}" if above and above != text else text
    return {**(over or {}), **names}


def has_wide_cells(row: Row) -> bool:
    """Whether some but not all of the table's columns are gathered under one cell of the row."""
    return len(row.cells) > 1 and any(cell.span > 1 for cell in row.cells)


def is_title(row: Row, width: int) -> bool:
    """Whether a row is a heading across the table: one short cell, across all columns or alone at their left."""
    if len(row.cells) != 1 or width < 2:
        return False
    cell = row.cells[0]
    text = one_line(cell.text)
    if len(text.split()) > TITLE_WORDS or _SENTENCE.search(text) or _VALUE.match(text):
        return False
    return cell.span >= width


def like_a_title(row: Row) -> bool:
    """Whether a row's only cell is short and unfinished, as titles are."""
    text = one_line(row.cells[0].text)
    return len(text.split()) <= TITLE_WORDS and not _SENTENCE.search(text)
