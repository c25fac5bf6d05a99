"""Fits the weights by which passages are found: `make train`, from the labelled passages and a framework's statements.

What is measured is measured on sources that were held out: a passage never judges weights that saw another of its source (what
those weights mistook, by which the reader is taught, was chosen a fold at a time, by weights of the others).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from app.fitting.mistaken import Mistaken
from app.fitting.readings import (
    FOLDS,
    HELD_OUT,
    LABELLED,
    LabelledPassage,
    fold_of,
    half_of,
    labelled_passages,
)
from app.proposing.assessing import BEARS_AT_LEAST, MAY_BEAR, Leaning, subjects_of
from indexer.embedder import Vectors
from indexer.heads import Heads
from indexer.relevance import FEATURES, FROM_LABELS, LEAST, Relevance, Subject
from indexer.vector_store import VectorStore
from indexer.word_vectors import Vocabulary, vocabulary_of
from rules.framework import Framework

MEANING_C = 1.7
"""Inverse strength of the ridge on the 384 weights of a meaning head; chosen by the same folds from 0.5, 1.7, 5 and 10."""
WORDS_C = 20.0
DECIMALS = 4

MISTAKEN_AT_LEAST = 0.1
"""From here on what is beside the point is close enough to it to be worth teaching as such."""

T = TypeVar("T")
Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Labelled:
    """Passages that people labelled: their texts, which groups each bears on, and the fold that its source falls in."""

    passages: tuple[LabelledPassage, ...]
    bears: Flags
    """Shape (passages, groups)."""
    folds: NDArray[np.int64]
    halves: NDArray[np.bool_]
    """Which half of its fold a source falls in."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Each as the product reads it."""
        return tuple(one.told for one in self.passages)

    @property
    def held_out(self) -> Labelled:
        """Those of the held-out fold."""
        return self.of_fold(HELD_OUT)

    def of_fold(self, fold: int) -> Labelled:
        """Those of one fold."""
        out = self.folds == fold
        return Labelled(tuple(_chosen(self.passages, out)), self.bears[out], self.folds[out], self.halves[out])


@dataclass(frozen=True)
class Taught:
    """The framework's own sentences with their vectors: statements of a group, and look-alikes that are not."""

    subjects: tuple[Subject, ...]
    statements: Vectors
    look_alikes: Vectors

    questions: tuple[str, ...]
    """The groups in their own words."""

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.group for one in self.subjects))

    def column(self, which: str) -> NDArray[np.int64]:
        return np.array(
            [self.groups.index(one.group) for one in self.subjects for _ in getattr(one, which)], dtype=np.int64
        )

    def sentences(self, which: str) -> list[str]:
        return [text for one in self.subjects for text in getattr(one, which)]


Prepared = tuple[Taught, Labelled, Vectors, Vocabulary]
Read = Mapping[tuple[str, str], Leaning]
"""What a reader that never saw them made of passages of the held-out fold, by passage and question in their own words."""


def read_labelled(groups: Sequence[str], folder: Path = LABELLED) -> Labelled:
    """Every labelled passage; passages of one source share a fold."""
    passages = tuple(labelled_passages(folder))
    bears = np.array([[group in one.questions for group in groups] for one in passages], dtype=bool)
    folds = np.array([fold_of(one.source) for one in passages], dtype=np.int64)
    halves = np.array([half_of(one.source) for one in passages], dtype=bool)
    return Labelled(passages, bears, folds, halves)


def fit(framework: Framework, store: VectorStore, read: Read) -> tuple[Heads, float]:
    """The weights fitted on everything, mixed as sources held out show best, and the F1 reached on such sources."""
    prepared = prepared_for(framework, store)
    taught, labelled, vectors, vocabulary = prepared
    heads = fit_heads(taught, labelled, vectors, vocabulary, np.ones(len(labelled.passages), dtype=bool))
    apart = held_out_heads(prepared, read)
    heads = replace(heads, mixture=apart.mixture, plain_mixture=apart.plain_mixture, reading=apart.reading)
    return heads, f1_of(_borne_out(prepared, read) >= BEARS_AT_LEAST, labelled.held_out.bears)


def held_out_heads(prepared: Prepared, read: Read) -> Heads:
    """Weights on vectors and words that never saw the held-out fold, put together as that fold shows best."""
    taught, labelled, vectors, vocabulary = prepared
    features, true = _held_out_features(*prepared), labelled.held_out.bears
    heads = fit_heads(taught, labelled, vectors, vocabulary, labelled.folds != HELD_OUT)
    return replace(
        heads,
        mixture=_mixture(features, true),
        plain_mixture=_mixture(_without_heads(features), true),
        reading=_worth_of_reading(
            _scores(features, labelled.held_out), _bearing(labelled.held_out, taught.questions, read), true
        ),
    )


def held_out_scores(framework: Framework, store: VectorStore, read: Read) -> Array:
    """How surely each passage of the held-out fold bears on each question, by weights that never saw its source."""
    return _borne_out(prepared_for(framework, store), read)


def _borne_out(prepared: Prepared, read: Read) -> Array:
    """What finder and reader together make of the held-out fold, each half as the other shows; 0 where the finder asks no reader."""
    taught, labelled, *_ = prepared
    held, scores = labelled.held_out, _scores(_held_out_features(*prepared), labelled.held_out)
    bears = _bearing(held, taught.questions, read)
    out = np.zeros_like(scores)
    for half in (False, True):
        own = held.halves == half
        finder, reader, constant = _worth_of_reading(scores[~own], bears[~own], held.bears[~own]).astype(np.float64)
        total = finder * _log_odds(scores[own]) + reader * _log_odds(bears[own]) + constant
        out[own] = np.where(_seen(scores[own], bears[own]), 1 / (1 + np.exp(-total)), 0.0)
    return out


def _seen(scores: Array, bears: Array) -> Flags:
    """Where the finder is sure enough to ask the reader."""
    return np.asarray((scores >= MAY_BEAR) & ~np.isnan(bears))


def _worth_of_reading(scores: Array, bears: Array, true: Flags) -> NDArray[np.float32]:
    """How much the finder's log-odds and the reader's say of what the finder would show, and the constant."""
    seen = _seen(scores, bears)
    signs = np.stack([_log_odds(scores[seen]), _log_odds(bears[seen])], axis=1)
    fitted = LogisticRegression(C=1.0, max_iter=1000).fit(signs, true[seen])
    return np.asarray(np.round([*fitted.coef_[0], fitted.intercept_[0]], DECIMALS), dtype=np.float32)


def _bearing(held: Labelled, questions: Sequence[str], read: Read) -> Array:
    """How surely the reader takes each passage to bear on each question; not a number where it was not asked."""
    rows = [[read.get((text, question)) for question in questions] for text in held.texts]
    return np.array([[np.nan if one is None else one.bears for one in row] for row in rows])


def _log_odds(shares: Array) -> Array:
    held = np.clip(shares, LEAST, 1 - LEAST)
    return np.asarray(np.log(held / (1 - held)))


def mistaken_for_evidence(framework: Framework, store: VectorStore) -> Iterator[Mistaken]:
    """What weights that never saw its source take, at least by a little, for evidence of a question, and a person did not."""
    taught, labelled, vectors, vocabulary = prepared_for(framework, store)
    for fold in range(FOLDS):
        own = labelled.of_fold(fold)
        scores = _scores(_held_out_features(taught, labelled, vectors, vocabulary, fold), own)
        places = np.nonzero(labelled.folds == fold)[0]
        for at, group in zip(*np.nonzero((scores >= MISTAKEN_AT_LEAST) & ~own.bears), strict=True):
            yield int(places[at]), taught.groups[group]


def f1_of(says: Flags, true: Flags) -> float:
    """F1 over all pairs of passage and question."""
    return float(2 * (says & true).sum() / max(1, says.sum() + true.sum()))


def prepared_for(framework: Framework, store: VectorStore) -> Prepared:
    """The framework's own sentences and the labelled passages, with their vectors and the words that they use."""
    subjects = subjects_of(framework)
    taught = Taught(
        tuple(subjects),
        store.vectors([text for one in subjects for text in one.statements]),
        store.vectors([text for one in subjects for text in one.mistaken_for]),
        tuple(question.text for question in framework.questions),
    )
    labelled = read_labelled(taught.groups)
    vocabulary = vocabulary_of([*taught.sentences("statements"), *taught.sentences("mistaken_for"), *labelled.texts])
    return taught, labelled, store.vectors(labelled.texts), vocabulary


def _held_out_features(
    taught: Taught, labelled: Labelled, vectors: Vectors, vocabulary: Vocabulary, fold: int = HELD_OUT
) -> Array:
    """Features of a fold, by heads that never saw it."""
    out = labelled.folds == fold
    heads = fit_heads(taught, labelled, vectors, vocabulary, ~out)
    finder = Relevance(taught.subjects, taught.statements, taught.look_alikes, heads)
    return finder.features(_chosen(labelled.texts, out), vectors[out])


def _scores(features: Array, held: Labelled) -> Array:
    """Each half of the fold by the mixture that the other half teaches."""
    scores = np.zeros(held.bears.shape)
    for half in (False, True):
        own = held.halves == half
        mixture = _mixture(features[~own], held.bears[~own]).astype(np.float64)
        scores[own] = 1 / (1 + np.exp(-(features[own] @ mixture[:-1] + mixture[-1])))
    return scores


def fit_heads(taught: Taught, labelled: Labelled, vectors: Vectors, vocabulary: Vocabulary, use: Flags) -> Heads:
    """One linear head a group on the vectors and one on the words, from the passages in use and the statements."""
    texts = _chosen(labelled.texts, use)
    every_text = [*taught.sentences("statements"), *taught.sentences("mistaken_for"), *texts]
    words = vocabulary.matrix(every_text)
    meaning = np.vstack([taught.statements, taught.look_alikes, vectors[use]])
    columns = [_rows_for(taught, labelled.bears[use], group) for group in range(len(taught.groups))]
    by_meaning = [_ridge(meaning, answers, rows, MEANING_C) for rows, answers in columns]
    by_words = [_ridge(words, answers, rows, WORDS_C) for rows, answers in columns]
    nothing = np.zeros(len(FEATURES) + 1, dtype=np.float32)
    return Heads(
        taught.groups,
        np.stack([weights for weights, _ in by_meaning], axis=1),
        np.array([bias for _, bias in by_meaning], dtype=np.float32),
        vocabulary,
        np.stack([weights for weights, _ in by_words], axis=1),
        np.array([bias for _, bias in by_words], dtype=np.float32),
        nothing,
        nothing,
        nothing[:3],
        "",
    )


def _rows_for(taught: Taught, bears: Flags, group: int) -> tuple[Flags, Flags]:
    """Which rows teach this group, and what they say: a look-alike speaks only of the group that it is mistaken for."""
    statements, look_alikes = taught.column("statements"), taught.column("mistaken_for")
    rows = np.concatenate([np.ones(len(statements), dtype=bool), look_alikes == group, np.ones(len(bears), dtype=bool)])
    answers = np.concatenate([statements == group, np.zeros(len(look_alikes), dtype=bool), bears[:, group]])
    return rows, answers


def _ridge(
    features: Vectors | csr_matrix, answers: Flags, rows: Flags, strength: float
) -> tuple[NDArray[np.float32], float]:
    fitted = LogisticRegression(C=strength, solver="liblinear", random_state=0).fit(features[rows], answers[rows])
    return np.asarray(np.round(fitted.coef_[0], DECIMALS), dtype=np.float32), round(
        float(fitted.intercept_[0]), DECIMALS
    )


def _mixture(features: Array, bears: Flags) -> NDArray[np.float32]:
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


def _chosen(every: Sequence[T], use: Flags) -> list[T]:
    return [one for one, used in zip(every, use, strict=True) if used]
