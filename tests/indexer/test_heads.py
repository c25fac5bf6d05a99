"""The fitted weights are data with a hash, and each sighting can say what it was found by."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from indexer.embedder import Embedder, WeightsDiffer
from indexer.heads import FITTED, load_heads, save_heads
from indexer.phrases import Phrases
from indexer.relevance import Relevance, Sighting, Subject, words_named
from indexer.scorer import Scorer
from indexer.vector_store import VectorStore
from indexer.word_vectors import vocabulary_of


def test_the_weights_that_are_shipped_have_their_hash_and_24_columns() -> None:
    heads = load_heads(FITTED)
    assert len(heads.groups) == 24
    assert heads.meaning.shape == (384, 24)


def test_saving_again_gives_the_same_bytes(tmp_path: Path) -> None:
    copy = tmp_path / "relevance.npz"
    assert save_heads(load_heads(FITTED), copy) == load_heads(FITTED).sha256
    assert copy.read_bytes() == FITTED.read_bytes()


def test_a_changed_byte_in_the_weights_is_refused(tmp_path: Path) -> None:
    copy = tmp_path / "relevance.npz"
    data = bytearray(FITTED.read_bytes())
    data[1000] ^= 1
    copy.write_bytes(data)
    copy.with_suffix(".sha256").write_text(FITTED.with_suffix(".sha256").read_text())
    with pytest.raises(WeightsDiffer):
        load_heads(copy)


def test_words_and_pairs_weigh_the_same_wherever_they_stand_in_the_batch() -> None:
    vocabulary = vocabulary_of(["police attended", "police attended", "schools attended"])
    alone = vocabulary.matrix(["police attended"]).toarray()
    beside = vocabulary.matrix(["schools attended", "police attended"]).toarray()
    assert np.array_equal(alone[0], beside[1])


def test_a_passage_on_transition_is_sighted_for_transition_and_not_for_training() -> None:
    subjects = [
        Subject(
            "x.a",
            "x",
            ("Young people moving to adult services said what made them unsafe.",),
            (),
            (r"\badult services\b",),
            (),
            (),
        ),
        Subject(
            "y.a", "y", ("Attendance at the training courses was reviewed by agency.",), (), (r"\btraining\b",), (), ()
        ),
    ]
    embedder = Embedder.packaged()
    texts = ["At seventeen they told adult services which streets they avoid and why they feel unsafe."]
    statements = embedder.embed([text for one in subjects for text in one.statements])
    finder = Relevance(subjects, statements, embedder.embed(["Nothing."])[:0], load_heads())
    scores = finder.scores(texts, embedder.embed(texts))[0]
    assert scores[0] > scores[1]
    assert words_named(subjects[0].terms, Phrases(subjects[0].terms).search(texts[0])) == ("adult services",)


@pytest.mark.parametrize(("labelled", "sure"), [(True, True), (False, False)])
def test_a_passage_found_by_a_kindred_question_alone_is_never_sure_of_a_part_it_does_not_name(
    labelled: bool, sure: bool
) -> None:
    statements = ("Take up of training is reviewed in every agency.",)
    subjects = [Subject("a.a", "a", statements, (), (r"\bzebra\b",), (r"\btraining\b",), ("6.3",), labelled)]
    embedder = Embedder.packaged()
    finder = Relevance(subjects, embedder.embed(list(statements)), embedder.embed(["x"])[:0], load_heads())
    texts = [
        "Attendance at multi-agency training was reviewed agency by agency in March; take-up by schools had fallen."
    ]
    vectors = embedder.embed(texts)
    (sighting,) = finder.sightings(texts, vectors, finder.scores(texts, vectors), 0.25)
    assert (sighting.score > 0.6) is sure


def finder_of(labelled: bool) -> Relevance:
    statements = ("Take up of training is reviewed in every agency.",)
    subjects = [Subject("a.a", "a", statements, (), (), (), ("6.3",), labelled)]
    embedder = Embedder.packaged()
    return Relevance(subjects, embedder.embed(list(statements)), embedder.embed(["x"])[:0], load_heads())


SEEN = Sighting(0, "a.a", 0.6, "", (), chief=True)


def test_a_reader_who_sees_passage_and_question_together_bears_the_finder_out_or_does_not() -> None:
    by_reader = [finder_of(labelled=True).borne_out(SEEN, read) for read in (0.0, 0.2, 0.5, 0.8, 1.0)]
    assert by_reader == sorted(by_reader)
    assert by_reader[0] < 0.2 < SEEN.score < by_reader[-1] <= 1


def test_of_questions_that_nobody_labelled_passages_for_the_finders_word_stands() -> None:
    assert {finder_of(labelled=False).borne_out(SEEN, read) for read in (0.0, 0.5, 1.0)} == {SEEN.score}


def test_scores_of_weights_that_were_never_saved_are_not_kept(tmp_path: Path) -> None:
    finder = finder_of(labelled=True)
    finder.heads = replace(finder.heads, sha256="")
    scorer = Scorer(finder, lambda texts: Embedder.packaged().embed(list(texts)))
    assert VectorStore(None, scorer).vectors(["Take-up of training fell."]).shape == (1, 1)
    with pytest.raises(ValueError, match="never saved"):
        VectorStore(tmp_path, scorer).vectors(["Take-up of training fell."])
