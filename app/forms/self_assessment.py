"""The form by which a partner answers a question for itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from app.forms.fields import choices
from app.forms.request import number_of
from app.pages.words import terms
from app.reviewing.self_assessing import Answer, Who

LONGEST = 6000


class SelfAssessmentForm(FlaskForm):  # type: ignore[misc]
    """A rating, what shows it, and what will be done; a draft may have any of them."""

    agency = StringField(
        "Name of the agency",
        validators=[Length(max=120, message="The name of the agency must be 120 characters or fewer.")],
    )
    rating = RadioField("How do you rate yourselves?", choices=choices(terms("rating")), validate_choice=False)
    evidence = TextAreaField(
        "What shows it",
        validators=[Length(max=LONGEST, message=f"What shows it must be {LONGEST:,} characters or fewer.")],
    )
    papers = SelectMultipleField("Papers of the pack that show it", validate_choice=False)
    action = TextAreaField(
        "What you will do",
        validators=[Length(max=LONGEST, message=f"What you will do must be {LONGEST:,} characters or fewer.")],
    )
    seen = HiddenField()

    def __init__(self, question: str, who: Who, papers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.question, self.who = question, who
        self.offered = papers
        self.submits = False

    def validate_agency(self, field: StringField) -> None:
        if self.who[0] == "other" and not (self.who[1] or (field.data or "").strip()):
            raise ValidationError("Enter the name of the agency that answers.")

    def validate_rating(self, field: RadioField) -> None:
        if field.data and field.data not in terms("rating"):
            raise ValidationError("Choose Green, Amber or Red.")
        if self.submits and not field.data:
            raise ValidationError("Choose Green, Amber or Red.")

    def validate_papers(self, field: SelectMultipleField) -> None:
        if set(field.data or []) - {paper for paper, _ in self.offered}:
            raise ValidationError("Choose papers from the list.")

    def validate_evidence(self, field: TextAreaField) -> None:
        if self.submits and not (field.data or "").strip():
            raise ValidationError("Say what shows it, in your own words.")

    def validate_action(self, field: TextAreaField) -> None:
        if self.submits and not (field.data or "").strip():
            raise ValidationError("Say what you will do: every answer has an action, a Green one to keep it so.")

    @property
    def answer(self) -> Answer:
        """What was typed, as the service takes it."""
        respondent, agency = self.who
        return Answer(
            question=self.question,
            respondent=respondent,
            agency=agency or ((self.agency.data or "").strip() if respondent == "other" else ""),
            rating=self.rating.data or None,
            evidence=self.evidence.data or "",
            papers=tuple(self.papers.data or ()),
            action=self.action.data or "",
        )

    @property
    def last_seen(self) -> int:
        """The number of the version that the person had before them."""
        return number_of(self.seen.data)
