"""One part of a question as its page shows it: what the papers say for it, what they say against it, and the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.pages.quotes import Citation, Quote, Source, place_key, quote_of
from app.pages.words import sentence, word

EvidenceAddress = Callable[[str, int], str]
"""The address of a part's nth piece of evidence, counted from one."""

Pair = tuple[Citation, Citation]
"""Two citations that contradict each other."""

Key = tuple[str, int, int, int]
"""The words at one place (`place_key`)."""

SHOWN = 2
"""How many quotes stand on each side before the rest are folded away."""
MANY_PARTS = 5
"""A question of more parts than this shows one on each side where both sides speak, so that it can still be read."""
SAYS_SO = frozenset({"impact", "achieved"})
"""The stances that say of a part that it is so; every other says otherwise or only in part."""
FOLDED = 6
"""How many of the rest that counts, and of what does not count, are folded away on the page; all stand on the part's own."""
UNRATED = 12
"""How many of a part's passages someone sees on the question's page who makes up their own mind first."""
NO_REASON = "No reason was kept"


@dataclass(frozen=True)
class PartSection:
    """What a part claims, what was found, and everything that bears on it."""

    id: str
    text: str
    finding: str
    finding_words: str
    because: str
    says_so: tuple[Quote, ...]
    says_otherwise: tuple[Quote, ...]
    """That it is not so, or only in part, or planned."""
    contradicted: bool
    """Whether the first quote of each side contradict each other."""
    more: tuple[Quote, ...]
    """The rest of what counts, the strongest of it."""
    idle: tuple[tuple[str, tuple[Quote, ...]], ...]
    """What bears on the part and cannot carry a rating, the nearest of it, by the reason why not."""
    more_count: int = 0
    """How many more passages count than stand in sight."""
    idle_count: int = 0
    """How many passages cannot carry a rating."""
    all_count: int = 0
    """How many passages there are in all, where some are neither in sight nor folded away."""


@dataclass(frozen=True)
class UnratedPart:
    """A part with what was found to bear on it, in the order of the papers, without what was made of it."""

    id: str
    text: str
    quotes: tuple[Quote, ...]
    count: int
    """How many passages were found in all; a page does not hold them all where they are many."""


def unrated_part(part: Mapping[str, Any], sources: Mapping[str, Source], address: EvidenceAddress) -> UnratedPart:
    """A part for someone who is to make up their own mind: neither the order nor anything else tells what counts."""
    found = in_order_of_papers(part["evidence"])
    shown = tuple(quote_of(each, sources, address(part["id"], n)) for n, each in enumerate(found[:UNRATED], 1))
    return UnratedPart(part["id"], part["text"], shown, len(found))


def in_order_of_papers(evidence: Sequence[Citation]) -> list[Citation]:
    """Citations in an order that says nothing of what was made of them; so are they numbered for who decides blind."""
    return sorted(evidence, key=lambda each: (str(each.get("date")), place_key(each)))


def part_section(
    part: Mapping[str, Any],
    sources: Mapping[str, Source],
    address: EvidenceAddress,
    pairs: Sequence[Pair],
    siblings: int = 1,
) -> PartSection:
    """A part of so many, with its strongest quotes on either side; two that contradict each other come first."""
    numbers = {place_key(each): n for n, each in enumerate(part["evidence"], 1)}
    told = {place_key(each): each for each in part["evidence"]}
    first = {place_key(citation) for pair in pairs[:1] for citation in pair}
    counts = {key: bool(each.get("counts", True)) for key, each in told.items()}
    counting = sorted((key for key in told if counts[key]), key=lambda key: key not in first)
    sides = {side: [key for key in counting if (told[key].get("stance") in SAYS_SO) is side] for side in (True, False)}
    most = 1 if siblings > MANY_PARTS and all(sides.values()) else SHOWN
    kept = {side: keys[:most] for side, keys in sides.items()}
    more = [key for key in told if counts[key] and key not in kept[True] + kept[False]]
    idle = [key for key in told if not counts[key]]

    def show(keys: Sequence[Key]) -> tuple[Quote, ...]:
        return tuple(quote_of(told[key], sources, address(part["id"], numbers[key])) for key in keys)

    return PartSection(
        id=part["id"],
        text=part["text"],
        finding=part["finding"],
        finding_words=word(part["finding"], "finding"),
        because=sentence(part["because"]),
        says_so=show(kept[True]),
        says_otherwise=show(kept[False]),
        contradicted=bool(first) and all(keys and keys[0] in first for keys in kept.values()),
        more=show(more[:FOLDED]),
        idle=_by_reason(show(idle[:FOLDED])),
        more_count=len(more),
        idle_count=len(idle),
        all_count=len(told) if len(more) > FOLDED or len(idle) > FOLDED else 0,
    )


def _by_reason(quotes: Sequence[Quote]) -> tuple[tuple[str, tuple[Quote, ...]], ...]:
    reasons: dict[str, list[Quote]] = {}
    for quote in quotes:
        reasons.setdefault(quote.counts_because or NO_REASON, []).append(quote)
    return tuple((reason, tuple(found)) for reason, found in reasons.items())
