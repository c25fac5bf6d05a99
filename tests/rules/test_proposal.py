"""Pearce's definitions of the colours, and the three reasons for Red."""

from __future__ import annotations

import itertools

import pytest

from rules.evidence import Found, Proposal, Rating, RedReason, Stance
from rules.finding import agencies_named, find
from rules.proposal import propose
from tests.rules.papers import evidence, paper, part, question

A, B, C = part("a", "The plan is developed"), part("b", "The plan is reviewed"), part("c", "The plan is funded")


def proposal(*evidence_by_part: list, documents: list | None = None) -> Proposal:
    parts = (A, B, C)[: len(evidence_by_part)]
    findings = [find(one, said) for one, said in zip(parts, evidence_by_part, strict=True)]
    return propose(question(*parts), findings, documents if documents is not None else [paper()])


def test_green_when_every_part_is_affirmed() -> None:
    made = proposal(
        [evidence("It was developed.", Stance.ACHIEVED)], [evidence("It is reviewed quarterly.", Stance.IMPACT)]
    )
    assert made.rating is Rating.GREEN
    assert made.because == "Green: all 2 parts are confirmed."


def test_one_passage_alone_never_makes_a_compound_question_green() -> None:
    made = proposal([evidence("It was all done.", Stance.IMPACT)], [evidence("It was all done.", Stance.IMPACT)])
    assert made.rating is Rating.AMBER
    assert made.because == "Amber: 2 of 2 parts confirmed, but on too few passages (1, where 2 are wanted)."


def test_amber_when_some_parts_are_affirmed_and_says_what_is_open() -> None:
    made = proposal(
        [evidence("It was developed.", Stance.ACHIEVED)], [], [evidence("Funding will be settled.", Stance.PLANNED)]
    )
    assert made.rating is Rating.AMBER
    assert made.because == (
        "Amber: 1 of 3 parts confirmed; the plan is reviewed: nothing in the papers speaks to it; "
        "the plan is funded: it is planned, not in place."
    )


@pytest.mark.parametrize("stance", [Stance.PLANNED, Stance.DUTY])
def test_a_plan_or_a_duty_on_every_part_is_still_red(stance: Stance) -> None:
    assert proposal([evidence("…", stance)], [evidence("…", stance)]).rating is Rating.RED


def test_red_contrary_when_the_papers_say_that_it_is_not_so() -> None:
    made = proposal([evidence("There is no plan.", Stance.GAP)])
    assert (made.rating, made.red_reason) == (Rating.RED, RedReason.CONTRARY)


def test_red_silent_when_a_paper_of_the_right_kind_says_nothing() -> None:
    made = proposal([], documents=[paper("plan.docx", kind="plan")])
    assert (made.rating, made.red_reason) == (Rating.RED, RedReason.SILENT)


def test_red_nothing_supplied_when_no_paper_of_the_right_kind_is_there_and_it_asks_for_one() -> None:
    made = proposal([], documents=[paper("takeup.xlsx", kind="training_report")])
    assert (made.rating, made.red_reason) == (Rating.RED, RedReason.NOTHING_SUPPLIED)
    assert [one.text for one in made.requests] == ["The paper for a."]


def test_another_areas_paper_never_makes_a_question_anything_but_nothing_supplied() -> None:
    stray = paper("strategy.docx", kind="participation_report", standing="foreign")
    made = proposal([evidence("Children lead.", Stance.ACHIEVED, stray)], documents=[stray])
    assert (made.rating, made.red_reason) == (Rating.RED, RedReason.NOTHING_SUPPLIED)


def test_an_empty_pack_is_red_with_requests_and_not_an_error() -> None:
    made = proposal([], [], documents=[])
    assert made.rating is Rating.RED
    assert made.red_reason is RedReason.NOTHING_SUPPLIED
    assert len(made.requests) == 2


def test_papers_that_contradict_each_other_are_shown_as_a_pair_and_not_settled() -> None:
    yearly = evidence("All three attended every meeting.", Stance.ACHIEVED, paper("yearly.pdf"))
    minutes = evidence("Apologies, no deputy.", Stance.GAP, paper("minutes.docx"))
    made = proposal([yearly, minutes])
    assert made.rating is Rating.AMBER
    assert made.contradictions == ((yearly, minutes),)


def test_a_part_that_needs_all_three_partners_is_not_confirmed_by_two() -> None:
    three = part("a", "All three agreed", ("local_authority", "health", "police"))
    two = find(three, [evidence("Approved by the council and the police.", Stance.ACHIEVED)])
    assert two.found is Found.PARTLY
    assert two.because == "nothing shows health taking part"
    all_of_them = find(
        three, [evidence("Signed by the council, the ICB and the Chief Superintendent.", Stance.ACHIEVED)]
    )
    assert all_of_them.found is Found.CONFIRMED


def test_the_proposal_does_not_depend_on_the_order_of_evidence() -> None:
    said = [
        evidence("It was developed.", Stance.ACHIEVED, paper("a.docx"), score=0.5),
        evidence("Not developed at all.", Stance.GAP, paper("b.docx"), score=0.5),
        evidence("It will be developed.", Stance.PLANNED, paper("c.docx"), score=0.7),
    ]
    made = {repr(proposal(list(order))) for order in itertools.permutations(said)}
    assert len(made) == 1


def test_a_pack_that_was_not_read_in_full_says_so() -> None:
    made = proposal([], documents=[paper("scan.pdf", status="no_text"), paper()])
    assert made.because.endswith("1 of 2 papers was not read in full, so there may be more.")


@pytest.mark.parametrize(
    ("words", "agencies"),
    [
        ("Both councils, the ICB and the force sent their figures.", {"local_authority", "health", "police"}),
        ("All four delegated partners have signed.", {"local_authority", "health", "police"}),
        ("All four chief officers had signed it.", {"local_authority", "health", "police"}),
        ("Four agencies came: two charities, a housing association and the college.", {"voluntary", "education"}),
        ("Five partners answered the survey.", set()),
        ("Parish councils were written to.", set()),
    ],
)
def test_who_is_named_is_who_took_part(words: str, agencies: set[str]) -> None:
    assert agencies_named(words) == agencies
