"""The fitted adapters: the same numbers in any order, only from the file that was fitted, on whatever runs them."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from indexer.adapted import BESIDE, LEANING, Adapted, pair, pair_tokens
from indexer.embedder import WeightsDiffer
from indexer.engine import GraphEngine, TorchEngine
from rules.evidence import Stance

QUESTION = "Is the impact of training on practice assessed?"
TEXTS = [
    pair("Nobody has looked at whether training changed practice.", QUESTION),
    pair("Partners must evaluate the training that they commission.", QUESTION),
    pair("The evaluation of all courses is to begin in September.", QUESTION),
    pair("Six months on, 24 of 30 managers had seen better plans from those who came."),
]


@pytest.fixture(scope="module")
def leaning() -> Adapted:
    return Adapted.packaged(LEANING)


def test_a_plain_sentence_leans_as_a_person_reads_it(leaning: Adapted) -> None:
    read = [leaning.labels[i] for i in leaning.embed(TEXTS).argmax(axis=1)]
    assert read == ["gap", "duty", "planned", "impact"]


def test_leanings_are_shares_of_a_whole_and_name_every_stance_and_none(leaning: Adapted) -> None:
    assert set(leaning.labels) == {*(stance.value for stance in Stance), BESIDE}
    assert np.exp(leaning.embed(TEXTS)).sum(axis=1) == pytest.approx(1.0, abs=0.05)


def test_the_order_in_which_passages_are_read_does_not_show(leaning: Adapted) -> None:
    assert np.array_equal(leaning.embed(TEXTS[::-1])[::-1], leaning.embed(TEXTS))


def test_an_adapter_that_is_not_the_one_fitted_is_refused_by_name(tmp_path: Path) -> None:
    for suffix in (".safetensors", ".sha256"):
        shutil.copy(LEANING.with_suffix(suffix), tmp_path)
    changed = tmp_path / LEANING.name
    body = bytearray(changed.read_bytes())
    body[-1] ^= 1
    changed.write_bytes(body)
    with pytest.raises(WeightsDiffer, match="leaning"):
        Adapted.packaged(changed).embed(TEXTS)


def test_a_passage_keeps_its_question_however_long_it_is(leaning: Adapted) -> None:
    tokens = pair_tokens(leaning.tokenizer, pair("word " * 5_000, QUESTION))
    assert sum(tokens.sides) > 5
    assert len(tokens.numbers) < 160


def test_a_built_graph_reads_as_pytorch_does_and_a_damaged_one_is_left_alone(tmp_path: Path) -> None:
    slow, fast = Adapted.packaged(LEANING), Adapted.packaged(LEANING)
    slow.built, fast.built = tmp_path / "none", tmp_path / "built"
    assert fast.build()
    assert isinstance(fast.engine, GraphEngine)
    assert np.allclose(np.exp(fast.embed(TEXTS)), np.exp(slow.embed(TEXTS)), atol=0.03)
    graph = fast.built / "leaning.onnx"
    body = bytearray(graph.read_bytes())
    body[4_000] ^= 1
    graph.write_bytes(body)
    assert isinstance(slow.engine, TorchEngine)
    damaged = Adapted.packaged(LEANING)
    damaged.built = fast.built
    assert isinstance(damaged.engine, TorchEngine)
