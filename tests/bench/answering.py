"""How soon the first words of an answer are there, without a model, over a hundred thousand passages."""

from __future__ import annotations

import hashlib
import os
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from app.answering.asking import ask, papers_for, today_of
from app.answering.choosing import choose
from app.answering.understanding import understand
from app.packs.pack import Pack, make_pack
from app.packs.questions import packaged_readers
from corpus.document import Block, Document, Location, Passage, Profile, Reading, Segment
from indexer.embedder import DIMENSIONS, Embedder, Vectors
from indexer.index import Index, describe
from indexer.vector_store import VectorStore

PASSAGES_A_PAPER = 500
WORDS = 6, 42
"""Of a passage, from and to, as in the packs of `tests/packs`; its paper's title stands in front when it is read."""
TITLE = "Executive minutes of the partnership, quarterly meeting number"
QUESTIONS = (
    "Did the police come to the executive, and what did they challenge?",
    "How many schools use the neglect tool?",
    "Why was the protocol with the adults board not renewed?",
    "What did the council say about fathers in 2025?",
)
VOCABULARY = (
    "police council health school neglect audit plan protocol board fathers children review data training partner agreed "
    "challenged asked signed late quarter meeting action owner report home visit family help risk practice referral"
)


class OfTheirHash:
    """A paper's passages as random unit vectors, at no cost; a question by itself is embedded as it always is."""

    name, dimensions, sha256 = "hash", DIMENSIONS, "0" * 64

    def __init__(self) -> None:
        self.real = Embedder.packaged()

    def embed(self, texts: list[str]) -> Vectors:
        if len(texts) == 1:
            return self.real.embed(texts)
        seed = int.from_bytes(hashlib.sha256("".join(texts).encode()).digest()[:4])
        rows = np.random.default_rng(seed).standard_normal((len(texts), DIMENSIONS), dtype=np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def first_words(passages: int, rounds: int = 5) -> dict[str, Any]:
    """Milliseconds to the quotes that are chosen, and to the whole answer; what is made once is not counted."""
    pack, index = _pack(passages)
    papers, today, readers = papers_for(pack, index), today_of(pack), packaged_readers()

    def chosen(question: str) -> None:
        for clause in understand(question, today):
            choose(papers, clause, readers)

    return {
        "passages": len(index.described),
        "first words": _timed(chosen, rounds),
        "whole answer": _timed(lambda question: ask(pack, index, readers, question), rounds),
        "load of the machine": round(os.getloadavg()[0], 1),
    }


def _timed(asks: Callable[[str], object], rounds: int) -> dict[str, int]:
    """The first question by itself; of the others the median and the worst, and the processor's time of their median."""
    took, worked = [], []
    for question in QUESTIONS * rounds:
        began, at_work = time.perf_counter(), time.process_time()
        asks(question)
        took.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - at_work) * 1000)
    return {
        "first question, ms": round(took[0]),
        "median, ms": round(statistics.median(took[1:])),
        "worst, ms": round(max(took[1:])),
        "median of the processor, ms": round(statistics.median(worked[1:])),
    }


def _pack(passages: int) -> tuple[Pack, Index]:
    documents = [_document(number) for number in range(passages // PASSAGES_A_PAPER)]
    pack = make_pack(documents)
    described = [one for document in documents for one in describe(document, _passages(document))]
    return pack, Index(described, VectorStore(None, OfTheirHash()))


def _document(number: int) -> Document:
    words = VOCABULARY.split()
    numbers = np.random.default_rng(number)
    lengths = numbers.integers(*WORDS, PASSAGES_A_PAPER)
    chosen = [numbers.integers(0, len(words), length) for length in lengths]
    lines = [f"{' '.join(words[i] for i in row).capitalize()} {number}-{n}." for n, row in enumerate(chosen)]
    segments = tuple(
        Segment(Location(paragraph=n), line, (Block(0, len(line), "paragraph"),)) for n, line in enumerate(lines, 1)
    )
    reading = Reading("read", None, "txt", segments)
    profile = Profile("executive_minutes", f"{TITLE} {number}", None, None, "partnership", None, True, False)
    return Document(f"{number:012x}", f"minutes-{number}.txt", f"{number:064x}", reading, profile)


def _passages(document: Document) -> Sequence[Passage]:
    return [
        Passage(document.id, n, 0, len(one.text), one.text, one.where, "paragraph", ())
        for n, one in enumerate(document.reading.segments)
    ]


if __name__ == "__main__":
    import json
    import sys

    sys.stdout.write(json.dumps(first_words(int(sys.argv[1]) if sys.argv[1:] else 100_000)) + "\n")
