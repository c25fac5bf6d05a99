"""How well evidence is read: measured on labelled sources that were held out, and on whole packs, beside plain search.

Every figure comes from one run. A pack's ratings are counted against what a careful scrutineer gave it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.contract import assessment_json
from app.fitting.agreement import agreement, f1_of, share
from app.fitting.apart import apart_figures
from app.fitting.baselines import baselines
from app.fitting.held_out_finder import HeldOutFinder, Read
from app.fitting.leaning import HeldOutReader
from app.fitting.mistaken import every_pairing
from app.fitting.readings import Pairing
from app.fitting.relevance import material_for
from app.fitting.stance_weights import read_held_out
from app.packs.pack import read_pack
from app.proposing.assessing import BEARS_AT_LEAST, Assessment, assess, last_year
from app.proposing.stores import Stores
from corpus.document import Period
from corpus.yaml_text import load_yaml
from indexer.vector_store import VectorStore
from rules.evidence import Stance
from rules.framework import Framework

Json = dict[str, Any]
Array = NDArray[np.float64]

TOP = 10


@dataclass(frozen=True)
class Gold:
    """What a careful scrutineer gave a pack: for each question its rating, and the words to be cited, by file."""

    ratings: Mapping[str, str]
    quotes: Mapping[str, Sequence[tuple[str, str, Stance | None]]]
    """By question: the file, the words, folded, and what they are cited as saying, where that is told."""
    period: Period | None
    """The period under review, where it is told."""


def evaluate(framework: Framework, packs: Sequence[tuple[Path, Path]], stores: Stores, as_of: date) -> Json:
    """Every figure: relevance and stance on held-out sources with baselines, papers kept apart, each pack (folder, gold file)."""
    pairings = every_pairing(framework)
    return {
        "relevance": relevance_figures(framework, stores.papers, HeldOutReader(pairings).leanings),
        "stance": stance_figures(pairings),
        "papers apart": apart_figures(framework, stores),
        "packs": {folder.parent.name: pack_figures(framework, folder, gold, stores, as_of) for folder, gold in packs},
    }


def relevance_figures(framework: Framework, store: VectorStore, read: Read) -> Json:
    """F1 and nDCG@10 of the finder at its own threshold, and of plain search at the best threshold there is."""
    groups = [question.id for question in framework.questions]
    asked = [question.text for question in framework.questions]
    finder = HeldOutFinder(material_for(framework, store))
    labelled, ours = finder.held, finder.borne_out(read)
    says = ours >= BEARS_AT_LEAST
    plain = baselines(labelled.texts, asked, store.vectors(labelled.texts), store.vectors(asked))
    return {
        "passages": len(labelled.texts),
        "ours": {"f1": _f1(says, labelled.bears), "ndcg@10": _ndcg(ours, labelled.bears)},
        **{
            f"{name} at its best threshold": {
                "f1": _best_f1(scores, labelled.bears),
                "ndcg@10": _ndcg(scores, labelled.bears),
            }
            for name, scores in plain.items()
        },
        "by question": {group: _f1(says[:, [i]], labelled.bears[:, [i]]) for i, group in enumerate(groups)},
        "ndcg@10 by question": {group: _ndcg(ours[:, [i]], labelled.bears[:, [i]]) for i, group in enumerate(groups)},
    }


def stance_figures(pairings: Sequence[Pairing]) -> Json:
    """How stances are read of sources whose readings taught nothing."""
    read = read_held_out(pairings)
    return {"readings": len(read), **agreement([stance for _, stance in read], [one.stance for one, _ in read])}


def pack_figures(framework: Framework, folder: Path, gold_file: Path, stores: Stores, as_of: date) -> Json:
    """Ratings right, dangerous mistakes, and the share of the evidence to be cited that was cited."""
    gold = read_gold(gold_file)
    pack = read_pack(folder, lambda *_: None)
    made = assess(pack, framework, as_of, gold.period or pack.period or last_year(as_of), stores, lambda *_: None)
    proposed = {one.question: one.rating.value for one in made.proposals}
    cited, wanted = _cited(made, gold)
    wrong = {q: f"{gold.ratings[q]}, proposed {proposed[q]}" for q in gold.ratings if proposed[q] != gold.ratings[q]}
    return {
        "ratings right": share(len(gold.ratings) - len(wrong), len(gold.ratings)),
        "red shown as green": sum(gold.ratings[q] == "red" and proposed[q] == "green" for q in gold.ratings),
        "evidence cited": share(cited, wanted),
        "wrong": wrong,
    }


def read_gold(path: Path) -> Gold:
    """A gold file: ours in YAML, or JSON with its questions under `questions`."""
    told = load_yaml(path.read_text("utf-8")) if path.suffix == ".yaml" else json.loads(path.read_text("utf-8"))
    questions = told.get("questions", told)
    span = told.get("review_period")
    return Gold(
        {question: row["rating"] for question, row in questions.items()},
        {question: [_quoted(one) for one in row["evidence"]] for question, row in questions.items()},
        Period(date.fromisoformat(span["from"]), date.fromisoformat(span["to"])) if span else None,
    )


def _quoted(row: Mapping[str, str]) -> tuple[str, str, Stance | None]:
    return row["file"], folded(row["quote"]), Stance(row["stance"]) if "stance" in row else None


def _cited(made: Assessment, gold: Gold) -> tuple[int, int]:
    found = wanted = 0
    for question in assessment_json(made)["questions"]:
        quotes = {(one["file"], folded(one["quote"])) for part in question["parts"] for one in part["evidence"]}
        for file, quote, _ in gold.quotes[question["id"]]:
            wanted += 1
            found += any(file == where and holds_quote(words, quote) for where, words in quotes)
    return found, wanted


def holds_quote(words: str, quote: str) -> bool:
    """Whether these words, folded, hold the quote, or are the greater part of it."""
    return quote in words or (words in quote and len(words) > 25)


def folded(text: str) -> str:
    """A text as its words alone, in small letters."""
    return " ".join(re.findall(r"\w+", text.lower()))


def _f1(says: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    return round(f1_of(says, true), 3)


def _best_f1(scores: Array, true: NDArray[np.bool_]) -> float:
    return max(_f1(scores >= cut, true) for cut in np.quantile(scores, np.linspace(0.8, 0.999, 100)))


def _ndcg(scores: Array, true: NDArray[np.bool_]) -> float:
    discount = 1 / np.log2(np.arange(2, TOP + 2))
    gained = [float((true[np.argsort(-scores[:, i])[:TOP], i] * discount).sum()) for i in range(true.shape[1])]
    best = [float(discount[: min(TOP, int(true[:, i].sum()))].sum()) for i in range(true.shape[1])]
    return round(float(np.mean([a / b for a, b in zip(gained, best, strict=True) if b])), 3)
