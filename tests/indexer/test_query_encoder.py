"""Questions as vectors: nearer to what answers them than the plain encoder puts them, and the same whatever is asked beside."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from app.answering.looking import Papers
from app.fitting.asking import APART, ASKED, Json, asked_of, folder_of, is_answered_by, standing_of
from indexer.embedder import Embedder, Embeds
from indexer.query_encoder import QueryEncoder
from indexer.vector_store import VectorStore

PACK = "ottersea"
"""Neither fitted on nor chosen by."""
NEAREST = 24


@pytest.fixture(scope="module")
def queries() -> QueryEncoder:
    return QueryEncoder.packaged()


@cache
def answered() -> tuple[tuple[str, frozenset[int]], ...]:
    """The pack's questions with the places of the passages that answer each."""
    return tuple(
        (row["text"], frozenset(i for i, one in enumerate(standing_of(papers)) if is_answered_by(one, row)))
        for papers, row in _asked()
    )


@cache
def passages() -> tuple[str, ...]:
    papers, _ = next(iter(_asked()))
    return tuple(one.in_context for one in standing_of(papers))


@cache
def _asked() -> tuple[tuple[Papers, Json], ...]:
    found = asked_of(
        VectorStore(None, Embedder.packaged()),
        ASKED / APART,
        lambda name: folder_of(name) if name == PACK else None,
    )
    return tuple((papers, row) for papers, _, row in found if row["quotes"])


def share_near(encoder: Embeds) -> float:
    """Share of the answering passages that are among the nearest to their question."""
    rows, asked = Embedder.packaged().embed(list(passages())), answered()
    vectors = encoder.embed([text for text, _ in asked])
    near = [set(np.argsort(-(rows @ vector), kind="stable")[:NEAREST].tolist()) for vector in vectors]
    found = sum(len(answers & some) for (_, answers), some in zip(asked, near, strict=True))
    return found / sum(len(answers) for _, answers in asked)


def test_a_question_is_nearer_to_its_answers_than_the_plain_encoder_puts_it(queries: QueryEncoder) -> None:
    plain, taught = share_near(Embedder.packaged()), share_near(queries)
    assert taught > plain + 0.03, f"{taught:.3f} beside {plain:.3f}"


def test_what_is_asked_beside_a_question_never_changes_its_vector(queries: QueryEncoder) -> None:
    texts = ["Are bosses turning up?", "Who chairs it?", "What became of the promise to fund two posts until March?"]
    assert np.array_equal(queries.embed(texts)[0], queries.embed(texts[:1])[0])
    assert np.array_equal(queries.embed(texts)[2], queries.embed(texts[::-1])[0])


def test_a_question_is_a_unit_vector_however_long_it_is(queries: QueryEncoder) -> None:
    rows = queries.embed(["", "Who?", "who was there " * 500])
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1.0, abs=1e-5)
