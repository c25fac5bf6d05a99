"""How well questions are answered and declined: measured on labelled questions, half of which chose the weights.

The other half never did. BM25 and plain MiniLM, each at the threshold that is best for it on the same half, stand beside.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from app.answering.asking import today_of
from app.answering.choosing import choose, signs_of
from app.answering.filters import NO_FILTERS
from app.answering.looking import Papers, look
from app.answering.sureness import FILE, SIGNS, sureness
from app.answering.tally import present_at, tallies_of
from app.answering.understanding import Clause, understand
from app.config import PROJECT
from app.packs.pack import read_pack
from indexer.vector_store import VectorStore

Json = dict[str, Any]

ASKED = Path(__file__).parent / "asked"
SAMPLE = "sample"
TOP = 5
"""How many passages plain search shows."""
CANDIDATES = np.linspace(0.05, 0.95, 91)
DECLINE_WORTH = 1.2
"""How much a question rightly declined is worth beside one rightly answered."""
STRENGTH = 1.0
"""Inverse strength of the ridge on the weights."""


@dataclass(frozen=True)
class Labelled:
    """A question, the words that answer it, and what was found for it."""

    id: str
    sort: str
    quotes: tuple[str, ...]
    signs: tuple[float, ...]
    counted: tuple[str, ...]
    """The lines that a count was made from; none where nothing was counted."""
    meant_for_lists: bool
    shown: tuple[str, ...]
    ranked: tuple[str, ...]
    by_words: tuple[tuple[float, str], ...]
    by_meaning: tuple[tuple[float, str], ...]

    @property
    def answerable(self) -> bool:
        return bool(self.quotes)


def measure_asking(store: VectorStore, questions: Path = ASKED / "questions.yaml", fit: bool = False) -> Json:
    """Every figure on the half that fitted nothing; with `fit`, the weights are fitted on the other half first and kept."""
    rows = list(read_asked(store, questions))
    taught, unseen = rows[::2], rows[1::2]
    if fit:
        keep_weights(taught)
        rows = list(read_asked(store, questions))
        taught, unseen = rows[::2], rows[1::2]
    return {
        "questions": len(rows),
        "answerable": sum(one.answerable for one in rows),
        "unseen half": figures_of(unseen),
        "half that chose the weights": figures_of(taught),
        "unseen half, MiniLM's five nearest": plain_figures(taught, unseen, lambda one: one.by_meaning),
        "unseen half, BM25's five first": plain_figures(taught, unseen, lambda one: one.by_words),
    }


def read_asked(store: VectorStore, questions: Path) -> list[Labelled]:
    """Every labelled question with what is found for it in its pack, the sorts in turn so that halves are alike."""
    packs = yaml.safe_load(questions.read_text("utf-8"))
    rows = []
    for name, asked in packs.items():
        folder = PROJECT / "corpus" / "samples" / "pack" if name == SAMPLE else questions.parent / "packs" / name
        pack = read_pack(folder, lambda *_: None)
        papers = Papers(pack, pack.index(store))
        rows += [(row["sort"], n, _labelled(papers, name, n, row)) for n, row in enumerate(asked)]
    return [one for _, _, one in sorted(rows, key=lambda row: (row[0], row[2].id))]


def figures_of(rows: Sequence[Labelled]) -> Json:
    """Answered and declined rightly, and how much of what should be quoted is quoted."""
    answered = [bool(one.shown or one.counted) for one in rows]
    return _figures(rows, answered, [(*one.counted, *one.shown) for one in rows])


def plain_figures(
    taught: Sequence[Labelled], unseen: Sequence[Labelled], way: Callable[[Labelled], tuple[tuple[float, str], ...]]
) -> Json:
    """The same of plain search, which answers from the score on that was best on the half it was chosen on."""
    tops = np.array([max((score for score, _ in way(one)), default=0.0) for one in taught])
    cut = max(np.unique(tops), key=lambda at: _balanced([one.answerable for one in taught], tops >= at))
    shown = [tuple(words for _, words in way(one)[:TOP]) for one in unseen]
    sure = [bool(way(one)) and way(one)[0][0] >= cut for one in unseen]
    return _figures(unseen, sure, [one if yes else () for one, yes in zip(shown, sure, strict=True)])


def keep_weights(rows: Sequence[Labelled]) -> None:
    """Fits the weights of the signs, chooses the threshold by the same rows, and writes both down."""
    rows = [one for one in rows if not one.meant_for_lists]
    signs, true = np.array([one.signs for one in rows]), np.array([one.answerable for one in rows])
    model = LogisticRegression(C=STRENGTH * 10, max_iter=5000).fit(signs, true)
    sure: NDArray[np.float64] = model.predict_proba(signs)[:, 1]
    best = max(_balanced(true, sure >= at) for at in CANDIDATES)
    threshold = float(np.median([at for at in CANDIDATES if _balanced(true, sure >= at) == best]))
    written = {
        "weights": {name: round(float(weight), 3) for name, weight in zip(SIGNS, model.coef_[0], strict=True)},
        "bias": round(float(model.intercept_[0]), 3),
        "threshold": round(threshold, 2),
    }
    comment = "".join(line for line in FILE.read_text("utf-8").splitlines(keepends=True) if line.startswith("#"))
    FILE.write_text(comment + yaml.safe_dump(written, sort_keys=False), encoding="utf-8")
    sureness.cache_clear()


def _labelled(papers: Papers, pack: str, number: int, row: Json) -> Labelled:
    clauses = understand(row["text"], today_of(papers.pack))
    found = [look(papers, clause, NO_FILTERS) for clause in clauses]
    own = [[one for one in each if one.document.standing == "current"] for each, _ in found]
    signs = [signs_of(each, unknown) for each, (_, unknown) in zip(own, found, strict=True)]
    best = max(range(len(clauses)), key=lambda i: sureness().of(signs[i]))
    shown, counted = [], []
    for clause in clauses:
        lines = counted_lines(papers, clause)
        counted += lines
        if not (clause.wants_attendance and clause.agencies and not lines):
            shown += [one.hit.passage.text for one in choose(papers, clause).near]
    hits = [one for one in papers.index.search(row["text"], 60) if _stands(papers, one.passage.document)]
    return Labelled(
        f"{pack} {number}",
        row["sort"],
        tuple(row.get("quotes", ())),
        signs[best],
        tuple(counted),
        any(clause.wants_attendance for clause in clauses),
        tuple(shown),
        tuple(one.hit.passage.text for one in own[best]),
        tuple(sorted(((one.words, one.passage.text) for one in hits), reverse=True)),
        tuple(sorted(((one.meaning, one.passage.text) for one in hits), reverse=True)),
    )


def counted_lines(papers: Papers, clause: Clause) -> list[str]:
    """The lines of the lists from which a count is made, where the clause wants one."""
    if not clause.wants_attendance:
        return []
    lines = [
        line.text for tally in tallies_of(clause, papers.attendances) for met in tally.meetings for line, _ in met.lines
    ]
    return list(dict.fromkeys([*lines, *(one.line.text for one in present_at(clause, papers.attendances))]))


def _stands(papers: Papers, document: str) -> bool:
    return papers.documents[document].standing == "current"


def _figures(rows: Sequence[Labelled], answered: Sequence[bool], shown: Sequence[Sequence[str]]) -> Json:
    right = [one.answerable and yes for one, yes in zip(rows, answered, strict=True)]
    declined = [not one.answerable and not yes for one, yes in zip(rows, answered, strict=True)]
    can, cannot = sum(one.answerable for one in rows), sum(not one.answerable for one in rows)
    said = sum(answered)
    found = [
        sum(any(_holds(words, quote) for words in each) for quote in one.quotes)
        for one, each in zip(rows, shown, strict=True)
    ]
    gold = [
        sum(any(_holds(words, quote) for quote in one.quotes) for words in each)
        for one, each in zip(rows, shown, strict=True)
    ]
    sorts = sorted({one.sort for one in rows})
    return {
        "answered: recall": _share(sum(right), can),
        "answered: precision": _share(sum(right), said),
        "declined where nothing answers": f"{sum(declined)} of {cannot}",
        "answered where something does": f"{sum(right)} of {can}",
        "answers that hold a gold quote": _share(sum(n > 0 for n in found), can),
        "gold quotes shown": _share(sum(found), sum(len(one.quotes) for one in rows)),
        "shown that is gold": _share(sum(gold), sum(len(each) for each in shown)),
        "right by sort": {
            sort: f"{sum(a or b for one, a, b in zip(rows, right, declined, strict=True) if one.sort == sort)} of "
            f"{sum(one.sort == sort for one in rows)}"
            for sort in sorts
        },
    }


def _holds(words: str, quote: str) -> bool:
    return quote in " ".join(words.split())


def _balanced(true: Sequence[bool] | NDArray[np.bool_], said: NDArray[np.bool_]) -> float:
    """The mean of the shares rightly answered and rightly declined."""
    true = np.asarray(true)
    return float((said[true].mean() + DECLINE_WORTH * (~said[~true]).mean()) / (1 + DECLINE_WORTH))


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0
