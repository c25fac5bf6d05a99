"""What is ordinary in a document's type, against which headings and paragraph breaks stand out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.formats.page_lines import Line, lines_of
from corpus.formats.page_words import PageWord

ALIKE = 1.08
"""Sizes this near each other are one size: those of a scan are measured, not stated."""


@dataclass(frozen=True)
class Typeface:
    """What is ordinary in a document: the size of its text, and the distance between its lines in that size."""

    size: float
    leading: float


def typeface_of(pages: Iterable[Sequence[PageWord]]) -> Typeface:
    """The document's commonest size by letters, and the commonest distance between full lines of it."""
    sizes: Counter[float] = Counter()
    pitches: Counter[float] = Counter()
    for words in pages:
        for word in words:
            sizes[round(word.size * 2) / 2] += len(word.text)
        if sum(pitches.values()) < 2_000:
            lines = lines_of([word for word in words if word.upright])
            pitches.update(_pitches(lines))
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    close = {pitch: count for pitch, count in pitches.items() if 1.1 <= pitch <= 2.6}
    leading = max(close, key=lambda pitch: (_about(close, pitch), -pitch)) if close else 1.25
    return Typeface(size, leading)


def _about(counts: Mapping[float, int], pitch: float) -> int:
    """How often a pitch or its neighbours came: on a scan the same distance is measured a little differently each time."""
    return sum(counts.get(round(pitch + step, 2), 0) for step in (-0.05, 0.0, 0.05))


def _pitches(lines: Sequence[Line]) -> Iterable[float]:
    if not lines:
        return
    usual = median(line.size for line in lines)
    right = max(line.x1 for line in lines if line.size <= usual * ALIKE)
    for above, below in pairwise(lines):
        same = max(above.size, below.size) <= ALIKE * min(above.size, below.size)
        if same and above.x1 > right - 0.12 * right and abs(above.x0 - below.x0) < 3:
            yield round((below.middle - above.middle) / above.size * 20) / 20
