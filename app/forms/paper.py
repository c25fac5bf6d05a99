"""The form by which a person corrects what was worked out about a paper."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import Length, ValidationError

from app.forms.fields import DayField, choices
from app.models import Paper
from app.models.paper import PROFILE_FIELDS
from app.pages.words import terms


class CorrectionForm(FlaskForm):  # type: ignore[misc]
    """What kind of paper it is, when it was written, which period it covers, whose it is and how it stands."""

    FIELDS: ClassVar[tuple[str, ...]] = PROFILE_FIELDS

    kind = SelectField("Kind of paper", choices=choices(terms("kind")))
    date = DayField("Date of the paper", description="the date of the paper", required=False)
    period_from = DayField("First day that it covers", description="the first day that it covers", required=False)
    period_to = DayField("Last day that it covers", description="the last day that it covers", required=False)
    agency = SelectField("Whose paper it is", choices=choices(terms("agency")))
    area = StringField(
        "Area whose arrangements it describes",
        validators=[Length(max=160, message="The area must be 160 characters or fewer.")],
    )
    standing = RadioField("How it stands beside the other papers", choices=choices(terms("standing")))

    def __init__(self, paper: Paper, **kwargs: Any) -> None:
        super().__init__(data={name: paper.shown(name) for name in self.FIELDS}, **kwargs)
        self.paper = paper

    def validate_date(self, field: DayField) -> None:
        if field.data is None and self.paper.date is not None:
            raise ValidationError(
                "Enter the right date. A date that was worked out can be replaced, but not taken away."
            )

    def validate_period_to(self, field: DayField) -> None:
        if (self.period_from.data is None) != (field.data is None):
            raise ValidationError("Enter both the first and the last day that the paper covers, or neither.")
        if field.data is None and self.paper.period_to is not None:
            raise ValidationError(
                "Enter the right period. A period that was worked out can be replaced, but not taken away."
            )
        if self.period_from.data and field.data and field.data < self.period_from.data:
            raise ValidationError("The last day that the paper covers must be on or after the first.")

    def changes(self) -> dict[str, Any]:
        """What a person changed; what they set back to what was worked out is no longer a correction."""
        paper = self.paper
        typed = {name: self[name].data or None for name in self.FIELDS}
        changed = {name: value for name, value in typed.items() if value != (paper.shown(name) or None)}
        return {name: None if value == getattr(paper, name) else value for name, value in changed.items()}
