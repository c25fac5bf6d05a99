"""Fitted weights that say how much a passage reads like those that people labelled for a question.

They find and order evidence and rate nothing. They are data with a hash, made by `make train` from `indexer/labelled/`
and the statements of the framework; a subject that has no weights of its own is found by its statements and words alone.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.embedder import WeightsDiffer
from indexer.word_vectors import Vocabulary

Array = NDArray[np.float32]

FITTED = Path(__file__).parent / "fitted" / "relevance.npz"


@dataclass(frozen=True)
class Heads:
    """One column a group: weights on the vector, weights on the words, and how the features are put together."""

    groups: tuple[str, ...]
    meaning: Array
    """Shape (384, groups)."""
    meaning_bias: Array
    vocabulary: Vocabulary
    words: Array
    """Shape (terms, groups)."""
    words_bias: Array
    mixture: Array
    """Weight of each feature of `relevance.FEATURES`, and last the constant."""
    plain_mixture: Array
    """The same for a subject without fitted heads."""
    reading: Array
    """Shape (3,): worth of the finder's log-odds and of the reader's, where both have seen a passage, and the constant."""
    sha256: str


def save_heads(heads: Heads, path: Path) -> str:
    """Write the weights in one form only, so that the same fit is the same bytes; returns their SHA-256."""
    body = io.BytesIO()
    for array in (
        _text(heads.groups),
        heads.meaning,
        heads.meaning_bias,
        _text(heads.vocabulary.terms),
        heads.vocabulary.idf,
        heads.words.astype(np.float16),
        heads.words_bias,
        heads.mixture,
        heads.plain_mixture,
        heads.reading,
    ):
        np.save(body, array, allow_pickle=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body.getvalue())
    sha256 = hashlib.sha256(body.getvalue()).hexdigest()
    path.with_suffix(".sha256").write_text(f"{sha256}\n", encoding="ascii")
    return sha256


@cache
def load_heads(path: Path = FITTED) -> Heads:
    """The fitted weights, after their hash is checked."""
    data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 != path.with_suffix(".sha256").read_text("ascii").strip():
        raise WeightsDiffer(f"{path.name} is not the file that was fitted; fetch it again, or run `make train`.")
    body = io.BytesIO(data)
    groups, meaning, meaning_bias, terms, idf, words, words_bias, mixture, plain, reading = (
        np.load(body, allow_pickle=False) for _ in range(10)
    )
    vocabulary = Vocabulary(_lines(terms), idf)
    return Heads(
        _lines(groups),
        meaning,
        meaning_bias,
        vocabulary,
        words.astype(np.float32),
        words_bias,
        mixture,
        plain,
        reading,
        sha256,
    )


def _text(lines: tuple[str, ...]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)


def _lines(array: NDArray[np.uint8]) -> tuple[str, ...]:
    return tuple(array.tobytes().decode().split("\n"))
