"""The forms by which a field note is written, corrected and taken out."""

from __future__ import annotations

import re
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from app.database import now
from app.forms.fields import DayField, choices
from app.pages.words import terms

LONGEST_TEXT = 60_000
LONGEST_REASON = 2000
NAMED = re.compile(r"\b(?:Mr|Mrs|Miss|Ms|Dr|Prof|Cllr)\.?\s+[A-Z][a-z]+")
"""A person's name with its title; a name without one cannot be told from a place or a team."""


class FieldNoteForm(FlaskForm):  # type: ignore[misc]
    """What the scrutineer saw or was told: how, when, from whom by role, and where."""

    kind = RadioField(
        "What it is a note of",
        choices=choices(terms("note_kind")),
        validators=[DataRequired("Choose what it is a note of.")],
    )
    day = DayField("When it took place", description="the day when it took place")
    who = StringField(
        "Who took part, by role",
        validators=[
            DataRequired("Say who took part, by role, for example two health visitors and their manager."),
            Length(max=160, message="Who took part must be 160 characters or fewer."),
        ],
    )
    place = StringField(
        "Where (optional)", validators=[Length(max=160, message="Where must be 160 characters or fewer.")]
    )
    agency = SelectField("Which agency it concerns", choices=[])
    text = TextAreaField(
        "What was seen and said",
        validators=[
            DataRequired("Write what was seen and said."),
            Length(
                max=LONGEST_TEXT, message=f"A note must be {LONGEST_TEXT:,} characters or fewer. Write a second one."
            ),
        ],
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        agencies = {term: said for term, said in terms("agency").items() if term not in ("scrutineer", "national")}
        self.agency.choices = choices({"": "No one agency"} | agencies)

    def validate_day(self, field: DayField) -> None:
        if field.data is not None and field.data > now().date():
            raise ValidationError("The day when it took place must be today or earlier.")

    def validate_who(self, field: StringField) -> None:
        if found := NAMED.search(field.data or ""):
            raise ValidationError(f"“{found[0]}” looks like a person’s name. Write the role instead.")


class CorrectNoteForm(FieldNoteForm):
    """The same with the reason for the new version."""

    reason = StringField(
        "Why you correct it",
        validators=[
            DataRequired("Say why you correct it. Both versions are kept."),
            Length(max=LONGEST_REASON, message=f"Your reason must be {LONGEST_REASON:,} characters or fewer."),
        ],
    )
    seen = HiddenField()


class TakeOutForm(FlaskForm):  # type: ignore[misc]
    """Why a note is taken out of the evidence."""

    out_reason = StringField(
        "Why you take it out",
        validators=[
            DataRequired("Say why you take the note out. Its words stay on record."),
            Length(max=LONGEST_REASON, message=f"Your reason must be {LONGEST_REASON:,} characters or fewer."),
        ],
    )
    seen = HiddenField()
