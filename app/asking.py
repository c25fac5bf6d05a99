"""Ask the papers: verbatim quotes grouped by what they say, or an honest "the papers do not say". No model is needed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.contract import hit_json
from app.pack import Pack
from corpus.document import Document
from indexer.hit import Hit
from indexer.index import Index
from rules.assertion import says_something
from rules.evidence import Stance, StanceReading
from rules.stance import read_stance

Json = dict[str, Any]

MOST_QUOTES = 8
DEPTH = 40
MEANING_WORTH = 0.6
"""Share of the closeness that is meaning; the rest is the share of the question's words that the passage has."""
CLOSE_ENOUGH = 0.46
"""Below this closeness nothing is an answer."""
NEAR_THE_BEST = 0.8
"""A quote is shown when it is at least this share as close as the best."""

_ASKS_A_FIGURE = re.compile(
    r"\b(?:how (?:many|much|often|long)|what (?:number|share|percentage|proportion|rate)|figures?)\b", re.IGNORECASE
)

GROUPS: tuple[tuple[str, str, tuple[Stance, ...]], ...] = (
    ("supports", "Says that it is so", (Stance.IMPACT, Stance.ACHIEVED)),
    ("qualifies", "Says that it is so in part", (Stance.PARTIAL,)),
    ("against", "Says that it is not so", (Stance.GAP,)),
    ("plans", "Says that it is planned", (Stance.PLANNED,)),
    ("duties", "Says only what should happen", (Stance.DUTY,)),
)


@dataclass(frozen=True)
class Quote:
    """A passage that answers, how close it is to the question, and what it says."""

    hit: Hit
    document: Document
    closeness: float
    reading: StanceReading


def ask(pack: Pack, index: Index, text: str, about: str = "") -> Json:
    """The answer to one question in plain English, as the contract's `ask` line without its id, with the quotes in groups.

    `about` is the framework's question on whose page it was asked: it is not asked itself, but what is said of it is shown.
    """
    quotes = find_quotes(pack, index, text, about)
    looked_in = what_was_looked_in(pack.documents)
    citations = [_citation(quote) for quote in quotes]
    answer = _answer(quotes) if quotes else f"The papers do not say. {looked_in}"
    return {
        "answered": bool(quotes),
        "answer": answer,
        "citations": citations,
        "looked_in": looked_in,
        "groups": [
            {"name": name, "title": title, "citations": [one for one in citations if one["stance"] in stances]}
            for name, title, stances in GROUPS
            if any(one["stance"] in stances for one in citations)
        ],
    }


def find_quotes(pack: Pack, index: Index, text: str, about: str = "") -> list[Quote]:
    """The passages close enough to the question to answer it, closest first; none where nothing is."""
    hits = [hit for hit in index.search(text, DEPTH) if _may_answer(hit, text)]
    if not hits:
        return []
    documents = {one.id: one for one in pack.documents}
    place = {passage.id: i for i, passage in enumerate(index.passages)}
    coverage = index.words.coverage(text)
    meaning = index.cosines([text])[:, 0]
    at = [place[hit.passage.id] for hit in hits]
    closeness = MEANING_WORTH * meaning[at] + (1 - MEANING_WORTH) * coverage[at]
    best = float(np.max(closeness))
    if best < CLOSE_ENOUGH:
        return []
    floor = max(CLOSE_ENOUGH, best * NEAR_THE_BEST)
    order = sorted(range(len(hits)), key=lambda i: (-round(float(closeness[i]), 4), hits[i].passage.id))
    kept = [i for i in order if closeness[i] >= floor and documents[hits[i].passage.document].standing != "duplicate"]
    focus = f"{text} {about}".strip()
    return [_quote(hits[i], documents, float(closeness[i]), focus) for i in kept[:MOST_QUOTES]]


def _may_answer(hit: Hit, text: str) -> bool:
    """A label answers nothing, but a bare figure may answer a question for one."""
    if says_something(hit.passage.text, hit.passage.style):
        return True
    return bool(_ASKS_A_FIGURE.search(text)) and any(letter.isdigit() for letter in hit.passage.text)


def _quote(hit: Hit, documents: dict[str, Document], closeness: float, text: str) -> Quote:
    reading = read_stance(hit.passage.text, focus=text, headings=hit.passage.headings)
    return Quote(hit, documents[hit.passage.document], round(closeness, 4), reading)


def _citation(quote: Quote) -> Json:
    document = quote.document
    current = document.standing == "current"
    return {
        **hit_json(quote.hit, document),
        "score": quote.closeness,
        "stance": quote.reading.stance.value,
        "counts": current and quote.reading.stance not in (Stance.PLANNED, Stance.DUTY),
        "because": "" if current else f"{document.standing.capitalize()}: {document.standing_because}",
        "stance_because": quote.reading.because,
        "standing": document.standing,
    }


def _answer(quotes: Sequence[Quote]) -> str:
    """Each group's quotes, newest first, each with its paper, date and place."""
    sentences = []
    for _, title, stances in GROUPS:
        group = [one for one in quotes if one.reading.stance in stances]
        group.sort(
            key=lambda one: one.document.profile.date.isoformat() if one.document.profile.date else "", reverse=True
        )
        if group:
            sentences.append(f"{title}: " + " ".join(f"“{one.hit.passage.text}” ({_source(one)})." for one in group))
    return " ".join(sentences)


def _source(quote: Quote) -> str:
    profile = quote.document.profile
    day = f"{profile.date.day} {profile.date:%B %Y}" if profile.date else "undated"
    standing = "" if quote.document.standing == "current" else f", {quote.document.standing}"
    return f"{profile.title}, {day}, {quote.hit.passage.where}{standing}"


def what_was_looked_in(documents: Sequence[Document]) -> str:
    """How many papers were read, and what could not be."""
    readable = [one for one in documents if one.reading.status in ("read", "partly_read")]
    unread = [one for one in documents if one.reading.status not in ("read", "partly_read")]
    places = sum(len(one.reading.unread) for one in readable)
    words = [f"{len(readable)} paper{'' if len(readable) == 1 else 's'} looked in"]
    if unread:
        words.append(f"{len(unread)} could not be read")
    if places:
        words.append(f"{places} place{'' if places == 1 else 's'} in them could not be read")
    return "; ".join(words) + "."
