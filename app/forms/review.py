"""The form by which a review is created."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from app.forms.fields import DayField, choices
from app.pages.words import terms


def _trimmed(value: str | None) -> str | None:
    return value.strip() if value else value


class ReviewForm(FlaskForm):  # type: ignore[misc]
    """Whose arrangements are reviewed, over which period, by which framework."""

    area = StringField(
        "Partnership or area",
        filters=[_trimmed],
        validators=[
            DataRequired("Enter the name of the partnership or area, for example Harland Vale."),
            Length(max=160, message="The name of the area must be 160 characters or fewer."),
        ],
    )
    title = StringField(
        "Title of this review",
        filters=[_trimmed],
        validators=[
            DataRequired("Enter a title, for example Independent scrutiny 2023 to 2024."),
            Length(max=200, message="The title must be 200 characters or fewer."),
        ],
    )
    period_from = DayField("First day of the period under review", description="the first day of the period")
    period_to = DayField("Last day of the period under review", description="the last day of the period")
    framework = SelectField("Framework", default="six-steps", validators=[DataRequired("Choose a framework.")])
    guidance = RadioField(
        "Edition of the statutory guidance that applied",
        choices=choices(terms("guidance")),
        default="2023",
        validators=[DataRequired("Choose the edition of the guidance that applied.")],
    )
    delete_after = DayField(
        "Delete everything after (optional)", description="the day after which everything is deleted", required=False
    )

    def validate_period_to(self, field: DayField) -> None:
        if self.period_from.data and field.data and field.data < self.period_from.data:
            raise ValidationError("The last day of the period must be on or after its first day.")

    def validate_delete_after(self, field: DayField) -> None:
        if self.period_to.data and field.data and field.data <= self.period_to.data:
            raise ValidationError("The day for deleting must come after the period under review.")
