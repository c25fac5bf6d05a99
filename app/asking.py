"""Ask the papers: verbatim quotes grouped by what they say, or an honest "the papers do not say". No model is needed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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
FAR_ENOUGH_TO_DENY = 0.36
"""The closest passage that says otherwise is shown from this closeness on, though others are closer."""
MOST_OTHERS = 2
"""How many quotes are shown from papers that do not stand: superseded, drafts, another area's."""
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

ELSEWHERE = (
    "elsewhere",
    "Found only in papers that do not stand for this review: superseded, drafts or another area's",
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
    grouped = [(name, title, _in_group(quotes, stances)) for name, title, stances in GROUPS]
    grouped.append((*ELSEWHERE, [one for one in quotes if one.document.standing != "current"]))
    looked_in = what_was_looked_in(pack.documents)
    answered = any(one.document.standing == "current" for one in quotes)
    told = " ".join(_told(title, group) for _, title, group in grouped if group)
    return {
        "answered": answered,
        "answer": told if answered else " ".join(f"The papers do not say. {looked_in} {told}".split()),
        "citations": [_citation(quote) for quote in quotes],
        "looked_in": looked_in,
        "groups": [
            {"name": name, "title": title, "citations": [_citation(one) for one in group]}
            for name, title, group in grouped
            if group
        ],
    }


def _in_group(quotes: Sequence[Quote], stances: tuple[Stance, ...]) -> list[Quote]:
    """The review's own papers that say so, newest first."""
    group = [one for one in quotes if one.document.standing == "current" and one.reading.stance in stances]
    return sorted(group, key=lambda one: str(one.document.profile.date or ""), reverse=True)


def find_quotes(pack: Pack, index: Index, text: str, about: str = "") -> list[Quote]:
    """The passages close enough to the question to answer it, closest first; none where nothing is."""
    hits = [hit for hit in index.search(text, DEPTH) if _may_answer(hit, text)]
    if not hits:
        return []
    documents = {one.id: one for one in pack.documents}
    place = {passage.id: i for i, passage in enumerate(index.passages)}
    coverage = index.words.coverage(text)
    at = [place[hit.passage.id] for hit in hits]
    meaning = index.vectors[at] @ index.store.embedder.embed([text])[0]
    closeness = MEANING_WORTH * meaning + (1 - MEANING_WORTH) * coverage[at]
    order = sorted(range(len(hits)), key=lambda i: (-round(float(closeness[i]), 4), hits[i].passage.id))
    kept = [i for i in order if documents[hits[i].passage.document].standing != "duplicate"]
    focus = f"{text} {about}".strip()
    return _chosen([_quote(hits[i], documents, float(closeness[i]), focus) for i in kept])


def _chosen(quotes: Sequence[Quote]) -> list[Quote]:
    """Those near the best of the review's own papers, then the best that says otherwise, then papers that do not stand."""
    own = [one for one in quotes if one.document.standing == "current"]
    others = [one for one in quotes if one.document.standing != "current"]
    floor = max(CLOSE_ENOUGH, NEAR_THE_BEST * max((one.closeness for one in own), default=0.0))
    near = [one for one in own if one.closeness >= floor][:MOST_QUOTES]
    otherwise = [one for one in own if one.closeness >= FAR_ENOUGH_TO_DENY and one.reading.stance is Stance.GAP]
    if near and otherwise and not any(one.reading.stance is Stance.GAP for one in near):
        near.append(otherwise[0])
    return near + [one for one in others if one.closeness >= floor][:MOST_OTHERS]


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


def _told(title: str, group: Sequence[Quote]) -> str:
    """One group in a sentence: each quote with its paper, date and place."""
    return f"{title}: " + " ".join(f"“{one.hit.passage.text}” ({_source(one)})." for one in group)


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
