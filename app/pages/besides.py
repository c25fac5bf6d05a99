"""What stands beside the ratings in a report, in words: second ratings, the comparison, the context, and what was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.models import Asked, Decision, SecondRating
from app.pages.compare import ComparePage, rated_words
from app.pages.context import ContextSection
from app.pages.context import PrintedAnswer as Answer
from app.pages.words import day, word
from app.reporting.asked import PrintedAsked
from app.reporting.besides import (
    PrintedAnswer,
    PrintedComparison,
    PrintedContext,
    PrintedMove,
    PrintedSecond,
    besides_printed,
)


def printed_besides(
    decisions: Mapping[str, Decision],
    seconds: Mapping[str, SecondRating],
    compared: ComparePage | None,
    beside: str,
    context: ContextSection,
    asked: Sequence[Asked] = (),
) -> dict[str, Any]:
    """All of it as a report prints it; a second rating is printed only where the scrutineer has decided too."""
    ratings = [_second(decisions[question], seconds[question]) for question in decisions if question in seconds]
    printed = [PrintedAsked(one.question_text, one.question or "", one.answer, one.by.name, one.at) for one in asked]
    comparison = _comparison(compared, beside) if compared else None
    return besides_printed(ratings, comparison, _context(context), printed)


def _second(decision: Decision, second: SecondRating) -> PrintedSecond:
    agree = (decision.rating, decision.red_reason) == (second.rating, second.red_reason)
    return PrintedSecond(
        question=second.question,
        decided=_rating(decision),
        second=_rating(second),
        colour=second.rating,
        said="The two ratings agree." if agree else "The two ratings differ.",
        how="Independently of the decision" if second.independent else "After seeing the decision",
        reason=second.reason,
        by=f"{second.by.name}, {day(second.at)}",
    )


def _rating(rated: Decision | SecondRating) -> str:
    why = f" ({word(rated.red_reason, 'red_reason').lower()})" if rated.red_reason else ""
    return word(rated.rating, "rating") + why


def _comparison(page: ComparePage, beside: str) -> PrintedComparison:
    moves = [
        PrintedMove(
            row.one.id, row.one.text, rated_words(row.one.then), rated_words(row.one.now),
            word(row.one.move, "move"), row.said,
        )
        for row in page.rows
        if row.has_moved
    ]  # fmt: skip
    return PrintedComparison(beside, page.heading, page.differences, moves)


def _context(section: ContextSection) -> PrintedContext:
    return PrintedContext(section.answered, section.is_empty, _answers(section.answers), _answers(section.independence))


def _answers(answers: tuple[Answer, ...]) -> list[PrintedAnswer]:
    return [PrintedAnswer(one.number, one.question, one.answer, one.who) for one in answers]
