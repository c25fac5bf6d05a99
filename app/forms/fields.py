"""Fields that WTForms does not have: a date typed as day, month and year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import Field, Form
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

PARTS = ("day", "month", "year")
EARLIEST_YEAR = 1990
LATEST_YEAR = 2100


class DayField(Field):  # type: ignore[misc]
    """A date in three boxes, as GOV.UK asks for it; what was typed is kept when it is not a date."""

    def __init__(self, label: str, *args: Any, required: bool = True, **kwargs: Any) -> None:
        super().__init__(label, *args, **kwargs)
        self.required = required
        self.typed: dict[str, str] = dict.fromkeys(PARTS, "")
        self.problem: str | None = None

    def process(self, formdata: Any, data: Any = None, extra_filters: Sequence[Any] | None = None) -> None:
        self.process_errors: list[str] = []
        given = data if isinstance(data, date) else self.default
        self.data = self.object_data = given
        if given is not None:
            self.typed = {part: str(getattr(given, part)) for part in PARTS}
        if formdata is not None and any(f"{self.name}-{part}" in formdata for part in PARTS):
            self.typed = {part: formdata.get(f"{self.name}-{part}", "").strip() for part in PARTS}
            self.data = self._date()

    def pre_validate(self, form: Form) -> None:
        if self.problem:
            raise ValidationError(self.problem)
        if self.required and self.data is None:
            raise ValidationError(f"Enter {self.name_in_a_sentence} as day, month and year.")

    @property
    def name_in_a_sentence(self) -> str:
        """The label as it reads inside a sentence."""
        return str(self.description or f"“{self.label.text}”")

    def _date(self) -> date | None:
        if not any(self.typed.values()):
            return None
        try:
            typed = date(*(int(self.typed[part]) for part in reversed(PARTS)))
        except (ValueError, OverflowError):
            self.problem = f"Enter {self.name_in_a_sentence} as a real date, for example 31 3 2024."
            return None
        if not EARLIEST_YEAR <= typed.year <= LATEST_YEAR:
            self.problem = f"The year of {self.name_in_a_sentence} must be between {EARLIEST_YEAR} and {LATEST_YEAR}."
            return None
        return typed


def choices(words: Mapping[str, str]) -> list[SelectChoice]:
    """Terms with their words, as the choices of a field."""
    return [SelectChoice(term, said) for term, said in words.items()]
