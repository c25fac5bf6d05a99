"""Headings: told by their type and their numbers, and the largest of the first page taken for the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.formats.page_lines import Line
from corpus.formats.page_part import Part
from corpus.formats.typeface import Typeface

HEADING_WORDS = 16
LARGE = 1.1
"""Type larger than the ordinary by this much is a heading's."""
_SECTION = re.compile(
    r"^(?:(?:section|part|appendix|annex|chapter|step|priority|standard)\s+)?(\d{1,2}(?:\.\d{1,2})*)([a-z])?[.):]?\s",
    re.IGNORECASE,
)
_PLAIN_HEADING = re.compile(r"^\d{1,2}(?:\.\d{1,2})*[a-z]?[.)]?\s+[A-Z][^.;!?]*$")


def may_head(lines: Sequence[Line]) -> bool:
    """Whether lines are short and unfinished enough to be a heading."""
    words = sum(len(line.words) for line in lines)
    text = " ".join(line.text for line in lines)
    return (
        words <= HEADING_WORDS
        and len(lines) <= 3
        and not re.search(r"[.;,][\"'”’)]*$", text)
        and any(map(str.isalpha, text))
    )


def in_capitals(text: str) -> bool:
    """Whether a line is shouted, as a heading may be; a lone abbreviation is not."""
    return text.isupper() and sum(map(str.isalpha, text)) >= 5


def with_plain_headings(parts: list[Part], face: Typeface) -> list[Part]:
    """The parts with a short numbered line above text taken for a heading, though its type is that of the text."""
    kept = list(parts)
    for i, part in enumerate(parts[:-1]):
        text = " ".join(word.text for word in part.words)
        numbered = part.style in ("list", "paragraph") and _PLAIN_HEADING.match(text)
        if not numbered or len(part.words) > 9 or (i > 0 and parts[i - 1].style == "list"):
            continue
        below = " ".join(word.text for word in parts[i + 1].words[:3])
        if parts[i + 1].style in ("paragraph", "row") or (depth(below) > depth(text) and parts[i + 1].style == "list"):
            kept[i] = replace(part, style="heading", rank=(round(face.size * 2) / 2, depth(text)))
    return kept


def depth(text: str) -> int:
    """How deep a heading's number goes: 0 without one, 1 for "3.", 2 for "3.1" or "3a"."""
    numbered = _SECTION.match(text + " ")
    if numbered is None:
        return 0
    return numbered.group(1).count(".") + 1 + (numbered.group(2) is not None)


def titled(pages: list[list[Part]]) -> list[list[Part]]:
    """The pages with the title marked: one of the first page's first two headings, where it is larger than the rest."""
    heads = [(i, k) for i, parts in enumerate(pages) for k, part in enumerate(parts) if part.style == "heading"]
    first = next((i for i, parts in enumerate(pages) if parts), None)
    if not heads or heads[0][0] != first:
        return pages
    ranks = [pages[i][k].rank[0] for i, k in heads]
    i, k = max(heads[:2], key=lambda at: pages[at[0]][at[1]].rank[0])
    top = pages[i][k].rank[0]
    if i != first or sum(rank > top - 0.6 for rank in ranks) > 1 or (len(ranks) == 1 and pages[i][k].rank[1]):
        return pages
    pages = [list(parts) for parts in pages]
    pages[i][k] = replace(pages[i][k], style="title")
    # What stands above the title on a cover, such as the partnership's name, heads nothing.
    pages[i][:k] = [replace(part, style="paragraph") if part.style == "heading" else part for part in pages[i][:k]]
    return pages
