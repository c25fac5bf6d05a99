"""The whole judgement: candidates in, one proposal a question out. The same input gives the same output, in any order.

It has two halves. `hear` looks at nothing but a passage's own words, and so needs doing once a paper; `judge_heard` sees
the papers beside one another and the period under review.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from corpus.document import Citation, Document, Period
from rules.evidence import Candidate, Evidence, Heard, Placed, Proposal, Stance, StanceReading
from rules.framework import Framework, Part, Question
from rules.placing import propose_with
from rules.set_aside import beside_the_point
from rules.stance import read_stance
from rules.strength import leaning_to, strength_of
from rules.weighing import Weight, weigh

RATES_AT_LEAST = 0.5
"""How sure finder and reader must be of a passage before it can turn a rating; below it the passage is shown and does not count."""
CITED_AT_LEAST = 0.08
"""And the least strength; of those just above it one in ten is cited by a careful reader, and beside stronger ones they turn little."""
SURELY_ON_THE_POINT = 0.9
"""From here on they are so sure that a weak passage, such as a short row, may count, as little as it weighs."""
QUALIFIES = frozenset({Stance.PARTIAL, Stance.GAP})
"""Stances that take a part down; they speak against the part that they are nearest to and those that they name."""
AT_ODDS = 0.25
"""Where less of the passage's leaning goes the way that the rules read it, a person should read it."""
QUOTED = 60
"""Characters of a statement shown in a reason."""


def judge(
    framework: Framework,
    documents: Sequence[Document],
    candidates: Iterable[Candidate],
    period: Period,
    placed: Sequence[Placed] = (),
) -> tuple[Proposal, ...]:
    """A proposal for every question, from the candidates found for its parts and what a person said of some of them."""
    return judge_heard(framework, documents, hear(framework, candidates), period, placed)


def hear(framework: Framework, candidates: Iterable[Candidate]) -> Iterator[Heard]:
    """What each candidate's words say of its part; those of parts that the framework does not hold are left aside."""
    parts = {part.id: (question, part) for question in framework.questions for part in question.parts}
    return (_heard(*parts[one.part], one) for one in candidates if one.part in parts)


def judge_heard(
    framework: Framework,
    documents: Sequence[Document],
    heard: Iterable[Heard],
    period: Period,
    placed: Sequence[Placed] = (),
) -> tuple[Proposal, ...]:
    """A proposal for every question, from what the words of these papers were heard to say of its parts."""
    papers = {document.id: document for document in documents}
    by_part: dict[str, list[Heard]] = {}
    for one in heard:
        by_part.setdefault(one.part, []).append(one)
    return tuple(
        propose_with(question, _found(question, by_part, papers, period), list(papers.values()), placed)
        for question in framework.questions
    )


def _found(
    question: Question, by_part: Mapping[str, Sequence[Heard]], papers: Mapping[str, Document], period: Period
) -> list[list[Evidence]]:
    """What the rules alone make of what was heard, part by part."""
    return [
        [_evidence(one, papers[one.passage.document], period) for one in by_part.get(part.id, ())]
        for part in question.parts
    ]


def _heard(question: Question, part: Part, candidate: Candidate) -> Heard:
    passage = candidate.passage
    reading = read_stance(passage.text, f"{question.text} {part.text}", passage.headings, candidate.leaning)
    strength = strength_of(candidate, reading)
    refusal = beside_the_point(question, passage, part) or _carries(candidate, reading, strength)
    return Heard(
        part=part.id,
        passage=passage,
        score=candidate.score,
        bears_because=bears_because(candidate),
        found_by=candidate.found_by,
        stance=reading.stance,
        stance_because=reading.because,
        strength=strength,
        refused=refusal.because if refusal else "",
        unclear=refusal is not None and refusal.unclear and candidate.chief,
    )


def _evidence(heard: Heard, document: Document, period: Period) -> Evidence:
    """What was heard as evidence from its paper: it counts where neither its words nor its paper stand against that."""
    passage = heard.passage
    weight = weigh(document, heard.stance, passage.text, period, passage.headings)
    if weight.counts and heard.refused:
        weight = Weight(False, heard.refused, unclear=heard.unclear)
    return Evidence(
        citation=Citation(passage, passage.start, passage.end),
        document=document,
        part=heard.part,
        stance=heard.stance,
        stance_because=heard.stance_because,
        bears_because=heard.bears_because,
        score=heard.score,
        found_by=heard.found_by,
        counts=weight.counts,
        counts_because=weight.because,
        word_only=weight.word_only,
        unclear=weight.unclear,
        strength=heard.strength,
    )


def _carries(candidate: Candidate, reading: StanceReading, strength: float) -> Weight | None:
    """A refusal where the passage is too loosely on the part to turn its finding; None where it may."""
    if candidate.score < RATES_AT_LEAST:
        return Weight(False, "On the subject, but not surely enough on this point to carry a rating.")
    if not reading.by_rule:
        return Weight(False, "No wording that the rules name decides what it says; read it and decide.", unclear=True)
    if strength < CITED_AT_LEAST and leaning_to(candidate, reading) < AT_ODDS:
        return Weight(
            False, "Its wording says one thing and the whole of it another; read it and decide.", unclear=True
        )
    if strength < CITED_AT_LEAST and candidate.score < SURELY_ON_THE_POINT:
        return Weight(False, "On the subject, but it says too little on this point to carry a rating.")
    if not candidate.chief and not candidate.named and reading.stance in QUALIFIES:
        return Weight(False, "It bears mainly on another part of this question.")
    return None


def bears_because(candidate: Candidate) -> str:
    """Why the passage was taken to bear on the part, in a sentence."""
    reasons = []
    if candidate.named:
        reasons.append("names " + ", ".join(f"“{word}”" for word in candidate.named[:3]))
    if candidate.nearest:
        nearest = (
            candidate.nearest
            if len(candidate.nearest) <= QUOTED
            else candidate.nearest[:QUOTED].rsplit(" ", 1)[0] + " …"
        )
        reasons.append(f"reads like “{nearest}”")
    sentence = "; ".join(reasons) or "is on the subject of the question"
    return sentence[:1].upper() + sentence[1:] + "."
