"""Fits how surely a careful reader would cite a passage, on whole packs that taught none of the models behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from app.config import PROJECT
from app.fitting.evaluation import folded, holds_quote, read_gold
from app.fitting.leaning import HeldOutReader
from app.packs.pack import read_pack
from app.proposing.assessing import find_candidates
from app.proposing.stores import Stores
from indexer.heads import Heads
from indexer.vector_store import VectorStore
from rules.evidence import CARRIES, Stance, StanceReading
from rules.framework import Framework
from rules.stance import read_stance
from rules.strength import WEIGHTS_FILE, load_strength_weights, side_of, signs_of_strength
from rules.weighing import weigh

Array = NDArray[np.float64]

PACKS = ("alderfold", "ellerscar", "thornmere")
"""Below tests/packs, in the held-out fold: the heads and the adapter used here never saw them; the weights of cues and words did."""
RIDGE = 0.3
"""Inverse strength of the ridge on the weights, each sign in units of its spread."""


@dataclass(frozen=True)
class Example:
    """A candidate as the rules read it, and whether the pack's own scrutineer cited it for its question, as saying that."""

    pack: str
    signs: tuple[float, ...]
    cited: bool


def fit_strength(
    framework: Framework,
    stores: Stores,
    heads: Heads,
    reader: HeldOutReader,
    packs: Path = PROJECT / "tests" / "packs",
) -> str:
    """Fits the weights and writes them; says in a line how well those of two packs order the passages of the third.

    `heads` and `reader` are those that never saw the held-out fold.
    """
    # Nothing is kept: these heads have no hash of their own by which their scores could be told from others'.
    unseen = replace(stores, papers=VectorStore(None, stores.papers.embedder), leanings=VectorStore(None, reader))
    examples = [one for name in PACKS for one in examples_of(framework, packs / name, unseen, heads)]
    signs, cited = np.array([one.signs for one in examples]), np.array([one.cited for one in examples])
    of = np.array([one.pack for one in examples])
    apart = np.zeros(len(examples))
    for name in PACKS:
        weights, constant = _fitted(signs[of != name], cited[of != name])
        apart[of == name] = signs[of == name] @ weights + constant
    told = f"{len(examples)} readings, {cited.mean():.0%} cited; area under the curve on the pack left out "
    told += f"{roc_auc_score(cited, apart):.3f}, by sureness alone {roc_auc_score(cited, signs[:, 0]):.3f}"
    _write(*_fitted(signs, cited), told)
    return told


def examples_of(framework: Framework, folder: Path, stores: Stores, heads: Heads) -> Iterator[Example]:
    """Every candidate of a pack whose words and paper could carry a rating."""
    pack, gold = read_pack(folder / "documents", lambda *_: None), read_gold(folder / "gold.json")
    period = gold.period or pack.period
    if period is None:
        raise ValueError(f"Neither the papers of {folder.name} nor its gold.json say which period is under review.")
    asked = {part.id: (question, part) for question in framework.questions for part in question.parts}
    papers = {one.id: one for one in pack.documents}
    for candidate in find_candidates(pack, framework, stores, lambda *_: None, heads=heads):
        question, part = asked[candidate.part]
        passage = candidate.passage
        reading = read_stance(passage.text, f"{question.text} {part.text}", passage.headings, candidate.leaning)
        if not reading.by_rule or reading.stance not in CARRIES:
            continue
        if weigh(papers[passage.document], reading.stance, passage.text, period, passage.headings).counts:
            signs = tuple(value for _, value in signs_of_strength(candidate, reading))
            paper, quotes = papers[passage.document].file, gold.quotes[question.id]
            yield Example(folder.name, signs, _is_cited(paper, passage.text, reading, quotes))


def _is_cited(file: str, text: str, reading: StanceReading, quotes: Sequence[tuple[str, str, Stance | None]]) -> bool:
    """Whether the pack's scrutineer cites the passage among these quotes, as speaking the same way."""
    side, words = side_of(reading.stance), folded(text)
    return any(where == file and holds_quote(words, quote) and stance in side for where, quote, stance in quotes)


def _fitted(signs: Array, cited: NDArray[np.bool_]) -> tuple[Array, float]:
    middle, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    model = LogisticRegression(C=RIDGE, max_iter=2000).fit((signs - middle) / spread, cited)
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - weights @ middle)


def _write(weights: Array, constant: float, told: str) -> None:
    comment = "".join(
        line for line in WEIGHTS_FILE.read_text("utf-8").splitlines(keepends=True) if line.startswith("#")
    )
    names = [name for name in yaml.safe_load(WEIGHTS_FILE.read_text("utf-8"))["weights"] if name != "constant"]
    rows = {"constant": round(constant, 3), **{n: round(float(w), 3) for n, w in zip(names, weights, strict=True)}}
    written = yaml.safe_dump({"fitted": told, "weights": rows}, sort_keys=False, allow_unicode=True, width=160)
    WEIGHTS_FILE.write_text(comment + written, encoding="utf-8")
    load_strength_weights.cache_clear()
