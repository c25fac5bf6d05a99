"""The forms beside a decision: a second rating, a comment, a note to self."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from app.forms.decision import LONGEST_REASON
from app.forms.fields import choices
from app.pages.words import terms

WHOLE_QUESTION = ""


class SecondRatingForm(FlaskForm):  # type: ignore[misc]
    """What a second person would rate, and why."""

    second = RadioField(
        "Your rating", choices=choices(terms("rating")), validators=[DataRequired("Choose Green, Amber or Red.")]
    )
    second_red_reason = RadioField("Why is it Red?", choices=choices(terms("red_reason")), validate_choice=False)
    second_reason = TextAreaField(
        "Your reasons",
        validators=[
            DataRequired("Give your reasons: they are kept beside the scrutineer’s."),
            Length(max=LONGEST_REASON, message=f"Your reasons must be {LONGEST_REASON} characters or fewer."),
        ],
    )
    second_assessment = HiddenField()

    @property
    def red_reason_chosen(self) -> str | None:
        """The reason for a Red; another colour has none."""
        return self.second_red_reason.data if self.second.data == "red" else None

    def validate_second_red_reason(self, field: RadioField) -> None:
        if self.second.data == "red" and field.data not in terms("red_reason"):
            raise ValidationError("Choose why it is Red.")


class CommentForm(FlaskForm):  # type: ignore[misc]
    """A remark on a question, or on one quote under it."""

    comment_about = SelectField("What your comment is on", default=WHOLE_QUESTION)
    comment_text = TextAreaField(
        "Your comment",
        validators=[
            DataRequired("Write your comment."),
            Length(max=LONGEST_REASON, message=f"Your comment must be {LONGEST_REASON} characters or fewer."),
        ],
    )


class SelfNoteForm(FlaskForm):  # type: ignore[misc]
    """Whether a question waits, and what its scrutineer wants to remember of it."""

    later = BooleanField("Decide this question later")
    note = TextAreaField(
        "Note to self",
        validators=[Length(max=2000, message="Your note must be 2,000 characters or fewer.")],
    )
