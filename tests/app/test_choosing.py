"""What is shown as an answer: what it is sure enough of, and nothing where it is sure of nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from test_attendance import pack_of

from app.answering import choosing
from app.answering.asking import papers_for, today_of
from app.answering.choosing import MOST_QUOTES, READ, choose
from app.answering.looking import Papers
from app.answering.readers import Readers
from app.answering.sureness import SIGNS, SIGNS_OF_ANY, Sureness, Weights
from app.answering.understanding import Clause, understand
from indexer.adapted import BETWEEN
from indexer.embedder import Embedder
from indexer.query_encoder import QueryEncoder
from indexer.vector_store import VectorStore

WANTED = "How quickly are contacts decided?"


class Told:
    """A reader that is told what to make of the passages that hold certain words."""

    labels = ("answers",)

    def __init__(self, known: Mapping[str, float]) -> None:
        self.known = known
        self.asked: list[str] = []

    def embed(self, texts: list[str]) -> NDArray[np.float32]:
        self.asked += texts
        rows = [next((odds for words, odds in self.known.items() if words in one), -9.0) for one in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), 1)


@pytest.fixture(scope="module")
def papers() -> Papers:
    pack = pack_of("cressbourne")
    return papers_for(pack, pack.index(VectorStore(None, Embedder.packaged())))


@pytest.fixture(autouse=True)
def _by_the_reader_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    passage = Weights(dict.fromkeys(SIGNS, 0.0) | {"read": 1.0}, 0.0, threshold=0.2)
    anything = Weights(dict.fromkeys(SIGNS_OF_ANY, 0.0) | {"read": 1.0}, 0.0, threshold=0.5)
    monkeypatch.setattr(choosing, "sureness", lambda: Sureness(passage, anything))


def clause(papers: Papers) -> Clause:
    return understand(WANTED, today_of(papers.pack))[0]


def readers(reader: Told) -> Readers:
    return Readers(reader, reader, QueryEncoder.packaged())


def shown(papers: Papers, reader: Told) -> list[str]:
    return [one.found.hit.passage.text for one in choose(papers, clause(papers), readers(reader)).near]


def test_what_it_is_sure_of_is_shown_first_and_the_unsure_not_at_all(papers: Papers) -> None:
    surer, sure = "in 91% of cases", "in 88% of cases"
    answer = shown(papers, Told({surer: 3.0, sure: -1.0}))
    assert surer in answer[0]
    assert [one for one in answer if surer not in one and sure not in one] == []
    assert len(answer) > 1
    assert shown(papers, Told({surer: 3.0, sure: -2.0})) == answer[:1]


def test_where_it_is_sure_of_nothing_nothing_is_shown(papers: Papers) -> None:
    chosen = choose(papers, clause(papers), readers(Told({"within one working day": -0.1})))
    assert not chosen.near
    assert not chosen.further


def test_no_more_is_read_and_no_more_is_shown_than_a_person_would_bear(papers: Papers) -> None:
    reader = Told({BETWEEN: 5.0})
    assert len(shown(papers, reader)) == MOST_QUOTES
    assert len(reader.asked) == READ


def test_a_passage_is_read_with_its_paper_and_headings_for_the_question_that_was_asked(papers: Papers) -> None:
    reader = Told({})
    shown(papers, reader)
    assert all(one.endswith(f"{BETWEEN}{WANTED}") for one in reader.asked)
    assert any(one.startswith(("Executive", "EXECUTIVE", "Minutes", "Yearly")) for one in reader.asked)


def test_a_superseded_paper_is_quoted_only_where_no_other_answers(papers: Papers) -> None:
    standing = [replace(one, standing="superseded") for one in papers.pack.documents]
    old = Papers(replace(papers.pack, documents=tuple(standing)), papers.index)
    chosen = choose(old, clause(old), readers(Told({"in 91% of cases": 3.0})))
    assert not chosen.near
    assert [one.found.document.standing for one in chosen.elsewhere] == ["superseded"]


def test_what_is_not_sure_enough_to_be_shown_is_kept_at_hand_in_case_it_says_otherwise(papers: Papers) -> None:
    chosen = choose(papers, clause(papers), readers(Told({"in 91% of cases": 3.0, "in 88% of cases": -1.9})))
    assert "in 88% of cases" in chosen.further[0].found.hit.passage.text
