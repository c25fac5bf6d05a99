"""The page of one question: the proposal, its parts with the evidence for each, and what has been decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Any

from app.models import Assessment, Decision, Paper, Review
from app.pages.framework import framework_of, layout_of
from app.pages.lenses import Lenses, lenses_of
from app.pages.moved import papers_since, since_decided
from app.pages.opinions import NOTHING_BESIDE, Beside
from app.pages.part import EvidenceAddress, Pair, PartSection, UnratedPart, part_section, unrated_part
from app.pages.quotes import Quote, Source, place_key, quote_of, sources_of
from app.pages.supposed import Arithmetic, Supposed, arithmetic_of, supposed_of
from app.pages.words import reasons, word
from corpus.document import Period

QUOTED = 70
"""Characters of a quote by which it is chosen from a list."""


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
    arithmetic: Arithmetic | None = None
    supposed: Supposed | None = None
    lenses: Lenses | None = None
    since_decided: str = ""
    """What has changed in the question since the standing decision was made; empty where nothing has."""
    unrated: tuple[UnratedPart, ...] = ()
    """In blind mode, in place of the parts: the words alone, without what the rules made of them."""
    blind: bool = False
    """Whether the proposal is hidden until this person has decided."""
    beside: Beside = NOTHING_BESIDE

    @property
    def may_be_decided(self) -> bool:
        """Whether there is a proposal beside which a decision can be made, shown or not."""
        return self.proposal is not None or bool(self.unrated)

    @property
    def quotes_in_sight(self) -> tuple[tuple[str, str], ...]:
        """The quotes that stand unfolded on the page, by part and passage, with their first words."""
        return tuple(
            (f"{part.id} {quote.passage}", f"Part {number}: “{shorten(quote.words, QUOTED, placeholder=' …')}”")
            for number, part in enumerate(self.parts, 1)
            for quote in (*part.says_so, *part.says_otherwise)
            if quote.passage
        )

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
    *,
    put_off: frozenset[str] = frozenset(),
    seen: Assessment | None = None,
    blind: bool = False,
) -> QuestionPage | None:
    """The page of this question, or None where the review's framework has no such question.

    `put_off` holds the questions that come last among the undecided; `seen` is the assessment of the standing decision;
    `blind` is for someone who decides before they see what is proposed, or what anybody else decided.
    """
    content = assessment.content if assessment else None
    layout = layout_of(review, content)
    if question_id not in layout.order:
        return None
    at = layout.order.index(question_id)
    later = layout.order[at + 1 :] + layout.order[:at]
    undecided = sorted((each for each in later if each not in decided), key=lambda each: each in put_off)
    step, title = layout.step_of(question_id)
    page = QuestionPage(
        id=question_id,
        text=layout.texts.get(question_id, ""),
        step=step,
        step_title=title,
        proposal=None,
        parts=(),
        contradictions=(),
        requests=(),
        history=() if blind else tuple(history),
        previous=layout.order[at - 1] if at else None,
        next=layout.order[at + 1] if at + 1 < len(layout.order) else None,
        next_undecided=next(iter(undecided), None),
        order=layout.order,
        assessment_id=assessment.id if assessment else "",
        blind=blind,
    )
    asked = assessment.question(question_id) if assessment else None
    if assessment is None or content is None or asked is None:
        return page
    sources = sources_of(content["documents"], papers)
    if blind:
        return replace(page, unrated=tuple(unrated_part(each, sources, address) for each in asked["parts"]))
    page = _assessed(page, asked, content, sources, review, address)
    if not history:
        return page
    return replace(page, since_decided=since_decided(history[0], seen, assessment) or papers_since(history[0], papers))


def _assessed(
    page: QuestionPage,
    asked: Mapping[str, Any],
    content: Mapping[str, Any],
    sources: Mapping[str, Source],
    review: Review,
    address: EvidenceAddress,
) -> QuestionPage:
    """The page with what the rules made of the papers."""
    evidence = {part["id"]: part["evidence"] for part in asked["parts"]}
    parts, pairs = _parts(asked, sources, address)

    def show(part: str, nth: int) -> Quote:
        return quote_of(evidence[part][nth - 1], sources, address(part, nth))

    period = Period(review.period_from, review.period_to)
    return replace(
        page,
        proposal=_proposal(asked),
        parts=parts,
        contradictions=pairs,
        requests=tuple(dict.fromkeys(request["text"] for request in asked["requests"])),
        arithmetic=arithmetic_of(asked),
        supposed=supposed_of(asked, content["documents"], framework_of(review.framework_id, review.framework_sha)),
        lenses=lenses_of(asked, content["documents"], period, show, page.assessment_id),
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
