"""A scanned page as tesseract found it, put straight, with its words in the shape of a digital page's."""

from __future__ import annotations

import statistics
from dataclasses import dataclass

import tesserocr
from PIL import Image

from corpus.formats.page_words import PageWord, seen
from corpus.formats.ruled_table import CellEdges, Edge
from corpus.formats.scanned_rules import rules_in

POOR = 72.0
"""A page whose words are on average less sure than this, in per cent, may lie on its side, or is reported as poor."""
NOISE = 30.0
"""A word less sure than this is a smudge or a line."""
INSET = 5
"""Dots left out on each side of a cell, where its lines are."""
LEAST_INK = 25


@dataclass(frozen=True)
class ScannedPage:
    """The words of a scan, and how sure tesseract is of them, 0 to 100."""

    words: tuple[PageWord, ...]
    sureness: float
    rules: tuple[Edge, ...] = ()
    """The lines of its tables."""
    slope: float = 0.0
    """How far it leans: down, for one across."""

    missed: int = 0
    """Cells of its tables that hold something which could not be read."""

    @property
    def is_poor(self) -> bool:
        return self.sureness < POOR


_Seen = tuple[str, float, tuple[int, int, int, int]]
"""A word, how sure tesseract is of it, and its box in the picture."""

_BULLETS = frozenset("¢e«°o*©®»·-+•¥")
"""What a printed bullet is taken for."""


@dataclass(frozen=True)
class Sheet:
    """The picture that was read, how it was turned, and the page it shows."""

    picture: Image.Image
    points: tuple[float, float]
    turn: int
    number: int

    def inked(self, cells: list[CellEdges], slope: float) -> list[tuple[int, int, int, int]]:
        """The cells with something dark in them, as left, top, width and height in the picture as it lies."""
        scale = self.picture.width / self.points[0]
        kept = []
        for x0, y0, x1, y1 in cells:
            wide, high = int((x1 - x0) * scale) - 2 * INSET, int((y1 - y0) * scale) - 2 * INSET
            # In a scan that leans, the cell's own lines cut across the corners of an upright rectangle.
            wide, high = wide - int(abs(slope) * high), high - int(abs(slope) * wide)
            across, down = (x0 + x1) / 2 * scale, (y0 + y1) / 2 * scale
            x, y = int(across - slope * down - wide / 2), int(down + slope * across - high / 2)
            if min(x, y, wide - 8, high - 8) > 0:
                dark = sum(self.picture.crop((x, y, x + wide, y + high)).histogram()[:128])
                if dark > LEAST_INK:
                    kept.append((x, y, wide, high))
        return kept

    def scanned(self, found: tesserocr.PyResultIterator | None, slope: float | None = None) -> ScannedPage:
        if found is None:
            return ScannedPage((), 0.0)
        lines: list[list[_Seen]] = []
        heights: list[float] = []
        slopes: list[float] = []
        for result in tesserocr.iterate_level(found, tesserocr.RIL.WORD):
            if result.Empty(tesserocr.RIL.WORD):
                continue
            if result.IsAtBeginningOf(tesserocr.RIL.TEXTLINE) or not lines:
                lines.append([])
                slopes += _slope(result)
                heights.append(_small_letters(result))
            text = _without_rules(seen(result.GetUTF8Text(tesserocr.RIL.WORD).strip()))
            sure = float(result.Confidence(tesserocr.RIL.WORD))
            if text and sure >= (NOISE / 3 if text.isdigit() else NOISE):
                lines[-1].append((text, sure, result.BoundingBox(tesserocr.RIL.WORD)))
        within = slope is not None
        if slope is None:
            slope = statistics.median(slopes) if slopes else 0.0
        words = tuple(
            word
            for line, tall in zip(lines, heights, strict=True)
            if line
            for word in self._line(_marked(line), slope, tall)
        )
        letters = [(len(text), sure) for line in lines for text, sure, _ in line]
        total = sum(count for count, _ in letters)
        sureness = sum(count * sure for count, sure in letters) / total if total else 0.0
        rules = rules_in(self.picture, slope, self.points) if sureness >= POOR and not within else []
        return ScannedPage(words, sureness, tuple(rules), slope)

    def _line(self, line: list[_Seen], slope: float, tall: float) -> list[PageWord]:
        """The words of one line at one height and one size, straightened where the scan is askew."""
        scale = self.points[0] / self.picture.width
        # A scan that leans is put straight by a small shear each way; its boxes stay where they are shown.
        straight = [((box[1] + box[3]) / 2 - (box[0] + box[2]) / 2 * slope) * scale for _, _, box in line]
        middle = statistics.median(straight)
        size = round(max(4.0, tall * 2 * scale) * 2) / 2
        words = []
        for text, sure, box in line:
            aside = slope * (box[1] + box[3]) / 2
            x0, x1 = (box[0] + aside) * scale, (box[2] + aside) * scale
            shown = self._shown(box)
            upright = (x0, middle - size / 2, x1, middle + size / 2)
            words.append(PageWord(text, *upright, size, False, self.number, shown, sure=sure))
        return words

    def _shown(self, box: tuple[int, int, int, int]) -> tuple[float, float, float, float]:
        x0, y0, x1, y1 = (
            box[0] / self.picture.width,
            box[1] / self.picture.height,
            box[2] / self.picture.width,
            box[3] / self.picture.height,
        )
        # The picture was turned clockwise by `turn` before it was read; the box is turned back.
        back = {
            0: (x0, y0, x1, y1),
            90: (y0, 1 - x1, y1, 1 - x0),
            180: (1 - x1, 1 - y1, 1 - x0, 1 - y0),
            270: (1 - y1, x0, 1 - y0, x1),
        }
        a, b, c, d = (min(1.0, max(0.0, round(edge, 4))) for edge in back[self.turn])
        return (a, b, c, d)


def _slope(result: tesserocr.PyResultIterator) -> list[float]:
    line = result.Baseline(tesserocr.RIL.TEXTLINE)
    if not line:
        return []
    (x0, y0), (x1, y1) = line
    return [(y1 - y0) / (x1 - x0)] if x1 - x0 > 300 else []


def _small_letters(result: tesserocr.PyResultIterator) -> float:
    """The height of the line's small letters in pixels: about half its type size, whichever letters it has."""
    row = result.RowAttributes()
    return float(row["row_height"] - row["ascenders"] + row["descenders"])


def _without_rules(text: str) -> str:
    """A word without the lines of a table that tesseract takes for letters beside it."""
    return text.strip("|¦[]{}_—~" if len(text) < 3 else "|¦_—~")


def _marked(line: list[_Seen]) -> list[_Seen]:
    """The line with its printed bullet put back where tesseract took it for a letter."""
    if len(line) > 2 and line[0][0] in _BULLETS and line[1][0][:1].isupper():
        return [("•", *line[0][1:]), *line[1:]]
    return line
