"""How fast passages become vectors, beside sentence-transformers as it comes."""

from __future__ import annotations

import statistics
from typing import Any

import numpy as np

from app.fitting.readings import labelled_readings
from indexer.embedder import MOST_TOKENS, Embedder, packaged_folder
from indexer.engine import tokens_of
from rules.framework_file import framework_named
from tests.bench.timing import timed

Json = dict[str, Any]

PASSAGES = 400
WEIGHED_A_TOKEN = 2 * 6 * (4 * 384**2 + 2 * 384 * 1536)
"""Multiplications and additions with MiniLM's weights for one token; those of attention, a few per cent more, are left out."""


def embedding() -> Json:
    """Ours against sentence-transformers as it comes, on the same passages and weights."""
    texts = sorted({one.text for one in labelled_readings(framework_named("six-steps"))})[:PASSAGES]
    ours = Embedder.packaged()
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(packaged_folder()), device="cpu", local_files_only=True)

    def by_theirs() -> Any:
        return theirs.encode(texts, normalize_embeddings=True, show_progress_bar=False)

    fast, mine = timed(lambda: ours.embed(texts))
    slow, other = timed(by_theirs)
    tops = [np.argsort(-rows @ rows[:50].T, axis=0)[:10] for rows in (mine, np.asarray(other))]
    shared = [len(set(tops[0][:, i]) & set(tops[1][:, i])) / 10 for i in range(50)]
    tokens = sum(len(tokens_of(ours.tokenizer, text, MOST_TOKENS).numbers) for text in texts)
    return {
        "passages": len(texts),
        "backend": ours.engine.backend,
        "ours, passages a second": round(len(texts) / fast),
        "ours, of the peak of matrix multiply in single precision": f"{tokens * WEIGHED_A_TOKEN / fast / 1e9 / peak():.0%}",
        "sentence-transformers, passages a second": round(len(texts) / slow),
        "ratio": round(slow / fast, 2),
        "least cosine between the two": round(float((mine * np.asarray(other)).sum(axis=1).min()), 6),
        "first ten shared": round(statistics.mean(shared), 3),
    }


def peak() -> float:
    """What NumPy's matrix multiply reaches here, in GFLOP a second."""
    rows = np.random.default_rng(0).random((1536, 1536), dtype=np.float32)
    return 2 * 1536**3 / timed(lambda: rows @ rows)[0] / 1e9
