"""The evidence of a question as the rules' lenses look at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.pages.quotes import place_key
from corpus.document import Period
from rules.evidence import Stance
from rules.witness import Witness

STANDING = "current"


def witnesses(question: Mapping[str, Any], documents: Sequence[Mapping[str, Any]]) -> tuple[Witness, ...]:
    """Every passage under every part of a question, in their order."""
    standing = {document["id"]: document.get("standing") or STANDING for document in documents}
    return tuple(
        witness(citation, part["id"], nth, standing.get(citation["document"], STANDING) == STANDING)
        for part in question["parts"]
        for nth, citation in enumerate(part["evidence"], 1)
    )


def witness(citation: Mapping[str, Any], part: str, nth: int, current: bool) -> Witness:
    """One citation, the nth of its part."""
    return Witness(
        part=part,
        nth=nth,
        passage=passage_of(citation),
        text=citation["quote"],
        stance=Stance(citation["stance"]),
        counts=bool(citation.get("counts", True)),
        agency=citation.get("agency") or "",
        kind=citation.get("kind") or "",
        self_reported=citation.get("self_reported"),
        day=day_of(citation),
        covers=_covers(citation),
        current=current,
    )


def passage_of(citation: Mapping[str, Any]) -> str:
    """The id of a citation's passage."""
    return citation.get("passage") or ".".join(map(str, place_key(citation)))


def day_of(citation: Mapping[str, Any]) -> date | None:
    """The date of a citation's paper, or else the last day that the paper speaks of."""
    covers = _covers(citation)
    said = citation.get("date")
    return date.fromisoformat(said) if said else covers.end if covers else None


def _covers(citation: Mapping[str, Any]) -> Period | None:
    period = citation.get("period") or {}
    if not (period.get("from") and period.get("to")):
        return None
    return Period(date.fromisoformat(period["from"]), date.fromisoformat(period["to"]))
