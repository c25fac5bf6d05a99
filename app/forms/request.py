"""The forms by which papers are asked for, and by which a request is answered, opened again or taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, MultipleFileField, RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from app.database import now
from app.forms.fields import DayField, choices
from app.pages.words import terms
from app.reviewing.requesting import reveals_rating

LONGEST_REQUEST = 6000
LONGEST_WORDS = 4000
UNSEEN = "The partnership reads this before any report: take out how a question is rated or what was proposed."


def must_not_reveal(_form: Any, field: Any) -> None:
    """What the partnership reads never says how a question is rated."""
    if reveals_rating(field.data or ""):
        raise ValidationError(UNSEEN)


def must_be_ahead(_form: Any, field: Any) -> None:
    """An answer cannot be asked by a day that has passed."""
    if field.data is not None and field.data < now().date():
        raise ValidationError("The day by which it is asked must be today or later.")


class RequestForm(FlaskForm):  # type: ignore[misc]
    """What is asked for, of whom and by when."""

    text = TextAreaField(
        "What you ask for",
        validators=[
            DataRequired("Say which paper you ask for."),
            Length(max=LONGEST_REQUEST, message=f"What you ask for must be {LONGEST_REQUEST:,} characters or fewer."),
            must_not_reveal,
        ],
    )
    about = SelectField("What it is about", validate_choice=False)
    partner = RadioField(
        "Who is to find it", choices=choices(terms("partner")), validators=[DataRequired("Choose who is to find it.")]
    )
    due = DayField("When you need it", description="the day when you need it", validators=[must_be_ahead])
    note = TextAreaField(
        "Note to the partnership (optional)",
        validators=[Length(max=2000, message="The note must be 2,000 characters or fewer."), must_not_reveal],
    )


class AnswerForm(FlaskForm):  # type: ignore[misc]
    """The partnership's answer to a request."""

    state = RadioField("Your answer", validators=[DataRequired("Choose one of the three answers.")])
    paper = SelectField("A paper that is in the pack already", validate_choice=False)
    files = MultipleFileField("Or upload it here")
    words = TextAreaField(
        "Your words",
        validators=[Length(max=LONGEST_WORDS, message=f"Your words must be {LONGEST_WORDS:,} characters or fewer.")],
    )
    seen = HiddenField()

    def __init__(self, papers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.state.choices = choices(terms("request_answer"))
        self.paper.choices = choices({"": "Choose a paper"} | dict(papers))

    @property
    def chosen_files(self) -> list[Any]:
        """The files that were chosen; a browser sends an empty one where none was."""
        return [file for file in self.files.data or [] if getattr(file, "filename", "")]

    def validate_paper(self, field: SelectField) -> None:
        if self.state.data == "supplied" and not field.data and not self.chosen_files:
            raise ValidationError("Choose the paper that answers the request, or upload it.")
        if field.data and field.data not in {choice.value for choice in field.choices}:
            raise ValidationError("Choose a paper from the list.")

    def validate_words(self, field: TextAreaField) -> None:
        if self.state.data in ("none_exists", "refused") and not (field.data or "").strip():
            raise ValidationError("Say why: the scrutineer reads it, and it is kept with your name.")


class FollowUpForm(FlaskForm):  # type: ignore[misc]
    """Why a request is opened again or taken back."""

    words = TextAreaField(
        "Why",
        validators=[
            DataRequired("Say why: the partnership reads it, and it is kept with your name."),
            Length(max=LONGEST_WORDS, message=f"Your words must be {LONGEST_WORDS:,} characters or fewer."),
            must_not_reveal,
        ],
    )
    seen = HiddenField()


def number_of(seen: str | None) -> int:
    """The turn that a form says was the last one its reader had seen."""
    return int(seen) if seen and seen.isdigit() and len(seen) < 9 else 0


def default_due(today: date) -> date:
    """Two weeks from now, unless the scrutineer says otherwise."""
    return date.fromordinal(today.toordinal() + 14)
