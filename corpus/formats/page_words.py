"""The words of a page and where they stand: the one shape that digital and scanned pages share."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.formats.characters import is_hidden

LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip
_BULLETS = dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf0a8\uf06f\u25cf\u25e6\u25aa\u25a0\u2023\u2043\u2219", "•")
_HEAVY = ("bold", "black", "heavy", "semibd", "demi")
_BREAKS = {0, 9, 10, 13, 32, 0xA0, 0x2028, 0x2029, 0x3000} | set(range(0x2000, 0x200B)) | {0x202F, 0x205F}
_LINE_HYPHENS = {0x02, 0xFFFE}
MOST_BLANKS = 2_000
LOST_LETTERS = 5
"""So many letters without a meaning may be a word; fewer are the marks of a symbol font."""
_LEADERS = re.compile(r"[.…_·]{4,}")


@dataclass(frozen=True, slots=True)
class PageWord:
    """A word where it stands: in points from the top left of the upright page, and as fractions of the page shown."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool
    page: int
    box: tuple[float, float, float, float]
    upright: bool = True
    sure: float = 100.0
    """How sure the reader of scans is of it, in per cent."""
    middle: float = field(init=False)
    """Half-way down the word."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "middle", (self.y0 + self.y1) / 2)


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page and its rotation: turns the file's coordinates into fractions from the top left."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int
    """Degrees clockwise, as the page says."""

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> Frame:
        left, bottom, right, top = page.get_bbox()
        return cls(left, bottom, max(right, left + 1), max(top, bottom + 1), page.get_rotation() % 360)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points, as shown."""
        wide, high = self.right - self.left, self.top - self.bottom
        return (high, wide) if self.turn in (90, 270) else (wide, high)

    def point(self, x: float, y: float) -> tuple[float, float]:
        across = (x - self.left) / (self.right - self.left)
        up = (y - self.bottom) / (self.top - self.bottom)
        if self.turn == 0:
            return across, 1 - up
        if self.turn == 90:
            return up, across
        return (1 - across, up) if self.turn == 180 else (1 - up, 1 - across)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """The rectangle as fractions x0, y0, x1, y1 with x0 < x1 and y0 < y1."""
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        if a <= c and b >= d:  # an upright page, as nearly all are
            return (a, d, c, b)
        return (min(a, c), min(b, d), max(a, c), max(b, d))


def seen(text: str) -> str:
    """A word's letters as they are seen: ligatures parted, bullets alike, what draws nothing left out."""
    if text.isascii() and text.isprintable():
        return text
    letters = "".join(LIGATURES.get(c) or _BULLETS.get(c, c) for c in text)
    letters = "".join(c for c in letters if not is_hidden(c) and unicodedata.category(c) != "Co")
    return unicodedata.normalize("NFC", letters)


def words_of(page: pypdfium2.PdfPage, number: int) -> tuple[list[PageWord], float, int]:
    """A digital page's words in the file's order, the share of its letters without a meaning, and how many stand in no word."""
    textpage = page.get_textpage()
    try:
        letters = _Letters(textpage, Frame.of(page), number)
        words = letters.words()
        return _righted(words, letters.leanings), letters.unmapped_share(), letters.lost()
    finally:
        textpage.close()


class _Letters:
    """The letters of one page as pdfium lists them, being gathered into words."""

    def __init__(self, textpage: pypdfium2.PdfTextPage, frame: Frame, number: int) -> None:
        self.textpage = textpage
        self.frame = frame
        self.number = number
        self.codes = [pdfium.FPDFText_GetUnicode(textpage, i) for i in range(textpage.count_chars())]
        self.leanings: list[int] = []
        self._fonts: dict[bytes, bool] = {}
        self._size = frame.size
        self._rect = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._edges = [ctypes.c_double() for _ in range(4)]
        self._name = ctypes.create_string_buffer(256)

    def unmapped_share(self) -> float:
        shown = [i for i, code in enumerate(self.codes) if code not in _BREAKS]
        sample = shown[:: max(1, len(shown) // 200)]
        bad = sum(pdfium.FPDFText_HasUnicodeMapError(self.textpage, i) == 1 or self.codes[i] == 0xFFFD for i in sample)
        zeros = sum(code == 0 for code in self.codes)
        return float(max(bad / max(1, len(sample)), zeros / max(1, len(self.codes))))

    def lost(self) -> int:
        """How many letters are drawn whose code says a blank, nothing, or a private sign that is no bullet."""
        private = sum(1 for code in self.codes if 0xE000 <= code <= 0xF8FF and chr(code) not in _BULLETS)
        blanks = islice((i for i, code in enumerate(self.codes) if code == 32), MOST_BLANKS)
        # Of a run of blanks pdfium gives one, so that one that is drawn may stand for a line of letters.
        return private + (LOST_LETTERS if any(map(self._is_drawn, blanks)) else 0)

    def _is_drawn(self, i: int) -> bool:
        if not pdfium.FPDFText_GetCharBox(self.textpage, i, *self._edges):
            return False
        left, right, bottom, top = (edge.value for edge in self._edges)
        # A blank has a width and no height, or the other way round where the line is turned.
        if right - left <= 1 or top - bottom <= 1:
            return False
        return pdfium.FPDFText_IsGenerated(self.textpage, i) != 1 and self._lean_and_size(i)[0] % 90 == 0

    def words(self) -> list[PageWord]:
        found: list[PageWord] = []
        start = -1
        for i, code in enumerate([*self.codes, 32]):
            if code in _BREAKS or code in _LINE_HYPHENS:
                if start >= 0:
                    self._add(found, start, i, "-" if code in _LINE_HYPHENS else "")
                start = -1
            elif start < 0:
                start = i
        return found

    def _add(self, found: list[PageWord], start: int, end: int, hyphen: str) -> None:
        first, last = self._box(start), self._box(end - 1)
        lean, size = self._lean_and_size(start)
        level = lean % 180 == 0 and first[1] < last[3] and last[1] < first[3]
        if not level and end - start > 1 and self._parted(first, last, lean):
            middle = self._parting(start, end, lean)
            self._add(found, start, middle, "")
            self._add(found, middle, end, hyphen)
            return
        text = seen(_decoded(self.codes[start:end])) + hyphen
        if text and not _LEADERS.fullmatch(text):
            self.leanings.append(lean)
            found.append(self._word(text, start, (first, last), lean, size))

    def _parted(self, first: tuple[float, ...], last: tuple[float, ...], lean: int) -> bool:
        """Whether two letters of one run stand on different lines."""
        wide, high = self._size
        first, last = (tuple(e * (high if i % 2 else wide) for i, e in enumerate(box)) for box in (first, last))
        if lean in (90, 270):
            first, last = ((box[1], box[0], box[3], box[2]) for box in (first, last))
        down = max(first[1], last[1]) - min(first[3], last[3])
        across = max(first[0], last[0]) - min(first[2], last[2])
        high = max(first[3] - first[1], 1e-6)
        return (lean % 90 == 0 and down > 0 and across < 0) or (down > 4 * high and across > 4 * high)

    def _parting(self, start: int, end: int, lean: int) -> int:
        first = self._box(start)
        for i in range(start + 1, end - 1):
            if self._parted(first, self._box(i), lean):
                return i
        return end - 1

    def _box(self, i: int) -> tuple[float, float, float, float]:
        rect = self._rect
        if not pdfium.FPDFText_GetLooseCharBox(self.textpage, i, rect):
            return (0.0, 0.0, 0.0, 0.0)
        return self.frame.box(rect.left, rect.bottom, rect.right, rect.top)

    def _word(self, text: str, i: int, ends: tuple[tuple[float, ...], ...], lean: int, size: float) -> PageWord:
        first, last = ends
        left, top = min(first[0], last[0]), min(first[1], last[1])
        right, bottom = max(first[2], last[2]), max(first[3], last[3])
        wide, high = self._size
        shown = (_shown(left), _shown(top), _shown(right), _shown(bottom))
        place = (left * wide, top * high, right * wide, bottom * high)
        return PageWord(text, *place, size, self._is_bold(i), self.number, shown, lean == 0)

    def _lean_and_size(self, i: int) -> tuple[int, float]:
        """How far the letter leans from upright on the page shown, in degrees clockwise, and its size in points."""
        matrix = self._matrix
        if not pdfium.FPDFText_GetMatrix(self.textpage, i, matrix):
            return 0, 10.0
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        angle = -math.degrees(math.atan2(matrix.b, matrix.a)) + self.frame.turn
        size = pdfium.FPDFText_GetFontSize(self.textpage, i) * scale
        return round(angle) % 360, round(min(200.0, max(1.0, size)), 1)

    def _is_bold(self, i: int) -> bool:
        pdfium.FPDFText_GetFontInfo(self.textpage, i, self._name, 256, None)
        name = self._name.value
        if name not in self._fonts:
            self._fonts[name] = any(heavy in name.decode("latin-1").lower() for heavy in _HEAVY)
        return self._fonts[name] or pdfium.FPDFText_GetFontWeight(self.textpage, i) >= 600


def _shown(edge: float) -> float:
    """An edge as a fraction of the page, rounded to a ten-thousandth."""
    return min(1.0, max(0.0, round(edge, 4)))


def _decoded(codes: list[int]) -> str:
    raw = "".join(map(chr, codes))
    if raw.isascii():
        return raw
    # pdfium gives letters beyond the basic plane as two surrogates.
    return raw.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")


def _righted(words: list[PageWord], leanings: list[int]) -> list[PageWord]:
    """The words laid out upright: a page whose letters mostly lie on their side is turned before it is read."""
    if not words:
        return words
    [(lean, count)] = Counter(leanings).most_common(1)
    if lean not in (90, 180, 270) or count * 2 < len(words):
        return words
    return [_turned(word, lean, own == lean) for word, own in zip(words, leanings, strict=True)]


def _turned(word: PageWord, lean: int, upright: bool) -> PageWord:
    corners = {
        90: (word.y0, -word.x1, word.y1, -word.x0),
        180: (-word.x1, -word.y1, -word.x0, -word.y0),
        270: (-word.y1, word.x0, -word.y0, word.x1),
    }
    return PageWord(word.text, *corners[lean], word.size, word.bold, word.page, word.box, upright)
