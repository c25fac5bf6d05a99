"""The form that deletes a review."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import StringField, ValidationError


class DeleteForm(FlaskForm):  # type: ignore[misc]
    """The name of the area, typed by hand, so that no review is deleted by a slip."""

    area = StringField("Type the name of the area to delete its review")

    def __init__(self, area: str) -> None:
        super().__init__()
        self._area = area

    def validate_area(self, field: StringField) -> None:
        """The name must be the review's own, however it is capitalised."""
        if " ".join((field.data or "").split()).casefold() != " ".join(self._area.split()).casefold():
            raise ValidationError(f"Type {self._area} to delete this review, or go back to keep it.")
