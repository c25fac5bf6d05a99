"""The form by which the partnership or the scrutineer says how an action goes."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.forms.fields import DayField, choices
from app.pages.words import terms


class ActionForm(FlaskForm):  # type: ignore[misc]
    """Where an action has got to, in a word and in a note."""

    status = RadioField("Status", choices=choices(terms("status")), validators=[DataRequired("Choose a status.")])
    note = TextAreaField(
        "Note",
        validators=[
            DataRequired("Say what was done, or why it was not."),
            Length(max=2000, message="The note must be 2,000 characters or fewer."),
        ],
    )
    due = DayField("New date, if it has changed", description="the new date", required=False)
