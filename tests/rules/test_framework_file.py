"""A framework with a mistake is refused with the file, the key and why: one bad file a mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.kinds import kinds
from rules.framework_file import FrameworkError, NoSuchFramework, all_frameworks, framework_named, load_framework

GOOD = """
id: two-steps
title: Two Steps
version: "1"
source: Invented
attribution: Invented
steps:
  - id: "1"
    title: Planning
    questions:
      - id: "1.1"
        text: Is there a plan, and is it reviewed?
        about: ['\\bplan\\w*']
        parts:
          - id: 1.1.a
            text: There is a plan
            clause: Is there a plan
            statements: [The plan was signed in May.]
            shown_by: [plan]
            request: The plan.
"""


def refusal(tmp_path: Path, text: str) -> str:
    path = tmp_path / "two.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FrameworkError) as refused:
        load_framework(path)
    return str(refused.value)


def test_a_good_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "two.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert load_framework(path).question("1.1").parts[0].statements == ("The plan was signed in May.",)


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("title: Two Steps\n", "", "two.yaml: title: Field required"),
        ('version: "1"', "version: 1", "two.yaml: version: Input should be a valid string"),
        (
            "request: The plan.",
            "request: The plan.\n            colour: red",
            "steps[0].questions[0].parts[0].colour: Extra inputs",
        ),
        (
            "clause: Is there a plan",
            "clause: is there a strategy",
            "the clause 'is there a strategy' does not stand in the question's text",
        ),
        ("- id: 1.1.a", "- id: 2.1.a", "part 2.1.a: its id begins with the question's id, 1.1"),
        ("'\\bplan\\w*'", "'(plan'", "steps[0].questions[0].about[0]: is not a regular expression"),
        (
            "statements: [The plan was signed in May.]",
            "statements: []",
            "parts[0].statements: List should have at least 1 item",
        ),
        ("id: two-steps", "id: two-steps\nid: three", "the key 'id' stands twice"),
        ("steps:", "steps: {", "two.yaml: is not YAML"),
    ],
)
def test_a_mistake_is_named_by_file_and_key(tmp_path: Path, good: str, bad: str, said: str) -> None:
    assert good in GOOD
    assert said in refusal(tmp_path, GOOD.replace(good, bad))


def test_the_same_id_twice_is_refused(tmp_path: Path) -> None:
    again = GOOD + GOOD[GOOD.index("          - id: 1.1.a") :]
    assert "the id 1.1.a stands twice" in refusal(tmp_path, again)


def test_an_unknown_name_says_which_there_are() -> None:
    with pytest.raises(NoSuchFramework, match=r"there are: .*six-steps"):
        framework_named("seven-steps")


def test_six_steps_has_the_sources_24_questions_and_every_clause_is_a_part() -> None:
    framework = framework_named("six-steps")
    assert [question.id for question in framework.questions] == [f"{s}.{n}" for s in range(1, 7) for n in range(1, 5)]
    assert all(2 <= len(question.parts) <= 8 for question in framework.questions)
    assert "Adapted" not in framework.attribution
    assert "Pearce, J (2019)" in framework.attribution


@pytest.mark.parametrize(("name", "questions"), [("northumberland", 17), ("bexley", 25), ("lewisham", 9)])
def test_each_framework_of_the_sources_is_a_file_and_knows_its_kin_in_six_steps(name: str, questions: int) -> None:
    framework, six_steps = framework_named(name), framework_named("six-steps")
    known = {question.id for question in six_steps.questions}
    assert len(framework.questions) == questions
    assert {one for question in framework.questions for one in question.akin} <= known
    assert sum(bool(question.akin) for question in framework.questions) > questions / 3


def test_a_framework_made_from_six_steps_carries_the_reference() -> None:
    assert "Adapted from Pearce, J (2019)" in framework_named("northumberland").attribution


def test_every_kind_of_paper_that_a_framework_asks_for_is_one_that_the_reader_knows() -> None:
    known = set(kinds())
    for framework in all_frameworks().values():
        for question in framework.questions:
            for part in question.parts:
                assert set(part.shown_by) <= known, (framework.id, part.id)
