"""Tables as a person reads them aloud: each row with the names of its columns."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.formats.grid import Names, Row, one_line
from corpus.formats.headers import (
    column_names,
    has_wide_cells,
    is_title,
    like_a_label,
    like_a_title,
    names_columns,
    names_rows,
)
from corpus.formats.transcript import Piece

BORDER = " | "
"""Between the cells of a row."""


def labelled(label: str, value: str) -> str:
    """A value with its label in front."""
    label = one_line(label)
    if not label or label.lower() == one_line(value).lower():
        return value
    return f"{label} {value}" if label.endswith((":", "?")) else f"{label}: {value}"


def row_piece(row: Row, names: Names, columns: tuple[str, ...], headings: tuple[str, ...]) -> Piece:
    """A row as one line: each value after the name of its column, empty cells left out."""
    text = BORDER.join(labelled(names.get(cell.column, ""), cell.text.strip()) for cell in row.cells)
    return Piece(text, "row", headings + row.above, columns)


def header_piece(row: Row, headings: tuple[str, ...]) -> Piece:
    """The header row itself: its text is the names of its columns and nothing else."""
    columns = tuple(one_line(cell.text) for cell in row.cells)
    return Piece(BORDER.join(columns), "row", headings, columns)


def pair_piece(row: Row, headings: tuple[str, ...]) -> Piece:
    """A label and its value, as one line."""
    if len(row.cells) != 2:
        return row_piece(row, {}, (), headings)
    label, value = row.cells
    return Piece(labelled(label.text, value.text.strip()), "row", headings, (one_line(label.text),))


def pieces_of(rows: Sequence[Row], width: int, headings: tuple[str, ...]) -> list[Piece]:
    """A whole table, row by row, with its headers and the headings across it worked out."""
    return [piece for _, piece in numbered_pieces(rows, width, headings)]


def numbered_pieces(
    rows: Sequence[Row], width: int, headings: tuple[str, ...], known: Names | None = None
) -> list[tuple[int, Piece]]:
    """The pieces of a table, each with the index of its row; `known` are headers carried over from above."""
    return list(_Table(rows, width, headings, known or {}).pieces())


class _Table:
    """One table being read down: the headers and the heading in force."""

    def __init__(self, rows: Sequence[Row], width: int, headings: tuple[str, ...], known: Names) -> None:
        self.rows = rows
        self.width = width
        self.headings = headings
        self.section: tuple[str, ...] = ()
        self.names = known
        self.plain_start = self._usual_start()

    def pieces(self) -> list[tuple[int, Piece]]:
        found: list[tuple[int, Piece]] = []
        start = self._titles(found)
        body = self.rows[start:]
        if names_rows(body):
            return found + [(start + i, pair_piece(row, self._path())) for i, row in enumerate(body) if row.cells]
        start = self._headers(start, found)
        columns = tuple(dict.fromkeys(self.names.values()))
        header = (
            {(cell.column, one_line(cell.text)) for cell in self.rows[start - 1].cells}
            if self.names and start
            else None
        )
        for index in range(start, len(self.rows)):
            row = self.rows[index]
            if {(cell.column, one_line(cell.text)) for cell in row.cells} == header:
                continue
            if is_title(row, self.width) or self._heads_a_section(row):
                found.append((index, self._title(row)))
            elif row.cells:
                found.append((index, row_piece(row, self.names, columns, self._path())))
        return found

    def _usual_start(self) -> int | None:
        """The column in which full rows start, where their first cells are mostly not bold."""
        full = [row.cells[0] for row in self.rows if len(row.cells) > 2]
        if not full or sum(cell.bold for cell in full) * 2 > len(full):
            return None
        return min(cell.column for cell in full)

    def _heads_a_section(self, row: Row) -> bool:
        """A bold label alone at the left, where the other rows' first cells are not bold, heads the rows below it.

        A plain label alone is an entry whose other cells are blank: an agency that never came, say.
        """
        if len(row.cells) != 1 or not row.cells[0].bold or not like_a_label(row.cells[0].text):
            return False
        return row.cells[0].column == self.plain_start

    def _path(self) -> tuple[str, ...]:
        return self.headings + self.section

    def _title(self, row: Row) -> Piece:
        text = one_line(row.cells[0].text)
        self.section = (text,)
        return Piece(row.cells[0].text, "heading", self.headings)

    def _titles(self, found: list[tuple[int, Piece]]) -> int:
        """Rows with one cell above the header row: the table's title, and notes on it."""
        index = 0
        while index < len(self.rows) - 1 and len(self.rows[index].cells) <= 1:
            row = self.rows[index]
            if row.cells and self.width > 1 and like_a_title(row):
                found.append((index, self._title(row)))
            elif row.cells:
                found.append((index, Piece(row.cells[0].text, "paragraph", self._path())))
            index += 1
        return index

    def _headers(self, start: int, found: list[tuple[int, Piece]]) -> int:
        """The header rows: one, or two where the first gathers columns under wider names."""
        if not names_columns(self.rows[start], self.rows[start + 1 :]):
            return start
        first = self.rows[start]
        self.names = column_names(first)
        found.append((start, header_piece(first, self._path())))
        start += 1
        while start < len(self.rows) - 1 and self._is_second_header(first, self.rows[start], start):
            self.names = column_names(self.rows[start], self.names)
            found.append((start, header_piece(self.rows[start], self._path())))
            first = self.rows[start]
            start += 1
        return start

    def _is_second_header(self, first: Row, row: Row, index: int) -> bool:
        if row.header:
            return True
        if not has_wide_cells(first):
            return False
        return all(like_a_label(cell.text) for cell in row.cells) and names_columns(row, self.rows[index + 1 :])
