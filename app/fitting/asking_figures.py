"""What is said of answers to labelled questions: how many were answered and declined rightly, and how much of the gold they quote."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Json = dict[str, Any]

TOP = 5
"""How many passages plain search shows."""
DECLINE_WORTH = 1.2
"""How much a question rightly declined is worth beside one rightly answered."""


@dataclass(frozen=True)
class Labelled:
    """A question of a pack, the words that answer it, and what was found for it."""

    pack: str
    sort: str
    quotes: tuple[str, ...]
    answered: bool
    shown: tuple[str, ...]
    """Every quote of the answer as it is given out, the lines of a count among them."""
    at_once: tuple[str, ...]
    """Those of them that its page does not fold away."""
    by_words: tuple[tuple[float, str], ...]
    by_meaning: tuple[tuple[float, str], ...]

    @property
    def answerable(self) -> bool:
        return bool(self.quotes)


class Quoted(Protocol):
    """A question with the quotes that answer it."""

    @property
    def quotes(self) -> tuple[str, ...]: ...


Way = Callable[[Labelled], tuple[tuple[float, str], ...]]


def figures_of(rows: Sequence[Labelled]) -> Json:
    """Answered and declined rightly, and how much of what should be quoted is quoted, in all and sort by sort."""
    answered = [one.answered for one in rows]
    at_once = [one.at_once if one.answered else () for one in rows]
    return {
        "gold quotes shown at once": _share(sum(gold_shown(rows, at_once)), sum(len(one.quotes) for one in rows)),
        "shown at once that is gold": _share(sum(shown_gold(rows, at_once)), sum(map(len, at_once))),
        **_figures(rows, answered, [one.shown if one.answered else () for one in rows]),
    }


def plain_figures(taught: Sequence[Labelled], unseen: Sequence[Labelled], way: Way) -> Json:
    """The same of plain search, which answers from the score on that was best on the questions it was chosen on."""
    tops = np.array([max((score for score, _ in way(one)), default=0.0) for one in taught])
    cut = max(np.unique(tops), key=lambda at: balanced([one.answerable for one in taught], tops >= at))
    sure = [bool(way(one)) and way(one)[0][0] >= cut for one in unseen]
    return _figures(unseen, sure, [_first(one, way) if yes else () for one, yes in zip(unseen, sure, strict=True)])


def always_figures(unseen: Sequence[Labelled], way: Way) -> Json:
    """The same of plain search that always answers."""
    return _figures(unseen, [bool(way(one)) for one in unseen], [_first(one, way) for one in unseen])


def balanced(true: Sequence[bool] | NDArray[np.bool_], said: NDArray[np.bool_]) -> float:
    """The mean of the shares rightly answered and rightly declined, in which a question rightly declined weighs more."""
    true = np.asarray(true)
    return float((said[true].mean() + DECLINE_WORTH * (~said[~true]).mean()) / (1 + DECLINE_WORTH))


def _first(row: Labelled, way: Way) -> tuple[str, ...]:
    return tuple(words for _, words in way(row)[:TOP])


def _figures(rows: Sequence[Labelled], answered: Sequence[bool], shown: Sequence[Sequence[str]]) -> Json:
    right = [one.answerable and yes for one, yes in zip(rows, answered, strict=True)]
    declined = [not one.answerable and not yes for one, yes in zip(rows, answered, strict=True)]
    found, gold = gold_shown(rows, shown), shown_gold(rows, shown)
    can = [i for i, one in enumerate(rows) if one.answerable]
    return {
        "answered where something does": f"{sum(right)} of {len(can)}",
        "declined where nothing answers": f"{sum(declined)} of {len(rows) - len(can)}",
        "answers that hold a gold quote": _share(sum(found[i] > 0 for i in can), len(can)),
        "gold quotes shown": _share(sum(found), sum(len(one.quotes) for one in rows)),
        "shown that is gold": _share(sum(gold), sum(len(each) for each in shown)),
        "shown that is gold, where something answers": _share(
            sum(gold[i] for i in can), sum(len(shown[i]) for i in can)
        ),
        "by sort": {sort: _sort(sort, rows, right, declined, found, gold, shown) for sort in _sorts(rows)},
    }


def _sort(
    sort: str,
    rows: Sequence[Labelled],
    right: Sequence[bool],
    declined: Sequence[bool],
    found: Sequence[int],
    gold: Sequence[int],
    shown: Sequence[Sequence[str]],
) -> Json:
    own = [i for i, one in enumerate(rows) if one.sort == sort]
    told: Json = {"right": f"{sum(right[i] or declined[i] for i in own)} of {len(own)}"}
    if quotes := sum(len(rows[i].quotes) for i in own):
        told["gold quotes shown"] = _share(sum(found[i] for i in own), quotes)
        told["shown that is gold"] = _share(sum(gold[i] for i in own), sum(len(shown[i]) for i in own))
    return told


def gold_shown(rows: Sequence[Quoted], shown: Sequence[Sequence[str]]) -> list[int]:
    """How many of each question's gold quotes are shown."""
    return [
        sum(any(holds(words, quote) for words in each) for quote in one.quotes)
        for one, each in zip(rows, shown, strict=True)
    ]


def shown_gold(rows: Sequence[Quoted], shown: Sequence[Sequence[str]]) -> list[int]:
    """How many of the quotes shown are gold."""
    return [
        sum(any(holds(words, quote) for quote in one.quotes) for words in each)
        for one, each in zip(rows, shown, strict=True)
    ]


def _sorts(rows: Sequence[Labelled]) -> list[str]:
    return sorted({one.sort for one in rows})


def holds(words: str, quote: str) -> bool:
    """Whether the quote stands in these words, however they are spaced."""
    return quote in " ".join(words.split())


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0
