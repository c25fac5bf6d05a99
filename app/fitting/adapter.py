"""Fits a small adapter of the encoder: a part of `make train`.

The encoder's own weights stay as they are; each of its linear maps learns a difference of low rank. The same lessons,
processor and versions give the same file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save
from torch import Tensor, nn

from indexer.adapted import ABOUT, adapted_layers, pair_tokens
from indexer.bases import Base, marco_tensors
from indexer.engine import Tokens, batch_of, load_tokenizer

RANK, SCALE, DROPOUT = 16, 2.0, 0.1
BATCH, NEIGHBOURS = 32, 8
WARM_UP, WEIGHT_DECAY = 0.1, 0.01
Chance = np.random.Generator
Array = NDArray[np.float32]


class Lessons(Protocol):
    """What an adapter is taught: texts, one form of each an epoch, and how wrong its numbers for them are."""

    labels: tuple[str, ...]
    """None where the text's own unit vector is what is taught."""
    one_of: bool
    """Whether a text has one label, so that the numbers become shares of a whole."""
    epochs: int
    rate: float
    """The greatest learning rate."""
    threads: int
    """As many everywhere, so that the sums are added up in one order."""
    first_layer: int
    """The first of the encoder's layers that learns; those below stay as they are."""

    def texts(self, chance: Chance) -> Sequence[str]: ...

    def loss(self, sums: Tensor, rows: list[int]) -> Tensor: ...


class Difference(nn.Module):
    """A linear map with a low-rank difference to be learned beside it."""

    def __init__(self, base: nn.Linear) -> None:
        super().__init__()
        self.base = base
        self.down = nn.Parameter(torch.randn(RANK, base.in_features) / base.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(base.out_features, RANK))

    def forward(self, rows: Tensor) -> Tensor:
        return self.base(rows) + SCALE * (rows @ self.down.T) @ self.up.T  # type: ignore[no-any-return]


class Adapter(nn.Module):
    """The encoder with its differences, and the numbers that are read from it, one a label, or a text's vector where there is none.

    An encoder that was taught with a question before the passage keeps the last layers that came with it, and learns on.
    """

    def __init__(self, base: Base, lessons: Lessons) -> None:
        super().__init__()
        self.base, self.labels, self.one_of, self.first_layer = (
            base,
            lessons.labels,
            lessons.one_of,
            lessons.first_layer,
        )
        self.tokenizer, self.encoder = load_tokenizer(base.folder), base.load()
        self.encoder.requires_grad_(False)
        self.differences: dict[str, Difference] = {}
        for name, layer in list(adapted_layers(self.encoder, self.first_layer)):
            self.differences[name] = Difference(layer)
            number, _, rest = name.partition(".")
            parent, _, last = rest.rpartition(".")
            setattr(self.encoder.encoder.layer[int(number)].get_submodule(parent), last, self.differences[name])
        self.dropout = nn.Dropout(DROPOUT)
        self.pool, self.out = _last_layers(base, len(lessons.labels), self.encoder.config.hidden_size)
        if self.out is not None and self.pool is None:
            self.encoder.embeddings.token_type_embeddings.requires_grad_(True)

    def forward(self, tokens: Sequence[Tokens]) -> Tensor:
        """The labels' numbers: from the first token's state, pooled, or from the mean and the greatest of each text's own tokens."""
        batch = {name: torch.from_numpy(rows) for name, rows in batch_of(tokens).items()}
        hidden = self.encoder(**batch).last_hidden_state.float()
        if self.out is not None and self.pool is not None:
            return self.out(self.dropout(self.pool(hidden[:, 0]).tanh()))  # type: ignore[no-any-return]
        kept = batch["attention_mask"][..., None]
        mean = (hidden * kept).sum(1) / kept.sum(1)
        if self.out is None:
            return nn.functional.normalize(mean, dim=1)
        greatest = hidden.masked_fill(kept == 0, -1e4).max(1)[0]
        return self.out(self.dropout(torch.cat([mean, greatest], dim=1)))  # type: ignore[no-any-return]

    def tokens(self, text: str) -> Tokens:
        """A text or pair as the encoder takes it."""
        return pair_tokens(self.tokenizer, text, self.base.question_first)

    def read(self, texts: Sequence[str]) -> Array:
        """The labels' numbers for each text, shape (texts, labels)."""
        tokens = [self.tokens(text) for text in texts]
        rows = np.zeros((len(texts), len(self.labels)), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(tokens[i].numbers))
        with torch.inference_mode():
            for start in range(0, len(order), BATCH):
                chosen = order[start : start + BATCH]
                sums = self([tokens[i] for i in chosen])
                rows[chosen] = (sums.log_softmax(dim=1) if self.one_of else sums).numpy()
        return rows

    def saved(self) -> bytes:
        """The differences and the sums as safetensors in half precision."""
        tensors = {"sides": self.encoder.embeddings.token_type_embeddings.weight}
        if self.out is not None:
            tensors |= {"out.weight": self.out.weight, "out.bias": self.out.bias}
        if self.pool is not None:
            tensors |= {"pool.weight": self.pool.weight, "pool.bias": self.pool.bias}
        for name, one in self.differences.items():
            tensors |= {f"{name}.down": one.down, f"{name}.up": one.up}
        about = {"labels": self.labels, "one_of": self.one_of, "scale": SCALE}
        about |= {"first_layer": self.first_layer} if self.first_layer else {}
        halves = {name: tensor.detach().half().contiguous() for name, tensor in tensors.items()}
        return save(halves, metadata={ABOUT: json.dumps(about)})


def _last_layers(base: Base, labels: int, width: int) -> tuple[nn.Linear | None, nn.Linear | None]:
    """What stands between the encoder's states and the labels' numbers: new, or as it came with the encoder; nothing without labels."""
    if not labels:
        return None, None
    if not base.question_first:
        return None, nn.Linear(2 * width, labels)
    came = {name: torch.tensor(one) for name, one in marco_tensors(base.folder).items()}
    pool, out = nn.Linear(width, width), nn.Linear(width, labels)
    pool.load_state_dict({"weight": came["bert.pooler.dense.weight"], "bias": came["bert.pooler.dense.bias"]})
    out.load_state_dict({"weight": came["classifier.weight"], "bias": came["classifier.bias"]})
    return pool, out


def fit_adapter(base: Base, lessons: Lessons, seed: int) -> Adapter:
    """An adapter taught by these lessons."""
    torch.manual_seed(seed)
    torch.set_num_threads(lessons.threads)
    adapter, chance = Adapter(base, lessons), np.random.default_rng(seed)
    taught = [one for one in adapter.parameters() if one.requires_grad]
    optimiser = torch.optim.AdamW(taught, lr=lessons.rate, weight_decay=WEIGHT_DECAY)
    steps = lessons.epochs * -(-len(lessons.texts(np.random.default_rng(seed))) // BATCH)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / (WARM_UP * steps)) * max(0.0, 1 - step / steps)
    )
    adapter.train()
    for _ in range(lessons.epochs):
        shown = [adapter.tokens(text) for text in lessons.texts(chance)]
        for rows in batches(shown, chance):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                sums = adapter([shown[i] for i in rows])
            optimiser.zero_grad()
            lessons.loss(sums.float(), rows).backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(taught, 1.0)
            optimiser.step()
            rate.step()
    adapter.train(False)
    return adapter


def keep_adapter(path: Path, adapter: Adapter) -> str:
    """Keeps an adapter, and beside it its SHA-256, which is returned."""
    body = adapter.saved()
    sha256 = hashlib.sha256(body).hexdigest()
    path.write_bytes(body)
    path.with_suffix(".sha256").write_text(f"{sha256}\n", encoding="ascii")
    return sha256


def batches(tokens: Sequence[Tokens], chance: Chance) -> Iterator[list[int]]:
    """Every row once, by chance, with rows of like length together."""
    order = chance.permutation(len(tokens))
    for start in range(0, len(order), BATCH * NEIGHBOURS):
        near = sorted(order[start : start + BATCH * NEIGHBOURS].tolist(), key=lambda i: len(tokens[i].numbers))
        groups = [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
        for place in chance.permutation(len(groups)):
            yield groups[place]
