"""The proposals made to follow the choices that people made on the evidence, without assessing the papers anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select

from app.database import db, writing
from app.models import Assessment, EvidenceChoice, Review
from app.models.assessment import keep_parsed
from app.once import once
from app.packs.pack import Pack
from app.pages.words import day
from app.proposing.assessments import add_assessment, as_text, current_assessment
from app.proposing.rejudging import applied_in, rejudged
from corpus.document import Location, Passage
from rules.evidence import Placed, Stance


@once
def choices_of(review: Review) -> list[EvidenceChoice]:
    """Every choice on the review's evidence in the order they were made, those taken back too."""
    found = select(EvidenceChoice).where(EvidenceChoice.review_id == review.id)
    return list(db.session.scalars(found.order_by(EvidenceChoice.number)))


def standing(choices: Sequence[EvidenceChoice]) -> list[EvidenceChoice]:
    """The choices that nobody took back, and that no later one on the same passage and parts has replaced."""
    undone = {one.undoes for one in choices}
    kept = [one for one in choices if one.act != "put_back" and one.id not in undone]
    last = {(part, one.passage): one.id for one in kept for part in parts_of(one)}
    return [one for one in kept if any(last[part, one.passage] == one.id for part in parts_of(one))]


def parts_of(choice: EvidenceChoice) -> tuple[str, ...]:
    """The parts that a choice changes."""
    return (choice.part, choice.to_part) if choice.to_part else (choice.part,)


def placed_by(choices: Sequence[EvidenceChoice]) -> list[Placed]:
    """The choices as the rules take them, the later after the earlier."""
    return [one for choice in standing(choices) for one in _placed(choice)]


def stands_in(pack: Pack, placed: Placed) -> bool:
    """Whether the words of a choice stand, letter for letter, where they stood when it was made."""
    document = next((one for one in pack.documents if one.id == placed.passage.document), None)
    segments = document.reading.segments if document else ()
    passage = placed.passage
    return passage.segment < len(segments) and (
        segments[passage.segment].text[passage.start : passage.end] == passage.text
    )


def catch_up(review_id: str, known: Collection[str]) -> None:
    """Follows the choices that were made or taken back while an assessment was under way; `known` are those it knew of."""
    review = db.session.get_one(Review, review_id)
    with writing(review):
        if new := {one.id for one in choices_of(review)} - set(known):
            propose_again(review, new)


def propose_again(review: Review, new: Collection[str]) -> bool:
    """Makes the current assessment follow the choices, within the caller's transaction; False where it cannot."""
    assessment = current_assessment(review)
    if assessment is None:
        return True
    content = with_choices(assessment.content, choices_of(review), new)
    if content is not None and content != assessment.content:
        made = add_assessment(review.id, content, assessment.pack, _spliced(assessment, content))
        keep_parsed(made, content)
    return content is not None


def with_choices(
    content: dict[str, Any], choices: Sequence[EvidenceChoice], new: Collection[str]
) -> dict[str, Any] | None:
    """The content with the standing choices followed: those it follows already, and the new ones.

    An older choice that it does not follow is on words that were not found when the papers were assessed.
    """
    applied = applied_in(content)
    placed = [one for one in placed_by(choices) if one.choice in applied or one.choice in new]
    questions = {_question(one.part) for one in placed}.union(*applied.values())
    return rejudged(content, placed, questions)


def _spliced(assessment: Assessment, content: dict[str, Any]) -> str:
    """The text of the new content, made from the old one's by putting in what changed: both are long and few pieces differ."""
    text = assessment.text
    for old, new in zip(assessment.content["questions"], content["questions"], strict=True):
        if old is not new:
            before, found, after = text.partition(as_text(old))
            if not found:
                return ""
            text = before + as_text(new) + after
    return text


def _question(part: str) -> str:
    return part.rpartition(".")[0]


def _placed(choice: EvidenceChoice) -> list[Placed]:
    by = f"{choice.by.name}, {day(choice.at.date())}"
    stance = Stance(choice.stance) if choice.stance else None
    passage = Passage(
        choice.document,
        choice.segment,
        choice.start,
        choice.end,
        choice.quote,
        Location.from_json(dict(choice.where)),
        "paragraph",
        tuple(choice.headings),
    )
    if choice.act == "leave_out":
        return [Placed(choice.part, passage, False, stance, choice.reason, by, choice.id)]
    if choice.to_part is None:
        return [Placed(choice.part, passage, True, stance, choice.reason, by, choice.id)]
    away = f"It belongs to part {choice.to_part}: {choice.reason}"
    here = f"Moved here from part {choice.part}: {choice.reason}"
    return [
        Placed(choice.part, passage, False, None, away, by, choice.id),
        Placed(choice.to_part, passage, True, stance, here, by, choice.id),
    ]
