"""A presentation: a title, bullets or a table on each slide, and the speaker's notes."""

from __future__ import annotations

import io
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Cm, Pt

from corpus.samples.fixed_zip import fixed
from corpus.samples.source import Source

TITLE_SLIDE, BULLETS, TITLE_ONLY = 0, 1, 5


def as_pptx(source: Source) -> bytes:
    """The slides of the source in order, the first as the title."""
    show = Presentation()
    for n, told in enumerate(source.front["slides"]):
        _slide(show, told, first=n == 0)
    properties = show.core_properties
    properties.title, properties.author = source.front.get("title", ""), source.front.get("author", "")
    properties.created = properties.modified = source.written.replace(tzinfo=None)
    properties.last_modified_by = properties.author
    out = io.BytesIO()
    show.save(out)
    return fixed(out.getvalue(), source.written)


def _slide(show: Any, told: dict[str, Any], first: bool) -> None:
    layout = TITLE_SLIDE if first else TITLE_ONLY if "table" in told else BULLETS
    slide = show.slides.add_slide(show.slide_layouts[layout])
    slide.shapes.title.text = told["title"]
    for run in slide.shapes.title.text_frame.paragraphs[0].runs:
        run.font.color.rgb, run.font.size = RGBColor.from_string("1F4E5F"), Pt(40 if first else 30)  # type: ignore[no-untyped-call]
    if "table" in told:
        _table(slide, told["table"])
    else:
        _bullets(slide.placeholders[1].text_frame, told["bullets"])
    if "notes" in told:
        slide.notes_slide.notes_text_frame.text = told["notes"]


def _bullets(frame: Any, bullets: list[str]) -> None:
    frame.text = bullets[0]
    for bullet in bullets[1:]:
        frame.add_paragraph().text = bullet
    for paragraph in frame.paragraphs:
        paragraph.font.size = Pt(20)


def _table(slide: Any, rows: list[list[str]]) -> None:
    frame = slide.shapes.add_table(len(rows), len(rows[0]), Cm(1.5), Cm(4), Cm(22.4), Cm(1.1 * len(rows)))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            cell = frame.table.cell(r, c)
            cell.text = str(text)
            cell.text_frame.paragraphs[0].font.size = Pt(14)
