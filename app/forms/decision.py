"""The form by which a scrutineer decides a rating."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from app.forms.fields import DayField, choices
from app.pages.words import terms, word

LONGEST_REASON = 4000


class DecisionForm(FlaskForm):  # type: ignore[misc]
    """A rating, why it differs from the proposal if it does, and the action that every rating carries."""

    rating = RadioField(
        "Your rating",
        choices=choices(terms("rating")),
        validators=[DataRequired("Choose Green, Amber or Red.")],
    )
    red_reason = RadioField("Why is it Red?", choices=choices(terms("red_reason")), validate_choice=False)
    reason = TextAreaField(
        "Your reason",
        validators=[Length(max=LONGEST_REASON, message=f"Your reason must be {LONGEST_REASON} characters or fewer.")],
    )
    action_text = TextAreaField(
        "What is to be done",
        validators=[
            DataRequired("Say what is to be done: every rating has an action, whatever its colour."),
            Length(max=2000, message="What is to be done must be 2,000 characters or fewer."),
        ],
    )
    action_owner = StringField(
        "Who will do it",
        validators=[
            DataRequired("Say who will do it, for example the learning subgroup."),
            Length(max=160, message="The name of who will do it must be 160 characters or fewer."),
        ],
    )
    action_due = DayField("When it is due", description="the day when it is due")
    supersedes = HiddenField()
    assessment = HiddenField()

    def __init__(
        self, *args: Any, proposed: str, proposed_red_reason: str | None, blind: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.proposed, self.proposed_red_reason, self.blind = proposed, proposed_red_reason, blind

    @property
    def red_reason_chosen(self) -> str | None:
        """The reason for a Red; another colour has none, whatever was ticked before the person changed their mind."""
        return self.red_reason.data if self.rating.data == "red" else None

    def validate_red_reason(self, field: RadioField) -> None:
        if self.rating.data == "red" and field.data not in terms("red_reason"):
            raise ValidationError("Choose why it is Red.")

    def validate_reason(self, field: TextAreaField) -> None:
        if self.rating.data not in terms("rating") or (field.data or "").strip():
            return
        if self.blind:
            # Asking only those who differ would tell what is proposed.
            raise ValidationError("Give your reason: in blind mode every decision has one.")
        if self.rating.data != self.proposed:
            proposed = word(self.proposed, "rating")
            raise ValidationError(f"Give your reason: your rating differs from the proposal, which is {proposed}.")
        if self.red_reason_chosen != self.proposed_red_reason:
            proposed = word(self.proposed_red_reason, "red_reason").lower()
            raise ValidationError(f"Give your reason: the proposal is Red because “{proposed}”, and you chose another.")
