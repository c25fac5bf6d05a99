"""How well questions are answered and declined: the weights are fitted on some, and measured on others that are kept apart.

BM25 and plain MiniLM stand beside in the same run, always answering, and with the threshold that is best for each on the
questions that chose ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from app.answering.asking import ask, papers_for, today_of
from app.answering.choosing import signs_of
from app.answering.filters import NO_FILTERS
from app.answering.looking import Papers, look
from app.answering.sureness import FILE, SIGNS, sureness
from app.answering.understanding import understand
from app.config import PROJECT
from app.fitting.asking_figures import Labelled, always_figures, balanced, figures_of, plain_figures
from app.packs.pack import read_pack
from app.proposing.assessing import Stores

Json = dict[str, Any]

ASKED = Path(__file__).parent / "asked"
CHOSE, APART = "questions.yaml", "kept_apart.yaml"
SAMPLE = "sample"
CANDIDATES = np.linspace(0.05, 0.95, 91)
STRENGTH = 3.0
"""Inverse strength of the ridge on the weights."""
SEARCHED = 60


def measure_asking(stores: Stores, asked: Path = ASKED, fit: bool = False, elsewhere: Path | None = None) -> Json:
    """Every figure on the questions kept apart; with `fit`, the weights are fitted on the others first and kept.

    `elsewhere` holds packs that are not among the project's files; the questions of a pack that stands nowhere are left out.
    """
    taught = list(read_asked(stores, asked / CHOSE, elsewhere))
    if fit:
        keep_weights(taught)
        taught = list(read_asked(stores, asked / CHOSE, elsewhere))
    apart = list(read_asked(stores, asked / APART, elsewhere))
    ways = {"MiniLM": lambda one: one.by_meaning, "BM25": lambda one: one.by_words}
    return {
        "questions": len(taught) + len(apart),
        "answerable": sum(one.answerable for one in (*taught, *apart)),
        "packs kept apart": sorted({one.id.partition(" ")[0] for one in apart}),
        "kept apart": figures_of(apart),
        **{f"kept apart, {name}'s five first, always answering": always_figures(apart, ways[name]) for name in ways},
        **{
            f"kept apart, {name}'s five first, its best threshold": plain_figures(taught, apart, ways[name])
            for name in ways
        },
        "those that chose the weights": figures_of(taught),
    }


def read_asked(stores: Stores, questions: Path, elsewhere: Path | None = None) -> Iterator[Labelled]:
    """Every labelled question of a pack that is there, with what is answered from it."""
    for name, asked in yaml.safe_load(questions.read_text("utf-8")).items():
        folder = _folder(name, questions.parent, elsewhere)
        if folder is None:
            continue
        pack = read_pack(folder, lambda *_: None)
        papers = papers_for(pack, pack.index(stores.papers))
        yield from (_labelled(papers, stores, f"{name} {n}", row) for n, row in enumerate(asked))


def _folder(name: str, beside: Path, elsewhere: Path | None) -> Path | None:
    if name == SAMPLE:
        return PROJECT / "corpus" / "samples" / "pack"
    places = [beside / "packs" / name]
    places += [elsewhere / f"pack-{name}" / "documents", elsewhere / name] if elsewhere else []
    return next((one for one in places if one.is_dir()), None)


def keep_weights(rows: Sequence[Labelled]) -> None:
    """Fits the weights of the signs, chooses the threshold by the same rows, and writes both down."""
    rows = [one for one in rows if not one.meant_for_lists]
    signs, true = np.array([one.signs for one in rows]), np.array([one.answerable for one in rows])
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(signs, true)
    sure: NDArray[np.float64] = model.predict_proba(signs)[:, 1]
    best = max(balanced(true, sure >= at) for at in CANDIDATES)
    threshold = float(np.median([at for at in CANDIDATES if balanced(true, sure >= at) == best]))
    written = {
        "weights": {name: round(float(weight), 3) for name, weight in zip(SIGNS, model.coef_[0], strict=True)},
        "bias": round(float(model.intercept_[0]), 3),
        "threshold": round(threshold, 2),
    }
    comment = "".join(line for line in FILE.read_text("utf-8").splitlines(keepends=True) if line.startswith("#"))
    FILE.write_text(comment + yaml.safe_dump(written, sort_keys=False), encoding="utf-8")
    sureness.cache_clear()


def _labelled(papers: Papers, stores: Stores, identity: str, row: Json) -> Labelled:
    answer = ask(papers.pack, papers.index, stores.reader, row["text"])
    clauses = understand(row["text"], today_of(papers.pack))
    found = [look(papers, clause, NO_FILTERS) for clause in clauses]
    signs = [
        signs_of([one for one in each if one.document.standing == "current"], unknown, clause)
        for clause, (each, unknown) in zip(clauses, found, strict=True)
    ]
    hits = [
        one
        for one in papers.index.search(row["text"], SEARCHED)
        if papers.documents[one.passage.document].standing == "current"
    ]
    return Labelled(
        identity,
        row["sort"],
        tuple(row.get("quotes", ())),
        max(signs, key=sureness().of),
        any(clause.wants_attendance for clause in clauses),
        answer["answered"],
        tuple(one["quote"] for one in answer["citations"]),
        tuple(sorted(((one.words, one.passage.text) for one in hits), reverse=True)),
        tuple(sorted(((one.meaning, one.passage.text) for one in hits), reverse=True)),
    )
