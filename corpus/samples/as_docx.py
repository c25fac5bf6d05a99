"""A paper as a Word file: styles, header and footer, ruled tables, readers' comments."""

from __future__ import annotations

import io
from functools import singledispatch
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from corpus.samples.fixed_zip import fixed
from corpus.samples.source import Bullets, Callout, Heading, NewPage, Paragraph, Piece, Runs, Source, Table

SHADE = "D9E2E7"


def as_docx(source: Source) -> bytes:
    """The paper in its author's Word template."""
    word = Document()
    _dress(word, source)
    for piece in source.pieces():
        _set(piece, word)
    _date(word, source)
    out = io.BytesIO()
    word.save(out)
    return fixed(out.getvalue(), source.written)


def _dress(word: Any, source: Source) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = source.front.get("font", "Arial"), Pt(source.front.get("size", 11))
    for level in (1, 2, 3):
        heading = word.styles[f"Heading {level}"]
        heading.font.name = normal.font.name
        heading.font.color.rgb = RGBColor.from_string(source.front.get("colour", "1F4E5F"))
    section.header.paragraphs[0].text = f"{source.front.get('header', '')}\t\t{source.front.get('marking', '')}"
    footer = section.footer.paragraphs[0]
    footer.text = f"{source.front.get('footer', '')}\t\tPage "
    _page_number(footer)


def _page_number(paragraph: WordParagraph) -> None:
    """The field that Word fills in with the number of the page."""
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        if kind:
            sign = OxmlElement("w:fldChar")
            sign.set(qn("w:fldCharType"), kind)
        else:
            sign = OxmlElement("w:instrText")
            sign.text = text
        run._r.append(sign)


def _date(word: Any, source: Source) -> None:
    """The file's own dates are the paper's, and so are its comments'."""
    properties = word.core_properties
    properties.title, properties.author = source.front.get("title", ""), source.front.get("author", "")
    properties.created = properties.modified = source.written.replace(tzinfo=None)
    properties.last_modified_by, properties.comments = properties.author, ""
    for comment in word.comments:
        comment._comment_elm.set(qn("w:date"), source.written.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _write(paragraph: WordParagraph, runs: Runs) -> None:
    for run in runs:
        written = paragraph.add_run(run.text)
        written.bold, written.italic = run.bold or None, run.italic or None


@singledispatch
def _set(piece: Piece, word: Any) -> None:
    raise TypeError(f"No way to set a {type(piece).__name__}.")


@_set.register
def _(piece: Heading, word: Any) -> None:
    _write(word.add_paragraph(style="Title" if piece.level == 1 else f"Heading {piece.level - 1}"), piece.runs)


@_set.register
def _(piece: Paragraph, word: Any) -> None:
    paragraph = word.add_paragraph()
    _write(paragraph, piece.runs)
    if piece.comment:
        author, text = piece.comment.split(":", 1)
        initials = "".join(name[0] for name in author.split())
        word.add_comment(paragraph.runs, text=text.strip(), author=author, initials=initials)


@_set.register
def _(piece: Bullets, word: Any) -> None:
    for runs in piece.items:
        _write(word.add_paragraph(style="List Number" if piece.numbered else "List Bullet"), runs)


@_set.register
def _(piece: Callout, word: Any) -> None:
    for runs in piece.paragraphs:
        _write(word.add_paragraph(style="Intense Quote"), runs)


@_set.register
def _(piece: NewPage, word: Any) -> None:
    word.add_page_break()


@_set.register
def _(piece: Table, word: Any) -> None:
    table = word.add_table(rows=1 + len(piece.rows), cols=len(piece.header), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for row, runs_of_row in zip(table.rows, (piece.header, *piece.rows), strict=True):
        for cell, runs in zip(row.cells, runs_of_row, strict=False):
            _write(cell.paragraphs[0], runs)
    for cell in table.rows[0].cells:
        _shade(cell)
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    word.add_paragraph()


def _shade(cell: Any) -> None:
    for run in cell.paragraphs[0].runs:
        run.bold = True
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), SHADE)
    cell._tc.get_or_add_tcPr().append(shade)
