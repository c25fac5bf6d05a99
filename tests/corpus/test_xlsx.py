"""What a workbook shows is read with its headers; what it hides is read and said."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from corpus.document import Reading
from corpus.formats.cell_text import cell_text
from corpus.formats.xlsx import read
from corpus.limits import Refused
from tests.corpus.word_papers import zipped


def at(*parts: int) -> datetime:
    """A moment as a workbook stores it, which knows no time zone."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


def saved(workbook: openpyxl.Workbook) -> bytes:
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def sheet_of(*rows: tuple[object, ...]) -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    workbook.active.title = "Data"
    for row in rows:
        workbook.active.append(row)
    return workbook


def texts(reading: Reading) -> list[str]:
    return [segment.text for segment in reading.segments]


def whys(reading: Reading) -> str:
    return " ".join(place.why for place in reading.unread)


def test_each_row_carries_its_headers_and_its_cells() -> None:
    reading = read(
        saved(sheet_of(("Training 2025-26",), ("Agency", "Places", "Reached"), ("Police", 30, 0.57))), "a.xlsx"
    )

    assert texts(reading) == [
        "Training 2025-26",
        "Agency | Places | Reached",
        "Agency: Police | Places: 30 | Reached: 0.57",
    ]
    assert reading.segments[2].where.to_json() == {"sheet": "Data", "cells": "A3:C3"}
    assert reading.segments[2].blocks[0].headings == ("Data", "Training 2025-26")


def test_two_tables_on_one_sheet_keep_their_own_headers() -> None:
    workbook = sheet_of(
        ("Agency", "Places"),
        ("Police", 30),
        (),
        ("Course", "Owner"),
        ("Neglect", "Health"),
        (),
        ("Figures are provisional.",),
    )
    reading = read(saved(workbook), "a.xlsx")
    assert texts(reading) == [
        "Agency | Places",
        "Agency: Police | Places: 30",
        "Course | Owner",
        "Course: Neglect | Owner: Health",
        "Figures are provisional.",
    ]


def test_rows_after_a_gap_keep_the_headers_above_it() -> None:
    workbook = sheet_of(("Agency", "Q1", "Q2"), ("Police", 3, 4), (), ("Health", 5, 6), ("Education", 1, 2))
    assert texts(read(saved(workbook), "a.xlsx"))[2] == "Agency: Health | Q1: 5 | Q2: 6"


def test_wide_headers_are_joined_with_those_below_them() -> None:
    workbook = sheet_of(
        ("Agency", "2024-25", None, "2025-26", None), (None, "Q1", "Q2", "Q1", "Q2"), ("Police", 3, 4, 5, 6)
    )
    workbook.active.merge_cells("B1:C1")
    workbook.active.merge_cells("D1:E1")
    assert (
        texts(read(saved(workbook), "a.xlsx"))[-1]
        == "Agency: Police | 2024-25 Q1: 3 | 2024-25 Q2: 4 | 2025-26 Q1: 5 | 2025-26 Q2: 6"
    )


def test_a_cell_merged_down_labels_the_rows_it_spans() -> None:
    workbook = sheet_of(("Theme", "Action", "Owner"), ("Neglect", "Write", "Health"), (None, "Run", "Police"))
    workbook.active.merge_cells("A2:A3")
    reading = read(saved(workbook), "a.xlsx")
    assert texts(reading)[-1] == "Action: Run | Owner: Police"
    assert reading.segments[-1].blocks[0].headings == ("Data", "Neglect")


def test_an_agency_whose_cells_are_all_blank_stays_a_row() -> None:
    workbook = sheet_of(("Agency", "March", "June"), ("Police", "Yes", "Yes"), ("Fire",), ("Health", "No", "Yes"))
    reading = read(saved(workbook), "a.xlsx")
    assert texts(reading)[2:] == ["Agency: Fire", "Agency: Health | March: No | June: Yes"]


def test_a_bold_label_alone_heads_the_rows_below_it() -> None:
    workbook = sheet_of(
        ("Ref", "Action", "Owner"), ("Priority one",), ("A1", "Write", "Health"), ("A2", "Run", "Police")
    )
    workbook.active["A2"].font = Font(bold=True)
    reading = read(saved(workbook), "a.xlsx")
    assert reading.segments[2].blocks[0].headings == ("Data", "Priority one")


def test_values_are_read_never_formulas_and_a_missing_value_is_reported() -> None:
    workbook = sheet_of(("Agency", "Reached"), ("Police", "=1+1"), ("Health", 5))
    reading = read(saved(workbook), "a.xlsx")
    assert "=1+1" not in " ".join(texts(reading))
    assert "No value was saved for the formulas in B2" in whys(reading)
    assert reading.status == "partly_read"


def test_hidden_sheets_rows_and_columns_are_read_and_said() -> None:
    workbook = sheet_of(("Agency", "Places", "Note"), ("Police", 3, "late"), ("Health", 4, "ok"))
    workbook.active.row_dimensions[3].hidden = True
    workbook.active.column_dimensions["C"].hidden = True
    secret = workbook.create_sheet("Working")
    secret.append(("Nobody has checked these figures.",))
    secret.sheet_state = "hidden"

    reading = read(saved(workbook), "a.xlsx")

    assert "Agency: Health | Places: 4 | Note: ok" in texts(reading)
    assert "Nobody has checked these figures." in texts(reading)
    assert "“Working” is hidden, and was read" in whys(reading)
    assert reading.missed == ()
    assert len(reading.remarks) == len(reading.unread)
    assert "Hidden rows were read: 1" in whys(reading)
    assert "Hidden columns were read: C" in whys(reading)
    assert reading.status == "read"


def test_comments_are_read_and_charts_reported() -> None:
    workbook = sheet_of(("Agency", "Places"), ("Police", 3))
    workbook.active["B2"].comment = Comment("Figure disputed by the force", "Ana Moss")
    workbook.active.add_chart(BarChart(), "E5")

    reading = read(saved(workbook), "a.xlsx")

    comment = next(segment for segment in reading.segments if segment.blocks[0].style == "comment")
    assert (comment.text, comment.where.cells) == ("Figure disputed by the force", "B2")
    assert "A chart was not read" in whys(reading)


def test_cells_with_a_colour_and_no_words_are_reported() -> None:
    workbook = sheet_of(("Standard", "Rating"), ("Leadership", None))
    workbook.active["B2"].fill = PatternFill("solid", fgColor="FFFF0000")
    assert "The colour of cells that hold no words was not read: B2" in whys(read(saved(workbook), "a.xlsx"))


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (at(2026, 1, 21), "dd/mm/yyyy", "21 Jan 2026"),
        (at(2026, 1, 21, 14, 30), "dd/mm/yyyy hh:mm", "21 Jan 2026 14:30"),
        (at(2026, 1, 1), "mmm-yy", "Jan 2026"),
        (date(2026, 1, 21), "General", "21 Jan 2026"),
        (0.57, "0%", "57%"),
        (0.565, "0.0%", "56.5%"),
        (0.285, "0%", "29%"),
        (0.1 + 0.2, "General", "0.3"),
        (142000, '"£"#,##0', "£142,000"),
        (142000, "[$£-809]#,##0.00", "£142,000.00"),
        (-5, "#,##0;[Red]-#,##0", "-5"),
        (1234.5, "#,##0.0", "1,234.5"),
        (12, '0" days"', "12 days"),
        (3.0, "General", "3"),
        (0, "0%", "0%"),
        (True, "General", "TRUE"),
        (float("nan"), "0", ""),
    ],
)
def test_a_value_reads_as_the_sheet_shows_it(value: object, number_format: str, shown: str) -> None:
    assert cell_text(value, number_format) == shown


def test_a_cell_at_the_far_corner_costs_nothing() -> None:
    workbook = sheet_of(("near",))
    workbook.active.cell(1_048_576, 16_384, "far")
    assert [segment.where.cells for segment in read(saved(workbook), "a.xlsx").segments] == ["A1", "XFD1048576"]


def test_a_workbook_with_broken_formats_is_still_read() -> None:
    with zipfile.ZipFile(BytesIO(saved(sheet_of(("Agency", "Places"), ("Police", 3))))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/styles.xml"] = b"<styleSheet><fonts><font><sz val='large'/></font></fonts>"
    assert texts(read(zipped(parts), "a.xlsx"))[-1] == "Agency: Police | Places: 3"


def test_a_sheet_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    with zipfile.ZipFile(BytesIO(saved(sheet_of(("Agency", "Places"), ("Police", 3), ("Health", 4))))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet[: sheet.index(b'<row r="3"')]
    reading = read(zipped(parts), "a.xlsx")
    assert "Police" in texts(reading)[-1]
    assert "the rows after the damage were not read" in whys(reading)


def test_more_cells_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.formats.xlsx.CELLS", 3)
    with pytest.raises(Refused, match="4 cells; the most that are read is 3"):
        read(saved(sheet_of(("a", "b"), ("c", "d"))), "a.xlsx")
