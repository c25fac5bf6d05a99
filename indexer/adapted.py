"""A pinned encoder with a small fitted adapter: a text in, one number a label out.

Three adapters are shipped, data with hashes, made by `make train`. `leaning`, from `indexer/labelled/`, says how a passage read
for a question leans between the stances: it weighs wordings that the rules name, and rates nothing. The other two, from
`app/fitting/asked/`, choose what is quoted where somebody asks the papers, and no rating hears of them: `asking` makes the
question's vector (`query_encoder.py`), and `answering` says how surely a passage answers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.bases import Base, marco, minilm
from indexer.embedder import Vectors, WeightsDiffer
from indexer.engine import BUILT, END, START, Engine, Hidden, Tokens, load_tokenizer, mean_of
from indexer.graph import backend_for, build, engine_for

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from transformers import BertModel

LEANING = Path(__file__).parent / "fitted" / "leaning.safetensors"
ANSWERING = Path(__file__).parent / "fitted" / "answering.safetensors"
BESIDE = "beside"
"""The label of `leaning` for a passage that does not bear on the question; its others are stances."""
DECIMALS = 2
"""More than this is noise."""
ABOUT = "about"
TEXT_TOKENS, QUESTION_TOKENS = 120, 28
BETWEEN = "\x1f"
NO_QUESTION = ""

ADAPTED = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
"""The linear maps of each layer that the adapter adds a low-rank difference to."""

Fitted = tuple[Mapping[str, NDArray[np.float32]], Mapping[str, Any]]


def pair(text: str, question: str = NO_QUESTION) -> str:
    """A passage and the question that it is read for, as one text."""
    return f"{text.replace(BETWEEN, ' ')}{BETWEEN}{question}"


class Reads(Protocol):
    """Turns pairs of passage and question into rows of numbers, one column a label."""

    @property
    def labels(self) -> tuple[str, ...]: ...

    def embed(self, texts: list[str]) -> Vectors: ...


class Adapted:
    """Turns texts into numbers, one row a text, one column a label; the weights are checked when first used."""

    def __init__(self, base: Base, adapter: Path, built: Path = BUILT) -> None:
        self.base = base
        self.adapter = adapter
        self.built = built

    @classmethod
    def packaged(cls, adapter: Path) -> Adapted:
        """An adapter of this repository with the encoder that it was fitted on."""
        return cls(base_of(adapter), adapter)

    @property
    def name(self) -> str:
        return f"{self.base.name} with {self.adapter.stem}"

    @cached_property
    def sha256(self) -> str:
        return self.adapter.with_suffix(".sha256").read_text("ascii").strip()

    @property
    def dimensions(self) -> int:
        return len(self.labels)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What the columns stand for."""
        return tuple(self._fitted[1]["labels"])

    def embed(self, texts: list[str]) -> Vectors:
        """The labels' numbers for each text (or `pair`), shape (len(texts), labels), float32: log-shares or log-odds."""
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        tokens = [pair_tokens(self.tokenizer, text, self.base.question_first) for text in texts]
        for hidden in self.engine.hidden(tokens, self.base.side_by_side):
            rows[list(hidden.texts)] = self._numbers(hidden)
        return np.round(rows, DECIMALS)

    def _numbers(self, hidden: Hidden) -> NDArray[np.float32]:
        tensors, about = self._fitted
        sums = _gathered(hidden, tensors) @ tensors["out.weight"].T + tensors["out.bias"]
        if not about["one_of"]:
            return np.asarray(sums, dtype=np.float32)
        sums -= sums.max(axis=1, keepdims=True)
        return np.asarray(sums - np.log(np.exp(sums).sum(axis=1, keepdims=True)), dtype=np.float32)

    @cached_property
    def tokenizer(self) -> Tokenizer:
        return load_tokenizer(self.base.folder)

    @cached_property
    def engine(self) -> Engine:
        """The encoder with the adapter's differences added in, on whatever runs it best."""
        return engine_for(self.adapter.stem, self.weights, self.adapted_encoder, self.built)

    @cached_property
    def backend(self) -> str:
        return backend_for(self.adapter.stem, self.weights, self.built)

    def build(self) -> bool:
        """Makes the graph that runs fast; a part of the set-up."""
        return build(self.adapter.stem, self.weights, self.adapted_encoder, self.tokenizer, self.built)

    @property
    def weights(self) -> str:
        """What a built graph must have been made from."""
        return f"{self.base.sha256}+{self.sha256}"

    def adapted_encoder(self) -> BertModel:
        """The encoder in PyTorch with the adapter's differences added in."""
        import torch

        encoder = self.base.load()
        tensors, about = self._fitted
        with torch.no_grad():
            for name, layer in adapted_layers(encoder, about.get("first_layer", 0)):
                layer.weight += torch.from_numpy(about["scale"] * (tensors[f"{name}.up"] @ tensors[f"{name}.down"]))
            encoder.embeddings.token_type_embeddings.weight.copy_(torch.from_numpy(tensors["sides"]))
        encoder.train(False)
        return encoder

    @cached_property
    def _fitted(self) -> Fitted:
        from safetensors import safe_open

        if hashlib.sha256(self.adapter.read_bytes()).hexdigest() != self.sha256:
            raise WeightsDiffer(
                f"{self.adapter.name} is not the file that was fitted; fetch it again, or run `make train`."
            )
        with safe_open(self.adapter, framework="np") as file:
            tensors = {name: file.get_tensor(name).astype(np.float32) for name in file.keys()}  # noqa: SIM118
            return tensors, json.loads(file.metadata()[ABOUT])


def base_of(adapter: Path) -> Base:
    """The encoder that an adapter of this repository was fitted on."""
    return marco() if adapter.stem == ANSWERING.stem else minilm()


def adapted_layers(encoder: BertModel, first: int = 0) -> Iterator[tuple[str, Any]]:
    """Every linear map that the adapter adds to, from this layer on, with the name that its difference is kept under."""
    for number, layer in enumerate(encoder.encoder.layer):
        for name in ADAPTED:
            if number >= first:
                yield f"{number}.{name}", layer.get_submodule(name)


def pair_tokens(tokenizer: Tokenizer, text: str, question_first: bool = False) -> Tokens:
    """A text or pair cut to what the adapters were fitted on: the passage's first tokens, and the question's."""
    passage, between, question = text.partition(BETWEEN)
    one = tokenizer.encode(passage, add_special_tokens=False).ids[:TEXT_TOKENS]
    if not between:
        return Tokens((START, *one, END), (0,) * (len(one) + 2))
    other = tokenizer.encode(question, add_special_tokens=False).ids[:QUESTION_TOKENS]
    if question_first:
        one, other = other, one
    return Tokens((START, *one, END, *other, END), (0,) * (len(one) + 2) + (1,) * (len(other) + 1))


def _gathered(hidden: Hidden, tensors: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float32]:
    """A text's states as one row: the first token's, pooled, where the encoder was taught so; else the mean and the greatest."""
    if "pool.weight" in tensors:
        return np.asarray(np.tanh(hidden.states[:, 0] @ tensors["pool.weight"].T + tensors["pool.bias"]))
    greatest = np.where(hidden.mask[..., None] > 0, hidden.states, -np.inf).max(axis=1)
    return np.hstack([mean_of(hidden), greatest])
