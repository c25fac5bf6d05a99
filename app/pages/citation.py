"""The words of a citation where they stand: marked on a picture of the page, or in the document's own text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.pages.sheet import Shown, lay_out
from corpus.document import Box, Reading, Segment

BEFORE, AFTER = 4, 8
"""How many places before and after the quoted one are shown, where places are as small as a paragraph."""
SAME_LINE = 0.6
"""Two boxes stand on one line where they overlap by this much of the lower one's height."""


class QuoteIsNotThere(Exception):
    """The words of a citation are not, letter for letter, at the place that it names."""


@dataclass(frozen=True)
class Rect:
    """A box to draw over a page, as fractions of its width and height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Marked:
    """A quote found at its place: its boxes where the page can be pictured, and the text around it."""

    page: int | None
    boxes: tuple[Rect, ...]
    shown: tuple[Shown, ...]


def mark(citation: Mapping[str, Any], reading: Reading | None) -> Marked:
    """The quote at its place in what was read; QuoteIsNotThere unless it stands there letter for letter."""
    segments = reading.segments if reading else ()
    at, start, end = citation.get("segment"), citation["start"], citation["end"]
    if not isinstance(at, int) or not 0 <= at < len(segments):
        raise QuoteIsNotThere("The paper that was read has no such place.")
    segment = segments[at]
    if segment.where.to_json() != dict(citation["where"]) or segment.text[start:end] != citation["quote"]:
        raise QuoteIsNotThere("The words at that place of the paper are not the words of the quote.")
    boxes = tuple(lines_of(box for box in segment.boxes if box.start < end and box.end > start))
    shown = lay_out([(segments[n], (start, end) if n == at else None) for n in _near(segments, at)])
    return Marked(segment.where.page, boxes, shown)


def _near(segments: Sequence[Segment], at: int) -> list[int]:
    """The places shown with a quote: its whole page or slide, or its neighbours on the same sheet."""
    where = segments[at].where
    if where.page or where.slide:
        return [at]
    window = range(max(0, at - BEFORE), min(len(segments), at + AFTER + 1))
    return [n for n in window if segments[n].where.sheet == where.sheet]


def lines_of(boxes: Iterable[Box]) -> Iterable[Rect]:
    """Word boxes joined into one box a line, so that a highlight looks like a highlighter's."""
    line: Box | None = None
    for box in boxes:
        if line is not None and _on_one_line(line, box):
            line = _joined(line, box)
            continue
        if line is not None:
            yield _rect(line)
        line = box
    if line is not None:
        yield _rect(line)


def _on_one_line(one: Box, other: Box) -> bool:
    overlap = min(one.y1, other.y1) - max(one.y0, other.y0)
    lower = min(one.y1 - one.y0, other.y1 - other.y0)
    return overlap > SAME_LINE * lower and other.x0 >= one.x0


def _joined(one: Box, other: Box) -> Box:
    x0, y0 = min(one.x0, other.x0), min(one.y0, other.y0)
    return Box(one.start, other.end, one.page, x0, y0, max(one.x1, other.x1), max(one.y1, other.y1))


def _rect(box: Box) -> Rect:
    return Rect(round(box.x0, 5), round(box.y0, 5), round(box.x1 - box.x0, 5), round(box.y1 - box.y0, 5))
