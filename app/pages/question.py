"""The page of one question: the proposal, its parts with the evidence for each, and what has been decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.models import Assessment, Decision, Paper, Review
from app.pages.framework import layout_of
from app.pages.part import EvidenceAddress, Pair, PartSection, part_section
from app.pages.quotes import Quote, Source, place_key, quote_of, sources_of
from app.pages.words import reasons, word


@dataclass(frozen=True)
class Proposal:
    """What the rules propose, and why."""

    rating: str
    red_reason: str | None
    red_reason_words: str
    assessable: bool
    lead: str
    rest: tuple[str, ...]
    """What else is said of it; the parts say for themselves what was found of each."""


@dataclass(frozen=True)
class QuestionPage:
    """What a question's page shows."""

    id: str
    text: str
    step: str
    step_title: str
    proposal: Proposal | None
    parts: tuple[PartSection, ...]
    contradictions: tuple[tuple[Quote, Quote], ...]
    """Pairs that do not stand side by side under a part."""
    requests: tuple[str, ...]
    history: tuple[Decision, ...]
    """Every decision, the latest first."""
    previous: str | None
    next: str | None
    next_undecided: str | None
    order: tuple[str, ...]
    assessment_id: str

    @property
    def latest(self) -> Decision | None:
        """The decision that stands."""
        return self.history[0] if self.history else None

    @property
    def moved(self) -> bool:
        """Whether the proposal is another one than when the standing decision was made."""
        return bool(self.latest and self.proposal and self.latest.proposed_rating != self.proposal.rating)


def question_page(
    review: Review,
    assessment: Assessment | None,
    question_id: str,
    papers: Sequence[Paper],
    history: Sequence[Decision],
    decided: frozenset[str],
    address: EvidenceAddress,
) -> QuestionPage | None:
    """The page of this question, or None where the review's framework has no such question."""
    content = assessment.content if assessment else None
    layout = layout_of(review, content)
    if question_id not in layout.order:
        return None
    asked = assessment.question(question_id) if assessment else None
    sources = sources_of(content["documents"], papers) if content else {}
    at = layout.order.index(question_id)
    later = layout.order[at + 1 :] + layout.order[:at]
    step, title = layout.step_of(question_id)
    parts, pairs = _parts(asked, sources, address) if asked else ((), ())
    return QuestionPage(
        id=question_id,
        text=layout.texts.get(question_id, ""),
        step=step,
        step_title=title,
        proposal=_proposal(asked) if asked else None,
        parts=parts,
        contradictions=pairs,
        requests=tuple(dict.fromkeys(request["text"] for request in asked["requests"])) if asked else (),
        history=tuple(history),
        previous=layout.order[at - 1] if at else None,
        next=layout.order[at + 1] if at + 1 < len(layout.order) else None,
        next_undecided=next((each for each in later if each not in decided), None),
        order=layout.order,
        assessment_id=assessment.id if assessment else "",
    )


def _proposal(question: Mapping[str, Any]) -> Proposal:
    lead, rest = reasons(question["because"])
    told = tuple(part["text"].casefold() for part in question["parts"])
    others = tuple(each for each in rest if not each.casefold().startswith(told))
    return Proposal(
        rating=question["proposed"],
        red_reason=question.get("red_reason"),
        red_reason_words=word(question.get("red_reason"), "red_reason") if question.get("red_reason") else "",
        assessable=question.get("assessable", True),
        lead=lead if others else lead.rstrip(":") + ("" if lead.endswith(".") else "."),
        rest=others,
    )


def _parts(
    question: Mapping[str, Any], sources: Mapping[str, Source], address: EvidenceAddress
) -> tuple[tuple[PartSection, ...], tuple[tuple[Quote, Quote], ...]]:
    """The parts, each with one pair at most that contradict each other, and the pairs that no part shows."""
    places = {
        place_key(each): (part["id"], n) for part in question["parts"] for n, each in enumerate(part["evidence"], 1)
    }
    pairs: dict[str, list[Pair]] = {}
    for one, other in question.get("contradictions", []):
        pairs.setdefault(str(one.get("part", "")), []).append((one, other))
    count = len(question["parts"])
    parts = tuple(part_section(each, sources, address, pairs.get(each["id"], []), count) for each in question["parts"])
    for part in parts:
        if part.contradicted:
            pairs[part.id] = pairs[part.id][1:]

    def show(citation: Mapping[str, Any]) -> Quote:
        place = places.get(place_key(citation))
        return quote_of(citation, sources, address(*place) if place else None)

    return parts, tuple((show(one), show(other)) for left in pairs.values() for one, other in left)
