"""Who says so: voices told from the papers' agencies and from the words themselves, on invented papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from corpus.document import Period
from rules.evidence import Stance
from rules.voices import childrens_voice, own_words, voices_of, who_says
from rules.witness import Witness

YEAR = Period(date(2024, 4, 1), date(2025, 3, 31))


def said(text: str, stance: Stance = Stance.ACHIEVED, *, n: int = 1, counts: bool = True, **more: object) -> Witness:
    one = Witness(
        part="3.1.a",
        nth=n,
        passage=f"p{n}",
        text=text,
        stance=stance,
        counts=counts,
        agency="partnership",
        kind="executive_minutes",
        self_reported=True,
        day=date(2024, 9, 12),
    )
    return replace(one, **more)  # type: ignore[arg-type]


LEAFLET = "Pupils in five schools were consulted and the leaflet was rewritten in their words."
QUOTED = "A girl of 14 said: “nobody tells you what happens after you report it”."
POLICE = "The constabulary sent its analyst to each meeting of the group."


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("Health visitors told us that they did not know the threshold document.", "practitioners"),
        ("Young people said that they wanted one worker and not five.", "children"),
        ("Probation and housing took part in the audit.", "other"),
        ("The ICB's chief nurse signed the plan.", "health"),
    ],
)
def test_a_voice_is_told_from_the_words(text: str, voice: str) -> None:
    assert voice in voices_of(said(text))


@pytest.mark.parametrize(
    "text",
    [
        "PN was asked about young people coming to meetings.",
        "FL asked whether there had been any young people involved in the refresh.",
        "The number of children on a plan rose to 212.",
    ],
)
def test_talking_about_children_is_not_their_voice(text: str) -> None:
    assert "children" not in voices_of(said(text))


def test_an_agency_is_heard_in_its_own_papers_and_where_others_name_it_and_the_two_are_told_apart() -> None:
    heard = {each.voice: each for each in who_says([said(POLICE), said("We attended.", n=2, agency="police")])}
    assert (heard["police"].so, heard["police"].own) == (2, 1)


def test_a_passage_cited_under_two_parts_is_one_and_one_that_does_not_count_supports_nothing() -> None:
    twice = [
        said(POLICE),
        said(POLICE, part="3.1.b"),
        said("The police plan to join.", Stance.PLANNED, n=2, counts=False),
    ]
    police = next(each for each in who_says(twice) if each.voice == "police")
    assert (police.so, police.counting, police.idle) == (1, 1, 1)


def test_support_qualification_and_denial_are_counted_apart() -> None:
    evidence = [
        said(POLICE),
        said("The police attended in part.", Stance.PARTIAL, n=2),
        said("No police.", Stance.GAP, n=3),
    ]
    police = next(each for each in who_says(evidence) if each.voice == "police")
    assert (police.so, police.partly, police.not_so) == (1, 1, 1)


def test_self_reported_and_independent_words_are_counted_apart() -> None:
    evidence = [said(POLICE), said("Police attended 11 of 12.", n=2, self_reported=False)]
    police = next(each for each in who_says(evidence) if each.voice == "police")
    assert (police.self_reported, police.independent) == (1, 1)


def test_a_draft_and_another_areas_paper_are_nobodys_voice_here() -> None:
    assert not any(each.counting or each.idle for each in who_says([said(POLICE, current=False)]))


def test_childrens_own_words_stand_in_quotation_marks_and_are_more_than_a_word() -> None:
    assert own_words(QUOTED) == ("nobody tells you what happens after you report it",)
    assert own_words("They marked it “not met”.") == ()


def test_the_childs_lens_tells_own_words_from_what_is_told_and_from_what_changed() -> None:
    told = said("Children said that the letters are hard to read.", n=3)
    heard = childrens_voice([said(LEAFLET), said(QUOTED, n=2), told])
    assert [one.passage for one in heard.own_words] == ["p2"]
    assert [one.passage for one in heard.changed] == ["p1"]
    assert [one.passage for one in heard.reported] == ["p3"]


def test_that_nothing_changed_is_not_listed_as_a_change() -> None:
    denied = said("Nothing was changed because of what young people said.", Stance.GAP)
    assert childrens_voice([denied]).changed == ()


def test_groups_of_children_whom_nobody_names_are_listed() -> None:
    heard = childrens_voice([said("Young carers told us that school did not know.")])
    assert "young_carers" not in heard.unheard
    assert "disabled" in heard.unheard


def test_a_paper_is_of_the_period_where_its_date_or_the_time_that_it_covers_falls_inside() -> None:
    assert said("x").when(YEAR) == "inside"
    plan = said("x", day=date(2023, 1, 1), covers=Period(date(2023, 1, 1), date(2026, 1, 1)))
    assert plan.when(YEAR) == "inside"
    assert said("x", day=date(2023, 12, 1)).when(YEAR) == "before"
    assert said("x", day=date(2025, 12, 1)).when(YEAR) == "after"
    assert said("x", day=None).when(YEAR) == "unknown"
