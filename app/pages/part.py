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

SHOWN = 2
"""How many quotes stand on each side before the rest are folded away."""
MANY_PARTS = 5
"""A question of more parts than this shows one on each side where both sides speak, so that it can still be read."""
SAYS_SO = frozenset({"impact", "achieved"})
"""The stances that say of a part that it is so; every other says otherwise or only in part."""
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
    """The rest of what counts."""
    idle: tuple[tuple[str, tuple[Quote, ...]], ...]
    """What bears on the part and cannot carry a rating, by the reason why not."""

    @property
    def idle_count(self) -> int:
        """How many quotes cannot carry a rating."""
        return sum(len(quotes) for _, quotes in self.idle)


def part_section(
    part: Mapping[str, Any],
    sources: Mapping[str, Source],
    address: EvidenceAddress,
    pairs: Sequence[Pair],
    siblings: int = 1,
) -> PartSection:
    """A part of so many, with its strongest quotes on either side; two that contradict each other come first."""
    shown = {
        place_key(each): quote_of(each, sources, address(part["id"], n)) for n, each in enumerate(part["evidence"], 1)
    }
    first = {place_key(citation) for pair in pairs[:1] for citation in pair}
    counting = sorted((key for key, quote in shown.items() if quote.counts), key=lambda key: key not in first)
    sides = {side: [key for key in counting if (shown[key].stance in SAYS_SO) is side] for side in (True, False)}
    most = 1 if siblings > MANY_PARTS and all(sides.values()) else SHOWN
    kept = {side: keys[:most] for side, keys in sides.items()}
    return PartSection(
        id=part["id"],
        text=part["text"],
        finding=part["finding"],
        finding_words=word(part["finding"], "finding"),
        because=sentence(part["because"]),
        says_so=tuple(shown[key] for key in kept[True]),
        says_otherwise=tuple(shown[key] for key in kept[False]),
        contradicted=bool(first) and all(keys and keys[0] in first for keys in kept.values()),
        more=tuple(quote for key, quote in shown.items() if quote.counts and key not in kept[True] + kept[False]),
        idle=_by_reason([quote for quote in shown.values() if not quote.counts]),
    )


def _by_reason(quotes: Sequence[Quote]) -> tuple[tuple[str, tuple[Quote, ...]], ...]:
    reasons: dict[str, list[Quote]] = {}
    for quote in quotes:
        reasons.setdefault(quote.counts_because or NO_REASON, []).append(quote)
    return tuple((reason, tuple(found)) for reason, found in reasons.items())
