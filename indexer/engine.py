"""What runs the encoder: onnxruntime on a graph built at set-up, or PyTorch where there is none that can be trusted.

A graph is derived data: made by `python -m indexer.engine` from the pinned weights, kept with its hash, and loaded only
while that hash and the weights it was made from are the same. Both give the same hidden states to a few parts in a million.
"""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer
    from transformers import BertModel

BUILT = Path(__file__).parent / "built"
START, END = 101, 102
"""The encoder's own tokens [CLS] and [SEP]."""
ALIKE = 1e-3
"""How far a built graph may stand from PyTorch on the trial texts before it is not kept."""
OPSET = 17
TRIAL = ("The three partners agreed the plan in March.", "No audit was shared", "")

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Tokens:
    """A text as the encoder takes it: token numbers, and for each 0 for the passage or 1 for the question."""

    numbers: tuple[int, ...]
    sides: tuple[int, ...]


class Engine(Protocol):
    """Anything that runs an encoder."""

    @property
    def backend(self) -> str:
        """Its name, for the record and the bench."""

    def hidden(self, tokens: Sequence[Tokens]) -> tuple[Array, Array]:
        """Hidden states (texts, longest, 384) and the mask (texts, longest)."""


class TorchEngine:
    """The encoder in PyTorch."""

    def __init__(self, load: Callable[[], BertModel]) -> None:
        self.encoder = load()

    @property
    def backend(self) -> str:
        import torch

        return f"PyTorch {torch.__version__}"

    def hidden(self, tokens: Sequence[Tokens]) -> tuple[Array, Array]:
        import torch

        batch = batch_of(tokens)
        with torch.inference_mode():
            states = self.encoder(**{name: torch.from_numpy(rows) for name, rows in batch.items()}).last_hidden_state
        return np.asarray(states.numpy(), dtype=np.float32), batch["attention_mask"].astype(np.float32)


class OnnxEngine:
    """The encoder as a graph, run by onnxruntime."""

    def __init__(self, graph: Path) -> None:
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.log_severity_level = 3
        self.session = InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])

    @property
    def backend(self) -> str:
        import onnxruntime

        return f"onnxruntime {onnxruntime.__version__}"

    def hidden(self, tokens: Sequence[Tokens]) -> tuple[Array, Array]:
        batch = batch_of(tokens)
        (states,) = self.session.run(None, batch)
        return states, batch["attention_mask"].astype(np.float32)


def engine_for(name: str, weights: str, load: Callable[[], BertModel], built: Path = BUILT) -> Engine:
    """The fastest engine that can be trusted for these weights (named, and their SHA-256); `load` is the slow way."""
    graph = built / f"{name}.onnx"
    try:
        if _made_from(graph) == weights:
            return OnnxEngine(graph)
    except Exception:  # noqa: S110 - whatever is wrong with a derived file, the weights themselves still serve
        pass
    return TorchEngine(load)


def build(name: str, weights: str, load: Callable[[], BertModel], tokenizer: Tokenizer, built: Path = BUILT) -> bool:
    """Make and try the graph of an encoder; False, and nothing kept, where it does not do what PyTorch does."""
    built.mkdir(exist_ok=True)
    graph = built / f"{name}.onnx"
    if _made_from(graph) == weights:
        return True
    slow, tokens = TorchEngine(load), [tokens_of(tokenizer, text, 64) for text in TRIAL]
    expected, mask = slow.hidden(tokens)
    _export(slow.encoder, graph)
    found, _ = OnnxEngine(graph).hidden(tokens)
    if float(np.abs((found - expected) * mask[..., None]).max()) > ALIKE:
        graph.unlink()
        return False
    made = {"weights": weights, "sha256": hashlib.sha256(graph.read_bytes()).hexdigest()}
    graph.with_suffix(".json").write_text(json.dumps(made), encoding="utf-8")
    return True


def _made_from(graph: Path) -> str | None:
    """The weights that a kept graph was made from, if it is the file that was kept."""
    if not graph.is_file() or not graph.with_suffix(".json").is_file():
        return None
    made: dict[str, str] = json.loads(graph.with_suffix(".json").read_text("utf-8"))
    with graph.open("rb") as stream:
        whole = hashlib.file_digest(stream, "sha256").hexdigest() == made["sha256"]
    return made["weights"] if whole else None


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


def tokens_of(tokenizer: Tokenizer, text: str, most: int) -> Tokens:
    """A text cut to its first so many tokens."""
    numbers = tokenizer.encode(text, add_special_tokens=False).ids[:most]
    return Tokens((START, *numbers, END), (0,) * (len(numbers) + 2))


def load_tokenizer(folder: Path) -> Tokenizer:
    """The encoder's own tokenizer, without padding or cutting."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def batch_of(tokens: Sequence[Tokens]) -> dict[str, NDArray[np.int64]]:
    """Texts side by side, padded to the longest."""
    shape = (len(tokens), max(len(one.numbers) for one in tokens))
    batch = {name: np.zeros(shape, dtype=np.int64) for name in ("input_ids", "attention_mask", "token_type_ids")}
    for row, one in enumerate(tokens):
        length = len(one.numbers)
        batch["input_ids"][row, :length] = one.numbers
        batch["attention_mask"][row, :length] = 1
        batch["token_type_ids"][row, :length] = one.sides
    return batch


def mean_of(hidden: Array, mask: Array) -> Array:
    """The mean of each text's own tokens."""
    return np.asarray((hidden * mask[..., None]).sum(1) / mask.sum(1, keepdims=True), dtype=np.float32)
