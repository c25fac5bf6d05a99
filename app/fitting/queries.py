"""Lessons in asking: a question's vector is to be nearer to the passages that answer it than to its pack's others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import torch
from torch import Tensor

from app.fitting.adapter import Chance, fit_adapter, keep_adapter
from app.fitting.asking import ASKED, TAUGHT, asked_as, asked_of, is_answered_by, needed, standing_of
from indexer.adapted import base_of
from indexer.query_encoder import ASKING
from indexer.vector_store import VectorStore

SHARPNESS = 0.05
"""By so much of a cosine one passage must lie nearer than another to count some three times as much."""
SEED = 1


@dataclass(frozen=True)
class Query:
    """A question, the vectors of its pack's passages that stand, shape (passages, 384), and which of them answer it."""

    text: str
    passages: Tensor
    answers: Tensor
    """Shape (passages,), of truth values."""


class QueryLessons:
    """Questions, each beside every passage of its pack that stands; the passages' vectors are not taught."""

    labels: tuple[str, ...] = ()
    one_of = False
    epochs = 6
    rate = 1e-3
    threads = 2
    first_layer = 0

    def __init__(self, queries: Sequence[Query]) -> None:
        self.queries = queries

    def texts(self, chance: Chance) -> list[str]:
        del chance  # every epoch shows every question, beside everything
        return [one.text for one in self.queries]

    def loss(self, sums: Tensor, rows: list[int]) -> Tensor:
        """How far each answer falls behind all that do not answer: InfoNCE (van den Oord and others 2018), an answer at a time."""
        return torch.stack([_behind(sums[at], self.queries[row]) for at, row in enumerate(rows)]).mean()


def _behind(vector: Tensor, query: Query) -> Tensor:
    near = query.passages @ vector / SHARPNESS
    answers, others = near[query.answers], near[~query.answers].logsumexp(0)
    return (torch.logaddexp(answers, others) - answers).mean()


def fit_queries(store: VectorStore) -> str:
    """Fits and keeps the query encoder; returns its SHA-256."""
    return keep_adapter(ASKING, fit_adapter(base_of(ASKING), QueryLessons(list(queries(store))), SEED))


def queries(store: VectorStore, taught: Path = ASKED / TAUGHT) -> Iterator[Query]:
    """The questions that teach and that something answers."""
    for _, group in groupby(asked_of(store, taught, needed), key=lambda one: one[1]):
        asked = list(group)
        papers = asked[0][0]
        standing = standing_of(papers)
        passages = torch.from_numpy(papers.index.rows([papers.places[one.passage.id] for one in standing]))
        for _, _, row in asked:
            answers = torch.tensor([is_answered_by(one, row) for one in standing], dtype=torch.bool)
            if answers.any():
                yield Query(asked_as(papers, row), passages, answers)
