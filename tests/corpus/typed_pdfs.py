"""PDFs typed for the tests: each a few lines of an invented partnership's papers with one difficulty."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable

import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

WIDE, HIGH = A4
Draw = Callable[[Canvas], None]


def pdf(*pages: Draw, encrypt: str | None = None) -> bytes:
    """A PDF with one page for each drawing."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True, encrypt=encrypt)
    for draw in pages:
        canvas.setFont("Helvetica", 11)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines(
    text: Iterable[str], x: float = 72, top: float = 740, leading: float = 14, font: str = "Helvetica", size: float = 11
) -> Draw:
    """Lines of type, one below the other."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        for i, line in enumerate(text):
            canvas.drawString(x, top - i * leading, line)

    return draw


def both(*draws: Draw) -> Draw:
    """Several drawings on one page."""

    def draw(canvas: Canvas) -> None:
        for one in draws:
            one(canvas)

    return draw


def table(rows: list[list[str]], widths: list[float], top: float = 700, bold: bool = True, ruled: bool = True) -> Draw:
    """A table, with lines around its cells or without, its first row in bold."""

    def draw(canvas: Canvas) -> None:
        style: list[tuple[object, ...]] = [("FONTSIZE", (0, 0), (-1, -1), 10), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        if ruled:
            style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
        if bold:
            style.append(("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold"))
        typed = Table(rows, colWidths=widths, style=style)
        _, height = typed.wrapOn(canvas, WIDE, HIGH)
        typed.drawOn(canvas, 72, top - height)

    return draw


def scanned(data: bytes, blur: float = 0.6, skew: float = 0.0, quality: int = 60, turn: int = 0) -> bytes:
    """The PDF as a photocopier would give it back: pictures of its pages, a little blurred and askew."""
    pictures = []
    for page in pypdfium2.PdfDocument(data):
        picture: Image.Image = page.render(scale=200 / 72, grayscale=True).to_pil()
        picture = picture.rotate(skew, fillcolor=255).filter(ImageFilter.GaussianBlur(blur)).rotate(turn, expand=True)
        kept = io.BytesIO()
        picture.save(kept, "JPEG", quality=quality)
        pictures.append(kept.getvalue())

    def shown(picture: bytes) -> Draw:
        return lambda canvas: canvas.drawImage(ImageReader(io.BytesIO(picture)), 0, 0, WIDE, HIGH) and None

    return pdf(*(shown(picture) for picture in pictures))
