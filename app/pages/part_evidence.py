"""Everything that was found to bear on one part, a page of it at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.pages.part import EvidenceAddress, in_order_of_papers
from app.pages.quotes import Quote, Source, quote_of

A_PAGE = 25


@dataclass(frozen=True)
class EvidencePage:
    """One page of a part's passages, each with its number among all of them."""

    part: str
    text: str
    quotes: tuple[tuple[int, Quote], ...]
    count: int
    number: int
    last: int
    blind: bool
    """For someone who makes up their own mind first: in the order of the papers, with nothing that was made of them."""


def evidence_page(
    part: Mapping[str, Any],
    sources: Mapping[str, Source],
    address: EvidenceAddress,
    number: int,
    *,
    blind: bool = False,
) -> EvidencePage:
    """The page with this number; the first or the last one where there is no such page."""
    found: Sequence[Mapping[str, Any]] = in_order_of_papers(part["evidence"]) if blind else part["evidence"]
    last = max(1, -(-len(found) // A_PAGE))
    at = min(max(1, number), last)
    start = (at - 1) * A_PAGE
    shown = tuple(
        (n, quote_of(each, sources, address(part["id"], n)))
        for n, each in enumerate(found[start : start + A_PAGE], start + 1)
    )
    return EvidencePage(part["id"], part["text"], shown, len(found), at, last, blind)
