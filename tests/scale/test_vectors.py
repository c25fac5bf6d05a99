"""Vectors in PostgreSQL are those that were made, found as FAISS finds them, one review's only, and a cache."""

from __future__ import annotations

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import text

from app.database import db
from app.keeping.erasing import erase_review
from app.models import Review
from app.proposing.vectors import OF_NO_REVIEW, InPostgreSQL, place_of_vectors
from indexer.index import Index
from indexer.vector_store import VectorStore
from tests.indexer.passages import Letters, described
from tests.scale.people import cast_of, review_of

WORDS = ["agreed", "plan", "health", "police", "audit", "children", "heard", "neglect", "budget", "chair", "school"]
NUMBERS = np.random.default_rng(8)


def papers(count: int) -> list[list[str]]:
    """Papers of some sentences each; the last repeats the first, and each says one sentence twice."""
    made = [[" ".join(NUMBERS.choice(WORDS, 6)) for _ in range(40)] for _ in range(count)]
    return [[*paper, paper[0]] for paper in [*made, made[0]]]


@pytest.fixture
def review(scaled: Flask) -> Review:
    return review_of(cast_of(scaled))


def test_the_rows_come_back_as_they_were_to_the_last_bit(review: Review) -> None:
    letters, texts = Letters(), papers(1)[0]
    first = VectorStore(place_of_vectors(review.id), letters).vectors(texts)
    asked = letters.asked
    again = VectorStore(place_of_vectors(review.id), letters).vectors(texts)
    assert letters.asked == asked
    assert again.tobytes() == first.tobytes() == VectorStore(None, Letters()).vectors(texts).tobytes()


@pytest.mark.parametrize("query", ["the plan was agreed", "children heard", "budget", "police audit training"])
def test_a_search_finds_the_same_passages_in_the_same_order_as_faiss(review: Review, query: str) -> None:
    every = [one for n, paper in enumerate(papers(12)) for one in described(*paper, document=f"d{n:02d}")]
    kept = Index(every, VectorStore(place_of_vectors(review.id), Letters()))
    held = Index(every, VectorStore(None, Letters()))
    assert kept.search(query, top=100) == held.search(query, top=100)
    assert np.array_equal(kept.rows([5, 3, 40]), held.rows([5, 3, 40]))


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM vector_row WHERE place = 3",
        "UPDATE vector_row SET embedding = (SELECT embedding FROM vector_row LIMIT 1) WHERE place = 3",
        "UPDATE vector_set SET sha256 = 'x'",
        "DELETE FROM vector_set",
    ],
)
def test_rows_that_were_damaged_are_not_used_but_made_anew(review: Review, damage: str) -> None:
    texts = papers(1)[0]
    first = VectorStore(place_of_vectors(review.id), Letters()).vectors(texts)
    with db.engine.begin() as connection:
        assert connection.execute(text(damage)).rowcount
    place = place_of_vectors(review.id)
    assert isinstance(place, InPostgreSQL)
    assert place.whole([VectorStore(place, Letters()).name_of(sorted(set(texts)))]) == set()
    letters = Letters()
    assert np.array_equal(VectorStore(place, letters).vectors(texts), first)
    assert letters.asked > 0
    assert np.array_equal(VectorStore(place, Letters()).vectors(texts), first)


def test_a_search_sees_nothing_of_another_review(review: Review) -> None:
    own, others = papers(1)[0], ["plan agreed"] * 3
    VectorStore(InPostgreSQL(db.engine, OF_NO_REVIEW), Letters()).vectors(others)
    place = place_of_vectors(review.id)
    assert isinstance(place, InPostgreSQL)
    store = VectorStore(place, Letters())
    store.vectors(own)
    theirs = store.name_of(["plan agreed"])
    assert place.nearest([theirs], Letters().embed(["plan agreed"])[0], 10) == []


def test_a_search_reads_one_partition_alone(review: Review) -> None:
    with db.engine.connect() as connection:
        plan = connection.scalars(
            text("EXPLAIN SELECT name FROM vector_row WHERE review_id = :review AND name = ANY(:names)"),
            {"review": review.id, "names": ["a", "b"]},
        ).all()
    assert sum("vector_row_" in line and " on " in line for line in plan) >= 1
    assert (
        len({word for line in plan for word in line.split() if word.startswith("vector_row_") and "pkey" not in word})
        == 1
    )


def test_a_deleted_review_leaves_no_vectors_and_gets_no_new_ones(review: Review) -> None:
    place, texts = place_of_vectors(review.id), papers(1)[0]
    VectorStore(place, Letters()).vectors(texts)
    erase_review(review)
    count = text("SELECT (SELECT count(*) FROM vector_row) + (SELECT count(*) FROM vector_set)")
    assert db.session.scalar(count) == 0
    db.session.rollback()
    # A worker that had not noticed yet.
    VectorStore(place, Letters()).vectors(texts)
    assert db.session.scalar(count) == 0
