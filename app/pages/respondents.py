"""Where the respondents of a self-assessment differ most, from each other and from what was proposed and decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.models import Decision, SelfAssessment
from app.models.self_assessment import RESPONDENTS
from app.pages.framework import Layout
from app.pages.words import word
from app.reviewing.self_assessing import Who

STEPS = {"red": 0, "amber": 1, "green": 2}


@dataclass(frozen=True)
class DifferingRow:
    """One question: what each respondent said, and how far apart they are."""

    id: str
    text: str
    said: tuple[tuple[str, str | None], ...]
    """Each respondent with its rating; None where it has not answered."""
    proposed: str | None
    decided: str | None
    apart: int
    """Steps between the highest and the lowest rating that anyone gave, 0 to 2."""

    @property
    def words(self) -> str:
        """How far apart they are, in words."""
        return ("Agree", "One step apart", "Two steps apart")[self.apart]


def differing_rows(
    layout: Layout,
    submitted: Mapping[tuple[str, Who], SelfAssessment],
    proposed: Mapping[str, str],
    decisions: Mapping[str, Decision],
) -> tuple[DifferingRow, ...]:
    """Every question that someone answered, those first on which the respondents differ most."""
    others = sorted({who for _, who in submitted if who[0] == "other"})
    everyone: Sequence[Who] = [*((one, "") for one in RESPONDENTS if one != "other"), *others]
    rows = [_row(each, layout, everyone, submitted, proposed, decisions) for each in layout.order]
    answered = [row for row in rows if any(rating for _, rating in row.said)]
    return tuple(sorted(answered, key=lambda row: (-row.apart, layout.order.index(row.id))))


def _row(
    question: str,
    layout: Layout,
    everyone: Sequence[Who],
    submitted: Mapping[tuple[str, Who], SelfAssessment],
    proposed: Mapping[str, str],
    decisions: Mapping[str, Decision],
) -> DifferingRow:
    ratings = {who: one.rating for who in everyone if (one := submitted.get((question, who))) is not None}
    given = [STEPS[rating] for rating in ratings.values() if rating]
    return DifferingRow(
        id=question,
        text=layout.texts.get(question, ""),
        said=tuple((who[1] or word(who[0], "respondent"), ratings.get(who)) for who in everyone),
        proposed=proposed.get(question),
        decided=decisions[question].rating if question in decisions else None,
        apart=max(given) - min(given) if given else 0,
    )
