"""Where an answer is looked for: what is another agency's is no answer about this one; what names nobody's may be."""

from __future__ import annotations

import pytest

from app.answering.asking import papers_for, today_of
from app.answering.filters import NO_FILTERS
from app.answering.looking import Found, Papers, look
from app.answering.understanding import Clause, understand
from app.packs.pack import documents_of, make_pack
from corpus.document import sha256_of
from corpus.formats import plain
from indexer.embedder import Embedder
from indexer.query_encoder import QueryEncoder
from indexer.vector_store import VectorStore

MINUTES = """Minutes of the Executive, 12 March 2025

1. Protocol. The hospital trust has not signed the information sharing protocol.

Kingfisher House sent its signed copy of the protocol back on 3 March.

The constabulary and the council asked for a shorter protocol.

2. Money. The council paid £42,000 into the budget in 2025.
"""


@pytest.fixture(scope="module")
def papers() -> Papers:
    data = MINUTES.encode()
    name = "Executive_minutes_March_2025.txt"
    pack = make_pack(documents_of([(name, sha256_of(data), plain.read(data, name))]))
    return papers_for(pack, pack.index(VectorStore(None, Embedder.packaged())))


def found(papers: Papers, question: str) -> dict[str, Found]:
    (clause,) = understand(question, today_of(papers.pack))
    hits = look(papers, clause, QueryEncoder.packaged(), NO_FILTERS)
    return {" ".join(one.hit.passage.text.split()): one for one in hits}


def test_what_another_agency_did_is_no_answer_about_this_one(papers: Papers) -> None:
    signed = found(papers, "Have the police signed the information sharing protocol?")
    assert not any("hospital trust" in text for text in signed)
    assert not any("£42,000" in text for text in found(papers, "How much did the police pay into the budget?"))
    assert any("£42,000" in text for text in found(papers, "How much did the council pay into the budget?"))


@pytest.mark.parametrize("nothing", ["?!", "", " – … "])
def test_signs_without_a_word_ask_nothing(papers: Papers, nothing: str) -> None:
    assert look(papers, Clause(nothing, nothing), QueryEncoder.packaged(), NO_FILTERS) == []


def test_a_passage_that_names_a_building_and_no_agency_may_answer(papers: Papers) -> None:
    signed = found(papers, "Have the police signed the information sharing protocol?")
    assert any("Kingfisher House" in text for text in signed)


def test_a_passage_is_known_to_be_of_each_some_or_none_of_the_agencies_asked_for(papers: Papers) -> None:
    def named(question: str, words: str) -> float:
        return next(one.named for text, one in found(papers, question).items() if words in text)

    assert named("Who asked for a shorter protocol?", "shorter") == 1.0
    assert named("Did the police and health ask for a shorter protocol?", "shorter") == 0.5
    assert named("Did the police sign the protocol?", "Kingfisher") == 0.0
