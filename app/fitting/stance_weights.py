"""Fits rules/stance_weights.yaml and rules/stance_words.yaml from the labelled passages: a part of `make train`.

Each cue starts from what cues.yaml says it speaks for; the labelled passages then move it, and the less often a cue
is seen the less it moves. Single words start from nothing. The same passages give the same files, to the byte.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped, unused-ignore]
from scipy.sparse import csr_matrix, hstack, lil_matrix  # type: ignore[import-untyped, unused-ignore]

from app.fitting.leaning import HeldOutReader
from app.fitting.mistaken import readings_of
from app.fitting.readings import HELD_OUT, LABELLED, Pairing, Reading
from rules.cues import heading_cues, load_cues, load_heading_cues
from rules.evidence import Stance
from rules.signs import WEIGHTS_FILE, Weights, signs_of, words_in
from rules.stance import STANCES, least_regretted
from rules.telltale import WORDS_FILE

AWAY_FROM_FOCUS, SAME_SENTENCE, FLIP_COST = 0.5, 0.6, 0.9
TRUST_IN_HAND, DOUBT_OF_WORDS, RARE_LABELS = 15.0, 14.0, 0.5
SEEN_IN, SAYS_ENOUGH = 4, 0.04
PLAIN_STAYS = 400.0
"""Holds a passage without cues near to no stance at all, so that only what is said decides."""
LEANING_WORTH = 1.0
"""How much a log-share of the fitted adapter says beside the cues; chosen on sources held out from 0.3 to 2."""
BARE = Weights({}, {}, AWAY_FROM_FOCUS, SAME_SENTENCE, FLIP_COST, LEANING_WORTH)


def by_hand() -> dict[str, dict[str, float]]:
    """The weights that the cue file alone would give."""
    return {cue.name: {cue.leans.value: cue.strength} if cue.leans else {} for cue in load_cues() + load_heading_cues()}


def table_of(passages: list[Reading], names: list[str]) -> Any:
    """One row a passage, one column a cue: the weight of the clause in which it was seen."""
    place = {name: index for index, name in enumerate(names)}
    table = np.zeros((len(passages), len(names)))
    for row, passage in enumerate(passages):
        for sign in signs_of(passage.text, passage.question, BARE):
            table[row, place[sign.sighting.cue.name]] = sign.weight
        for cue, _ in heading_cues((passage.heading,)):
            table[row, place[cue.name]] = 1.0
    return table


def vocabulary_of(passages: list[Reading]) -> list[str]:
    """The words that stand in at least so many different passages, in order."""
    seen = Counter(
        word.form for text in sorted({passage.text for passage in passages}) for word in words_in(text, None, BARE)
    )
    return sorted(word for word, times in seen.items() if times >= SEEN_IN)


def word_table_of(passages: list[Reading], vocabulary: list[str]) -> Any:
    """One row a passage, one column a word."""
    place = {word: index for index, word in enumerate(vocabulary)}
    table = lil_matrix((len(passages), len(vocabulary)))
    for row, passage in enumerate(passages):
        for word in words_in(passage.text, passage.question, BARE):
            if word.form in place:
                table[row, place[word.form]] = word.weight
    return table.tocsr()


def fit(table: Any, labels: Any, start: Any, trust: Any) -> tuple[Any, Any]:
    """Weights and leanings that explain the labels best without straying far from `start`."""
    counts = np.maximum(np.bincount(labels, minlength=len(STANCES)), 1)
    share = (len(labels) / (len(STANCES) * counts))[labels] ** RARE_LABELS
    wanted = np.eye(len(STANCES))[labels]
    turned = table.T.tocsr()

    def loss(flat: Any) -> tuple[float, Any]:
        weights, plain = flat[: start.size].reshape(start.shape), flat[start.size :]
        sums = table @ weights + plain
        sums = sums - sums.max(axis=1, keepdims=True)
        shares = np.exp(sums) / np.exp(sums).sum(axis=1, keepdims=True)
        missed = -(share * np.log((shares * wanted).sum(axis=1) + 1e-12)).sum()
        strayed = 0.5 * (trust[:, None] * (weights - start) ** 2).sum() + PLAIN_STAYS * (plain**2).sum()
        slope = (shares - wanted) * share[:, None]
        by_weight = turned @ slope + trust[:, None] * (weights - start)
        return missed + strayed, np.concatenate([by_weight.ravel(), slope.sum(axis=0) + 2 * PLAIN_STAYS * plain])

    found = minimize(
        loss,
        np.concatenate([start.ravel(), np.zeros(len(STANCES))]),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": 200},
    )
    return found.x[: start.size].reshape(start.shape), found.x[start.size :]


@dataclass(frozen=True)
class Fitted:
    """What is shipped: weights for each cue, for each word, and for a passage with neither."""

    cues: dict[str, list[float]]
    words: dict[str, list[float]]
    plain: list[float]


def fitted(passages: list[Reading]) -> Fitted:
    """The weights, rounded so that small differences between machines do not show."""
    names, vocabulary = list(by_hand()), vocabulary_of(passages)
    table = features_of(passages, names, vocabulary)
    weights, plain = _fit_from_hand(table, passages, names, vocabulary)
    rows = [[round(float(value), 2) + 0.0 for value in row] for row in weights]
    words = {
        word: row for word, row in zip(vocabulary, rows[len(names) :], strict=True) if max(map(abs, row)) >= SAYS_ENOUGH
    }
    return Fitted(dict(zip(names, rows, strict=False)), words, [round(float(value), 2) + 0.0 for value in plain])


def read_held_out(pairings: Sequence[Pairing]) -> list[tuple[Reading, Stance]]:
    """The readings of the held-out fold with what weights, and an adapter, that never saw their sources make of them."""
    names, passages, read = list(by_hand()), readings_of(pairings), HeldOutReader(pairings).leanings
    seen = [one for one in passages if one.fold != HELD_OUT]
    unseen = [one for one in passages if one.fold == HELD_OUT]
    vocabulary = vocabulary_of(seen)
    weights, plain = _fit_from_hand(features_of(seen, names, vocabulary), seen, names, vocabulary)
    leanings = np.array([[read[one.told, one.question].stances[stance] for stance in STANCES] for one in unseen])
    sums = features_of(unseen, names, vocabulary) @ weights + plain + LEANING_WORTH * leanings
    every = frozenset(STANCES)
    return [
        (one, least_regretted(dict(zip(STANCES, map(float, row), strict=True)), FLIP_COST, every))
        for one, row in zip(unseen, sums, strict=True)
    ]


def features_of(passages: list[Reading], names: list[str], vocabulary: list[str]) -> Any:
    """One row a passage: how loud each cue and each word is in it."""
    return hstack([csr_matrix(table_of(passages, names)), word_table_of(passages, vocabulary)]).tocsr()


def _fit_from_hand(table: Any, passages: list[Reading], names: list[str], vocabulary: list[str]) -> tuple[Any, Any]:
    hand = by_hand()
    start = np.array(
        [[hand[name].get(stance.value, 0.0) for stance in STANCES] for name in names]
        + [[0.0] * len(STANCES)] * len(vocabulary)
    )
    trust = np.array([TRUST_IN_HAND] * len(names) + [DOUBT_OF_WORDS] * len(vocabulary))
    return fit(table, np.array([STANCES.index(passage.stance) for passage in passages]), start, trust)


def cues_yaml(weights: Fitted, provenance: list[str]) -> str:
    """stance_weights.yaml as it is shipped."""
    lines = [
        "# How far each cue of cues.yaml speaks for each stance; 1 is an ordinary cue, below zero speaks against.",
        "# Written by `make train`: correct cues.yaml and fit again, or change a number by hand.",
        *provenance,
        "",
        "# A clause that is not about the question counts for so much;",
        "# one that only stands in the same sentence as one that is, for so much of the way between.",
        f"away_from_focus: {AWAY_FROM_FOCUS}",
        f"same_sentence: {SAME_SENTENCE}",
        "# How much worse it is to read a gap as done, or the reverse, than to make any other mistake.",
        f"flip_cost: {FLIP_COST}",
        "# How much a log-share of the fitted adapter (indexer/fitted/leaning.safetensors) says beside the cues.",
        f"leaning_worth: {LEANING_WORTH}",
        "# A passage without cues.",
        f"plain: {_by_stance(weights.plain)}",
        "cues:",
        *[f"  {name}: {_by_stance(row)}" for name, row in weights.cues.items()],
    ]
    return "\n".join(lines) + "\n"


def words_yaml(weights: Fitted, provenance: list[str]) -> str:
    """stance_words.yaml as it is shipped."""
    lines = [
        "# What single words go with, in the order below.",
        "# Written by `make train`; nobody chose these words.",
        "# `#` is any number. Each says little; together they tip what the cues leave open.",
        *provenance,
        "",
        f"order: [{', '.join(stance.value for stance in STANCES)}]",
        "words:",
        *[f'  "{word}": [{", ".join(f"{value:g}" for value in row)}]' for word, row in weights.words.items()],
    ]
    return "\n".join(lines) + "\n"


def _by_stance(row: list[float]) -> str:
    return (
        "{" + ", ".join(f"{stance.value}: {value:g}" for stance, value in zip(STANCES, row, strict=True) if value) + "}"
    )


def write_weights(readings: list[Reading]) -> None:
    """Fit on every labelled reading and write both files beside the rules."""
    weights = fitted(readings)
    provenance = [f"# Fitted on {len(readings)} readings of labelled passages:"]
    provenance += [f"#   {file.name} sha256 {sha256_of(file)}" for file in sorted(LABELLED.glob("*.jsonl"))]
    WEIGHTS_FILE.write_text(cues_yaml(weights, provenance), encoding="utf-8")
    WORDS_FILE.write_text(words_yaml(weights, provenance), encoding="utf-8")


def sha256_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
