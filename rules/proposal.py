"""From findings to a proposal for a question, by Pearce's definitions of the colours.

Green: a positive affirmation that the question can be answered, with evidence to illustrate it.
Amber: some parts can be answered positively, with evidence, but there is still work to be done.
Red: it is not possible to confirm that any part can be answered with a positive response.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import product

from corpus.document import Document
from rules.evidence import Evidence, Finding, Found, Proposal, Rating, RedReason, Request
from rules.finding import AFFIRMS, DENIES
from rules.framework import Part, Question

PASSAGES_FOR_GREEN = 2
"""One sentence cannot affirm a compound question."""
PAIRS_A_PART = 1
"""The plainest contradiction of each part is shown as a pair; the rest stand in its evidence."""


def propose(question: Question, findings: Sequence[Finding], documents: Sequence[Document]) -> Proposal:
    """The rating that the findings make, the reason for a Red, and what to ask for; the order of documents is of no account."""
    rating = rate(findings)
    reason = red_reason(question, findings, documents) if rating is Rating.RED else None
    readable = [one for one in documents if one.reading.status in ("read", "partly_read")]
    return Proposal(
        question=question.id,
        rating=rating,
        red_reason=reason,
        assessable=bool(readable) or not documents,
        because=_because(question, findings, rating, reason, documents),
        findings=tuple(findings),
        contradictions=_each_once(pair for finding in findings for pair in contradictions(finding)),
        requests=tuple(_requests(question, findings)),
    )


def rate(findings: Sequence[Finding]) -> Rating:
    """The rating that these findings make, with the passages that they rest on."""
    return rating_of([finding.found for finding in findings], rests_on(findings))


def rating_of(found: Sequence[Found], passages: int) -> Rating:
    """Every part confirmed, and on passages enough, is Green; any part wholly or partly confirmed is Amber; none is Red."""
    if found and all(one is Found.CONFIRMED for one in found) and passages >= enough_for_green(found):
        return Rating.GREEN
    if any(one is not Found.NOT_CONFIRMED for one in found):
        return Rating.AMBER
    return Rating.RED


def rests_on(findings: Sequence[Finding]) -> int:
    """How many different passages that count affirm the question."""
    return len(
        {
            one.citation.passage.text
            for finding in findings
            for one in finding.evidence
            if one.counts and one.stance in AFFIRMS
        }
    )


def enough_for_green(parts: Sequence[object]) -> int:
    """As many passages as the question has parts, and two at the most."""
    return min(len(parts), PASSAGES_FOR_GREEN)


def red_reason(question: Question, findings: Sequence[Finding], documents: Sequence[Document]) -> RedReason:
    """Contrary where evidence that counts says it is not so; silent where the right papers say nothing; else nothing was supplied."""
    everything = [one for finding in findings for one in finding.evidence]
    if any(one.counts and one.stance in DENIES for one in everything):
        return RedReason.CONTRARY
    own = [one for one in everything if one.document.standing == "current"]
    kinds = {one.profile.kind for one in documents if one.standing == "current"}
    if own or any(part.shown_by[0] in kinds for part in question.parts):
        return RedReason.SILENT
    return RedReason.NOTHING_SUPPLIED


def contradictions(finding: Finding) -> Iterator[tuple[Evidence, Evidence]]:
    """Pairs in which one paper that counts affirms the part and another denies it; software settles neither."""
    affirming = [one for one in finding.evidence if one.counts and one.stance in AFFIRMS]
    denying = [one for one in finding.evidence if one.counts and one.stance in DENIES]
    pairs = ((a, b) for a, b in product(affirming, denying) if a.document.id != b.document.id)
    yield from nsmallest(
        PAIRS_A_PART,
        pairs,
        key=lambda pair: (
            -round(pair[0].strength + pair[1].strength, 6),
            pair[0].citation.passage.id,
            pair[1].citation.passage.id,
        ),
    )


def _each_once(pairs: Iterable[tuple[Evidence, Evidence]]) -> tuple[tuple[Evidence, Evidence], ...]:
    """The same two passages once, under the first part that they divide."""
    once = {(one.citation.passage.id, other.citation.passage.id): (one, other) for one, other in reversed(list(pairs))}
    return tuple(reversed(once.values()))


def _requests(question: Question, findings: Sequence[Finding]) -> Iterator[Request]:
    """One request for each part on which no evidence counts, the same request once."""
    asked: set[str] = set()
    for part, finding in zip(question.parts, findings, strict=True):
        if finding.found is Found.CONFIRMED or any(one.counts for one in finding.evidence) or part.request in asked:
            continue
        asked.add(part.request)
        yield Request(part.id, part.request)


def _because(
    question: Question,
    findings: Sequence[Finding],
    rating: Rating,
    reason: RedReason | None,
    documents: Sequence[Document],
) -> str:
    """The sentence that a scrutineer would say."""
    total = len(findings)
    confirmed = sum(finding.found is Found.CONFIRMED for finding in findings)
    thin = confirmed == total and rating is Rating.AMBER
    lead = {
        Rating.GREEN: f"Green: all {total} parts are confirmed" if total > 1 else "Green: its one part is confirmed",
        Rating.AMBER: f"Amber: {confirmed} of {total} parts confirmed"
        + (
            f", but on too few passages ({rests_on(findings)}, where {enough_for_green(findings)} are wanted)"
            if thin
            else ""
        ),
        Rating.RED: {
            RedReason.NOTHING_SUPPLIED: "Red: the pack has no paper of the kind that would show it",
            RedReason.SILENT: "Red: papers of the right kind are in the pack and none shows any part of it",
            RedReason.CONTRARY: "Red: no part is confirmed, and the papers say that some of it is not so",
            None: "Red",
        }[reason],
    }[rating]
    open_parts = [
        f"{_claim(part)}: {finding.because}"
        for part, finding in zip(question.parts, findings, strict=True)
        if finding.found is not Found.CONFIRMED
    ]
    sentence = "; ".join([lead, *open_parts]) + "."
    return sentence + _unread(documents)


def _claim(part: Part) -> str:
    text = part.text.rstrip(".")
    return text if text.split(" ")[0].isupper() else text[:1].lower() + text[1:]


def _unread(documents: Sequence[Document]) -> str:
    """A rating over a partly read pack says so."""
    short = sum(1 for one in documents if one.reading.status != "read")
    if not short:
        return ""
    return (
        f" {short} of {len(documents)} papers {'was' if short == 1 else 'were'} not read in full, so there may be more."
    )
