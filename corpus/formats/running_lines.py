"""Running headers, footers and page numbers: lines that recur at the same place over pages, their figures apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from corpus.formats.page_lines import Line, lines_of
from corpus.formats.page_words import PageWord

MARGIN = 0.13
"""Only what stands in this share of the page at its top or bottom can be a running line."""
PLACE = 0.012
"""Two lines stand at the same place where their heights differ by less than this share of the page."""

_PAGE_NUMBER = re.compile(
    r"^(?:page\s*)?[-–—|]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*(?:(?:of|/)\s*\d{1,4})?\s*[-–—|]?$", re.IGNORECASE
)


def without_running_lines(
    pages: Sequence[list[PageWord]], heights: Sequence[float]
) -> tuple[list[list[PageWord]], list[str]]:
    """The pages without their running lines, and each such line once, as it first stands."""
    margins = [_margin_lines(words, height) for words, height in zip(pages, heights, strict=True)]
    places: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, lines in enumerate(margins):
        for at, line in lines:
            places[_mask(line.text)].append((number, at))
    kept: list[list[PageWord]] = []
    running: dict[str, str] = {}
    for number, words in enumerate(pages):
        dropped: set[int] = set()
        for at, line in margins[number]:
            if _recurs(places[_mask(line.text)], number, at, len(pages)) or _is_page_number(line.text, at):
                running.setdefault(_mask(line.text), line.text)
                dropped |= {id(word) for word in line.words}
        kept.append([word for word in words if id(word) not in dropped])
    return kept, list(running.values())


def _margin_lines(words: Sequence[PageWord], height: float) -> list[tuple[float, Line]]:
    near = [w for w in words if w.upright and not MARGIN < w.middle / height < 1 - MARGIN]
    # What is larger than the page's ordinary type is a heading, wherever it stands.
    largest = 1.2 * median(word.size for word in words) if words else 0.0
    return [(line.middle / height, line) for line in lines_of(near) if line.size <= largest]


def _mask(text: str) -> str:
    return re.sub(r"\d+", "#", text).strip().lower()


def _recurs(places: Sequence[tuple[int, float]], number: int, at: float, pages: int) -> bool:
    alike = {page for page, other in places if abs(other - at) <= PLACE}
    # Headers may alternate between left and right pages, or change by chapter: two neighbours are enough.
    near = {page for page in alike if page != number and abs(page - number) <= 4}
    return bool(near) and (len(alike) >= 3 or pages <= 4)


def _is_page_number(text: str, at: float) -> bool:
    return (at < 0.08 or at > 0.92) and _PAGE_NUMBER.match(text.strip()) is not None
