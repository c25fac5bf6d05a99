"""How frameworks map to one another, and where evidence comes from."""

from __future__ import annotations

import pytest

from corpus.kinds import kinds
from rules.crosswalk import crosswalk, functions_of_scrutiny, questions_on, unmatched
from rules.framework_file import all_frameworks
from rules.origins import origin_of, origins

FRAMEWORKS = all_frameworks()
SIX_STEPS = FRAMEWORKS["six-steps"]


def test_every_framework_maps_to_itself_question_by_question() -> None:
    for framework in FRAMEWORKS.values():
        assert unmatched(framework, framework) == ()


def test_two_frameworks_map_to_each_other_both_ways() -> None:
    lewisham = FRAMEWORKS["lewisham"]
    there, back = crosswalk(lewisham, SIX_STEPS), crosswalk(SIX_STEPS, lewisham)
    pairs = {(one, other) for one, others in there.items() for other in others}
    assert pairs == {(one, other) for other, others in back.items() for one in others}
    assert pairs


def test_the_same_words_are_the_same_question_though_six_steps_does_not_ask_it() -> None:
    found = crosswalk(FRAMEWORKS["lewisham"], FRAMEWORKS["bexley"])
    asked = {question.id: question.text for question in FRAMEWORKS["lewisham"].questions}
    early = next(each for each, text in asked.items() if "too early to assess impact" in text)
    assert [FRAMEWORKS["bexley"].question(each).text for each in found[early]] == [
        "What has potential but it is too early to assess impact?"
    ]


def test_each_function_of_scrutiny_names_questions_that_six_steps_has_and_where_to_look_it_up() -> None:
    known = {question.id for question in SIX_STEPS.questions}
    for function in functions_of_scrutiny():
        assert set(function.six_steps) <= known
        assert questions_on(function, SIX_STEPS) == tuple(sorted(function.six_steps))
        assert "Working Together" in function.reference
        # Our words are no quotation, so they must not look like one.
        assert not {"“", '"'} & set(function.says)


def test_every_kind_of_paper_has_one_origin() -> None:
    placed = [kind for one in origins().values() for kind in one.kinds]
    assert sorted(placed) == sorted(kinds())


@pytest.mark.parametrize(
    ("kind", "title", "origin"),
    [
        ("field_notes", "Visit to the front door", "scrutineer"),
        ("section_11_return", "Section 11 self-assessment return, police", "agency_audits"),
        ("partnership_minutes", "Children’s overview and scrutiny committee, minutes", "committees"),
        ("other", "Six Steps self-assessment by the three partners", "self_assessment"),
        ("peer_review", "Regional peer review", "peer_review"),
        ("inspection", "ILACS letter", "inspections"),
        ("executive_minutes", "Executive minutes", "own_papers"),
        (None, "", "own_papers"),
    ],
)
def test_where_a_paper_comes_from(kind: str | None, title: str, origin: str) -> None:
    assert origin_of(kind, title) == origin
