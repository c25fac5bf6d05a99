"""Lines and columns: the words of a page in the order a person reads them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import Protocol, TypeVar

from corpus.formats.page_words import PageWord

COLUMN_GAP = 1.5
"""A gap of this many letter heights inside a line parts two cells or columns; justified prose stays below it."""
GUTTER_LINES = 3
"""A column of prose has at least this many lines on each side of its gutter."""


class Placed(Protocol):
    """Anything with a place on the page."""

    @property
    def x0(self) -> float: ...
    @property
    def x1(self) -> float: ...
    @property
    def y0(self) -> float: ...
    @property
    def y1(self) -> float: ...


@dataclass(frozen=True)
class Line:
    """Words side by side on one line, left to right."""

    words: tuple[PageWord, ...]

    @cached_property
    def x0(self) -> float:
        return min(word.x0 for word in self.words)

    @cached_property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @cached_property
    def y0(self) -> float:
        return min(word.y0 for word in self.words)

    @cached_property
    def y1(self) -> float:
        return max(word.y1 for word in self.words)

    @cached_property
    def middle(self) -> float:
        return median(word.middle for word in self.words)

    @cached_property
    def size(self) -> float:
        return median(word.size for word in self.words)

    @cached_property
    def bold(self) -> bool:
        lettered = [word for word in self.words if any(c.isalnum() for c in word.text)]
        return bool(lettered) and all(word.bold for word in lettered)

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @cached_property
    def chunks(self) -> tuple[Line, ...]:
        """The line cut at its wide gaps: cells, if these recur below one another."""
        cut: list[list[PageWord]] = [[self.words[0]]]
        for before, word in pairwise(self.words):
            if word.x0 - before.x1 > COLUMN_GAP * max(4.0, min(before.size, word.size)):
                cut.append([])
            cut[-1].append(word)
        return tuple(Line(tuple(words)) for words in cut)


def lines_of(words: Iterable[PageWord]) -> list[Line]:
    """The words gathered into lines, top to bottom; a raised or lowered word stays with its line."""
    gathered: list[list[PageWord]] = []
    total = 0.0
    for middle, _, _, word in sorted((w.middle, w.x0, i, w) for i, w in enumerate(words)):
        line = gathered[-1] if gathered else None
        if line is not None and middle - total / len(line) <= 0.4 * max(word.size, line[0].size):
            line.append(word)
            total += middle
        else:
            gathered.append([word])
            total = middle
    return [Line(tuple(sorted(line, key=lambda w: w.x0))) for line in gathered]


P = TypeVar("P", bound=Placed)


def in_columns(words: list[PageWord], fixed: list[P], depth: int = 0) -> list[tuple[list[PageWord], list[P]]]:
    """The page cut into regions in reading order, each with its words and the tables that stand in it."""
    best = _best_gutter(words, fixed) if depth < 4 else None
    if best is None:
        return [(words, fixed)]
    gutter, bands = best
    regions: list[tuple[list[PageWord], list[P]]] = []
    top = float("-inf")
    for band_top, band_bottom in bands:
        regions.append((_between(words, top, band_top), _between(fixed, top, band_top)))
        left_words = [w for w in _between(words, band_top, band_bottom) if w.x1 <= gutter + 0.5]
        right_words = [w for w in _between(words, band_top, band_bottom) if w.x1 > gutter + 0.5]
        held = _between(fixed, band_top, band_bottom)
        regions += in_columns(left_words, [t for t in held if t.x1 <= gutter + 2], depth + 1)
        regions += in_columns(right_words, [t for t in held if t.x1 > gutter + 2], depth + 1)
        top = band_bottom
    regions.append((_between(words, top, float("inf")), _between(fixed, top, float("inf"))))
    return [region for region in regions if region[0] or region[1]]


def _between(placed: list[P], top: float, bottom: float) -> list[P]:
    return [p for p in placed if top <= (p.y0 + p.y1) / 2 < bottom]


Bands = list[tuple[float, float]]


def _best_gutter(words: list[PageWord], fixed: Sequence[Placed]) -> tuple[float, Bands] | None:
    """The place down which most words part into two columns of prose, and the stretches where they do."""
    best: tuple[int, float, Bands] | None = None
    lines = lines_of(words) if len(words) >= 2 * 4 * GUTTER_LINES else []
    for gutter in _candidates(lines):
        bands, held = _bands(gutter, words, lines, fixed)
        if bands and (best is None or held > best[0]):
            best = (held, gutter, bands)
    return best[1:] if best else None


def _candidates(lines: list[Line]) -> list[float]:
    """Left edges that recur on at least three lines, away from the leftmost."""
    if len(lines) < GUTTER_LINES:
        return []
    starts = sorted(chunk.x0 for line in lines for chunk in line.chunks)
    left, right = starts[0], max(line.x1 for line in lines)
    clusters: list[list[float]] = [[starts[0]]]
    for x in starts[1:]:
        if x - clusters[-1][0] > 3:
            clusters.append([])
        clusters[-1].append(x)
    kept = [
        c
        for c in clusters
        if len(c) >= GUTTER_LINES and left + 0.15 * (right - left) < c[0] < right - 0.1 * (right - left)
    ]
    return [c[0] - 1 for c in sorted(kept, key=len, reverse=True)[:6]]


def _bands(gutter: float, words: list[PageWord], lines: list[Line], fixed: Sequence[Placed]) -> tuple[Bands, int]:
    barriers: list[Placed] = [p for p in [*words, *fixed] if p.x0 < gutter - 0.5 and p.x1 > gutter + 0.5]
    # A line that runs over the gutter is a barrier even where the gutter falls between two of its words.
    barriers += [line for line in lines if _runs_over(line, gutter)]
    edges = sorted((b.y0, b.y1) for b in barriers)
    bands: Bands = []
    held = 0
    top = min(word.y0 for word in words) - 1
    ordered = sorted(words, key=lambda w: w.middle)
    middles = [w.middle for w in ordered]
    for y0, y1 in [*edges, (max(word.y1 for word in words) + 1, 0.0)]:
        inside = ordered[bisect_left(middles, top) : bisect_left(middles, y0)] if y0 > top else []
        left, right = [w for w in inside if w.x1 <= gutter + 0.5], [w for w in inside if w.x1 > gutter + 0.5]
        if _is_prose(left) and _is_prose(right):
            bands.append((top, y0))
            held += len(inside)
        top = max(top, y1)
    return bands, held


def _runs_over(line: Line, gutter: float) -> bool:
    for before, after in pairwise(line.words):
        if before.x1 <= gutter + 0.5 and after.x0 >= gutter - 0.5:
            return after.x0 - before.x1 < 0.8 * max(4.0, min(before.size, after.size))
    return False


def _is_prose(words: list[PageWord]) -> bool:
    """Whether a column's words run on in lines, rather than standing as labels or figures of a table."""
    if len(words) < 4 * GUTTER_LINES:
        return False
    lines = lines_of(words)
    if len(lines) < GUTTER_LINES:
        return False
    width = max(word.x1 for word in words) - min(word.x0 for word in words)
    full = sum(line.x1 - line.x0 > 0.7 * width for line in lines)
    return median(len(line.words) for line in lines) >= 3 and full * 5 >= 2 * len(lines)
