"""The quotes of an answer: what each says, in which group it is shown, and how it is told in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.contract import hit_json
from corpus.document import Document
from indexer.hit import Hit
from rules.evidence import Stance, StanceReading

Json = dict[str, Any]

AGAINST = "against"
GROUPS: tuple[tuple[str, str, tuple[Stance, ...]], ...] = (
    ("supports", "Says that it is so", (Stance.IMPACT, Stance.ACHIEVED)),
    ("qualifies", "Says that it is so in part", (Stance.PARTIAL,)),
    (AGAINST, "Says that it is not so", (Stance.GAP,)),
    ("plans", "Says that it is planned", (Stance.PLANNED,)),
    ("duties", "Says only what should happen", (Stance.DUTY,)),
)
SURELY = 0.25
"""From this sureness on a quote is shown at once: 56% of those answer, and 13% of the rest (denials and counts apart)."""
COUNTS = ("counts", "Counted from the lists")
ELSEWHERE = (
    "elsewhere",
    "Found only in papers that do not stand for this review: superseded, drafts or another area's",
)


@dataclass(frozen=True)
class Quote:
    """A passage that answers, how sure it is that it does, 0 to 1, and what it says."""

    hit: Hit
    document: Document
    sure: float
    reading: StanceReading

    @property
    def stands(self) -> bool:
        """Whether its paper stands for the review."""
        return self.document.standing == "current"


def grouped(quotes: Sequence[Quote]) -> Iterator[tuple[str, str, list[Quote]]]:
    """Each group that holds a quote, newest first; last those of papers that do not stand."""
    for name, title, stances in GROUPS:
        if group := _newest_first([one for one in quotes if one.stands and one.reading.stance in stances]):
            yield name, title, group
    if others := [one for one in quotes if not one.stands]:
        yield *ELSEWHERE, others


def _newest_first(group: list[Quote]) -> list[Quote]:
    return sorted(group, key=lambda one: str(one.document.profile.date or ""), reverse=True)


def place_of(citation: Json) -> tuple[str, int, int, int]:
    """By what two citations are the same."""
    return citation["document"], citation["segment"], citation["start"], citation["end"]


def citation_of(quote: Quote) -> Json:
    """A quote as the contract's citation."""
    document = quote.document
    return {
        **hit_json(quote.hit, document),
        "score": quote.sure,
        "stance": quote.reading.stance.value,
        "counts": quote.stands and quote.reading.stance not in (Stance.PLANNED, Stance.DUTY),
        "because": "" if quote.stands else f"{document.standing.capitalize()}: {document.standing_because}",
        "stance_because": quote.reading.because,
        "standing": document.standing,
    }


def parted(groups: Sequence[Mapping[str, Any]]) -> tuple[list[Json], list[Json]]:
    """A clause's groups with what is shown at once, and with the rest.

    At once come those that surely answer, or where none does the surest; of those against it the surest; and whole counts.
    """
    scored = [(group.get("name", ""), each.get("score", 1.0)) for group in groups for each in group["citations"]]
    least = min(SURELY, max((score for name, score in scored if name != COUNTS[0]), default=0.0))
    denial = max((score for name, score in scored if name == AGAINST), default=1.0)
    least_in = {COUNTS[0]: float("-inf"), AGAINST: min(least, denial)}
    at_once, rest = [], []
    for group in groups:
        sure = [
            one for one in group["citations"] if one.get("score", 1.0) >= least_in.get(group.get("name", ""), least)
        ]
        if sure or group.get("sentences"):
            at_once.append({**group, "citations": sure})
        if others := [one for one in group["citations"] if one not in sure]:
            rest.append({**group, "citations": others})
    return at_once, rest


def told_of(quotes: Sequence[Quote]) -> Iterator[str]:
    """Each group in a sentence: each quote with its paper, date and place."""
    for _, title, group in grouped(quotes):
        yield f"{title}: " + " ".join(f"“{one.hit.passage.text}” ({_source(one)})." for one in group)


def _source(quote: Quote) -> str:
    profile = quote.document.profile
    day = f"{profile.date.day} {profile.date:%B %Y}" if profile.date else "undated"
    standing = "" if quote.stands else f", {quote.document.standing}"
    return f"{profile.title}, {day}, {quote.hit.passage.where}{standing}"
