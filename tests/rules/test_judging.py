"""From what was found to what is proposed: loosely related or unclear passages are shown and turn nothing."""

from __future__ import annotations

import itertools

from corpus.document import Document
from rules.evidence import Candidate, Evidence, Found, Proposal, Rating
from rules.framework import Framework, Step
from rules.judging import bears_because, judge
from tests.rules.papers import REVIEW, paper, part, passage, question

FRAMEWORK = Framework(
    "one",
    "One",
    "1",
    "Invented",
    "Invented",
    (Step("1", "Planning", (question(part("a"), part("b", "It is funded")),)),),
    "",
)
SAID = "All three partners attended every meeting and the plan was signed."
DENIED = "There is no evidence that the plan has been reviewed."


def candidate(
    text: str, score: float = 0.9, part: str = "1.1.a", chief: bool = True, file: str = "minutes.docx"
) -> Candidate:
    named = ("plan",) if chief else ()
    return Candidate(part, passage(text, file), score, "The plan is reviewed each June.", named, ("meaning",), chief)


def judged(*candidates: Candidate, documents: list[Document] | None = None) -> Proposal:
    (made,) = judge(FRAMEWORK, documents or [paper()], candidates, REVIEW)
    return made


def first(made: Proposal) -> Evidence:
    return made.findings[0].evidence[0]


def test_a_clear_and_sure_passage_counts() -> None:
    assert first(judged(candidate(SAID))).counts
    assert judged(candidate(SAID)).findings[0].found is Found.CONFIRMED


def test_a_loosely_related_passage_is_shown_and_does_not_count() -> None:
    made = judged(candidate(SAID, score=0.4))
    assert not first(made).counts
    assert "not surely enough" in first(made).counts_because
    assert made.rating is Rating.RED


def test_several_loosely_related_passages_do_not_confirm_a_part_by_their_number() -> None:
    loose = [candidate(f"{SAID} Item {n}.", score=0.55, file=f"{n}.docx") for n in range(4)]
    made = judged(*loose, documents=[paper(f"{n}.docx") for n in range(4)])
    assert all(one.counts for one in made.findings[0].evidence)
    assert made.findings[0].found is Found.NOT_CONFIRMED
    assert "should be read" in made.findings[0].because


def test_a_denial_speaks_against_the_part_that_it_is_nearest_to_and_no_other() -> None:
    made = judged(candidate(DENIED), candidate(DENIED, part="1.1.b", chief=False))
    assert first(made).counts
    assert "another part of this question" in made.findings[1].evidence[0].counts_because


def test_each_citation_says_why_it_was_taken_to_bear() -> None:
    assert bears_because(candidate(SAID)) == "Names “plan”; reads like “The plan is reviewed each June.”."


def test_the_order_of_documents_and_of_what_was_found_changes_nothing() -> None:
    papers = [paper("a.docx"), paper("b.docx"), paper("c.docx")]
    found = [
        candidate(SAID, file="a.docx"),
        candidate(DENIED, file="b.docx"),
        candidate(SAID, 0.7, "1.1.b", file="c.docx"),
    ]
    made = {
        repr(judge(FRAMEWORK, documents, candidates, REVIEW))
        for documents, candidates in zip(itertools.permutations(papers), itertools.permutations(found), strict=True)
    }
    assert len(made) == 1
