"""Fits the weights by which passages are found: `make train`, from the labelled passages and a framework's statements.

What is measured is measured on sources that were held out: a passage never judges weights that saw another of its source.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from app.fitting.readings import HELD_OUT, LABELLED, fold_of, half_of
from app.proposing.assessing import BEARS_AT_LEAST, subjects_of
from indexer.embedder import Vectors
from indexer.heads import Heads
from indexer.relevance import FEATURES, FROM_LABELS, Relevance, Subject
from indexer.vector_store import VectorStore
from indexer.word_vectors import Vocabulary, vocabulary_of
from rules.framework import Framework

MEANING_C = 1.7
"""Inverse strength of the ridge on the 384 weights of a meaning head; chosen by the same folds from 0.5, 1.7, 5 and 10."""
WORDS_C = 20.0
DECIMALS = 4

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Labelled:
    """Passages that people labelled: their texts, which groups each bears on, and the fold that its source falls in."""

    texts: tuple[str, ...]
    bears: Flags
    """Shape (passages, groups)."""
    folds: NDArray[np.int64]
    halves: NDArray[np.bool_]
    """Which half of its fold a source falls in."""

    @property
    def held_out(self) -> Labelled:
        """Those of the held-out fold."""
        out = self.folds == HELD_OUT
        return Labelled(tuple(_chosen(self.texts, out)), self.bears[out], self.folds[out], self.halves[out])


@dataclass(frozen=True)
class Taught:
    """The framework's own sentences with their vectors: statements of a group, and look-alikes that are not."""

    subjects: tuple[Subject, ...]
    statements: Vectors
    look_alikes: Vectors

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.group for one in self.subjects))

    def column(self, which: str) -> NDArray[np.int64]:
        return np.array(
            [self.groups.index(one.group) for one in self.subjects for _ in getattr(one, which)], dtype=np.int64
        )

    def sentences(self, which: str) -> list[str]:
        return [text for one in self.subjects for text in getattr(one, which)]


def read_labelled(groups: Sequence[str], folder: Path = LABELLED) -> Labelled:
    """Every labelled passage; passages of one source share a fold."""
    rows = [
        json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]
    bears = np.array([[group in row["questions"] for group in groups] for row in rows], dtype=bool)
    sources = [row.get("source") or row["partnership"] for row in rows]
    folds = np.array([fold_of(source) for source in sources], dtype=np.int64)
    halves = np.array([half_of(source) for source in sources], dtype=bool)
    texts = tuple(f"{row['heading']}: {row['text']}" if row.get("heading") else row["text"] for row in rows)
    return Labelled(texts, bears, folds, halves)


def fit(framework: Framework, store: VectorStore) -> tuple[Heads, float]:
    """The weights fitted on everything, mixed as sources held out show best, and the F1 reached on such sources."""
    taught, labelled, vectors, vocabulary = _prepared(framework, store)
    features = _held_out_features(taught, labelled, vectors, vocabulary)
    true = labelled.held_out.bears
    heads = fit_heads(taught, labelled, vectors, vocabulary, np.ones(len(labelled.texts), dtype=bool))
    heads = replace(heads, mixture=_mixture(features, true), plain_mixture=_mixture(_without_heads(features), true))
    return heads, f1_of(_scores(features, labelled.held_out) >= BEARS_AT_LEAST, true)


def held_out_scores(framework: Framework, store: VectorStore) -> Array:
    """How surely each passage of the held-out fold bears on each question, by weights that never saw its source."""
    taught, labelled, vectors, vocabulary = _prepared(framework, store)
    return _scores(_held_out_features(taught, labelled, vectors, vocabulary), labelled.held_out)


def f1_of(says: Flags, true: Flags) -> float:
    """F1 over all pairs of passage and question."""
    return float(2 * (says & true).sum() / max(1, says.sum() + true.sum()))


def _prepared(framework: Framework, store: VectorStore) -> tuple[Taught, Labelled, Vectors, Vocabulary]:
    subjects = subjects_of(framework)
    taught = Taught(
        tuple(subjects),
        store.vectors([text for one in subjects for text in one.statements]),
        store.vectors([text for one in subjects for text in one.mistaken_for]),
    )
    labelled = read_labelled(taught.groups)
    vocabulary = vocabulary_of([*taught.sentences("statements"), *taught.sentences("mistaken_for"), *labelled.texts])
    return taught, labelled, store.vectors(labelled.texts), vocabulary


def _held_out_features(taught: Taught, labelled: Labelled, vectors: Vectors, vocabulary: Vocabulary) -> Array:
    """Features of the held-out fold, by heads that never saw it."""
    rest, out = labelled.folds != HELD_OUT, labelled.folds == HELD_OUT
    heads = fit_heads(taught, labelled, vectors, vocabulary, rest)
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


def _chosen(texts: Sequence[str], use: Flags) -> list[str]:
    return [text for text, used in zip(texts, use, strict=True) if used]
