"""Evidence moved by hand: a person's choice stands in place of the rules' reading, in sight, and can be told from it."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from corpus.document import Document
from rules.evidence import Evidence, Found, Placed, Proposal, Rating, Stance
from rules.placing import propose_with
from tests.rules.papers import evidence, paper, part, passage, question

A, B = part("a", "The plan is developed"), part("b", "The plan is reviewed")
QUESTION = question(A, B)
DEVELOPED = evidence("The plan was developed with all three partners.", Stance.ACHIEVED)
REVIEWED = evidence("The plan is reviewed each June.", Stance.ACHIEVED, part="1.1.b")
PLANNED = evidence("The plan will be reviewed next June.", Stance.PLANNED, part="1.1.b")
DENIED = evidence("The plan has not been reviewed.", Stance.GAP, part="1.1.b")


def placed(
    one: Evidence, *, counts: bool, stance: Stance | None = None, part: str = "", why: str = "I asked."
) -> Placed:
    return Placed(
        part or one.part,
        one.citation.passage,
        counts,
        stance,
        why,
        "Ada Marlow, 3 May 2025",
        f"{one.part}{counts}{part}",
    )


def proposed(*choices: Placed, b: Evidence = REVIEWED, documents: list[Document] | None = None) -> Proposal:
    return propose_with(QUESTION, [[DEVELOPED], [b]], documents or [paper()], choices)


def test_without_choices_the_rules_propose_as_they_always_did() -> None:
    made = proposed()
    assert made.rating is Rating.GREEN
    assert (made.choices, made.alone) == (0, None)


def test_what_a_person_leaves_out_no_longer_carries_the_rating_and_says_who_left_it_out() -> None:
    made = proposed(placed(REVIEWED, counts=False))
    assert (made.rating, made.alone) == (Rating.AMBER, Rating.GREEN)
    assert made.because.startswith("Amber by a person’s choice (the rules alone propose Green): 1 of 2 parts")
    (left_out,) = made.findings[1].evidence
    assert left_out.counts_because == "A person said so: I asked. (Ada Marlow, 3 May 2025)"
    assert left_out.before == REVIEWED


def test_a_green_that_rests_on_a_plan_which_a_person_counts_is_green_by_a_persons_choice() -> None:
    made = proposed(placed(PLANNED, counts=True, stance=Stance.ACHIEVED), b=PLANNED)
    assert (made.rating, made.alone) == (Rating.GREEN, Rating.AMBER)
    assert made.because == "Green by a person’s choice (the rules alone propose Amber): all 2 parts are confirmed."


@pytest.mark.parametrize("standing", ["foreign", "superseded", "draft"])
def test_a_paper_that_cannot_count_counts_where_a_person_says_so_and_the_rules_own_proposal_stays(
    standing: str,
) -> None:
    old = paper("old.docx", standing=standing)
    said = evidence("The plan is reviewed each May.", Stance.ACHIEVED, old, "1.1.b")
    made = proposed(placed(said, counts=True, stance=Stance.ACHIEVED), b=said, documents=[paper(), old])
    assert (made.rating, made.alone) == (Rating.GREEN, Rating.AMBER)
    assert "by a person’s choice" in made.because


def test_a_green_that_would_be_green_without_them_still_says_that_it_rests_on_a_choice() -> None:
    choices = placed(REVIEWED, counts=False), placed(PLANNED, counts=True, stance=Stance.ACHIEVED)
    made = propose_with(QUESTION, [[DEVELOPED], [REVIEWED, PLANNED]], [paper()], choices)
    assert (made.rating, made.alone, made.choices) == (Rating.GREEN, Rating.GREEN, 2)
    assert made.because.startswith("Green by a person’s choice (the rules alone propose Green too): ")


@pytest.mark.parametrize("stance", [None, Stance.PLANNED, Stance.DUTY])
def test_a_plan_or_a_duty_cannot_be_counted_as_what_it_is(stance: Stance | None) -> None:
    with pytest.raises(ValueError, match="says that it is so"):
        placed(PLANNED, counts=True, stance=stance)


def test_no_choice_is_without_a_reason() -> None:
    with pytest.raises(ValueError, match="says why"):
        placed(REVIEWED, counts=False, why="  ")


def test_what_says_something_else_turns_the_part_the_other_way() -> None:
    made = proposed(placed(REVIEWED, counts=True, stance=Stance.GAP))
    assert made.findings[1].found is Found.NOT_CONFIRMED
    assert made.findings[1].evidence[0].stance_because == "A person said so."


def test_words_moved_to_another_part_count_there_and_no_longer_here() -> None:
    away = placed(DENIED, counts=False)
    here = placed(DENIED, counts=True, stance=Stance.GAP, part="1.1.a")
    made = proposed(away, here, b=DENIED)
    assert {one.citation.quote for one in made.findings[0].evidence if one.counts} == {
        DEVELOPED.citation.quote,
        DENIED.citation.quote,
    }
    assert not any(one.counts for one in made.findings[1].evidence)


def test_a_choice_on_a_paper_that_is_gone_changes_nothing() -> None:
    gone = evidence("It was reviewed.", Stance.ACHIEVED, paper("gone.docx"), "1.1.b")
    assert proposed(placed(gone, counts=True, stance=Stance.ACHIEVED)) == proposed()


def test_words_left_out_that_the_rules_no_longer_find_change_nothing() -> None:
    unfound = replace(
        REVIEWED, citation=replace(REVIEWED.citation, passage=passage("The plan is reviewed each month."))
    )
    assert proposed(placed(unfound, counts=False)) == proposed()


def test_the_later_of_two_choices_on_the_same_words_stands_and_the_order_of_the_rest_is_of_no_account() -> None:
    first, later = placed(PLANNED, counts=True, stance=Stance.GAP), placed(PLANNED, counts=False)
    assert proposed(first, later, b=PLANNED).findings[1].evidence[0].counts is False
    apart = [placed(DEVELOPED, counts=False), placed(PLANNED, counts=True, stance=Stance.PARTIAL)]
    assert len({repr(proposed(*each, b=PLANNED)) for each in itertools.permutations(apart)}) == 1
