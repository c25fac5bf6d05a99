"""Fits the weights by which passages are found: `make train`, from the labelled passages and a framework's statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from app.fitting.readings import HELD_OUT, LABELLED, LabelledPassage, half_of, labelled_passages
from app.proposing.assessing import subjects_of
from indexer.embedder import Vectors
from indexer.heads import Heads
from indexer.relevance import FEATURES, Subject
from indexer.vector_store import VectorStore
from indexer.word_vectors import Vocabulary, vocabulary_of
from rules.framework import Framework

MEANING_C = 1.7
"""Inverse strength of the ridge on the 384 weights of a meaning head; chosen by the same folds from 0.5, 1.7, 5 and 10."""
WORDS_C = 20.0
DECIMALS = 4

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
        return Labelled(tuple(chosen(self.passages, out)), self.bears[out], self.folds[out], self.halves[out])


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


@dataclass(frozen=True)
class Material:
    """All that heads are fitted on: the framework's own sentences, the labelled passages with a vector each, and their words."""

    taught: Taught
    labelled: Labelled
    vectors: Vectors
    vocabulary: Vocabulary


def read_labelled(groups: Sequence[str], folder: Path = LABELLED) -> Labelled:
    """Every labelled passage; passages of one source share a fold."""
    passages = tuple(labelled_passages(folder))
    bears = np.array([[group in one.questions for group in groups] for one in passages], dtype=bool)
    folds = np.array([one.fold for one in passages], dtype=np.int64)
    halves = np.array([half_of(one.source) for one in passages], dtype=bool)
    return Labelled(passages, bears, folds, halves)


def material_for(framework: Framework, store: VectorStore) -> Material:
    """What there is to fit a framework's heads on."""
    subjects = subjects_of(framework)
    taught = Taught(
        tuple(subjects),
        store.vectors([text for one in subjects for text in one.statements]),
        store.vectors([text for one in subjects for text in one.mistaken_for]),
        tuple(question.text for question in framework.questions),
    )
    labelled = read_labelled(taught.groups)
    vocabulary = vocabulary_of([*taught.sentences("statements"), *taught.sentences("mistaken_for"), *labelled.texts])
    return Material(taught, labelled, store.vectors(labelled.texts), vocabulary)


def fit_heads(material: Material, use: Flags) -> Heads:
    """One linear head a group on the vectors and one on the words, from the passages in use and the statements."""
    taught, labelled, vocabulary = material.taught, material.labelled, material.vocabulary
    texts = chosen(labelled.texts, use)
    every_text = [*taught.sentences("statements"), *taught.sentences("mistaken_for"), *texts]
    words = vocabulary.matrix(every_text)
    meaning = np.vstack([taught.statements, taught.look_alikes, material.vectors[use]])
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


def chosen(every: Sequence[T], use: Flags) -> list[T]:
    """Those in use."""
    return [one for one, used in zip(every, use, strict=True) if used]
