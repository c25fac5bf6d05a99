"""The forms by which a framework is adapted: its name, a step, a question, a part, and a version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import FileField, HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from app.forms.fields import choices
from app.pages.words import terms
from rules.framework_file import compiles
from rules.plain_terms import line_of, pattern_of

MOST_LINES = 400
LONGEST_LINE = 1500
LONGEST_TEXT = 40_000


def lines_of(typed: str | None) -> list[str]:
    """What was typed, a line an entry, without empty lines."""
    return [" ".join(line.split()) for line in (typed or "").splitlines() if line.strip()]


def patterns_of(typed: str | None) -> list[str]:
    """Words to look for, a line each, as the expressions that they stand for."""
    return [pattern_of(line) for line in (typed or "").splitlines() if line.strip()]


def typed_from(patterns: Sequence[str]) -> str:
    """Expressions as the lines that a person types for them."""
    return "\n".join(line_of(each) for each in patterns)


def must_be_lines(_form: Any, field: Any) -> None:
    """Not more and not longer lines than a framework can hold."""
    lines = lines_of(field.data)
    if len(lines) > MOST_LINES or len(field.data or "") > LONGEST_TEXT:
        raise ValidationError(f"“{field.label.text}” must be {MOST_LINES} lines or fewer.")
    if long := next((n for n, line in enumerate(lines, 1) if len(line) > LONGEST_LINE), None):
        raise ValidationError(f"Line {long} of “{field.label.text}” must be {LONGEST_LINE:,} characters or fewer.")


def must_be_patterns(_form: Any, field: Any) -> None:
    """Each line is plain words, or an expression that can be read."""
    for number, pattern in enumerate(patterns_of(field.data), start=1):
        try:
            compiles(pattern)
        except ValueError as error:
            raise ValidationError(f"Line {number} of “{field.label.text}” {error}.") from error


class TitleForm(FlaskForm):  # type: ignore[misc]
    """The title of a framework, or of a step."""

    title = StringField(
        "Title",
        validators=[
            DataRequired("Enter a title."),
            Length(max=300, message="The title must be 300 characters or fewer."),
        ],
    )
    turn = HiddenField()


class QuestionForm(FlaskForm):  # type: ignore[misc]
    """A question: its words, the words of its subject, and what it asks of Six Steps."""

    words = TextAreaField(
        "Words of the question",
        validators=[
            DataRequired("Write the question."),
            Length(max=3000, message="The question must be 3,000 characters or fewer."),
        ],
    )
    about = TextAreaField("Words of its subject (optional)", validators=[must_be_lines, must_be_patterns])
    akin = SelectMultipleField("Questions of Six Steps that ask the same", validate_choice=False)
    turn = HiddenField()

    def __init__(self, six_steps: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.akin.choices = choices(dict(six_steps))

    def validate_akin(self, field: SelectMultipleField) -> None:
        if set(field.data or []) - {choice.value for choice in field.choices}:
            raise ValidationError("Choose questions from the list.")


class PartForm(FlaskForm):  # type: ignore[misc]
    """A part of a question: the claim, and how papers say it."""

    words = TextAreaField(
        "The part, as a claim that papers can confirm",
        validators=[DataRequired("Write the part as a claim."), Length(max=1000)],
    )
    clause = TextAreaField(
        "Words of the question that it covers",
        validators=[DataRequired("Copy the words of the question that this part covers."), Length(max=3000)],
    )
    statements = TextAreaField(
        "How papers say it",
        validators=[DataRequired("Write at least one sentence, as minutes or reports would say it."), must_be_lines],
    )
    look_for = TextAreaField("Words to look for (optional)", validators=[must_be_lines, must_be_patterns])
    mistaken_for = TextAreaField("What is mistaken for it (optional)", validators=[must_be_lines])
    shown_by = SelectMultipleField("Kinds of paper that show it", validate_choice=False)
    agencies = SelectMultipleField("Agencies that must all be shown (optional)", validate_choice=False)
    request = TextAreaField(
        "What to ask for when no such paper is in the pack",
        validators=[DataRequired("Write what to ask the partnership for."), Length(max=1000)],
    )
    turn = HiddenField()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.shown_by.choices = choices(terms("kind"))
        self.agencies.choices = choices({key: name for key, name in terms("agency").items() if key in NAMED})

    def validate_shown_by(self, field: SelectMultipleField) -> None:
        if not field.data or set(field.data) - {choice.value for choice in field.choices}:
            raise ValidationError("Choose at least one kind of paper.")


NAMED = ("local_authority", "health", "police", "education", "voluntary")
"""The agencies of which a part can ask that each is shown."""


class KeepForm(FlaskForm):  # type: ignore[misc]
    """What a version changes."""

    note = TextAreaField(
        "What this version changes",
        validators=[
            DataRequired("Say in a few words what this version changes."),
            Length(max=2000, message="This must be 2,000 characters or fewer."),
        ],
    )
    turn = HiddenField()


class RuleForm(FlaskForm):  # type: ignore[misc]
    """Why a version is returned or withdrawn."""

    reason = TextAreaField("Your reason", validators=[Length(max=2000)])


class ImportForm(FlaskForm):  # type: ignore[misc]
    """A framework's file."""

    file = FileField("Framework file (YAML)")
