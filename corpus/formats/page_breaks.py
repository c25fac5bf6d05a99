"""A sentence that runs over a page break is kept whole where it begins; each word's box tells its true page."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from corpus.formats.page_part import Part
from corpus.formats.page_words import PageWord

LONGEST = 120
"""More words than this are not the rest of one sentence."""

_STOPS = re.compile(r"[.!?][\"'”’)\]]*$")
_ENDS = re.compile(r"[.!?:][\"'”’)\]]*$")
_ABBREVIATION = re.compile(r"^(?:e\.g\.|i\.e\.|etc\.|No\.|Mr\.|Mrs\.|Ms\.|Dr\.|St\.|vs\.|p\.|pp\.|para\.|[A-Z]\.)$")
_SMALL = {
    "a",
    "an",
    "the",
    "and",
    "or",
    "of",
    "to",
    "in",
    "for",
    "with",
    "by",
    "on",
    "at",
    "from",
    "that",
    "their",
    "is",
    "are",
}


def over_page_breaks(pages: list[list[Part]]) -> list[list[Part]]:
    """The pages with each sentence that a page break cuts moved, whole, to the page where it begins."""
    pages = [list(parts) for parts in pages]
    for before, after in pairwise(pages):
        tail = next((i for i in range(len(before) - 1, -1, -1) if before[i].style not in ("note", "comment")), None)
        if tail is None or not after or not goes_on(before[tail], after[0]):
            continue
        end = _sentence_end(after[0].words)
        before[tail] = replace(before[tail], words=before[tail].words + after[0].words[:end])
        after[:1] = [replace(after[0], words=after[0].words[end:])] if end < len(after[0].words) else []
    return pages


def goes_on(before: Part, after: Part) -> bool:
    """Whether one part ends in mid-sentence and the other takes the sentence up."""
    if before.style not in ("paragraph", "list") or after.style != "paragraph" or not before.words or not after.words:
        return False
    last, first = before.words[-1].text, after.words[0].text
    if _ENDS.search(last) or len(before.words) < 4:
        return False
    if first[:1].islower():
        return True
    return last.endswith((",", "-")) or last.lower() in _SMALL


def _sentence_end(words: tuple[PageWord, ...]) -> int:
    """How many words bring the sentence to its end; none where that is too far off for one sentence."""
    for i, word in enumerate(words[: LONGEST - 1]):
        if _STOPS.search(word.text) and not _ABBREVIATION.match(word.text) and not _is_small(words[i + 1 : i + 2]):
            return i + 1
    return len(words) if len(words) <= LONGEST else 0


def _is_small(words: tuple[PageWord, ...]) -> bool:
    return bool(words) and words[0].text[:1].islower()
