"""Mistakes of a framework that a person writes: each named by its question and field, and none that can stop the service."""

from __future__ import annotations

import copy
import re
import time
from typing import Any

import pytest

from rules.framework_file import all_frameworks
from rules.framework_mistakes import mistakes_in, unsafe_yaml
from rules.pattern_cost import why_too_costly
from rules.plain_terms import line_of, pattern_of

WHOLE: dict[str, Any] = {
    "id": "ours",
    "title": "Our questions",
    "version": "1",
    "source": "Ourselves",
    "attribution": "Ourselves",
    "steps": [
        {
            "id": "1",
            "title": "Leading",
            "questions": [
                {
                    "id": "1.1",
                    "text": "Is there a plan, and is it funded?",
                    "parts": [
                        {
                            "id": "1.1.a",
                            "text": "There is a plan",
                            "clause": "Is there a plan",
                            "statements": ["The plan was agreed in May."],
                            "terms": [r"\bplan\w*\b"],
                            "shown_by": ["plan"],
                            "request": "Please send the plan.",
                        }
                    ],
                }
            ],
        }
    ],
}


def with_change(path: str, value: Any) -> dict[str, Any]:
    data = copy.deepcopy(WHOLE)
    at: Any = data
    *way, last = path.split("/")
    for one in way:
        at = at[int(one) if one.isdigit() else one]
    at[last] = value
    return data


def test_a_whole_framework_has_no_mistake() -> None:
    assert mistakes_in(WHOLE) == ()


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("title", "", "Title: this is empty."),
        ("colour", "blue", "colour: a framework has no such field."),
        ("steps/0/questions/0/text", "", "Question 1.1, Words: this is empty."),
        ("steps/0/questions/0/parts", [], "Question 1.1, Parts: at least one is needed."),
        ("steps/0/questions/0/parts/0/statements", [], "Part 1.1.a, How papers say it: at least one is needed."),
        (
            "steps/0/questions/0/parts/0/clause",
            "Is it raining",
            "Part 1.1.a, Words of the question that it covers: the clause 'Is it raining' does not stand in the question's text.",
        ),
        ("steps/0/questions/0/parts/0/statements", ["", "b"], "Part 1.1.a, How papers say it (line 1): this is empty."),
    ],
)
def test_a_mistake_is_named_by_its_question_and_field(path: str, value: Any, said: str) -> None:
    assert said in [str(one) for one in mistakes_in(with_change(path, value))]


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a|aa)*b", r"(\w+\s?)*x", r"\w*\w*\w*\w*\w*x", "(a{0,50}){0,50}", "x" * 2000]
)
def test_an_expression_that_could_take_very_long_is_refused(pattern: str) -> None:
    data = with_change("steps/0/questions/0/parts/0/terms", [pattern])
    assert [one.field for one in mistakes_in(data)] == ["Words to look for (line 1)"]


def test_what_comes_with_the_service_is_not_refused_when_it_is_copied() -> None:
    for framework in all_frameworks().values():
        patterns = [term for question in framework.questions for part in question.parts for term in part.terms]
        costly = [pattern for pattern in patterns if why_too_costly(pattern)]
        assert len(costly) < 5, "the limit is meant for other patterns than ours"


def test_the_costliest_expression_let_through_is_still_quick() -> None:
    pattern = re.compile(r"\b\w*\w*\w*\w*!", re.IGNORECASE)
    assert why_too_costly(pattern.pattern) is None
    start = time.perf_counter()
    assert pattern.search("a" * 60) is None
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a: &x [1]\nb: *x\n", "Line 2: anchors and aliases"),
        (b"[" * 5000, "nested deeper"),
        (b"a: [1", "is not YAML"),
        (b"a: \xff\xff", "is not YAML"),
        (b"a: " + b"x" * 1_000_001, "larger than"),
    ],
)
def test_yaml_that_must_not_be_read_is_not_read(data: bytes, said: str) -> None:
    assert said in (unsafe_yaml(data) or "")


@pytest.mark.parametrize(
    ("line", "pattern"),
    [
        ("fund*", r"\bfund\w*\b"),
        ("line of sight", r"\bline of sight\b"),
        ("young people’s plan", r"\byoung people's plan\b"),
        (r"\bplan(ning)?\b", r"\bplan(ning)?\b"),
        ("famil* first", r"\bfamil\w* first\b"),
        ("£", "£"),
    ],
)
def test_plain_words_stand_for_an_expression_and_come_back_as_they_were_typed(line: str, pattern: str) -> None:
    assert pattern_of(line) == pattern
    assert pattern_of(line_of(pattern)) == pattern
