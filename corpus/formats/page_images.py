"""The pictures on a page: one that fills it is a scan; others may hold words of their own."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.formats.page_words import Frame, PageWord

Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom as fractions of the page."""

SCAN_LETTERS = 60
"""A page with pictures over much of it and fewer letters than this is a scan with at most a stamp on it."""
SCAN_SHARE = 0.35
PICTURE_SHARE = 0.04
"""A picture over less of the page than this is a logo or a signature."""
SURE = 70.0
LEAST_WORDS = 4
"""Fewer sure words than this in a photograph are shapes taken for letters."""


def pictures_on(page: pypdfium2.PdfPage, frame: Frame) -> list[Rectangle]:
    """Where pictures stand on the page."""
    found = []
    for image in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=4):
        x0, y0, x1, y1 = (min(1.0, max(0.0, edge)) for edge in frame.box(*image.get_bounds()))
        if x1 > x0 and y1 > y0:
            found.append((x0, y0, x1, y1))
    return found


def is_scan(pictures: list[Rectangle], words: list[PageWord]) -> bool:
    """Whether the page's words are to be looked for in its pictures rather than in its text."""
    if sum(len(word.text) for word in words) >= SCAN_LETTERS:
        return False
    share = sum(_share(picture) for picture in pictures)
    return share >= SCAN_SHARE or (not words and share > 0.02)


def worth_reading(pictures: list[Rectangle]) -> list[Rectangle]:
    """The pictures beside text that are large enough to hold words; a background behind the whole page is none."""
    return [picture for picture in pictures if PICTURE_SHARE <= _share(picture) < 0.9]


def words_within(found: list[PageWord], pictures: list[Rectangle], typed: list[PageWord]) -> list[PageWord]:
    """The words read in the pictures, without those that the page has as text over them."""
    kept = [
        word
        for word in found
        if word.sure >= SURE
        and any(_holds(picture, word.box) for picture in pictures)
        and not any(_holds(word.box, own.box) or _holds(own.box, word.box) for own in typed)
    ]
    return kept if sum(len(word.text) > 2 for word in kept) >= LEAST_WORDS else []


def _share(picture: Rectangle) -> float:
    return (picture[2] - picture[0]) * (picture[3] - picture[1])


def _holds(outer: Rectangle, inner: Rectangle) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]
