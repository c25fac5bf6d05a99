"""The form by which someone who looked at a warning about a child's name says what they found."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.forms.fields import choices
from app.forms.request import number_of
from app.pages.words import terms


class NameAnswerForm(FlaskForm):  # type: ignore[misc]
    """What was found, and why."""

    kind = RadioField(
        "What did you find?", choices=choices(terms("name_answer")), validators=[DataRequired("Choose what you found.")]
    )
    reason = TextAreaField(
        "Your reason",
        validators=[
            DataRequired("Give your reason: it is kept with your name. Do not repeat the child’s name in it."),
            Length(max=2000, message="Your reason must be 2,000 characters or fewer."),
        ],
    )
    seen = HiddenField()

    @property
    def last_seen(self) -> int:
        """The number of the answer that the person had before them."""
        return number_of(self.seen.data)
