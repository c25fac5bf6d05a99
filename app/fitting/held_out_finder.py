"""A finder that never saw a fold of the sources, and what it makes of them.

What is measured is measured so: a passage never judges weights that saw another of its source. What such finders mistake
for evidence is what the reader is taught to know as beside the point.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from app.fitting.agreement import f1_of
from app.fitting.mistaken import Mistaken
from app.fitting.readings import FOLDS, HELD_OUT
from app.fitting.relevance import DECIMALS, Array, Flags, Material, fit_heads
from app.proposing.assessing import BEARS_AT_LEAST, MAY_BEAR
from app.proposing.leaning import Leaning
from indexer.heads import Heads
from indexer.relevance import FROM_LABELS, Relevance, log_odds, together

MISTAKEN_AT_LEAST = 0.1
"""From here on what is beside the point is close enough to it to be worth teaching as such."""

Read = Mapping[tuple[str, str], Leaning]
"""What a reader that never saw them made of passages of the held-out fold, by passage and question in their own words."""


class HeldOutFinder:
    """Heads fitted on all sources but those of one fold."""

    def __init__(self, material: Material, fold: int = HELD_OUT) -> None:
        self.material = material
        self.out: Flags = material.labelled.folds == fold
        self.held = material.labelled.of_fold(fold)

    @cached_property
    def heads(self) -> Heads:
        """Not put together yet."""
        return fit_heads(self.material, ~self.out)

    @cached_property
    def features(self) -> Array:
        """Of the fold, shape (passages, groups, len(FEATURES))."""
        taught = self.material.taught
        finder = Relevance(taught.subjects, taught.statements, taught.look_alikes, self.heads)
        return finder.features(self.held.texts, self.material.vectors[self.out])

    @cached_property
    def scores(self) -> Array:
        """How surely each passage of the fold bears on each group: each half by the mixture that the other half teaches."""
        scores = np.zeros(self.held.bears.shape)
        for own in self._halves():
            mixture = mixture_of(self.features[~own], self.held.bears[~own]).astype(np.float64)
            scores[own] = 1 / (1 + np.exp(-(self.features[own] @ mixture[:-1] + mixture[-1])))
        return scores

    def mistaken(self) -> Iterator[Mistaken]:
        """What it takes, at least by a little, for evidence of a question, and a person did not."""
        places = np.nonzero(self.out)[0]
        for at, group in np.argwhere((self.scores >= MISTAKEN_AT_LEAST) & ~self.held.bears):
            yield int(places[at]), self.material.taught.groups[group]

    def put_together(self, read: Read) -> Heads:
        """The heads, put together among themselves and with the reader as the whole fold shows best."""
        return replace(
            self.heads,
            mixture=mixture_of(self.features, self.held.bears),
            plain_mixture=mixture_of(_without_heads(self.features), self.held.bears),
            reading=_worth_of_reading(self.scores, self._bearing(read), self.held.bears),
        )

    def borne_out(self, read: Read) -> Array:
        """What finder and reader together make of the fold, each half as the other shows; 0 where the finder asks no reader."""
        bears, out = self._bearing(read), np.zeros_like(self.scores)
        for own in self._halves():
            reading = _worth_of_reading(self.scores[~own], bears[~own], self.held.bears[~own]).tolist()
            for at, group in np.argwhere(_seen(self.scores, bears) & own[:, None]):
                out[at, group] = together(reading, self.scores[at, group], bears[at, group])
        return out

    def _halves(self) -> tuple[Flags, Flags]:
        return ~self.held.halves, self.held.halves

    def _bearing(self, read: Read) -> Array:
        """How surely the reader takes each passage to bear on each question; not a number where it was not asked."""
        rows = [[read.get((text, question)) for question in self.material.taught.questions] for text in self.held.texts]
        return np.array([[np.nan if one is None else one.bears for one in row] for row in rows])


def fit(finder: HeldOutFinder, read: Read) -> tuple[Heads, float]:
    """Heads fitted on everything, put together as sources held out show best, and the F1 reached on such sources."""
    heads, apart = fit_heads(finder.material, np.ones_like(finder.out)), finder.put_together(read)
    heads = replace(heads, mixture=apart.mixture, plain_mixture=apart.plain_mixture, reading=apart.reading)
    return heads, f1_of(finder.borne_out(read) >= BEARS_AT_LEAST, finder.held.bears)


def mistaken_for_evidence(material: Material) -> Iterator[Mistaken]:
    """Of every fold, what a finder that never saw it mistook."""
    for fold in range(FOLDS):
        yield from HeldOutFinder(material, fold).mistaken()


def _seen(scores: Array, bears: Array) -> Flags:
    """Where the finder is sure enough to ask the reader."""
    return np.asarray((scores >= MAY_BEAR) & ~np.isnan(bears))


def _worth_of_reading(scores: Array, bears: Array, true: Flags) -> NDArray[np.float32]:
    """How much the finder's log-odds and the reader's say of what the finder would show, and the constant."""
    seen = _seen(scores, bears)
    signs = [(log_odds(found), log_odds(read)) for found, read in zip(scores[seen], bears[seen], strict=True)]
    fitted = LogisticRegression(C=1.0, max_iter=1000).fit(signs, true[seen])
    return np.asarray(np.round([*fitted.coef_[0], fitted.intercept_[0]], DECIMALS), dtype=np.float32)


def mixture_of(features: Array, bears: Flags) -> NDArray[np.float32]:
    """How much each feature is worth, and the constant, for features as they come (not standardised)."""
    flat = features.reshape(-1, features.shape[-1])
    mean, spread = flat.mean(axis=0), flat.std(axis=0)
    spread[spread == 0] = 1
    fitted = LogisticRegression(C=1.0, max_iter=1000).fit((flat - mean) / spread, bears.ravel())
    weights = fitted.coef_[0] / spread
    constant = float(fitted.intercept_[0]) - float(weights @ mean)
    return np.asarray(np.round([*weights, constant], DECIMALS), dtype=np.float32)


def _without_heads(features: Array) -> Array:
    bare = features.copy()
    bare[..., :FROM_LABELS] = 0
    return bare
