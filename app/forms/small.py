"""Forms of one box or none."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length


class AskForm(FlaskForm):  # type: ignore[misc]
    """A question in plain English."""

    question_text = StringField(
        "Ask the papers",
        validators=[
            DataRequired("Enter a question, for example: Did children help to write the plan?"),
            Length(max=500, message="Your question must be 500 characters or fewer."),
        ],
    )


class WithdrawForm(FlaskForm):  # type: ignore[misc]
    """Why a report no longer stands."""

    reason = TextAreaField(
        "Why is the report withdrawn?",
        validators=[
            DataRequired("Say why the report is withdrawn; the reason is kept with it."),
            Length(max=2000, message="The reason must be 2,000 characters or fewer."),
        ],
    )


class ButtonForm(FlaskForm):  # type: ignore[misc]
    """A button that does something: nothing to fill in, but it must come from our own page."""
