"""A prompt is filled in whole, with the variables that it declares and no other."""

from __future__ import annotations

import pytest

from prompts.template import FOLDER, TemplateError, template, template_from

ASKS = "---\nversion: 2\nvariables: [question, quotes]\n---\nQuestion: {{question}}\nQuotes: {{quotes}}\n"


def test_every_template_of_the_house_is_whole() -> None:
    assert {template(path.stem).version for path in FOLDER.glob("*.md")} == {1}


def test_a_missing_variable_is_an_error_that_names_it() -> None:
    with pytest.raises(TemplateError, match="needs quotes"):
        template_from("ask", ASKS).filled({"question": "Who came?"})


def test_an_unknown_variable_is_an_error_that_names_it() -> None:
    with pytest.raises(TemplateError, match="knows no rating"):
        template_from("ask", ASKS).filled({"question": "", "quotes": "", "rating": "green"})


@pytest.mark.parametrize(
    "written",
    [
        "Question: {{question}}",
        ASKS.replace("[question, quotes]", "[question]"),
        ASKS.replace("question, ", "question, tone, "),
    ],
)
def test_a_template_that_does_not_declare_what_it_uses_is_refused(written: str) -> None:
    with pytest.raises(TemplateError):
        template_from("ask", written)


def test_what_is_filled_in_is_not_looked_into_for_variables() -> None:
    filled = template_from("ask", ASKS).filled({"question": "{{quotes}}", "quotes": "the words"})
    assert filled == "Question: {{quotes}}\nQuotes: the words"


@pytest.mark.parametrize("name", ["nothing", "../draft", "answer.md"])
def test_there_is_no_other_template(name: str) -> None:
    with pytest.raises(TemplateError):
        template(name)
