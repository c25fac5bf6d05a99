"""Lessons in answering: which of the passages that a search finds for a question answer it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from app.answering.asking import today_of
from app.answering.filters import NO_FILTERS
from app.answering.looking import Papers, look
from app.answering.understanding import understand
from app.fitting.adapter import Chance, fit_adapter, keep_adapter
from app.fitting.asking import ASKED, TAUGHT, Json, asked_as, asked_of, is_answered_by, needed, standing_of
from indexer.adapted import ANSWERING, base_of, pair
from indexer.embedder import Embeds
from indexer.query_encoder import QueryEncoder
from indexer.vector_store import VectorStore

FOUND = 32
"""So many of the passages that a search finds for a question stand beside those that answer it."""
NEAREST, NEAR, FAR = 16, 6, 4
"""Each epoch shows, of those that do not answer, so many of the nearest and so many of the rest, by chance."""
ANSWER_WEIGHT = 3.0
"""How much an answer weighs beside a passage that is none: there are fewer."""
SEED = 1


@dataclass(frozen=True)
class Asked:
    """A question with the passages that answer it and, nearest first, those that a search finds and that do not."""

    question: str
    answers: tuple[str, ...]
    others: tuple[str, ...]


class AnswerLessons:
    """Questions with their answers, and other passages by chance."""

    labels: tuple[str, ...] = ("answers",)
    one_of = False
    epochs = 3
    rate = 2e-4
    threads = 2
    first_layer = 6

    def __init__(self, asked: Sequence[Asked]) -> None:
        self.asked = asked
        self.error = nn.BCEWithLogitsLoss(pos_weight=torch.tensor(ANSWER_WEIGHT))
        self.true = torch.zeros(0)

    def texts(self, chance: Chance) -> list[str]:
        shown = [(one.question, text, answers) for one in self.asked for text, answers in _shown(one, chance)]
        self.true = torch.tensor([float(answers) for _, _, answers in shown])
        return [pair(text, question) for question, text, _ in shown]

    def loss(self, sums: Tensor, rows: list[int]) -> Tensor:
        return self.error(sums[:, 0], self.true[rows])  # type: ignore[no-any-return]


def _shown(one: Asked, chance: Chance) -> Iterator[tuple[str, bool]]:
    """The answers, and by chance as many of the others as an epoch shows."""
    near, far = one.others[:NEAREST], one.others[NEAREST:]
    for texts, many in ((near, NEAR), (far, FAR)):
        chosen = sorted(chance.permutation(len(texts))[:many].tolist())
        yield from ((texts[i], False) for i in chosen)
    yield from ((text, True) for text in one.answers)


def fit_answering(store: VectorStore) -> str:
    """Fits and keeps the adapter that reads answers; returns its SHA-256."""
    return keep_adapter(ANSWERING, fit_adapter(base_of(ANSWERING), AnswerLessons(list(lessons(store))), SEED))


def lessons(store: VectorStore, taught: Path = ASKED / TAUGHT) -> Iterator[Asked]:
    """The questions that teach, each with its answers and what else a search finds for it; none of them measures anything."""
    encoder = QueryEncoder.packaged()
    for papers, _, row in asked_of(store, taught, needed):
        yield _lesson(papers, encoder, row)


def _lesson(papers: Papers, encoder: Embeds, row: Json) -> Asked:
    answers = [one for one in standing_of(papers) if is_answered_by(one, row)]
    known = {one.passage.id for one in answers}
    (clause, *_) = understand(row["text"], today_of(papers.pack))
    found = [
        papers.described[one.hit.passage.id].in_context
        for one in look(papers, clause, encoder, NO_FILTERS)
        if one.document.standing == "current" and one.hit.passage.id not in known
    ]
    return Asked(asked_as(papers, row), tuple(one.in_context for one in answers), tuple(found[:FOUND]))
