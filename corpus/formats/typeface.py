"""What is ordinary in a document's type, against which headings and paragraph breaks stand out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.formats.page_lines import Line, lines_of
from corpus.formats.page_words import PageWord


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
    leading = max(close, key=lambda pitch: (close[pitch], -pitch)) if close else 1.25
    return Typeface(size, leading)


def _pitches(lines: Sequence[Line]) -> Iterable[float]:
    if not lines:
        return
    right = max(line.x1 for line in lines)
    for above, below in pairwise(lines):
        if above.size == below.size and above.x1 > right - 0.12 * right and abs(above.x0 - below.x0) < 3:
            yield round((below.middle - above.middle) / above.size * 20) / 20
