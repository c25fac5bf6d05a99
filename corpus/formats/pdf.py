"""Reads a PDF: one segment a page in reading order, scans included, with the box of every word.

A sentence that runs over a page break is kept whole in the segment of the page where it begins; `Box.page` tells where
each of its words truly stands.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from corpus import limits
from corpus.document import Location as Place
from corpus.document import Outcome, Reading, Segment, Unread
from corpus.formats.page_breaks import over_page_breaks
from corpus.formats.page_descriptions import described
from corpus.formats.page_headings import titled
from corpus.formats.page_images import Rectangle, is_scan, pictures_on, words_within, worth_reading
from corpus.formats.page_part import Part
from corpus.formats.page_parts import parts_of
from corpus.formats.page_picture import opened
from corpus.formats.page_text import Spelling, segments_of
from corpus.formats.page_words import LOST_LETTERS, Frame, PageWord, words_of
from corpus.formats.pdf_notes import Notes
from corpus.formats.ruled_table import Edge, edges_of, tables_of
from corpus.formats.running_lines import without_running_lines
from corpus.formats.transcript import NO_TEXT
from corpus.formats.typeface import typeface_of
from corpus.limits import Refused

if TYPE_CHECKING:
    from corpus.formats.scanned_sheet import ScannedPage

LAYOUT_SECONDS = 4.0
"""Added to the time for reading where the scans have used it up, so that what they gave is put in order."""
UNMAPPED = 0.3
"""A page where more than this share of the letters has no meaning in the file is read as a picture."""

LOST_WHY = "Some letters on page {number} have no meaning in the file, though they can be seen: words may be missing."


@dataclass
class _Page:
    """What was found on one page so far."""

    number: int
    height: float
    words: list[PageWord]
    edges: list[Edge] = field(default_factory=list)
    comments: list[Part] = field(default_factory=list)
    pictures: list[Rectangle] = field(default_factory=list)
    """Pictures beside its text that may hold words."""
    pictured: list[PageWord] = field(default_factory=list)
    """The words found in them."""
    garbled: bool = False
    """Its letters have no meaning in the file, though they can be seen."""


def read(data: bytes, name: str) -> Reading:
    """The reading of a PDF's bytes."""
    started = time.monotonic()
    document = opened(data)
    if len(document) > limits.PAGES:
        raise Refused(limits.too_many(len(document), "pages", limits.PAGES))
    notes = Notes(data)
    reading = _PdfReading(document, notes, started)
    reading.unread += notes.unread()
    if (more := notes.page_count() - len(document)) > 0:
        reading.unread.append(
            Unread(None, f"{more} more pages hang in this file than it says it has; they were not read.")
        )
    if b"%%EOF" not in data[-2048:]:
        reading.unread.append(Unread(None, "The end of this file is missing, so pages may be missing too."))
    pages = reading.pages()
    segments, running = _laid_out(pages, reading)
    unread = reading.unread + reading.silent(pages, segments)
    properties = notes.properties()
    if running:
        properties["running"] = "\n".join(running)[:2_000]
    status, reason = _outcome(segments, unread)
    return Reading(status, reason, "pdf", tuple(segments), tuple(unread), properties, len(document))


class _PdfReading:
    """One PDF being read page by page until the time allowed is used."""

    def __init__(self, document: pypdfium2.PdfDocument, notes: Notes, started: float) -> None:
        self.document = document
        self.notes = notes
        self.until = started + limits.READING_SECONDS
        # Finding the words takes about as long as putting them in order; the rest of the time is kept for that.
        self.words_until = started + 0.6 * limits.READING_SECONDS
        self.unread: list[Unread] = []
        self._scans: list[int] = []
        self._letters = 0
        self._words = 0
        if document.get_formtype():
            document.init_forms()

    def pages(self) -> list[_Page]:
        found = []
        for number in range(1, len(self.document) + 1):
            if time.monotonic() > self.words_until:
                self.stopped(number, "the time")
                break
            if self._words > limits.WORD_BOXES:
                self.stopped(number, "the memory")
                break
            if self._letters > limits.CHARACTERS:
                self.stopped(number, "the 20 million characters")
                break
            found.append(self._page(number))
        self._read_scans(found)
        return found

    def stopped(self, number: int, what: str) -> None:
        """Reports that this page and those after it were not read, because `what` was used up."""
        last = len(self.document)
        pages = f"Pages {number} to {last} were" if number < last else f"Page {number} was"
        self.unread.append(Unread(Place(page=number), f"{pages} not read: {what} allowed for one file was used up."))

    def _page(self, number: int) -> _Page:
        try:
            page = self.document[number - 1]
            if self.document.formenv is not None or self.notes.is_stamped(number):
                # What was typed into a form's fields, or stamped, is drawn into the page, so that it is read with it.
                pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
                page = self.document[number - 1]
            frame = Frame.of(page)
            words, unmapped, lost = words_of(page, number)
            beside = self.notes.comments(number, frame) + described(page, number)
            found = _Page(number, frame.size[1], words, edges_of(page), beside)
            self.unread += [Unread(Place(page=number), why) for why in self.notes.held(number)]
            self._words += len(words)
            self._letters += sum(len(word.text) for word in words)
            found.garbled = unmapped > UNMAPPED
            pictures = pictures_on(page, frame)
            if lost >= LOST_LETTERS and not found.garbled:
                self.unread.append(Unread(Place(page=number), LOST_WHY.format(number=number)))
            if found.garbled or is_scan(pictures, words):
                self._scans.append(number)
            else:
                found.pictures = worth_reading(pictures)
            return found
        except (pypdfium2.PdfiumError, ValueError, ZeroDivisionError, OverflowError):
            self.unread.append(Unread(Place(page=number), f"Page {number} is damaged and could not be read."))
            return _Page(number, 842.0, [])

    def _read_scans(self, pages: list[_Page]) -> None:
        # Scans come first: pictures beside text are read in what time is left.
        numbers = self._scans + [page.number for page in pages if page.pictures]
        if not numbers:
            return
        # Only a file with scans pays for loading the reader of scans.
        from corpus.formats.ocr import read_scans

        for number, scanned in read_scans(self.document, numbers, self.until):
            page = pages[number - 1]
            why = self._took(page, scanned) if number in self._scans else self._looked(page, scanned)
            if why:
                self.unread.append(Unread(Place(page=number), why))

    def _took(self, page: _Page, scanned: ScannedPage | None) -> str | None:
        """Takes the words of a scan for the page's own, and says what is wrong with them."""
        if scanned is None:
            return f"Page {page.number} is a scan and was not read: the time allowed for one file was used up."
        if len(scanned.words) > (0 if page.garbled else len(page.words)):
            page.words, page.edges = list(scanned.words), list(scanned.rules)
            if scanned.is_poor:
                return f"Page {page.number} is a scan of poor quality; the words may be wrong."
            cells = "A cell" if scanned.missed == 1 else f"{scanned.missed} cells"
            return f"{cells} of a table on page {page.number}, a scan, could not be read." if scanned.missed else None
        return f"The letters of page {page.number} have no meaning in the file." if page.garbled else None

    def _looked(self, page: _Page, scanned: ScannedPage | None) -> str | None:
        if scanned is None:
            return f"A picture on page {page.number} was not looked at: the time allowed for one file was used up."
        page.pictured = words_within(list(scanned.words), page.pictures, page.words)
        return None

    def silent(self, pages: list[_Page], segments: list[Segment]) -> list[Unread]:
        """The pages that gave no words though something is on them; all of them, where no page gave any."""
        known = {u.where.page for u in self.unread if u.where is not None}
        quiet = [
            page.number
            for page in pages
            if not (page.words or page.pictured or page.comments) and page.number not in known
        ]
        kept = quiet if not segments else [number for number in quiet if not self._is_blank(number)]
        return [Unread(Place(page=number), f"No text was found on page {number}.") for number in kept]

    def _is_blank(self, number: int) -> bool:
        try:
            drawn = next(iter(self.document[number - 1].get_objects(max_depth=2)), None)
        except pypdfium2.PdfiumError:
            return False
        return drawn is None and self.notes.draws_nothing(number)


def _laid_out(pages: list[_Page], reading: _PdfReading) -> tuple[list[Segment], list[str]]:
    """The text of the pages in reading order, and their running lines."""
    kept, running = without_running_lines([page.words for page in pages], [page.height for page in pages])
    parted = [tables_of(page.edges, words) for page, words in zip(pages, kept, strict=True)]
    # Tables are often set smaller than the text; only the text says what is ordinary.
    face = typeface_of([loose for _, loose in parted if loose] if any(loose for _, loose in parted) else kept)
    parts: list[list[Part]] = []
    for page, (tables, loose) in zip(pages, parted, strict=True):
        if time.monotonic() > reading.until + LAYOUT_SECONDS:
            reading.stopped(page.number, "the time")
            break
        parts.append(parts_of(loose, tables, face) + parts_of(page.pictured, [], face) + page.comments)
    laid = over_page_breaks(titled(parts))
    return segments_of(laid, [page.number for page in pages[: len(parts)]], Spelling(kept)), running


def _outcome(segments: list[Segment], unread: list[Unread]) -> tuple[Outcome, str | None]:
    if not segments:
        return "no_text", NO_TEXT
    if unread:
        more = "" if len(unread) == 1 else f" There are {len(unread)} such places in all."
        return "partly_read", unread[0].why + more
    return "read", None
