"""The ladder of claims: how far what is claimed of a part is shown."""

from __future__ import annotations

from datetime import date

import pytest

from rules.evidence import Stance
from rules.ladder import Rung, highest, rung_of
from rules.witness import Witness


def said(text: str, stance: Stance, *, counts: bool = True, current: bool = True) -> Witness:
    day = date(2024, 9, 12)
    return Witness("6.1.a", 1, "p1", text, stance, counts, "partnership", "training_report", True, day, None, current)


@pytest.mark.parametrize(
    ("text", "stance", "rung"),
    [
        ("Every agency should train its staff.", Stance.DUTY, Rung.SAID),
        ("Training will begin in May.", Stance.PLANNED, Rung.PLANNED),
        ("A training programme is in place.", Stance.ACHIEVED, Rung.IN_PLACE),
        ("The programme runs in two of the five localities.", Stance.PARTIAL, Rung.IN_PLACE),
        ("The course was attended by 312 practitioners.", Stance.ACHIEVED, Rung.REACHED),
        ("Take-up of the course was 84%.", Stance.ACHIEVED, Rung.REACHED),
        ("Supervision records improved after the course.", Stance.IMPACT, Rung.REACHED),
        ("Children waited nine days less for help after the course.", Stance.IMPACT, Rung.CHANGED),
        ("No course has run.", Stance.GAP, Rung.NOTHING),
    ],
)
def test_a_passage_stands_on_the_rung_of_what_it_says(text: str, stance: Stance, rung: Rung) -> None:
    assert rung_of(said(text, stance)) is rung


@pytest.mark.parametrize(
    "text", ["The three analysts had met on 22 May.", "The partners met in October 2025 and April 2026."]
)
def test_a_date_is_not_a_number_of_people_reached(text: str) -> None:
    assert rung_of(said(text, Stance.ACHIEVED)) is Rung.IN_PLACE


def test_from_in_place_upwards_only_what_counts_climbs_and_a_plan_needs_only_a_standing_paper() -> None:
    done = said("A programme is in place.", Stance.ACHIEVED, counts=False)
    planned = said("It will begin in May.", Stance.PLANNED, counts=False)
    assert highest([done, planned]) == (Rung.PLANNED, planned)


def test_a_plan_in_a_superseded_paper_climbs_nothing() -> None:
    assert highest([said("It will begin.", Stance.PLANNED, counts=False, current=False)]) == (Rung.NOTHING, None)


def test_the_highest_rung_is_named_with_the_first_passage_on_it() -> None:
    low, high = said("It is in place.", Stance.ACHIEVED), said("Children wait less.", Stance.IMPACT)
    assert highest([low, high]) == (Rung.CHANGED, high)
