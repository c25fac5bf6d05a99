"""How well questions are answered and declined: the weights are fitted on some, and measured on others that are kept apart.

The reader of answers was taught on a third lot (`answers.py`). BM25 and plain MiniLM stand beside in the same run, always
answering, and with the threshold that is best for each on the questions that chose ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from app.answering.asking import ask, papers_for, today_of
from app.answering.choosing import READ, read
from app.answering.filters import NO_FILTERS
from app.answering.looking import Papers, look
from app.answering.quotes import parted
from app.answering.readers import Readers
from app.answering.understanding import Clause, understand
from app.config import PROJECT
from app.fitting.asking_figures import Labelled, always_figures, figures_of, holds, plain_figures
from app.fitting.sureness import Lesson, Read, fitted, keep
from app.packs.pack import read_pack
from indexer.index import Described
from indexer.vector_store import VectorStore

Json = dict[str, Any]

ASKED = Path(__file__).parent / "asked"
TAUGHT, CHOSE, APART = "taught.yaml", "questions.yaml", "kept_apart.yaml"
SAMPLE = "sample"
SEARCHED = 60
PACKS = ASKED / "packs", PROJECT / "tests" / "packs"


class MissingPack(Exception):
    """The papers of a pack, of which questions teach or choose, are not at hand."""

    def __str__(self) -> str:
        return f"The papers of {self.args[0]} are not at hand, and its questions are needed for fitting."


def measure_asking(store: VectorStore, asked: Path = ASKED, fit: bool = False, elsewhere: Sequence[Path] = ()) -> Json:
    """Every figure on the questions kept apart; with `fit`, the weights are fitted on the others first and kept.

    `elsewhere` holds packs that are not among these files; the questions of a pack that stands nowhere are left out.
    """
    readers = Readers.packaged()
    if fit:
        keep(fitted(list(lessons_of(store, readers, asked / CHOSE))))
    taught = list(read_asked(store, readers, asked / CHOSE, elsewhere))
    apart = list(read_asked(store, readers, asked / APART, elsewhere))
    ways = {"MiniLM": lambda one: one.by_meaning, "BM25": lambda one: one.by_words}
    packs = sorted({one.pack for one in apart})
    return {
        "questions": len(taught) + len(apart),
        "answerable": sum(one.answerable for one in (*taught, *apart)),
        "packs kept apart": packs,
        "kept apart": figures_of(apart),
        **{f"kept apart, {name}": figures_of([one for one in apart if one.pack == name]) for name in packs},
        **{f"kept apart, {name}'s five first, always answering": always_figures(apart, ways[name]) for name in ways},
        **{
            f"kept apart, {name}'s five first, its best threshold": plain_figures(taught, apart, ways[name])
            for name in ways
        },
        "those that chose the weights": figures_of(taught),
    }


def read_asked(
    store: VectorStore, readers: Readers, questions: Path, elsewhere: Sequence[Path] = ()
) -> Iterator[Labelled]:
    """Every labelled question of a pack that is there, with what is answered from it."""
    for papers, name, row in asked_of(store, questions, lambda name: folder_of(name, elsewhere)):
        yield _labelled(papers, readers, name, row)


def asked_of(
    store: VectorStore, questions: Path, find: Callable[[str], Path | None]
) -> Iterator[tuple[Papers, str, Json]]:
    """Every labelled question with the papers that it is asked of and their pack's name, where `find` finds that."""
    for name, rows in yaml.safe_load(questions.read_text("utf-8")).items():
        if folder := find(name):
            pack = read_pack(folder, lambda *_: None)
            papers = papers_for(pack, pack.index(store))
            yield from ((papers, name, row) for row in rows)


def asked_as(papers: Papers, row: Json) -> str:
    """A labelled question as the models are asked it: a clause by its own words, two clauses whole."""
    (clause, *more) = understand(row["text"], today_of(papers.pack))
    return str(row["text"]) if more else clause.searched


def standing_of(papers: Papers) -> list[Described]:
    """The passages of the papers that stand."""
    return [one for one in papers.index.described if papers.documents[one.passage.document].standing == "current"]


def is_answered_by(one: Described, row: Json) -> bool:
    """Whether a labelled question's quotes stand in the passage."""
    return any(holds(one.passage.text, quote) for quote in row.get("quotes", ()))


def folder_of(name: str, elsewhere: Sequence[Path] = ()) -> Path | None:
    """Where the papers of a pack are; None where they are not at hand."""
    if name == SAMPLE:
        return PROJECT / "corpus" / "samples" / "pack"
    below = f"pack-{name}/documents", f"{name}/documents", name
    return next((each / one for each in (*PACKS, *elsewhere) for one in below if (each / one).is_dir()), None)


def needed(name: str) -> Path:
    """Where the papers of a pack are, without which nothing can be fitted."""
    folder = folder_of(name)
    if folder is None:
        raise MissingPack(name)
    return folder


def _labelled(papers: Papers, readers: Readers, pack: str, row: Json) -> Labelled:
    answer = ask(papers.pack, papers.index, readers, row["text"])
    hits = [
        one
        for one in papers.index.search(row["text"], SEARCHED)
        if papers.documents[one.passage.document].standing == "current"
    ]
    return Labelled(
        pack,
        row["sort"],
        tuple(row.get("quotes", ())),
        answer["answered"],
        tuple(one["quote"] for one in answer["citations"]),
        tuple(
            {
                one["quote"]: None
                for each in answer["clauses"]
                for group in parted(each["groups"])[0]
                for one in group["citations"]
            }
        ),
        tuple(sorted(((one.words, one.passage.text) for one in hits), reverse=True)),
        tuple(sorted(((one.meaning, one.passage.text) for one in hits), reverse=True)),
    )


def lessons_of(store: VectorStore, readers: Readers, questions: Path) -> Iterator[Lesson]:
    """Every question that chooses, with what is read for each of its clauses; those that lists answer teach nothing here."""
    for papers, _, row in asked_of(store, questions, needed):
        clauses = understand(row["text"], today_of(papers.pack))
        if not any(one.wants_attendance for one in clauses):
            quotes = tuple(row.get("quotes", ()))
            yield Lesson(quotes, tuple(_read(papers, readers, one, quotes) for one in clauses))


def _read(papers: Papers, readers: Readers, clause: Clause, quotes: Sequence[str]) -> Read:
    found = [one for one in look(papers, clause, readers.queries, NO_FILTERS) if one.document.standing == "current"][
        :READ
    ]
    reads = read(papers, clause, readers.answering, found) if found else np.zeros(0, dtype=np.float32)
    texts = [one.hit.passage.text for one in found]
    return Read(
        clause, tuple(found), reads, np.array([any(holds(text, one) for one in quotes) for text in texts], bool)
    )
