"""A paper as a PDF in its author's house style: running header and footer, ruled tables, one column or two."""

from __future__ import annotations

import io
import re
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageTemplate

from corpus.samples.pdf_pieces import HouseStyle, flowables
from corpus.samples.source import Source

STYLES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "house_styles.yaml").read_text(encoding="utf-8"))

WIDTH, HEIGHT = A4


def as_pdf(source: Source) -> bytes:
    """Set twice: once to learn how many pages there are, once to print “Page 3 of 12”."""
    _, pages = _set(source, None)
    data, _ = _set(source, pages)
    return data


def house_style(source: Source) -> HouseStyle:
    return HouseStyle(**STYLES[source.front["style"]])


def _set(source: Source, pages: int | None) -> tuple[bytes, int]:
    out = io.BytesIO()
    style = house_style(source)
    document = BaseDocTemplate(
        out, pagesize=A4, invariant=1, title=source.front.get("title", ""), author=source.front.get("author", "")
    )
    document.addPageTemplates(_templates(source, style, pages))
    story: list[Flowable] = [NextPageTemplate("later"), *flowables(_hyphenated(source), style, _column(style))]
    document.build(story)
    return out.getvalue(), document.page


def _hyphenated(source: Source) -> Source:
    """In two columns, long words carry the places where they may be broken."""
    if house_style(source).columns == 1:
        return source
    words = sorted(STYLES["hyphenation"], key=len, reverse=True)
    pattern = re.compile(r"\b(?:" + "|".join(words) + r")\b", re.IGNORECASE)
    return Source(source.path, source.front, pattern.sub(_broken, source.body))


def _broken(found: re.Match[str]) -> str:
    """The word as it was written, capitals and all, with soft hyphens at its breaks."""
    letters = iter(found.group())
    breaks = STYLES["hyphenation"][found.group().lower()]
    if found.group().count("-"):
        return found.group()
    return "".join("\u00ad" if sign == "-" else next(letters) for sign in breaks)


def _templates(source: Source, style: HouseStyle, pages: int | None) -> list[PageTemplate]:
    first = partial(_furniture, source=source, style=style, pages=pages, banner=style.banner)
    later = partial(_furniture, source=source, style=style, pages=pages, banner=False)
    top = 3.2 * cm if style.banner else 0
    return [
        PageTemplate("first", _frames(style, top), onPage=first),
        PageTemplate("later", _frames(style, 0), onPage=later),
    ]


def _column(style: HouseStyle) -> float:
    gap = 0.8 * cm * (style.columns - 1)
    return float((WIDTH - 2 * style.margin * cm - gap) / style.columns)


def _frames(style: HouseStyle, top: float) -> list[Frame]:
    height = HEIGHT - 4.6 * cm - top
    step = _column(style) + 0.8 * cm
    return [
        Frame(style.margin * cm + n * step, 2.2 * cm, _column(style), height, 0, 0, 0, 0) for n in range(style.columns)
    ]


def _furniture(
    canvas: Canvas, _document: BaseDocTemplate, source: Source, style: HouseStyle, pages: int | None, banner: bool
) -> None:
    """The running header and footer, and on a first page the coloured band."""
    canvas.saveState()
    left, right = style.margin * cm, WIDTH - style.margin * cm
    canvas.setFont(style.font, 8.5)
    canvas.setFillColor("#555555")
    canvas.drawString(left, HEIGHT - 1.5 * cm, source.front.get("header", ""))
    canvas.drawRightString(right, HEIGHT - 1.5 * cm, source.front.get("marking", ""))
    canvas.setStrokeColor("#999999")
    canvas.line(left, 1.75 * cm, right, 1.75 * cm)
    canvas.drawString(left, 1.25 * cm, source.front.get("footer", ""))
    canvas.drawRightString(right, 1.25 * cm, f"Page {canvas.getPageNumber()} of {pages or 0}")
    if banner:
        canvas.setFillColor(style.colour)
        canvas.rect(0, HEIGHT - 4.8 * cm, WIDTH, 2.6 * cm, stroke=0, fill=1)
        canvas.setFillColor("#ffffff")
        canvas.setFont(style.bold_font, 16)
        canvas.drawString(left, HEIGHT - 3.7 * cm, source.front.get("banner", source.front.get("header", "")))
    canvas.restoreState()
