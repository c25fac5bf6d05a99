"""Evidence moved in or out by hand: what a person said of a passage takes the place of what the rules made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from corpus.document import Citation, Document
from rules.evidence import Evidence, Finding, Placed, Proposal, Rating, Stance
from rules.finding import AFFIRMS
from rules.framework import Question
from rules.proposal import propose
from rules.together import find_together

BY_HAND = "person"
"""By what a passage was found that the rules had not found for the part."""
SAID_SO = "A person said so."
AS_A_PERSON_SAYS = 0.6
"""How strongly a passage weighs that a person counts: like the strongest tenth of what the rules find."""


def propose_with(
    question: Question,
    alone: Sequence[Sequence[Evidence]],
    documents: Sequence[Document],
    placed: Sequence[Placed],
) -> Proposal:
    """The proposal for a question from what the rules alone made of the papers, part by part, and a person's choices.

    A choice on a paper that is not among the documents is left aside; of two on one passage and part the later stands.
    """
    papers = {document.id: document for document in documents}
    parts = {part.id for part in question.parts}
    said = {(one.part, one.passage.id): one for one in placed if one.part in parts and one.passage.document in papers}
    rules = propose(question, find_together(question, alone), documents)
    if not said:
        return rules
    findings = find_together(
        question,
        [list(_with_choices(part.id, found, said, papers)) for part, found in zip(question.parts, alone, strict=True)],
    )
    followed = {one.placed.choice or one.placed for finding in findings for one in finding.evidence if one.placed}
    if not followed:
        return rules
    chosen = propose(question, findings, documents)
    return replace(
        chosen,
        because=_because(chosen, rules),
        choices=len(followed),
        alone=rules.rating,
        alone_red_reason=rules.red_reason,
    )


def _with_choices(
    part: str, found: Sequence[Evidence], said: Mapping[tuple[str, str], Placed], papers: Mapping[str, Document]
) -> Iterator[Evidence]:
    known = {one.citation.passage.id for one in found}
    for one in found:
        placed = said.get((part, one.citation.passage.id))
        yield _chosen(one, placed) if placed else one
    for (where, passage), placed in sorted(said.items()):
        # What was only left out has nothing to be left out of where the rules no longer find it.
        if where == part and passage not in known and placed.stance is not None:
            yield _added(placed, placed.stance, papers[placed.passage.document])


def _chosen(one: Evidence, placed: Placed) -> Evidence:
    """What the rules found, as the person said; what a person counts is surely on the point, and weighs like the strongest tenth."""
    stance = placed.stance or one.stance
    return replace(
        one,
        stance=stance,
        stance_because=SAID_SO if stance is not one.stance else one.stance_because,
        counts=placed.counts,
        counts_because=said_so(placed),
        score=1.0 if placed.counts else one.score,
        strength=AS_A_PERSON_SAYS if placed.counts else one.strength,
        word_only=False,
        unclear=False,
        placed=placed,
        before=one,
    )


def _added(placed: Placed, stance: Stance, document: Document) -> Evidence:
    return Evidence(
        citation=Citation(placed.passage, placed.passage.start, placed.passage.end),
        document=document,
        part=placed.part,
        stance=stance,
        stance_because=SAID_SO,
        bears_because=SAID_SO,
        score=1.0,
        strength=AS_A_PERSON_SAYS,
        found_by=(BY_HAND,),
        counts=placed.counts,
        counts_because=said_so(placed),
        placed=placed,
    )


def said_so(placed: Placed) -> str:
    """Why a passage counts or does not, where a person has said so."""
    because = placed.because.strip()
    return f"A person said so: {because}{'' if because.endswith(('.', '!', '?')) else '.'} ({placed.by})"


def _because(chosen: Proposal, rules: Proposal) -> str:
    """The sentence says so where the colour is a person's choice, and where a Green rests on one."""
    if chosen.rating is rules.rating and not (chosen.rating is Rating.GREEN and _rests_on_choice(chosen.findings)):
        return chosen.because
    colour, _, rest = chosen.because.partition(": ")
    too = " too" if chosen.rating is rules.rating else ""
    return f"{colour} by a person’s choice (the rules alone propose {rules.rating.value.title()}{too}): {rest}"


def _rests_on_choice(findings: Sequence[Finding]) -> bool:
    """Whether words that affirm a part count only because a person said so."""
    everything = [one for finding in findings for one in finding.evidence if one.counts and one.stance in AFFIRMS]
    return any(
        one.placed and not (one.before and one.before.counts and one.before.stance in AFFIRMS) for one in everything
    )
