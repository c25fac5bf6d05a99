"""The forms of the programme: what was agreed, and one activity; and the form of a context answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from app.forms.fields import DayField, choices
from app.pages.words import terms

MOST_TENTHS = 3660
MOST_PENCE = 100_000_000
TIME = re.compile(r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)")


def tenths_of(typed: str | None) -> int | None:
    """Days as typed (1, 1.5, ½) in tenths of a day; None where that is not a number of days."""
    words = (typed or "").strip().lower().replace("½", ".5").removesuffix("days").removesuffix("day").strip()
    number = _number(words)
    if number is None or number * 10 != int(number * 10) or not 0 <= number * 10 <= MOST_TENTHS:
        return None
    return int(number * 10)


def pence_of(typed: str | None) -> int | None:
    """Money as typed (800, £1,250.50) in pence; None where that is no amount."""
    number = _number((typed or "").strip().removeprefix("£").replace(",", "").strip())
    if number is None or number * 100 != int(number * 100) or not 0 <= number * 100 <= MOST_PENCE:
        return None
    return int(number * 100)


def days_typed(tenths: int) -> str:
    """Tenths of a day as a person writes days: 1.5."""
    return f"{tenths / 10:g}"


def pounds_typed(pence: int) -> str:
    """Pence as a person writes pounds: 800 or 1250.50."""
    return f"{pence // 100}" if pence % 100 == 0 else f"{pence / 100:.2f}"


def _number(words: str) -> Decimal | None:
    try:
        number = Decimal(words or "0")
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < 10_000_000 else None


def must_be_days(_form: Any, field: Any) -> None:
    """Days in tenths."""
    if tenths_of(field.data) is None:
        raise ValidationError(f"Enter “{field.label.text}” as a number of days, for example 1.5.")


def must_be_money(_form: Any, field: Any) -> None:
    """Pounds and pence."""
    if pence_of(field.data) is None:
        raise ValidationError(f"Enter “{field.label.text}” in pounds, for example 800 or 64.50.")


class AgreementForm(FlaskForm):  # type: ignore[misc]
    """How many days were agreed, and at what cost."""

    days = StringField(
        "Days agreed", validators=[DataRequired("Enter how many days were agreed, for example 15."), must_be_days]
    )
    rate = StringField("Pounds a day", validators=[must_be_money])
    expenses = StringField("Pounds agreed for travel, accommodation and subsistence", validators=[must_be_money])
    note = TextAreaField(
        "Where this was agreed (optional)",
        validators=[Length(max=1000, message="This must be 1,000 characters or fewer.")],
    )
    seen = HiddenField()


class ActivityForm(FlaskForm):  # type: ignore[misc]
    """One activity of the programme."""

    kind = SelectField("Kind of activity")
    title = StringField(
        "What it is",
        validators=[
            DataRequired("Say what the activity is, for example Learning Hub 1, Priority 1."),
            Length(max=200, message="What it is must be 200 characters or fewer."),
        ],
    )
    day = DayField("Day", description="the day of the activity")
    starts = StringField("Begins at (optional)")
    place = StringField(
        "Place (optional)", validators=[Length(max=160, message="The place must be 160 characters or fewer.")]
    )
    days = StringField("Days of your time", validators=[must_be_days])
    expenses = StringField("Expenses in pounds (optional)", validators=[must_be_money])
    state = RadioField("How it stands", validators=[DataRequired("Choose how it stands.")])
    questions = SelectMultipleField("Questions that it is about", validate_choice=False)
    contributed = TextAreaField(
        "What it gave as evidence",
        validators=[Length(max=6000, message="This must be 6,000 characters or fewer.")],
    )
    notes = SelectMultipleField("Field notes taken there", validate_choice=False)
    seen = HiddenField()

    def __init__(self, questions: Sequence[tuple[str, str]], notes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind.choices = choices(terms("activity"))
        self.state.choices = choices(terms("activity_state"))
        self.questions.choices = choices(dict(questions))
        self.notes.choices = choices(dict(notes))

    @property
    def time(self) -> str:
        """When it begins, as 09:30; empty where it is not said."""
        found = TIME.fullmatch((self.starts.data or "").strip())
        return f"{int(found['hour']):02d}:{found['minute']}" if found else ""

    def validate_starts(self, field: StringField) -> None:
        if (field.data or "").strip() and not self.time:
            raise ValidationError("Enter the time as hours and minutes, for example 9:30 or 14:00.")

    def validate_questions(self, field: SelectMultipleField) -> None:
        if set(field.data or []) - {choice.value for choice in field.choices}:
            raise ValidationError("Choose questions from the list.")

    def validate_notes(self, field: SelectMultipleField) -> None:
        if set(field.data or []) - {choice.value for choice in field.choices}:
            raise ValidationError("Choose field notes from the list.")


class ContextForm(FlaskForm):  # type: ignore[misc]
    """An answer to a context question."""

    answer = TextAreaField(
        "Answer", validators=[Length(max=6000, message="The answer must be 6,000 characters or fewer.")]
    )
    seen = HiddenField()
