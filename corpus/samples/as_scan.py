"""A paper as it comes off an office scanner: pictures of pages, grey, a little noisy, a little crooked, with no text in the file."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pypdfium2
import reportlab
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.samples.as_pdf import as_pdf
from corpus.samples.source import Source

DOTS_PER_INCH = 150
PAPER = 244
NOISE = 7.0
TILT = (0.6, -0.4, 0.9, -0.7)
"""Degrees by which each page lay crooked on the glass, in turn."""


def as_scan(source: Source) -> bytes:
    """The pages of the paper, printed and scanned; the same noise every time."""
    _register_fonts()
    noise = np.random.default_rng(20260331)
    pages = [_scanned(page, n, noise) for n, page in enumerate(_printed(as_pdf(source)))]
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for jpeg in pages:
        canvas.drawImage(ImageReader(io.BytesIO(jpeg)), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _register_fonts() -> None:
    """Fonts that travel with ReportLab, so that every machine prints the same letters."""
    folder = Path(reportlab.__file__).parent / "fonts"
    for name in ("Vera", "VeraBd", "VeraIt", "VeraBI"):
        registerFont(TTFont(name, str(folder / f"{name}.ttf")))
    registerFontFamily("Vera", "Vera", "VeraBd", "VeraIt", "VeraBI")


def _printed(pdf: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=DOTS_PER_INCH / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()


def _scanned(page: Image.Image, n: int, noise: np.random.Generator) -> bytes:
    crooked = page.rotate(TILT[n % len(TILT)], resample=Image.Resampling.BICUBIC, fillcolor=255)
    grey = np.asarray(crooked, dtype=np.float64) * (PAPER - 40) / 255 + 40
    speckled = np.clip(grey + noise.normal(0, NOISE, grey.shape), 0, 255).astype(np.uint8)
    out = io.BytesIO()
    Image.fromarray(speckled).save(out, "JPEG", quality=62)
    return out.getvalue()
