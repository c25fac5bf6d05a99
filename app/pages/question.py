"""The page of one question: the proposal, its parts with the evidence for each, and what has been decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.models import Assessment, Decision, Paper, Review
from app.pages.framework import layout_of
from app.pages.quotes import Citation, Quote, Source, place_key, quote_of, sources_of
from app.pages.words import reasons, sentence, word

EvidenceAddress = Callable[[str, int], str]
"""The address of a part's nth piece of evidence, counted from one."""


@dataclass(frozen=True)
class PartSection:
    """One part: what it claims, what was found, and everything that bears on it."""

    id: str
    text: str
    finding: str
    finding_words: str
    because: str
    counting: tuple[Quote, ...]
    idle: tuple[Quote, ...]
    """Found to bear on the part, but unable to carry a rating."""


@dataclass(frozen=True)
class Proposal:
    """What the rules propose, and why."""

    rating: str
    red_reason: str | None
    red_reason_words: str
    assessable: bool
    lead: str
    rest: tuple[str, ...]


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
    return QuestionPage(
        id=question_id,
        text=layout.texts.get(question_id, ""),
        step=step,
        step_title=title,
        proposal=_proposal(asked) if asked else None,
        parts=tuple(_part(part, sources, address) for part in asked["parts"]) if asked else (),
        contradictions=_contradictions(asked, sources, address) if asked else (),
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
    return Proposal(
        rating=question["proposed"],
        red_reason=question.get("red_reason"),
        red_reason_words=word(question.get("red_reason"), "red_reason") if question.get("red_reason") else "",
        assessable=question.get("assessable", True),
        lead=lead,
        rest=rest,
    )


def _part(part: Mapping[str, Any], sources: Mapping[str, Source], address: EvidenceAddress) -> PartSection:
    quotes = [quote_of(each, sources, address(part["id"], n)) for n, each in enumerate(part["evidence"], 1)]
    return PartSection(
        id=part["id"],
        text=part["text"],
        finding=part["finding"],
        finding_words=word(part["finding"], "finding"),
        because=sentence(part["because"]),
        counting=tuple(each for each in quotes if each.counts),
        idle=tuple(each for each in quotes if not each.counts),
    )


def _contradictions(
    question: Mapping[str, Any], sources: Mapping[str, Source], address: EvidenceAddress
) -> tuple[tuple[Quote, Quote], ...]:
    places = {
        place_key(each): address(part["id"], n)
        for part in question["parts"]
        for n, each in enumerate(part["evidence"], 1)
    }

    def show(citation: Citation) -> Quote:
        return quote_of(citation, sources, places.get(place_key(citation)))

    return tuple((show(one), show(other)) for one, other in question.get("contradictions", []))
