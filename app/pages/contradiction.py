"""Every pair of papers of a review that contradict each other, question by question; neither is said to be right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from app.models import Assessment, Paper
from app.pages.part import EvidenceAddress
from app.pages.quotes import Citation, Quote, Source, place_key, quote_of, sources_of
from app.pages.words import counted

SHOWN = 1
"""How many pairs of a question stand open; the rest are folded away, so that the page can be read through."""


@dataclass(frozen=True)
class Pair:
    """Two quotes that do not go together, with each part on which they do not."""

    parts: tuple[str, ...]
    one: Quote
    other: Quote
    quoted: str
    """The two as a query that ticks them in a new challenge; empty where they have no place under a part."""


@dataclass(frozen=True)
class QuestionPairs:
    """The pairs of one question."""

    id: str
    text: str
    first: tuple[Pair, ...]
    rest: tuple[Pair, ...]

    @property
    def count(self) -> str:
        """How many pairs there are, in words."""
        return counted(len(self.first) + len(self.rest), "pair")


@dataclass(frozen=True)
class ContradictionsPage:
    """What the page shows; no questions where nothing was found, and none assessed where nothing was looked at."""

    questions: tuple[QuestionPairs, ...]
    is_assessed: bool

    @property
    def heading(self) -> str:
        """How many pairs on how many questions."""
        pairs = sum(len(each.first) + len(each.rest) for each in self.questions)
        return f"{counted(pairs, 'pair')} on {counted(len(self.questions), 'question')}"


def contradictions_page(
    assessment: Assessment | None, papers: Sequence[Paper], address: EvidenceAddress
) -> ContradictionsPage:
    """Every pair that an assessment found."""
    if assessment is None:
        return ContradictionsPage((), False)
    sources = sources_of(assessment.content["documents"], papers)
    found = [
        _question(each, sources, address) for each in assessment.content["questions"] if each.get("contradictions")
    ]
    return ContradictionsPage(tuple(found), True)


def _question(question: Mapping[str, Any], sources: Mapping[str, Source], address: EvidenceAddress) -> QuestionPairs:
    texts = {part["id"]: part["text"] for part in question["parts"]}
    places = {
        (part["id"], place_key(each)): n for part in question["parts"] for n, each in enumerate(part["evidence"], 1)
    }

    def place(citation: Citation) -> tuple[str, int] | None:
        part = str(citation.get("part", ""))
        number = places.get((part, place_key(citation)))
        return (part, number) if number else None

    def show(citation: Citation) -> Quote:
        found = place(citation)
        return quote_of(citation, sources, address(*found) if found else None)

    def pair(same: Sequence[tuple[Citation, Citation]]) -> Pair:
        one, other = same[0]
        found = [at for at in (place(one), place(other)) if at]
        ticked = urlencode([("quote", f"{part}:{n}") for part, n in found])
        parts = dict.fromkeys(texts.get(str(each.get("part", "")), "") for each, _ in same)
        return Pair(tuple(parts), show(one), show(other), ticked)

    # The same two quotes may stand against each other on several parts: people read them once.
    together: dict[tuple[Any, Any], list[tuple[Citation, Citation]]] = {}
    for one, other in question["contradictions"]:
        together.setdefault((place_key(one), place_key(other)), []).append((one, other))
    pairs = tuple(pair(same) for same in together.values())
    return QuestionPairs(question["id"], question.get("text", ""), pairs[:SHOWN], pairs[SHOWN:])
