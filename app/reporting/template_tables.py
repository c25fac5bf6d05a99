"""The tables of the report's template."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from docx.table import Table, _Row


def table(word: WordDocument, columns: int, widths: tuple[float, ...], header: tuple[str, ...] = ()) -> Table:
    """A table with fixed widths in centimetres, and a header row that is repeated on each page."""
    made: Table = word.add_table(rows=0, cols=columns)
    made.style, made.autofit = "Table Grid", False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)
    if header:
        row = new_row(made)
        fill(row, header)
        for cell in row.cells:
            cell.paragraphs[0].runs[0].bold = True
        repeat = OxmlElement("w:tblHeader")
        row._tr.get_or_add_trPr().append(repeat)
    return made


def new_row(table: Table) -> _Row:
    """One more row, which no page break cuts in two."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return row


def fill(row: _Row, texts: tuple[str, ...], *, bold_first: bool = False) -> None:
    """Puts a text into each cell of a row."""
    for cell, column, text in zip(row.cells, row.table.columns, texts, strict=True):
        cell.width = column.width
        cell.text = text
        cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    if bold_first:
        row.cells[0].paragraphs[0].runs[0].bold = True


def rows(
    word: WordDocument,
    title: str,
    name: str,
    each: str,
    widths: tuple[float, ...],
    header: tuple[str, ...],
    cells: tuple[str, ...],
) -> None:
    """A heading with a row for each thing of a list, or “None.” where the list is empty."""
    word.add_heading(title, 1)
    word.add_paragraph("{%p if " + name + " %}")
    grid = table(word, len(widths), widths=widths, header=header)
    blank = ("",) * (len(widths) - 1)
    fill(new_row(grid), ("{%tr for " + each + " in " + name + " %}", *blank))
    fill(new_row(grid), cells)
    fill(new_row(grid), ("{%tr endfor %}", *blank))
    word.add_paragraph("{%p else %}")
    word.add_paragraph("None.")
    word.add_paragraph("{%p endif %}")
