"""The forms by which a challenge is raised, replied to and settled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from app.forms.fields import DayField, choices
from app.forms.request import LONGEST_WORDS, must_be_ahead
from app.pages.words import terms
from app.reviewing.requesting import tells_proposal

TOO_LONG = f"This must be {LONGEST_WORDS:,} characters or fewer."
MOST_QUOTES = 40


class ChallengeForm(FlaskForm):  # type: ignore[misc]
    """What is challenged, to whom it is put and by when, with the citations that are quoted."""

    text = TextAreaField(
        "What you challenge",
        validators=[DataRequired("Say what you challenge."), Length(max=LONGEST_WORDS, message=TOO_LONG)],
    )
    whom = StringField(
        "Who is to answer",
        validators=[
            DataRequired("Say who is to answer, for example the police, or the chair of the learning subgroup."),
            Length(max=160, message="Who is to answer must be 160 characters or fewer."),
        ],
    )
    due = DayField("When you ask for an answer", description="the day by which you ask", validators=[must_be_ahead])
    quotes = SelectMultipleField("Words of the papers to quote", validate_choice=False)
    assessment = HiddenField()

    def validate_text(self, field: TextAreaField) -> None:
        if tells_proposal(field.data or ""):
            raise ValidationError("The partnership reads this before any report: take out what was proposed.")

    def validate_quotes(self, field: SelectMultipleField) -> None:
        if len(field.data or []) > MOST_QUOTES:
            raise ValidationError(f"Quote at most {MOST_QUOTES} passages.")

    @property
    def ticked(self) -> tuple[tuple[str, int], ...]:
        """The citations that were ticked, each as its part and its place among the part's evidence."""
        return tuple(ticked_of(each) for each in self.quotes.data or [])


class ReplyForm(FlaskForm):  # type: ignore[misc]
    """An answer to a challenge."""

    words = TextAreaField(
        "Your reply",
        validators=[
            DataRequired("Write your reply. It is kept beside the challenge, and printed with it in the report."),
            Length(max=LONGEST_WORDS, message=TOO_LONG),
        ],
    )
    seen = HiddenField()


class SettleForm(FlaskForm):  # type: ignore[misc]
    """What the scrutineer makes of a challenge and its reply."""

    kind = RadioField("Your view now", validators=[DataRequired("Choose whether you maintain or change your view.")])
    decision = SelectField("Decision made after it (optional)", validate_choice=False)
    words = TextAreaField(
        "Your reason",
        validators=[
            DataRequired("Give your reason. It is kept beside the reply, and printed with it in the report."),
            Length(max=LONGEST_WORDS, message=TOO_LONG),
        ],
    )
    seen = HiddenField()

    def __init__(self, decisions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind.choices = choices(terms("challenge_outcome"))
        self.decision.choices = choices({"": "None yet"} | dict(decisions))

    def validate_words(self, field: TextAreaField) -> None:
        if tells_proposal(field.data or ""):
            raise ValidationError("The partnership reads this: take out what was proposed.")


def ticked_of(value: str) -> tuple[str, int]:
    """A ticked citation as it is sent, e.g. “1.1.b:2”; a place that there is none of where it is no such thing."""
    part, _, number = value.rpartition(":")
    return part, int(number) if number.isdigit() and len(number) < 6 else 0
