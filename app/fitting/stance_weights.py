"""Fits stance_weights.yaml and stance_words.yaml: `python -m app.fitting.stance_weights GUIDELINE PASSAGES...`.

Only the writing half of the sources is used, so that the other half still measures; `--every-source` uses all.

Each cue starts from what cues.yaml says it speaks for; the labelled passages then move it, and the less often a cue
is seen the less it moves. Single words start from nothing. The same passages give the same files, to the byte.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped, unused-ignore]
from scipy.sparse import csr_matrix, hstack, lil_matrix  # type: ignore[import-untyped, unused-ignore]

from rules.cues import load_cues, load_heading_cues
from rules.stance import STANCES, WEIGHTS_FILE, Weights, signs_of, words_in
from rules.telltale import WORDS_FILE

AWAY_FROM_FOCUS, SAME_SENTENCE, FLIP_COST = 0.5, 0.6, 0.9
TRUST_IN_HAND, DOUBT_OF_WORDS, RARE_LABELS = 15.0, 14.0, 0.5
SEEN_IN, SAYS_ENOUGH = 4, 0.04
BARE = Weights({}, {}, AWAY_FROM_FOCUS, SAME_SENTENCE, FLIP_COST)


@dataclass(frozen=True)
class Labelled:
    """One passage read for one question by an annotator."""

    source: str
    text: str
    question: str
    stance: str


def labelled_passages(guideline: Path, files: list[Path]) -> list[Labelled]:
    """Every (passage, question) with its stance, in the order of the files."""
    questions = dict(re.findall(r"^\* (\d\.\d) (.*)$", guideline.read_text(encoding="utf-8"), re.MULTILINE))
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]
    return [
        Labelled(row.get("source") or row["partnership"], row["text"], questions[question], stance)
        for row in rows
        for question, stance in row["questions"].items()
    ]


def by_hand() -> dict[str, dict[str, float]]:
    """The weights that the cue file alone would give."""
    return {cue.name: {cue.leans.value: cue.strength} if cue.leans else {} for cue in load_cues() + load_heading_cues()}


def table_of(passages: list[Labelled], names: list[str]) -> Any:
    """One row a passage, one column a cue: the weight of the clause in which it was seen."""
    place = {name: index for index, name in enumerate(names)}
    table = np.zeros((len(passages), len(names)))
    for row, passage in enumerate(passages):
        for sign in signs_of(passage.text, passage.question, BARE):
            table[row, place[sign.sighting.cue.name]] = sign.weight
    return table


def vocabulary_of(passages: list[Labelled]) -> list[str]:
    """The words that stand in at least so many different passages, in order."""
    seen = Counter(
        word.form for text in sorted({passage.text for passage in passages}) for word in words_in(text, None, BARE)
    )
    return sorted(word for word, times in seen.items() if times >= SEEN_IN)


def word_table_of(passages: list[Labelled], vocabulary: list[str]) -> Any:
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
        strayed = 0.5 * (trust[:, None] * (weights - start) ** 2).sum() + 0.005 * (plain**2).sum()
        slope = (shares - wanted) * share[:, None]
        by_weight = turned @ slope + trust[:, None] * (weights - start)
        return missed + strayed, np.concatenate([by_weight.ravel(), slope.sum(axis=0) + 0.01 * plain])

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


def fitted(passages: list[Labelled]) -> Fitted:
    """The weights, rounded so that small differences between machines do not show."""
    hand, order = by_hand(), [stance.value for stance in STANCES]
    names, vocabulary = list(hand), vocabulary_of(passages)
    start = np.array(
        [[hand[name].get(stance, 0.0) for stance in order] for name in names] + [[0.0] * len(order)] * len(vocabulary)
    )
    trust = np.array([TRUST_IN_HAND] * len(names) + [DOUBT_OF_WORDS] * len(vocabulary))
    table = hstack([csr_matrix(table_of(passages, names)), word_table_of(passages, vocabulary)]).tocsr()
    weights, plain = fit(table, np.array([order.index(passage.stance) for passage in passages]), start, trust)
    rows = [[round(float(value), 2) + 0.0 for value in row] for row in weights]
    words = {
        word: row for word, row in zip(vocabulary, rows[len(names) :], strict=True) if max(map(abs, row)) >= SAYS_ENOUGH
    }
    return Fitted(dict(zip(names, rows, strict=False)), words, [round(float(value), 2) + 0.0 for value in plain])


def cues_yaml(weights: Fitted, provenance: list[str]) -> str:
    """stance_weights.yaml as it is shipped."""
    lines = [
        "# How far each cue of cues.yaml speaks for each stance; 1 is an ordinary cue, below zero speaks against.",
        "# Written by `python -m app.fitting.stance_weights`: correct cues.yaml and fit again, or change a number by hand.",
        *provenance,
        "",
        "# A clause that is not about the question counts for so much;",
        "# one that only stands in the same sentence as one that is, for so much of the way between.",
        f"away_from_focus: {AWAY_FROM_FOCUS}",
        f"same_sentence: {SAME_SENTENCE}",
        "# How much worse it is to read a gap as done, or the reverse, than to make any other mistake.",
        f"flip_cost: {FLIP_COST}",
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
        "# Written by `python -m app.fitting.stance_weights`; nobody chose these words.",
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


def in_writing_half(passage: Labelled) -> bool:
    """Whether the passage's source is one of those that cues were written and weights fitted on."""
    return int(hashlib.sha256(passage.source.encode()).hexdigest()[-1], 16) % 2 == 0


def main(guideline: Path, files: list[Path], every_source: bool) -> None:
    """Writes both files beside the rules."""
    passages = [one for one in labelled_passages(guideline, files) if every_source or in_writing_half(one)]
    of = "every source" if every_source else "the writing half (source's sha256 ends in an even digit)"
    provenance = [f"# Fitted on {len(passages)} readings of labelled passages, {of}:"]
    provenance += [f"#   {file.name} sha256 {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files]
    weights = fitted(passages)
    WEIGHTS_FILE.write_text(cues_yaml(weights, provenance), encoding="utf-8")
    WORDS_FILE.write_text(words_yaml(weights, provenance), encoding="utf-8")


if __name__ == "__main__":
    named = [Path(name) for name in sys.argv[1:] if name != "--every-source"]
    main(named[0], named[1:], "--every-source" in sys.argv)
