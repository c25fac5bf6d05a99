"""The embedder: a text's vector is the same to the last bit, whatever stands beside it, and what sentence-transformers makes of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from indexer.embedder import Embedder, load_encoder
from indexer.engine import SIDE_BY_SIDE, GraphEngine, Tokens, TorchEngine, in_shapes

TEXTS = [
    "The three partners agreed the plan in March.",
    "Police data were not shared.",
    "In the year to 31 March the executive met six times; health came to five, and sent a deputy to the sixth. " * 4,
    "",
    "Children said that they were asked once and never told what changed.",
    "The protocol with the adults board ran out and nothing has replaced it, as the chair told the executive in June.",
    "Audit",
] * 3


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder.packaged()


def test_what_stands_beside_a_text_never_changes_its_vector(embedder: Embedder) -> None:
    together = embedder.embed(TEXTS)
    assert np.array_equal(together, np.vstack([embedder.embed([text]) for text in TEXTS]))
    assert np.array_equal(together[::-1], embedder.embed(TEXTS[::-1]))


def test_the_fast_graph_makes_what_pytorch_makes(embedder: Embedder) -> None:
    slow = Embedder.packaged()
    slow.__dict__["engine"] = TorchEngine(lambda: load_encoder(slow.folder))
    assert isinstance(embedder.engine, GraphEngine)
    assert (embedder.embed(TEXTS) * slow.embed(TEXTS)).sum(axis=1).min() > 0.999


def test_every_text_stands_in_one_batch_and_every_batch_has_a_fixed_shape() -> None:
    tokens = [Tokens((1,) * length, (0,) * length) for length in range(1, 60)]
    batches = list(in_shapes(tokens, SIDE_BY_SIDE))
    assert sorted(place for texts, _ in batches for place in texts) == list(range(59))
    assert {batch["input_ids"].shape for _, batch in batches} == {(SIDE_BY_SIDE, 16 * k) for k in (1, 2, 3, 4)}


def test_two_reviews_that_are_read_at_once_do_not_disturb_each_other(embedder: Embedder) -> None:
    alone = embedder.embed(TEXTS)
    with ThreadPoolExecutor(4) as readers:
        together = list(readers.map(embedder.embed, [TEXTS] * 8))
    assert all(np.array_equal(rows, alone) for rows in together)
