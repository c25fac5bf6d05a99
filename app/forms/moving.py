"""The forms by which evidence is moved in or out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from app.forms.fields import choices
from app.pages.words import terms
from app.proposing.moving import CARRYING

LONGEST_REASON = 2000
ACTS = {
    "leave_out": "Leave them out of the rating",
    "count": "Count them for this part",
    "move": "They belong to another part",
}
NOT_CARRYING = (
    "What is only planned, or only should be, cannot carry a rating. Choose what the words show, or leave them out."
)

Parts = Sequence[tuple[str, str]]
"""The parts of the framework by id, each in its words."""


class _Reasoned(FlaskForm):  # type: ignore[misc]
    """What the words say in this person's reading, and why."""

    stance = SelectField("What the words say", choices=choices({"": "Choose"} | dict(terms("stance"))))
    reason = TextAreaField(
        "Because",
        validators=[
            DataRequired("Say why. Your reason is kept in the record and shown beside the words."),
            Length(max=LONGEST_REASON, message=f"Your reason must be {LONGEST_REASON:,} characters or fewer."),
        ],
    )


class MoveForm(_Reasoned):
    """What is done with words that stand under a part."""

    act = RadioField(
        "What you say of these words",
        choices=choices(ACTS),
        validators=[DataRequired("Choose whether to leave the words out, count them, or move them.")],
    )
    to_part = SelectField("The part that they belong to", validate_choice=False)
    seen = HiddenField()

    def __init__(self, parts: Parts, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.to_part.choices = choices({"": "Choose a part"} | dict(parts))
        self.known = {part for part, _ in parts}

    def validate_stance(self, field: SelectField) -> None:
        if self.act.data in ("count", "move") and field.data not in CARRYING:
            raise ValidationError(NOT_CARRYING if field.data else "Choose what the words say.")

    def validate_to_part(self, field: SelectField) -> None:
        if self.act.data == "move" and field.data not in self.known:
            raise ValidationError("Choose the part that the words belong to.")


class AddForm(_Reasoned):
    """For which part words of a paper are evidence that the rules had not found."""

    part = SelectField("The part that they are evidence for", validate_choice=False)

    def __init__(self, parts: Parts, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.part.choices = choices({"": "Choose a part"} | dict(parts))
        self.known = {part for part, _ in parts}

    def validate_part(self, field: SelectField) -> None:
        if field.data not in self.known:
            raise ValidationError("Choose the part that the words are evidence for.")

    def validate_stance(self, field: SelectField) -> None:
        if field.data not in CARRYING:
            raise ValidationError(NOT_CARRYING if field.data else "Choose what the words say.")
