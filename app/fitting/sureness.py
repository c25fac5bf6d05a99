"""Fits from how sure on a passage answers and is shown: weights by logistic regression, thresholds by what they show and decline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from app.answering.choosing import Weighed, in_order, shown, signs_of, signs_of_any
from app.answering.looking import Found
from app.answering.sureness import FILE, SIGNS, SIGNS_OF_ANY, Signs, Sureness, Weights, sureness
from app.answering.understanding import Clause
from app.fitting.asking_figures import gold_shown, shown_gold
from indexer.adapted import ANSWERING, Adapted
from indexer.query_encoder import QueryEncoder

STRENGTH = 0.3
"""Inverse strength of the ridge on the weights, each sign in units of its spread."""
LEAST_PRECISE, LEAST_DECLINED = 0.32, 0.9
"""What the thresholds must give on the questions that choose them: the share shown that is gold, and of those rightly declined."""
TRIED_OF_ANY, TRIED = np.arange(0.2, 0.9, 0.02), np.arange(0.03, 0.3, 0.01)


@dataclass(frozen=True)
class Read:
    """One clause of a question, the passages that were read for it and what was made of each, and which answer it."""

    clause: Clause
    found: tuple[Found, ...]
    reads: NDArray[np.float32]
    answers: NDArray[np.bool_]


@dataclass(frozen=True)
class Lesson:
    """A question, how many quotes are gold, and what was read for each of its clauses."""

    quotes: tuple[str, ...]
    clauses: tuple[Read, ...]


class Ordered(NamedTuple):
    """A question's gold quotes, and for each clause its passages, the surest first."""

    quotes: tuple[str, ...]
    clauses: list[tuple[Clause, list[Weighed]]]


def fitted(lessons: Sequence[Lesson]) -> Sureness:
    """Weights and thresholds for these questions; ValueError where none is precise enough and declines enough."""
    read = [each for one in lessons for each in one.clauses if each.found]
    signs = np.vstack([signs_of(one.found, one.reads) for one in read])
    passage = _weights(signs, np.concatenate([one.answers for one in read]), SIGNS)
    of_any = [signs_of_any(in_order(one.found, one.reads, passage), one.clause) for one in read]
    any_answers = [bool(one.answers.any()) for one in read]
    return _with_thresholds(lessons, Sureness(passage, _weights(np.array(of_any), np.array(any_answers), SIGNS_OF_ANY)))


def keep(found: Sureness) -> None:
    """Writes the weights down beside the models that they were fitted for."""
    written = {
        "reader": Adapted.packaged(ANSWERING).sha256,
        "queries": QueryEncoder.packaged().sha256,
        "passage": _written(found.passage),
        "any": _written(found.any),
    }
    comment = "".join(line for line in FILE.read_text("utf-8").splitlines(keepends=True) if line.startswith("#"))
    FILE.write_text(comment + yaml.safe_dump(written, sort_keys=False), encoding="utf-8")
    sureness.cache_clear()


def _weights(signs: Signs, true: NDArray[np.bool_], names: tuple[str, ...]) -> Weights:
    middle, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit((signs - middle) / spread, true)
    each = model.coef_[0] / spread
    bias = float(model.intercept_[0] - each @ middle)
    return Weights({name: float(one) for name, one in zip(names, each, strict=True)}, bias, 0.0)


def _written(weights: Weights) -> dict[str, object]:
    return {
        "weights": {name: round(one, 4) for name, one in weights.by_sign.items()},
        "bias": round(weights.bias, 4),
        "threshold": round(float(weights.threshold), 2),
    }


def _with_thresholds(lessons: Sequence[Lesson], found: Sureness) -> Sureness:
    """The thresholds that show most gold, precisely enough, and decline enough of what has none: the middle of those that do as well."""
    tried = [
        Sureness(replace(found.passage, threshold=shows), replace(found.any, threshold=answers))
        for answers, shows in product(TRIED_OF_ANY, TRIED)
    ]
    ordered = [_ordered(one, found.passage) for one in lessons]
    worth = [_worth(ordered, one) for one in tried]
    best = max(worth)
    if not best[0]:
        raise ValueError("No thresholds are precise enough and decline enough on the questions that choose them.")
    as_good = [one for one, each in zip(tried, worth, strict=True) if each == best]
    return as_good[len(as_good) // 2]


def _ordered(lesson: Lesson, weights: Weights) -> Ordered:
    """A question as it is weighed again for every threshold: its gold quotes, and its passages in their order."""
    read = [one for one in lesson.clauses if one.found]
    return Ordered(lesson.quotes, [(one.clause, in_order(one.found, one.reads, weights)) for one in read])


def _worth(lessons: Sequence[Ordered], tried: Sureness) -> tuple[bool, int]:
    """Whether the least that is wanted is met, and how many gold quotes are shown."""
    quoted = [list(_quoted(one, tried)) for one in lessons]
    gold, many = sum(shown_gold(lessons, quoted)), sum(map(len, quoted))
    declined = [not texts for one, texts in zip(lessons, quoted, strict=True) if not one.quotes]
    met = many > 0 and gold >= LEAST_PRECISE * many and sum(declined) >= LEAST_DECLINED * len(declined)
    return met, sum(gold_shown(lessons, quoted))


def _quoted(lesson: Ordered, tried: Sureness) -> Iterator[str]:
    for clause, weighed in lesson.clauses:
        yield from (each.found.hit.passage.text for each in shown(weighed, clause, tried))
