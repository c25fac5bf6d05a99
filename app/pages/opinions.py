"""What others than the scrutineer make of a question: the second rating, the comments, and what is kept from whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.models import Comment, Decision, SecondRating, SelfNote
from app.pages.trail import Step
from app.pages.words import moment, word


@dataclass(frozen=True)
class Second:
    """The second ratings of a question as this person may see them, and how they stand to the decision."""

    history: tuple[SecondRating, ...]
    """The latest first; empty where there is none or it is kept from this person."""
    sentence: str
    """How the two ratings stand to each other, or why one of them is not shown."""
    differs: bool

    @property
    def latest(self) -> SecondRating | None:
        """The second rating that stands."""
        return self.history[0] if self.history else None


@dataclass(frozen=True)
class Beside:
    """What stands beside the proposal and the decision on a question's page."""

    second: Second
    note: SelfNote | None = None
    comments: tuple[Comment, ...] = ()
    keeps_decision: bool = False
    """Whether the scrutineer's decision is kept from this person until they rate, or choose to look."""
    may_rate: bool = False
    may_comment: bool = False


@dataclass(frozen=True)
class Remarks:
    """The comments on one quote, and what names it in the form for another."""

    question: str
    about: str
    comments: tuple[Comment, ...]


NOTHING_BESIDE = Beside(Second((), "", False))


def second_of(history: Sequence[Decision], seconds: Sequence[SecondRating], is_rater: bool) -> Second:
    """The second rating beside the decision (both the latest first); the scrutineer sees it once they have decided."""
    if not seconds:
        return Second((), "", False)
    if not history and not is_rater:
        return Second((), "A second rating has been given. It is shown when you have decided.", False)
    if not history:
        return Second(tuple(seconds), "The scrutineer has not decided yet.", False)
    sentence, differs = _compared(history, seconds)
    return Second(tuple(seconds), sentence, differs)


def _compared(history: Sequence[Decision], seconds: Sequence[SecondRating]) -> tuple[str, bool]:
    decision, second = history[0], seconds[0]
    if (decision.rating, decision.red_reason) == (second.rating, second.red_reason):
        return "The two ratings agree.", False
    rated = word(second.rating, "rating")
    if decision.number > 1 and decision.at > second.at:
        return (
            f"The second rating is {rated}. The scrutineer decided again after it, on {moment(decision.at)}: "
            f"{word(decision.rating, 'rating')} is final. Both are kept.",
            True,
        )
    return (
        f"The two ratings differ: the scrutineer’s is {word(decision.rating, 'rating')}, the second is {rated}. "
        "The scrutineer’s stands; deciding again, after reading the other’s reason, makes it final.",
        True,
    )


def differing(decisions: dict[str, Decision], seconds: dict[str, SecondRating]) -> frozenset[str]:
    """The questions whose two ratings differ."""
    return frozenset(
        question
        for question, second in seconds.items()
        if question in decisions
        and (decisions[question].rating, decisions[question].red_reason) != (second.rating, second.red_reason)
    )


JUDGED = frozenset(
    {
        "Decided rating",
        "Proposed rating",
        "What was found of this part",
        "What these words say of it",
        "Why they were taken to bear on it",
        "Whether they can carry a rating",
    }
)
"""The steps of a trail (app/pages/trail.py) that tell what was made of the words."""
KEPT_FOR_NOW = "Shown when you have given your own rating"


def steps_shown(steps: Sequence[Step], *, blind: bool, keeps_decision: bool) -> tuple[Step, ...]:
    """The steps of a trail as this person may see them."""
    if blind:
        return tuple(step for step in steps if step[0] not in JUDGED)
    if keeps_decision:
        return tuple((name, KEPT_FOR_NOW if name == "Decided rating" else said, href) for name, said, href in steps)
    return tuple(steps)
