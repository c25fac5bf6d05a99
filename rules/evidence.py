"""The judge's vocabulary: what a passage says of a part, and what follows for the question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from corpus.document import Citation, Document, Passage


class Stance(StrEnum):
    """What a passage says of a part, in the terms of Pearce's definitions of the colours."""

    IMPACT = "impact"
    ACHIEVED = "achieved"
    PARTIAL = "partial"
    PLANNED = "planned"
    GAP = "gap"
    DUTY = "duty"


class Rating(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class RedReason(StrEnum):
    """Why a question is Red; the first two make a document request, the third a challenge."""

    NOTHING_SUPPLIED = "nothing_supplied"
    SILENT = "silent"
    CONTRARY = "contrary"


class Found(StrEnum):
    """What the papers show of one part."""

    CONFIRMED = "confirmed"
    PARTLY = "partly"
    NOT_CONFIRMED = "not_confirmed"


@dataclass(frozen=True)
class StanceReading:
    """A stance and, in a sentence, the words that it was read from."""

    stance: Stance
    because: str
    share: float = 1.0
    """How much of all that the words say speaks for this stance, 0 to 1."""
    by_rule: bool = True
    """Whether a wording that the rules name speaks for it, and not fitted weights of single words alone."""


@dataclass(frozen=True)
class Candidate:
    """A passage that the indexer found for a part, with the number and the words it was found by."""

    part: str
    passage: Passage
    score: float
    """How surely it bears on the part, 0 to 1."""
    nearest: str
    """The statement of the part that it reads most like; empty where none is near."""
    named: tuple[str, ...]
    """The words of the passage that the part's terms look for."""
    found_by: tuple[str, ...]
    chief: bool = True
    """Whether no other part of its question is nearer to the passage."""
    leaning: Mapping[Stance, float] | None = None
    """What fitted weights make of the passage as a whole, a log-share a stance; None where they were not asked."""


@dataclass(frozen=True)
class Heard:
    """What a candidate's own words say of its part: the same whatever paper stands beside its own, and whatever the period."""

    part: str
    passage: Passage
    score: float
    """How surely it bears on the part, 0 to 1."""
    bears_because: str
    found_by: tuple[str, ...]
    stance: Stance
    stance_because: str
    strength: float
    """How surely a careful reader would cite it for this part, as saying this, 0 to 1."""
    refused: str = ""
    """Why its words cannot carry the part, whatever the paper; empty where they may."""
    unclear: bool = False
    """Refused only because its wording leaves its stance open."""


CARRIES = frozenset({Stance.IMPACT, Stance.ACHIEVED, Stance.PARTIAL, Stance.GAP})
"""What a passage can say that carries a rating; a plan or a duty is neither a yes nor a no."""


@dataclass(frozen=True)
class Placed:
    """What a person said of a passage for one part, in place of what the rules make of it."""

    part: str
    passage: Passage
    counts: bool
    stance: Stance | None
    """What they read it to say; None where they left that as the rules read it."""
    because: str
    by: str
    """Who said so and when, as it is shown."""
    choice: str = ""
    """The id of the choice in the record."""

    def __post_init__(self) -> None:
        if self.counts and self.stance not in CARRIES:
            raise ValueError("A passage that a person counts says that it is so, in part so, or not so.")
        if not self.because.strip():
            raise ValueError("Who moves evidence by hand says why.")


@dataclass(frozen=True)
class Evidence:
    """A passage taken to bear on a part, what it says of it, and whether it can carry a rating."""

    citation: Citation
    document: Document
    part: str
    stance: Stance
    stance_because: str
    bears_because: str
    score: float
    """How surely it bears on the part, 0 to 1."""
    found_by: tuple[str, ...]
    counts: bool
    counts_because: str
    """Why it counts, or why it cannot carry a rating."""
    word_only: bool = False
    """An agency's own word that nobody has tested: alone it confirms nothing in full."""
    unclear: bool = False
    """On the point, from a paper that may count, and not counted only because its wording leaves its stance open."""
    strength: float = 1.0
    """How surely a careful reader would cite it for this part, as saying this, 0 to 1."""
    placed: Placed | None = None
    """What a person said of it, where someone did."""
    before: Evidence | None = None
    """What the rules alone made of it, where a person said otherwise; None where they had not found it."""


@dataclass(frozen=True)
class Finding:
    """What the papers show of one part, why, and everything that bears on it, best first."""

    part: str
    found: Found
    because: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Request:
    """A paper to ask the partnership for, and the part that it would show."""

    part: str
    text: str


@dataclass(frozen=True)
class Proposal:
    """What the rules propose for one question. It is not a decision: a person makes that."""

    question: str
    rating: Rating
    red_reason: RedReason | None
    assessable: bool
    """False where the pack was too little read to say."""
    because: str
    findings: tuple[Finding, ...]
    contradictions: tuple[tuple[Evidence, Evidence], ...]
    requests: tuple[Request, ...]
    choices: int = 0
    """How many choices of a person it follows."""
    alone: Rating | None = None
    """What the rules propose without those choices; None where there are none."""
    alone_red_reason: RedReason | None = None

    def __post_init__(self) -> None:
        if (self.rating is Rating.RED) != (self.red_reason is not None):
            raise ValueError("A Red has a reason, and only a Red.")
