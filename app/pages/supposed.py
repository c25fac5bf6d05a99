"""Which paper would change a rating: for each part that is not confirmed, what would show it and what would follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.pages.words import word
from rules.evidence import Found, Rating, Stance
from rules.finding import AFFIRMS, AGENCY_TITLES
from rules.framework import Framework
from rules.proposal import enough_for_green
from rules.supposing import if_confirmed


@dataclass(frozen=True)
class Arithmetic:
    """A proposal as a sum over its parts."""

    confirmed: int
    partly: int
    not_confirmed: int
    passages: int
    """Different passages that count and say that it is so."""
    wanted: int
    """How many of them Green wants."""

    @property
    def parts(self) -> int:
        """How many parts the question has."""
        return self.confirmed + self.partly + self.not_confirmed


@dataclass(frozen=True)
class SupposedPart:
    """A part that is not confirmed, the papers that would show it, and the rating if one did."""

    number: int
    id: str
    text: str
    finding: str
    kinds: tuple[tuple[str, int], ...]
    """Each kind of paper with how many of it the pack holds."""
    agencies: str
    """The agencies that must all be shown taking part, as one reads them; empty where any will do."""
    becomes: str
    changes: bool
    """Whether the rating would be another one."""


@dataclass(frozen=True)
class Supposed:
    """What would change the rating of a question."""

    parts: tuple[SupposedPart, ...]
    together: str
    """The rating if every one of these parts were confirmed."""
    short_of: int
    """Passages wanted beyond those there are, where every part is confirmed and the question is still not Green."""

    @property
    def changing(self) -> int:
        """How many parts would each change the rating alone."""
        return sum(part.changes for part in self.parts)


def arithmetic_of(question: Mapping[str, Any]) -> Arithmetic:
    """How many parts are confirmed, partly and not, and on how many passages the whole rests."""
    found = Counter(part["finding"] for part in question["parts"])
    return Arithmetic(
        confirmed=found[Found.CONFIRMED],
        partly=found[Found.PARTLY],
        not_confirmed=found[Found.NOT_CONFIRMED],
        passages=passages_of(question),
        wanted=enough_for_green(question["parts"]),
    )


def passages_of(question: Mapping[str, Any]) -> int:
    """How many different passages that count affirm the question, as the rule of the colours counts them."""
    everything = (each for part in question["parts"] for each in part["evidence"])
    return len({each["quote"] for each in everything if each["counts"] and Stance(each["stance"]) in AFFIRMS})


def supposed_of(
    question: Mapping[str, Any], documents: Sequence[Mapping[str, Any]], framework: Framework | None
) -> Supposed:
    """For each part that is not confirmed, what would show it; empty where all are."""
    found = [Found(part["finding"]) for part in question["parts"]]
    passages, now = passages_of(question), Rating(question["proposed"])
    known = {part.id: part for each in framework.questions for part in each.parts} if framework else {}
    held = Counter(document.get("kind") for document in documents if document.get("standing") == "current")
    missing = [n for n, one in enumerate(found) if one is not Found.CONFIRMED]
    parts = []
    for n in missing:
        part, becomes = question["parts"][n], if_confirmed(found, passages, [n])
        told = known.get(part["id"])
        parts.append(
            SupposedPart(
                number=n + 1,
                id=part["id"],
                text=part["text"],
                finding=part["finding"],
                kinds=tuple((word(kind, "kind"), held[kind]) for kind in (told.shown_by if told else ())),
                agencies=_listed([AGENCY_TITLES.get(one, one) for one in (told.agencies if told else ())]),
                becomes=becomes.value,
                changes=becomes is not now,
            )
        )
    together = if_confirmed(found, passages, missing) if found else now
    short = max(0, enough_for_green(found) - passages) if found and not missing else 0
    return Supposed(tuple(parts), together.value, short)


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
