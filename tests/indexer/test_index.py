"""The one search: exact, the same in any order, and honest about how it found a passage."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.index import DEPTH, Index, best_of
from indexer.vector_store import VectorStore
from tests.indexer.passages import Letters, described

PAPERS = described(
    "Police attended five of the six executive meetings.",
    "Young people wrote the questions for the audit.",
    "The budget for training was overspent.",
    "Attendance by the constabulary has improved.",
)


def index(papers: list = PAPERS) -> Index:
    return Index(papers, VectorStore(None, Letters()))


def test_faiss_finds_what_comparing_with_every_passage_finds() -> None:
    searched = index()
    query = "police attended meetings"
    brute = searched.rows(range(len(searched.described))) @ Letters().embed([query])[0]
    found = {hit.passage.id: hit.meaning for hit in searched.search(query)}
    for place, passage in enumerate(searched.passages):
        assert abs(found[passage.id] - brute[place]) < 1e-4


def test_a_hit_says_whether_words_or_meaning_found_it() -> None:
    best = index().search("police attended")[0]
    assert best.passage.text.startswith("Police attended five")
    assert set(best.found_by) == {"words", "meaning"}
    assert best.rank == 1
    assert best.words > 0


def test_a_search_does_not_depend_on_the_order_of_the_passages() -> None:
    forwards = [hit.passage.id for hit in index().search("attended audit meetings")]
    backwards = [hit.passage.id for hit in index(list(reversed(PAPERS))).search("attended audit meetings")]
    assert forwards == backwards


def test_an_empty_pack_and_an_empty_question_find_nothing() -> None:
    assert index([]).search("police") == []
    assert index().search("  ") == []


def test_the_heading_in_front_of_a_passage_helps_to_find_it() -> None:
    papers = described("Apologies received.", context="Executive minutes") + described(
        "Apologies received.", document="d2"
    )
    best = index(papers).search("executive minutes apologies")[0]
    assert best.passage.document == "d1"


def test_coverage_is_the_share_of_a_questions_words_and_a_word_found_nowhere_lowers_it() -> None:
    words = index().words
    assert words.coverage("police attended")[0] == 1
    assert words.coverage("police attended helicopters")[0] < 1
    assert not np.any(words.coverage("helicopters"))


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=80))
def test_no_question_breaks_the_search(question: str) -> None:
    ranks = [hit.rank for hit in index().search(question)]
    assert ranks == list(range(1, len(ranks) + 1))


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0, 1.5, 2.0]), max_size=40), st.integers(1, 12))
@settings(max_examples=60, deadline=None)
def test_the_best_scores_are_those_of_sorting_them_all_and_equal_ones_keep_their_order(
    scores: list[float], many: int
) -> None:
    sorted_all = sorted((place for place, score in enumerate(scores) if score > 0), key=lambda place: -scores[place])
    assert best_of(np.array(scores, dtype=np.float32), many) == sorted_all[:many]


def test_a_search_with_the_questions_own_vector_is_the_same_and_embeds_nothing() -> None:
    embedder = Letters()
    index = Index(
        described(*(f"word{n} police attended {n % 7}" for n in range(DEPTH + 50))), VectorStore(None, embedder)
    )
    expected, asked = index.search("police word7"), index.store.embedder.embed(["police word7"])[0]
    embedder.asked = 0
    assert index.search("police word7", asked=asked) == expected
    assert embedder.asked == 0
