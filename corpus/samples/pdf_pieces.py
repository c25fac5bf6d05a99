"""The pieces of a paper as ReportLab flowables in one house style."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from html import escape
from itertools import zip_longest

from reportlab.lib.colors import HexColor, white
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, ListFlowable, ListItem, PageBreak, Spacer
from reportlab.platypus import Paragraph as SetParagraph
from reportlab.platypus import Table as SetTable

from corpus.samples.source import Bullets, Callout, Heading, NewPage, Paragraph, Piece, Run, Runs, Source, Table, plain

BOLD = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Vera": "VeraBd"}

PADDING = 14.0
"""Points of white on both sides of a cell."""


@dataclass(frozen=True)
class HouseStyle:
    """How one author's papers look."""

    font: str
    size: float
    leading: float
    colour: str
    margin: float
    heading_sizes: tuple[float, float, float]
    columns: int = 1
    banner: bool = False

    @property
    def bold_font(self) -> str:
        return BOLD[self.font]

    def body(self, shrink: float = 0) -> ParagraphStyle:
        return ParagraphStyle(
            "body",
            fontName=self.font,
            fontSize=self.size - shrink,
            leading=self.leading - 1.3 * shrink,
            spaceAfter=0 if shrink else self.leading * 0.55,
            alignment=4 if self.columns > 1 and not shrink else 0,
            embeddedHyphenation=1 if self.columns > 1 else 0,
        )

    def heading(self, level: int) -> ParagraphStyle:
        size = self.heading_sizes[min(level, 3) - 1]
        return ParagraphStyle(
            f"heading{level}",
            fontName=self.bold_font,
            fontSize=size,
            leading=size * 1.25,
            textColor=HexColor(self.colour),
            spaceBefore=size * (0.9 if level > 1 else 0.2),
            spaceAfter=size * 0.45,
            keepWithNext=1,
        )


def flowables(source: Source, style: HouseStyle, width: float) -> list[Flowable]:
    """Every piece of the paper, set to the width of a column."""
    return [flowable for piece in source.pieces() for flowable in _set(piece, style, width)]


def _marked(runs: Runs) -> str:
    marked = []
    for run in runs:
        text = escape(run.text, quote=False)
        text = f"<b>{text}</b>" if run.bold else text
        marked.append(f"<i>{text}</i>" if run.italic else text)
    return "".join(marked)


@singledispatch
def _set(piece: Piece, style: HouseStyle, width: float) -> list[Flowable]:
    raise TypeError(f"No way to set a {type(piece).__name__}.")


@_set.register
def _(piece: Heading, style: HouseStyle, width: float) -> list[Flowable]:
    return [SetParagraph(_marked(piece.runs), style.heading(piece.level))]


@_set.register
def _(piece: Paragraph, style: HouseStyle, width: float) -> list[Flowable]:
    return [SetParagraph(_marked(piece.runs), style.body())]


@_set.register
def _(piece: Bullets, style: HouseStyle, width: float) -> list[Flowable]:
    items = [ListItem(SetParagraph(_marked(runs), style.body()), leftIndent=16) for runs in piece.items]
    start = {"bulletType": "1", "bulletFormat": "%s."} if piece.numbered else {"bulletType": "bullet", "start": "•"}
    return [ListFlowable(items, leftIndent=16, bulletFontSize=style.size, **start)]


@_set.register
def _(piece: Callout, style: HouseStyle, width: float) -> list[Flowable]:
    inside = [SetParagraph(_marked(runs), style.body()) for runs in piece.paragraphs]
    box = [("BOX", (0, 0), (-1, -1), 1, HexColor(style.colour)), ("BACKGROUND", (0, 0), (-1, -1), HexColor("#f3f3f0"))]
    return [SetTable([[inside]], colWidths=[width], style=box), Spacer(1, style.leading * 0.6)]


@_set.register
def _(piece: NewPage, style: HouseStyle, width: float) -> list[Flowable]:
    return [PageBreak()]


@_set.register
def _(piece: Table, style: HouseStyle, width: float) -> list[Flowable]:
    header = style.body(1.2).clone("header", fontName=style.bold_font, textColor=white)
    cells = [[SetParagraph(_marked(runs), header) for runs in piece.header]]
    cells += [[SetParagraph(_marked(runs), style.body(1.2)) for runs in row] for row in piece.rows]
    ruled = [
        ("GRID", (0, 0), (-1, -1), 0.5, HexColor("#8a8a8a")),
        ("BACKGROUND", (0, 0), (-1, 0), HexColor(style.colour)),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    table = SetTable(cells, colWidths=_widths(piece, style, width), style=ruled, repeatRows=1)
    return [table, Spacer(1, style.leading * 0.8)]


def _widths(table: Table, style: HouseStyle, width: float) -> list[float]:
    """Columns wide enough that no word is broken; what is left over goes where the most is written."""
    columns = list(zip_longest(table.header, *table.rows, fillvalue=(Run(""),)))
    least = [max(_longest_word(runs, style) for runs in column) + PADDING for column in columns]
    written = [min(max(len(plain(runs)) for runs in column), 60) for column in columns]
    spare = max(width - sum(least), 0)
    return [narrowest + spare * share / sum(written) for narrowest, share in zip(least, written, strict=True)]


def _longest_word(runs: Runs, style: HouseStyle) -> float:
    return max((stringWidth(word, style.bold_font, style.size - 1.2) for word in plain(runs).split()), default=0.0)
