"""Tables as text (.csv, .tsv): row by row, each value after the name of its column, as in a workbook."""

from __future__ import annotations

import csv
import io
from collections import Counter

from corpus.formats.grid import Cell, Row
from corpus.formats.rows import pieces_of
from corpus.formats.transcript import Transcript
from corpus.limits import CELLS, Refused, too_many

SUFFIXES = (".csv", ".tsv")
SEPARATORS = ",;\t|"
SAMPLE = 40
"""Lines that are tried."""
csv.field_size_limit(20_000_000)


class NotATable(Exception):
    """The text cannot be taken apart into rows and values."""


def read_separated(transcript: Transcript, text: str) -> None:
    """Adds every row to the transcript; rows that are blank part one table from the next. NotATable where it is none."""
    table: list[Row] = []
    for row in _rows(text):
        if row.cells:
            table.append(row)
        else:
            _add(transcript, table)
            table = []
    _add(transcript, table)


def _rows(text: str) -> list[Row]:
    try:
        read = list(csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=_separator(text)))
    except csv.Error as error:
        raise NotATable from error
    rows = [Row(tuple(Cell(at, value) for at, value in enumerate(values) if value.strip())) for values in read]
    cells = sum(len(row.cells) for row in rows)
    if cells > CELLS:
        raise Refused(too_many(cells, "cells", CELLS))
    return rows


def _add(transcript: Transcript, table: list[Row]) -> None:
    width = max((row.cells[-1].column + 1 for row in table), default=0)
    for piece in pieces_of(table, width, transcript.headings):
        transcript.add_paragraph(piece)


def _separator(text: str) -> str:
    """The sign that cuts the most of the first lines into the same number of values, and of those the most values."""
    lines = [line for line in text.splitlines() if line.strip()][:SAMPLE]

    def evenness(sign: str) -> tuple[float, int]:
        widths = Counter(len(values) for values in csv.reader(lines, delimiter=sign))
        width, often = max(widths.items(), key=lambda one: (one[1], one[0]), default=(1, 0))
        return (often / len(lines) if width > 1 else 0.0, width)

    try:
        return max(SEPARATORS, key=evenness)
    except csv.Error:
        return SEPARATORS[0]
