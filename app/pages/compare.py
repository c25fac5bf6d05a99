"""The comparison with the last review as it is shown, and the ratings of every review of the area over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.models import Assessment, Decision, Review
from app.pages.framework import framework_of
from app.pages.words import counted, terms, word
from app.reviewing.comparing import Compared, Rated, Side, compare, general_differences

MOVED = ("real", "yardstick", "judgement", "both")
BAR, GAP, HEIGHT, LEFT = 70, 30, 240, 36
"""How the picture of the ratings is drawn, in its own units."""


@dataclass(frozen=True)
class CompareRow:
    """One question of the comparison, in words."""

    one: Compared
    said: str
    """What moved and why, in a sentence."""

    @property
    def has_moved(self) -> bool:
        """Whether the rating is another one than last time."""
        return self.one.move in MOVED


@dataclass(frozen=True)
class Block:
    """One colour of one review in the picture."""

    rating: str
    count: int
    x: float
    y: float
    height: float


@dataclass(frozen=True)
class Bar:
    """One review in the picture and in its table."""

    title: str
    period: str
    counts: Mapping[str, int]
    blocks: tuple[Block, ...]
    x: float


@dataclass(frozen=True)
class OverTime:
    """The ratings of each review of the area, the oldest first."""

    bars: tuple[Bar, ...]
    most: int
    width: int


@dataclass(frozen=True)
class ComparePage:
    """This review beside the last."""

    rows: tuple[CompareRow, ...]
    differences: tuple[str, ...]
    over_time: OverTime

    @property
    def heading(self) -> str:
        """How many ratings moved, and how many of the moves are real."""
        counts = {move: sum(row.one.move == move for row in self.rows) for move in terms("move")}
        moved = sum(counts[move] for move in MOVED)
        said = [f"{counted(moved, 'rating')} moved"]
        said += [f"{counts[move]} {WAYS[move]}" for move in MOVED if counts[move]]
        said += [f"{counts['same']} stayed the same"] if counts["same"] else []
        said += [f"{counted(counts['left'], 'question')} not decided yet"] if counts["left"] else []
        return "; ".join(said)


WAYS = {
    "real": "because the evidence differs",
    "yardstick": "although the evidence is the same: the yardstick moved",
    "judgement": "although evidence and yardstick are the same: the scrutineer judged otherwise",
    "both": "with both evidence and yardstick changed, so that the two cannot be told apart",
}


def side_of(review: Review, content: Assessment, decisions: Mapping[str, Decision]) -> Side:
    """A review as one side of a comparison."""
    rated = {
        question: Rated(each.rating, each.red_reason, each.reason, each.by.name) for question, each in decisions.items()
    }
    framework = framework_of(review.framework_id, review.framework_sha)
    return Side(review.title, content.content, rated, word(review.guidance, "guidance"), framework)


def compare_page(then: Side, now: Side, over_time: OverTime) -> ComparePage:
    """Everything that the page of the comparison shows."""
    rows = tuple(CompareRow(one, _said(one)) for one in compare(then, now))
    return ComparePage(rows, general_differences(then, now), over_time)


def over_time(reviews: Sequence[tuple[str, str, Sequence[str], int]]) -> OverTime:
    """The picture: of each review its title, its period, its ratings, and how many questions it asks."""
    most = max((questions for *_, questions in reviews), default=0) or 1
    bars = []
    for place, (title, period, ratings, questions) in enumerate(reviews):
        counts = {rating: list(ratings).count(rating) for rating in terms("rating")}
        counts["none"] = max(questions - len(ratings), 0)
        x = LEFT + GAP + place * (BAR + GAP)
        bars.append(Bar(title, period, counts, _blocks(counts, x, most), x))
    return OverTime(tuple(bars), most, LEFT + GAP + len(reviews) * (BAR + GAP))


def rated_words(rated: Rated | None) -> str:
    """A rating with its reason for Red."""
    if rated is None:
        return "Not decided"
    reason = f" ({word(rated.red_reason, 'red_reason').lower()})" if rated.red_reason else ""
    return word(rated.rating, "rating") + reason


def _blocks(counts: Mapping[str, int], x: float, most: int) -> tuple[Block, ...]:
    found, y = [], float(HEIGHT)
    for rating in ("green", "amber", "red", "none"):
        height = HEIGHT * counts[rating] / most
        y -= height
        if counts[rating]:
            found.append(Block(rating, counts[rating], x, round(y, 1), round(height, 1)))
    return tuple(found)


def _said(one: Compared) -> str:
    if one.move == "left":
        return "Not decided in this review yet."
    if one.move == "first":
        return "It has no rating from the last review." if one.then_id else "It was not asked last time."
    if one.move == "same":
        return "The rating is the same."
    return {
        "real": "The papers that count differ from last time’s, and the yardstick, as far as it bears on this rating, "
        "is the same.",
        "yardstick": "The papers that count are the same as last time, so the move is no sign of a change in practice: "
        "the yardstick is another.",
        "judgement": "The papers that count and the yardstick are the same: the scrutineer weighed them otherwise.",
        "both": "The papers that count and the yardstick both differ, so how much of the move is real cannot be told.",
    }[one.move]
