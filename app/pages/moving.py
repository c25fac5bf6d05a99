"""Evidence moved by hand as it is shown: each choice with its reason, and what the rules make of them together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from app.models import Assessment, EvidenceChoice, Review
from app.pages.words import counted, day, place, word
from app.policy import may_do
from app.proposing.assessments import current_assessment
from app.proposing.following import choices_of, parts_of, standing
from app.proposing.rejudging import applied_in
from app.working.jobs import jobs_under_way

WAITS = "counts when the papers have been assessed again"
STANDS, LOST, REPLACED, TAKEN_BACK = "stands", "no longer found", "replaced by a later choice", "taken back"


@dataclass(frozen=True)
class ChoiceRow:
    """One choice: on which words, what was done with them, why, by whom, and whether it is followed now."""

    choice: EvidenceChoice
    question: str
    what: str
    words: str
    source: str
    who: str
    state: str
    href: str | None
    """The words on their page, where the current proposals have them."""


@dataclass(frozen=True)
class ChoicesSection:
    """The choices on one question, and what the rules propose with and without them."""

    question: str
    lead: str
    rows: tuple[ChoiceRow, ...]
    lost: tuple[ChoiceRow, ...]
    """Choices on words that are no longer found in the papers."""


def choices_section(review: Review, question_id: str) -> ChoicesSection:
    """What `questions/moving.html` shows."""
    assessment = current_assessment(review)
    rows = choice_rows(review, assessment, question_id)
    asked = assessment.question(question_id) if assessment else None
    whose = "your" if may_do("move_evidence", review) else "the scrutineer’s"
    return ChoicesSection(
        question_id,
        with_and_without(asked, whose) if asked else "",
        tuple(row for row in rows if row.state in (STANDS, WAITS)),
        tuple(row for row in rows if row.state == LOST),
    )


def with_and_without(asked: Mapping[str, Any], whose: str = "your") -> str:
    """What the rules propose with the choices and without; empty where there are none."""
    if "proposed_by_rules_alone" not in asked:
        return ""
    alone, now = asked["proposed_by_rules_alone"], asked["proposed"]
    made = f"with {whose} {counted(asked['choices'], 'choice')}"
    if alone == now:
        return f"The rules alone propose {word(alone, 'rating')}, and {made} they still do."
    return f"The rules alone propose {word(alone, 'rating')}; {made} they propose {word(now, 'rating')}."


def choice_rows(review: Review, assessment: Assessment | None, question_id: str | None = None) -> list[ChoiceRow]:
    """Every choice of a review, or those that change one question, the latest first."""
    choices = choices_of(review)
    if not choices:
        return []
    stands = {one.id for one in standing(choices)}
    undone = {one.undoes for one in choices}
    applied = applied_in(assessment.content) if assessment else {}
    places = _places(review, assessment)
    rows = []
    for one in reversed(choices):
        questions = {part.rpartition(".")[0] for part in parts_of(one)}
        if one.act == "put_back" or (question_id is not None and question_id not in questions):
            continue
        state = TAKEN_BACK if one.id in undone else REPLACED if one.id not in stands else STANDS
        if state == STANDS and one.id not in applied:
            state = WAITS if jobs_under_way(review) else LOST
        rows.append(_row(one, state, places))
    return rows


def _row(one: EvidenceChoice, state: str, places: Mapping[tuple[str, str], str]) -> ChoiceRow:
    said = f" as “{word(one.stance, 'stance').lower()}”" if one.stance and one.act != "leave_out" else ""
    what = {
        "leave_out": f"Left out of part {one.part}",
        "count": f"Counted for part {one.part}{said}",
        "move": f"Moved from part {one.part} to part {one.to_part}{said}",
    }[one.act]
    at = places.get((one.to_part or one.part, one.passage)) or places.get((one.part, one.passage))
    return ChoiceRow(
        choice=one,
        question=one.part.rpartition(".")[0],
        what=what,
        words=one.quote,
        source=f"{one.title}, {place(dict(one.where))}",
        who=f"{one.by.name}, {day(one.at)}",
        state=state,
        href=at,
    )


def _places(review: Review, assessment: Assessment | None) -> dict[tuple[str, str], str]:
    """Where each passage that somebody moved is shown, by part and passage."""
    if assessment is None:
        return {}
    return {
        (part["id"], each["passage"]): url_for(
            "citations.evidence",
            review_id=review.id,
            assessment_id=assessment.id,
            part_id=part["id"],
            number=n,
            _anchor="words",
        )
        for question in assessment.content["questions"]
        for part in question["parts"]
        for n, each in enumerate(part["evidence"], 1)
        if "placed" in each
    }


def part_choices(content: Mapping[str, Any], first: str = "") -> list[tuple[str, str]]:
    """Every part to choose from, those of one question first."""
    every = [
        (question["id"], part["id"], f"{part['id']} {part['text']}")
        for question in content["questions"]
        for part in question["parts"]
    ]
    return [(part, text) for _, part, text in sorted(every, key=lambda each: each[0] != first)]


def moved_sentence(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> str:
    """What a choice changes in what the rules propose for a question."""
    if before is None or after is None:
        return ""
    was, now = word(before["proposed"], "rating"), word(after["proposed"], "rating")
    found = _parts_changed(before["parts"], after["parts"])
    if was == now:
        return f"The rules would still propose {now}. {found}".strip()
    return f"The rules would propose {now} in place of {was}. {found}".strip()


def _parts_changed(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> str:
    changed = [
        f"Part {new['id']} would be {word(new['finding'], 'finding').lower()}: {new['because'].rstrip('.')}."
        for old, new in zip(before, after, strict=True)
        if (old["finding"], old["because"]) != (new["finding"], new["because"])
    ]
    return " ".join(changed) or "No part would change."
