"""The encoder as a graph on disk: derived data, made at set-up from the pinned weights and trusted only by its hash."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus.document import sha256_of_file
from indexer.engine import BUILT, Engine, GraphEngine, Hidden, TorchEngine, graph_backend, mean_of, tokens_of

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from transformers import BertModel

ALIKE = 0.999
"""The least cosine between what a built graph and PyTorch make of a trial text; below it the graph is not kept."""
OPSET = 17
TRIAL = ("The three partners agreed the plan in March.", "No audit was shared", "")


def build(name: str, weights: str, load: Callable[[], BertModel], tokenizer: Tokenizer, built: Path = BUILT) -> bool:
    """Make and try the graph of an encoder; False, and nothing kept, where it does not do what PyTorch does."""
    built.mkdir(exist_ok=True)
    graph = built / f"{name}.onnx"
    if made_from(graph) == weights:
        return True
    slow, tokens = TorchEngine(load), [tokens_of(tokenizer, text, 64) for text in TRIAL]
    expected = list(slow.hidden(tokens))  # before the export, which leaves the encoder changed
    _export(slow.encoder, graph)
    pairs = zip(expected, GraphEngine(graph).hidden(tokens), strict=True)
    if min(_alike(one, other) for one, other in pairs) < ALIKE:
        graph.unlink()
        return False
    made = {"weights": weights, "sha256": sha256_of_file(graph)}
    graph.with_suffix(".json").write_text(json.dumps(made), encoding="utf-8")
    return True


def engine_for(name: str, weights: str, load: Callable[[], BertModel], built: Path = BUILT) -> Engine:
    """The fastest engine that can be trusted for these weights (named, and their SHA-256); `load` is the slow way."""
    graph = built / f"{name}.onnx"
    try:
        if made_from(graph) == weights:
            return GraphEngine(graph)
    except Exception:  # noqa: S110 - whatever is wrong with a derived file, the weights themselves still serve
        pass
    return TorchEngine(load)


def backend_for(name: str, weights: str, built: Path = BUILT) -> str:
    """The name of what will run these weights here, without loading it."""
    try:
        if made_from(built / f"{name}.onnx") == weights:
            return graph_backend()
    except Exception:  # noqa: S110 - as in engine_for
        pass
    return f"PyTorch {version('torch')}"


def made_from(graph: Path) -> str | None:
    """The weights that a kept graph was made from, if it is the file that was kept."""
    if not graph.is_file() or not graph.with_suffix(".json").is_file():
        return None
    made: dict[str, str] = json.loads(graph.with_suffix(".json").read_text("utf-8"))
    state = graph.stat()
    return made["weights"] if _sha256_of(graph, state.st_mtime_ns, state.st_size) == made["sha256"] else None


@lru_cache(maxsize=32)
def _sha256_of(graph: Path, _changed: int, _size: int) -> str:
    """A graph's hash; worked out again where the file was changed."""
    return sha256_of_file(graph)


def _alike(expected: Hidden, found: Hidden) -> float:
    """The least cosine between two engines' means of the same texts."""
    one, other = mean_of(expected), mean_of(found)
    return float(((one * other).sum(1) / (np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1))).min())


def _export(encoder: BertModel, graph: Path) -> None:
    import torch

    class States(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, numbers: torch.Tensor, mask: torch.Tensor, sides: torch.Tensor) -> torch.Tensor:
            states: torch.Tensor = self.encoder(
                input_ids=numbers, attention_mask=mask, token_type_ids=sides
            ).last_hidden_state
            return states

    names = ["input_ids", "attention_mask", "token_type_ids"]
    example = tuple(torch.ones((2, 8), dtype=torch.int64) for _ in names)
    axes = {name: {0: "texts", 1: "longest"} for name in (*names, "states")}
    encoder.config._attn_implementation = "eager"
    with torch.inference_mode(), warnings.catch_warnings():
        # The exporter of 2.9 and later asks for a package more, for nothing that we use.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            States(), example, str(graph), input_names=names, output_names=["states"],
            dynamic_axes=axes, opset_version=OPSET, dynamo=False,
        )  # fmt: skip
