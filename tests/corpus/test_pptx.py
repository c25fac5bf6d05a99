"""What a slide show says is read slide by slide, notes and hidden slides included."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pptx
import pytest
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

from corpus.formats.pptx import read
from corpus.limits import Refused
from tests.corpus.word_papers import zipped


def show() -> bytes:
    deck = pptx.Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[1])
    first.shapes.title.text = "Learning from Child Q"
    first.placeholders[1].text = "Front door calls rose\nNo agency audited its own response"
    first.notes_slide.notes_text_frame.text = "Health could not attend the launch."
    second = deck.slides.add_slide(deck.slide_layouts[5])
    second.shapes.title.text = "Take-up"
    table = second.shapes.add_table(2, 2, Cm(1), Cm(5), Cm(10), Cm(3)).table
    for (row, column), text in {(0, 0): "Agency", (0, 1): "Came", (1, 0): "Police", (1, 1): "12"}.items():
        table.cell(row, column).text = text
    group = second.shapes.add_group_shape()
    group.shapes.add_textbox(Cm(1), Cm(1), Cm(4), Cm(1)).text_frame.text = "Inside a group"
    chart = CategoryChartData()
    chart.categories = ["2024", "2025"]
    chart.add_series("Attendance", (0.4, 0.57), number_format="0%")
    second.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(1), Cm(9), Cm(8), Cm(5), chart)
    picture = BytesIO()
    Image.new("RGB", (9, 9)).save(picture, "PNG")
    second.shapes.add_picture(BytesIO(picture.getvalue()), Cm(1), Cm(1))
    second._element.set("show", "0")
    buffer = BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def test_a_slide_is_one_segment_with_its_notes() -> None:
    slide = read(show(), "a.pptx").segments[0]
    assert slide.where.to_json() == {"slide": 1}
    assert slide.text.split("\n") == [
        "Learning from Child Q",
        "Front door calls rose",
        "No agency audited its own response",
        "Health could not attend the launch.",
    ]
    assert [block.style for block in slide.blocks] == ["title", "paragraph", "paragraph", "note"]
    assert slide.blocks[3].headings == ("Learning from Child Q", "Speaker notes")


def test_tables_groups_and_charts_are_read_and_pictures_and_hidden_slides_reported() -> None:
    reading = read(show(), "a.pptx")
    lines = reading.segments[1].text.split("\n")
    assert "Agency: Police | Came: 12" in lines
    assert "Inside a group" in lines
    assert "Attendance | 2024: 40% | 2025: 57%" in lines
    assert {place.why.split(":")[0] for place in reading.unread} == {
        "A picture was not read",
        "This slide is hidden in the show, and was read.",
    }
    assert reading.status == "partly_read"


def test_a_damaged_slide_is_reported_and_the_others_are_read() -> None:
    with zipfile.ZipFile(BytesIO(show())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["ppt/slides/slide1.xml"] = parts["ppt/slides/slide1.xml"][:300]
    reading = read(zipped(parts), "a.pptx")
    assert [segment.where.slide for segment in reading.segments] == [2]
    assert any(place.where and place.where.slide == 1 and "damaged" in place.why for place in reading.unread)


def test_what_is_no_slide_show_is_refused() -> None:
    with pytest.raises(Refused, match="damaged"):
        read(b"PK\x03\x04", "a.pptx")
