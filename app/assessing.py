"""The main job: a pack, a framework and a period in; a proposal for every question out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.pack import Pack, Progress
from corpus.document import Document, Passage, Period
from indexer.heads import load_heads
from indexer.relevance import Relevance, Subject
from indexer.vector_store import VectorStore
from rules.assertion import says_something
from rules.edition import VERSION, rules_sha256
from rules.evidence import Candidate, Proposal
from rules.framework import Framework
from rules.judging import judge

SCHEMA = "assessment/1"

BEARS_AT_LEAST = 0.25
"""A passage bears on a question when the finder is at least this sure; chosen on labelled passages by sources held out (`make train`)."""


@dataclass(frozen=True)
class Assessment:
    """What the rules propose for a pack, with everything needed to make it again."""

    framework: Framework
    as_of: date
    period: Period
    pack: Pack
    proposals: tuple[Proposal, ...]
    embedding: tuple[str, str]
    """Name and SHA-256 of the embedding weights."""
    rules: tuple[str, str] = (VERSION, rules_sha256())


def assess(
    pack: Pack,
    framework: Framework,
    as_of: date,
    period: Period,
    store: VectorStore,
    taught: VectorStore,
    progress: Progress,
) -> Assessment:
    """Find what bears on each part, and let the rules judge it.

    `store` keeps the vectors of the papers, `taught` those of the framework's own sentences.
    """
    candidates = list(find_candidates(pack, relevance_for(framework, taught), store, progress))
    progress("judging", 0, 1)
    proposals = judge(framework, pack.documents, candidates, period)
    progress("judging", 1, 1)
    return Assessment(framework, as_of, period, pack, proposals, (store.embedder.name, store.embedder.sha256))


def find_candidates(pack: Pack, relevance: Relevance, store: VectorStore, progress: Progress) -> Iterator[Candidate]:
    """Every passage of the pack that says something and bears on a part, document by document."""
    for done, document in enumerate(pack.documents):
        progress("finding evidence", done, len(pack.documents))
        passages = [one for one in pack.passages[document.id] if says_something(one.text, one.style)]
        texts = [told(document, passage) for passage in passages]
        for sighting in relevance.sightings(texts, store.vectors(texts), BEARS_AT_LEAST):
            found_by = ("words", "meaning") if sighting.named else ("meaning",)
            yield Candidate(
                sighting.subject,
                passages[sighting.place],
                sighting.score,
                sighting.nearest,
                sighting.named,
                found_by,
                sighting.chief,
            )


def told(document: Document, passage: Passage) -> str:
    """The passage with the heading, or failing one the paper's title, that a person who reads it has in mind."""
    heading = passage.headings[-1] if passage.headings else document.profile.title.split(" – ")[0]
    return f"{heading}: {passage.text}" if heading else passage.text


def relevance_for(framework: Framework, store: VectorStore) -> Relevance:
    """The finder for a framework: its statements embedded once, its fitted weights where it has any."""
    subjects = subjects_of(framework)
    return Relevance(
        subjects,
        store.vectors([text for one in subjects for text in one.statements]),
        store.vectors([text for one in subjects for text in one.mistaken_for]),
        load_heads(),
    )


def subjects_of(framework: Framework) -> list[Subject]:
    """What the indexer looks for: one subject a part, its question's words with it."""
    return [
        Subject(part.id, question.id, part.statements, part.mistaken_for, part.terms, question.about)
        for question in framework.questions
        for part in question.parts
    ]


def last_year(day: date) -> Period:
    """The last whole financial year before this day, 1 April to 31 March."""
    end = date(day.year if (day.month, day.day) > (3, 31) else day.year - 1, 3, 31)
    return Period(date(end.year - 1, 4, 1), end)
