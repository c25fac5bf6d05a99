"""What a reader of passages would pick instead: BM25, MiniLM, and a cross-encoder over what the two find."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.bases import MARCO_FILE, marco_folder
from indexer.embedder import Vectors
from indexer.words import Words

Array = NDArray[np.float64]

RERANKED = 50
"""How many passages a question the cross-encoder reads: the first of each of the other two."""
BATCH, MOST_TOKENS = 32, 256
BELOW_ALL = -99.0


def baselines(texts: Sequence[str], questions: Sequence[str], passages: Vectors, asked: Vectors) -> dict[str, Array]:
    """Scores of shape (texts, questions) by each, nothing fitted; the cross-encoder where its package is installed."""
    words = Words(list(texts))
    bm25 = np.stack([words.scores(question) for question in questions], axis=1).astype(np.float64)
    minilm = (passages @ asked.T).astype(np.float64)
    found = {"bm25": bm25, "minilm": minilm}
    model = cross_encoder_file()
    if model is not None:
        found["cross-encoder over both"] = reranked(model, texts, questions, bm25, minilm)
    return found


def cross_encoder_file() -> Path | None:
    """The ms-marco cross-encoder as it comes; None where `make eval` did not install what runs it."""
    return marco_folder() / MARCO_FILE if find_spec("onnxruntime") else None


def reranked(model: Path, texts: Sequence[str], questions: Sequence[str], bm25: Array, minilm: Array) -> Array:
    """The cross-encoder's score of what the other two find first; everything else stands below."""
    scores = np.full(bm25.shape, BELOW_ALL)
    for at, question in enumerate(questions):
        first = {int(i) for one in (bm25, minilm) for i in np.argsort(-one[:, at])[:RERANKED]}
        rows = sorted(first, key=lambda i: (len(texts[i]), i))
        scores[rows, at] = np.concatenate(list(_read(model, question, [texts[i] for i in rows])))
    return scores


def _read(model: Path, question: str, texts: Sequence[str]) -> Iterator[NDArray[np.float32]]:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(model.with_name("tokenizer.json")))
    tokenizer.enable_truncation(MOST_TOKENS)
    tokenizer.enable_padding()
    session = InferenceSession(str(model), providers=["CPUExecutionProvider"])
    for start in range(0, len(texts), BATCH):
        encoded = tokenizer.encode_batch([(question, text) for text in texts[start : start + BATCH]])
        fed = {
            "input_ids": np.array([one.ids for one in encoded]),
            "attention_mask": np.array([one.attention_mask for one in encoded]),
            "token_type_ids": np.array([one.type_ids for one in encoded]),
        }
        yield session.run(None, fed)[0][:, 0]
