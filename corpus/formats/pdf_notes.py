"""What a PDF holds beside its text: what it says of itself, the comments written on it, the files packed into it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pypdf

from corpus.document import Unread
from corpus.formats.page_part import Part
from corpus.formats.page_words import Frame, PageWord, seen

_PROPERTIES = {"/Title": "title", "/Author": "author", "/Subject": "subject", "/Producer": "producer"}
_COMMENTS = {
    "/Text",
    "/FreeText",
    "/Highlight",
    "/Underline",
    "/StrikeOut",
    "/Squiggly",
    "/Caret",
    "/Stamp",
    "/Square",
    "/Circle",
    "/Line",
    "/Polygon",
    "/PolyLine",
    "/Ink",
    "/Redact",
}
_HOLDS = {
    "/FileAttachment": "A file is pinned to page {number} and was not read. Save it by itself and upload it.",
    "/RichMedia": "A film or sound on page {number} was not read.",
    "/Movie": "A film or sound on page {number} was not read.",
    "/Sound": "A film or sound on page {number} was not read.",
    "/Screen": "A film or sound on page {number} was not read.",
    "/3D": "A model on page {number} was not read.",
}
"""What hangs on a page and cannot be read there."""
HIDDEN_FIELD_WHY = "A field on page {number} holds words that the page does not show; they were not read."
_HIDDEN = 2 | 32
_TAGS = re.compile(r"<[^>]*>")
_EMPTY = {"", "untitled", "unspecified", "anonymous", "unknown", "none"}
"""What programs write where the author wrote nothing."""
_PAINTS = re.compile(rb"(?:^|[\s\])>])(?:Tj|TJ|'|\"|Do|f\*?|F|B\*?|b\*?|S|s|sh|BI)(?:\s|$)")
"""The operators that put something on a page."""
MOST_COMMENTS = 500
XFA_WHY = (
    "This file is a fill-in form of a kind (XFA) that only Adobe's reader can show. Print it to PDF and upload that."
)


class Notes:
    """The structure of a PDF as pypdf reads it; a fault in any part of it leaves only that part empty."""

    def __init__(self, data: bytes) -> None:
        self._reader: pypdf.PdfReader | None
        try:
            self._reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
            if self._reader.is_encrypted:
                self._reader.decrypt("")
        except Exception:  # pypdf raises what the file makes it raise; the pages are read without it
            self._reader = None

    def properties(self) -> dict[str, str]:
        """Title, author, subject, producer, and the dates of creation and change as ISO dates."""
        try:
            said = self._reader.metadata if self._reader else None
        except Exception:
            said = None
        said = said if said is not None else pypdf.DocumentInformation()
        found = {name: seen(_text(said.get(key))).strip()[:500] for key, name in _PROPERTIES.items()}
        for name, attribute in (("created", "creation_date"), ("modified", "modification_date")):
            try:
                when = getattr(said, attribute)
                found[name] = when.date().isoformat() if when else ""
            except Exception:
                found[name] = ""
        found["bookmarks"] = self._bookmarks()
        return {name: value for name, value in found.items() if value.strip("()").lower() not in _EMPTY}

    def _bookmarks(self) -> str:
        """The titles of the file's bookmarks, which mostly repeat its headings."""
        try:
            waiting: list[Any] = list(self._reader.outline) if self._reader else []
        except Exception:
            return ""
        titles: list[str] = []
        while waiting and len(titles) < MOST_COMMENTS:
            entry = waiting.pop(0)
            if isinstance(entry, list):
                waiting = [*entry, *waiting]
            else:
                titles.append(seen_line(_text(getattr(entry, "title", ""))))
        return "\n".join(title for title in titles if title)[:5_000]

    def unread(self) -> list[Unread]:
        """The attachments, and a form that cannot be shown."""
        try:
            names = list(self._reader.attachments) if self._reader else []
            root: Any = self._reader.trailer["/Root"] if self._reader else {}
            xfa = "/AcroForm" in root and "/XFA" in root["/AcroForm"]
        except Exception:
            return []
        why = "A file is attached inside this one ({name}) and was not read. Save it by itself and upload it."
        found = [Unread(None, why.format(name=seen(str(name))[:100])) for name in names[:50]]
        return [*found, Unread(None, XFA_WHY)] if xfa else found

    def page_count(self) -> int:
        """How many pages hang in the tree of pages, whatever the file says their number is."""
        try:
            return len(self._reader.pages) if self._reader else 0
        except Exception:
            return 0

    def is_stamped(self, number: int) -> bool:
        """Whether something is drawn upon a page (from 1) whose words stand in no note."""
        try:
            return any(_is_only_drawn(annotation) for annotation in self._annotations(number))
        except Exception:
            return False

    def draws_nothing(self, number: int) -> bool:
        """Whether a page (from 1) is blank by its own account; a page whose account cannot be read may not be."""
        try:
            contents = self._reader.pages[number - 1].get_contents() if self._reader else None
            said = contents.get_data() if contents is not None else b""
            return self._reader is not None and said.isascii() and _PAINTS.search(said) is None
        except Exception:
            return False

    def comments(self, number: int, frame: Frame) -> list[Part]:
        """The comments on one page (from 1), each with the place it is pinned to."""
        try:
            return list(self._comments(number, frame))
        except Exception:
            return []

    def held(self, number: int) -> list[str]:
        """What hangs on a page (from 1) and was not read, in sentences."""
        try:
            found = [_unread_of(annotation) for annotation in self._annotations(number)]
            if self._reader and "/AF" in self._reader.pages[number - 1]:
                found.append(_HOLDS["/FileAttachment"])
        except Exception:
            return []
        return [why.format(number=number) for why in dict.fromkeys(found) if why]

    def _annotations(self, number: int) -> Iterator[Any]:
        annotations = self._reader.pages[number - 1].get("/Annots") if self._reader else None
        for reference in list(annotations.get_object() if annotations is not None else [])[:MOST_COMMENTS]:
            found = reference.get_object()
            if hasattr(found, "get"):
                yield found

    def _comments(self, number: int, frame: Frame) -> Iterator[Part]:
        for annotation in self._annotations(number):
            text = " ".join(seen_line(_said(annotation)).split())
            if _is_comment(annotation) and text:
                x0, y0, x1, y1 = (float(edge) for edge in annotation["/Rect"])
                box = frame.box(x0, y0, x1, y1)
                shown = tuple(min(1.0, max(0.0, round(edge, 4))) for edge in box)
                pin = PageWord("", box[0], box[1], box[2], box[3], 10.0, False, number, shown)  # type: ignore[arg-type]
                yield Part("comment", (pin,), note=text)


def seen_line(text: str) -> str:
    """A typed text with its invisible characters left out and its spaces kept."""
    return " ".join(seen(word) for word in text.split())


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _is_comment(annotation: Any) -> bool:
    kind = annotation.get("/Subtype")
    # What a pop-up shows is its comment's own text; one that belongs to no comment is read itself.
    return kind in _COMMENTS or (kind == "/Popup" and "/Parent" not in annotation)


def _said(annotation: Any) -> str:
    """The words of a comment: plain, or as formatted, or those that a redaction puts in place of others."""
    plain = _text(annotation.get("/Contents")) or _text(annotation.get("/OverlayText"))
    return plain or _TAGS.sub(" ", _text(annotation.get("/RC")))


def _is_only_drawn(annotation: Any) -> bool:
    drawn = annotation.get("/Subtype") in ("/Stamp", "/FreeText") and "/AP" in annotation
    return drawn and not _said(annotation).strip() and not int(annotation.get("/F", 0)) & _HIDDEN


def _unread_of(annotation: Any) -> str:
    kind = annotation.get("/Subtype")
    typed = str(annotation.get("/FT", "")) in ("/Tx", "/Ch") and _text(annotation.get("/V")).strip()
    if kind == "/Widget" and typed and int(annotation.get("/F", 0)) & _HIDDEN:
        return HIDDEN_FIELD_WHY
    return _HOLDS.get(str(kind), "")
