"""A page as a picture: for the citation viewer, and for reading scans."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image

from corpus.limits import Refused

WIDEST, NARROWEST = 2_400, 100
MOST_PIXELS = 12_000_000


def picture_of(data: bytes, page: int, width: int) -> bytes:
    """A PNG of one page (from 1), `width` pixels wide where its shape allows."""
    document = opened(data)
    if not 1 <= page <= len(document):
        raise Refused(f"This file has no page {page}.")
    shown = document[page - 1]
    wide, _ = shown.get_size()
    out = io.BytesIO()
    drawn(shown, min(WIDEST, max(NARROWEST, width)) / max(wide, 1.0)).save(out, "PNG")
    return out.getvalue()


def opened(data: bytes) -> pypdfium2.PdfDocument:
    """The PDF, or a refusal that says whether it is locked or damaged."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        if "password" in str(fault).lower():
            raise Refused(
                "This PDF is locked with a password. Save a copy without the password and upload that."
            ) from None
        raise Refused(
            "This PDF is damaged and could not be opened. Open it, save it again and upload the new copy."
        ) from None


def drawn(page: pypdfium2.PdfPage, scale: float, grey: bool = False) -> Image.Image:
    """The page drawn at `scale` pixels a point, smaller where that would be more pixels than are allowed."""
    wide, high = page.get_size()
    scale = min(scale, (MOST_PIXELS / max(1.0, wide * high)) ** 0.5)
    try:
        picture: Image.Image = page.render(scale=scale, grayscale=grey).to_pil()
    except (pypdfium2.PdfiumError, ValueError) as fault:
        raise Refused("This page could not be drawn.") from fault
    return picture
