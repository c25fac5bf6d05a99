"""A question with what it is to be looked in."""

from __future__ import annotations

from wtforms import BooleanField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice

from app.answering.filters import Filters
from app.forms.fields import DayField, choices
from app.forms.small import AskForm
from app.pages.words import terms

AGENCIES = (
    "local_authority",
    "health",
    "police",
    "education",
    "voluntary",
    "probation",
    "housing",
    "scrutineer",
    "inspectorate",
)
"""The agencies that can be chosen; `app/answering/agencies.yaml` says how papers name each."""
ANY = SelectChoice("", "Any")
NAMES = {"probation": "Probation", "housing": "Housing"}


class AskInForm(AskForm):
    """A question in plain English, and whose papers, which kind and which time it is to be looked for in."""

    agency = SelectField("By or about", choices=[], default="", validate_choice=False)
    kind = SelectField("Kind of paper", choices=[], default="", validate_choice=False)
    first = DayField("From", required=False, description="the first day")
    last = DayField("To", required=False, description="the last day")
    evidence = BooleanField("Only in the evidence found for this question")
    question = HiddenField()
    follows = HiddenField()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.agency.choices = [ANY, *choices({one: NAMES.get(one) or terms("agency")[one] for one in AGENCIES})]
        self.kind.choices = [ANY, *choices(terms("kind"))]

    def filters(self, passages: frozenset[str] | None = None) -> Filters:
        """What was chosen; what is not among the choices is taken no notice of."""
        return Filters(
            agency=self.agency.data if self.agency.data in AGENCIES else "",
            kind=self.kind.data if self.kind.data in terms("kind") else "",
            first=self.first.data,
            last=self.last.data,
            question=str(self.question.data) if passages is not None else "",
            passages=passages,
        )
