"""What runs the encoder: OpenVINO on a graph built at set-up, or PyTorch where there is none that can be trusted.

Texts are computed in fixed shapes, so that what stands beside a text never changes its numbers, to the last bit.
OpenVINO works in bfloat16 where the processor has it (about twice as fast, cosine above 0.9999) and in float32 elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from transformers import BertModel

BUILT = Path(__file__).parent / "built"
START, END = 101, 102
"""The encoder's own tokens [CLS] and [SEP]."""
SIDE_BY_SIDE = 8
"""Texts in one computation; missing ones are empty rows."""
LENGTHS = 16
"""A text's length in tokens is rounded up to a multiple of this."""

Array = NDArray[np.float32]
Batch = dict[str, NDArray[np.int64]]


@dataclass(frozen=True)
class Tokens:
    """A text as the encoder takes it: token numbers, and for each 0 for the passage or 1 for the question."""

    numbers: tuple[int, ...]
    sides: tuple[int, ...]


@dataclass(frozen=True)
class Hidden:
    """What the encoder made of some texts: which they are, their states (texts, longest, 384), and which are theirs (texts, longest)."""

    texts: tuple[int, ...]
    states: Array
    mask: Array


class Engine(Protocol):
    """Anything that runs an encoder."""

    @property
    def backend(self) -> str:
        """Its name, for the record and the bench."""

    def hidden(self, tokens: Sequence[Tokens], side_by_side: int = SIDE_BY_SIDE) -> Iterator[Hidden]:
        """Every text once, in groups of like length, so many in one computation."""


class TorchEngine:
    """The encoder in PyTorch."""

    def __init__(self, load: Callable[[], BertModel]) -> None:
        self.encoder = load()

    @property
    def backend(self) -> str:
        import torch

        return f"PyTorch {torch.__version__}"

    def hidden(self, tokens: Sequence[Tokens], side_by_side: int = SIDE_BY_SIDE) -> Iterator[Hidden]:
        import torch

        for texts, batch in in_shapes(tokens, side_by_side):
            with torch.inference_mode():
                made = self.encoder(**{name: torch.from_numpy(rows) for name, rows in batch.items()})
            yield _of(texts, made.last_hidden_state.numpy(), batch)


class GraphEngine:
    """The encoder as a graph, run by OpenVINO."""

    def __init__(self, graph: Path) -> None:
        core = _core()
        settings = {"INFERENCE_PRECISION_HINT": _precision(), "PERFORMANCE_HINT": "LATENCY"}
        self.request = core.compile_model(core.read_model(str(graph)), "CPU", settings).create_infer_request()
        self.turn = Lock()

    @property
    def backend(self) -> str:
        return graph_backend()

    def hidden(self, tokens: Sequence[Tokens], side_by_side: int = SIDE_BY_SIDE) -> Iterator[Hidden]:
        for texts, batch in in_shapes(tokens, side_by_side):
            with self.turn:  # two reviews may be read at once, and a request serves one at a time
                made = _of(texts, next(iter(self.request.infer(batch, share_inputs=True).values())), batch)
            yield made


def graph_backend() -> str:
    """The name of what runs graphs on this machine."""
    import openvino

    return f"OpenVINO {openvino.__version__.split('-')[0]}, {_precision()}"


@cache
def _core() -> Any:
    import openvino

    return openvino.Core()


def _precision() -> str:
    return "bf16" if "BF16" in _core().get_property("CPU", "OPTIMIZATION_CAPABILITIES") else "f32"


def in_shapes(tokens: Sequence[Tokens], side_by_side: int) -> Iterator[tuple[tuple[int, ...], Batch]]:
    """The texts by place, the shortest first, in batches of a fixed shape (side_by_side, a multiple of LENGTHS)."""

    def length(place: int) -> int:
        return -(-len(tokens[place].numbers) // LENGTHS) * LENGTHS

    for longest, alike in groupby(sorted(range(len(tokens)), key=length), key=length):
        places = tuple(alike)
        for start in range(0, len(places), side_by_side):
            texts = places[start : start + side_by_side]
            yield texts, batch_of([tokens[place] for place in texts], (side_by_side, longest))


def batch_of(tokens: Sequence[Tokens], shape: tuple[int, int] | None = None) -> Batch:
    """Texts side by side, padded to the shape, or to the longest of them."""
    shape = shape or (len(tokens), max(len(one.numbers) for one in tokens))
    batch = {name: np.zeros(shape, dtype=np.int64) for name in ("input_ids", "attention_mask", "token_type_ids")}
    batch["attention_mask"][:, 0] = 1
    for row, one in enumerate(tokens):
        length = len(one.numbers)
        batch["input_ids"][row, :length] = one.numbers
        batch["attention_mask"][row, :length] = 1
        batch["token_type_ids"][row, :length] = one.sides
    return batch


def _of(texts: tuple[int, ...], states: Any, batch: Batch) -> Hidden:
    """The rows of a batch that hold texts."""
    mask = batch["attention_mask"][: len(texts)].astype(np.float32)
    return Hidden(texts, np.array(states[: len(texts)], dtype=np.float32), mask)


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


def mean_of(hidden: Hidden) -> Array:
    """The mean of each text's own tokens, shape (texts, 384)."""
    mask = hidden.mask
    return np.asarray((hidden.states * mask[..., None]).sum(1) / mask.sum(1, keepdims=True), dtype=np.float32)
