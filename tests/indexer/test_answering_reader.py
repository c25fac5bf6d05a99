"""The cross-encoder reads a question beside a passage: from pinned weights, the same whatever stands beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from indexer.adapted import ANSWERING, Adapted, pair, pair_tokens
from indexer.bases import MARCO_FILE, load_marco, marco_folder, marco_tensors
from indexer.embedder import WeightsDiffer
from indexer.engine import batch_of, load_tokenizer

QUESTION = "How much time does the scrutineer get each year?"
ANSWER = "An independent scrutineer is commissioned for 28 days a year and reports to the lead partners."
TOPIC = "The scrutineer's recommendation about case reviews was accepted in principle."
OTHER = "The training programme cost £61,900."
EIGHT_BIT_ODDS = [7.12, -10.85]


@pytest.fixture(scope="module")
def reader() -> Adapted:
    return Adapted.packaged(ANSWERING)


def test_what_answers_is_read_as_surer_than_what_is_on_the_topic_and_that_than_the_rest(reader: Adapted) -> None:
    answer, topic, other = reader.embed([pair(text, QUESTION) for text in (ANSWER, TOPIC, OTHER)])[:, 0]
    assert answer > topic > other


def test_what_is_read_beside_a_passage_never_changes_its_number(reader: Adapted) -> None:
    alone = reader.embed([pair(ANSWER, QUESTION)])
    among = reader.embed([pair(text, QUESTION) for text in (TOPIC, OTHER, ANSWER, OTHER)])
    assert np.array_equal(alone[0], among[2])


def test_the_question_is_read_before_the_passage(reader: Adapted) -> None:
    tokens = pair_tokens(reader.tokenizer, pair(ANSWER, QUESTION), reader.base.question_first)
    first = [number for number, side in zip(tokens.numbers, tokens.sides, strict=True) if side == 0]
    assert reader.tokenizer.decode(first) == QUESTION.lower()


def test_the_eight_bits_are_the_encoder_that_was_taught_on_ms_marco() -> None:
    tensors = marco_tensors(marco_folder())
    encoder = load_marco(marco_folder())
    tokenizer = load_tokenizer(marco_folder())
    tokens = [pair_tokens(tokenizer, pair(text, QUESTION), question_first=True) for text in (ANSWER, OTHER)]
    batch = {name: torch.from_numpy(rows) for name, rows in batch_of(tokens).items()}
    with torch.inference_mode():
        first = encoder(**batch).last_hidden_state[:, 0].numpy()
    pooled = np.tanh(first @ tensors["bert.pooler.dense.weight"].T + tensors["bert.pooler.dense.bias"])
    odds = pooled @ tensors["classifier.weight"].T + tensors["classifier.bias"]
    # What the package's own file gives when onnxruntime runs it in eight bits.
    assert odds[:, 0] == pytest.approx(EIGHT_BIT_ODDS, abs=0.5)


def test_weights_that_are_not_the_pinned_ones_are_refused(tmp_path: Path) -> None:
    copy = tmp_path / MARCO_FILE
    shutil.copy(marco_folder() / MARCO_FILE, copy)
    with copy.open("r+b") as stream:
        stream.seek(1_000_000)
        stream.write(b"other")
    with pytest.raises(WeightsDiffer, match="not the pinned ones"):
        marco_tensors(tmp_path)
