"""The main job: a pack, a framework and a period in; a proposal for every question out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from app.packs.pack import Pack, Progress
from app.proposing.heard import HeardBefore
from app.proposing.leaning import leanings_of
from app.proposing.stores import Model, Stores
from corpus.document import Document, Passage, Period
from indexer.adapted import pair
from indexer.heads import Heads, load_heads
from indexer.index import describe
from indexer.relevance import Relevance, Sighting, Subject
from indexer.scorer import Scorer
from indexer.vector_store import VectorStore
from rules.assertion import says_something
from rules.edition import VERSION, rules_sha256
from rules.evidence import Candidate, Heard, Placed, Proposal, Stance
from rules.framework import Framework
from rules.judging import hear, judge_heard

LABELLED_FRAMEWORK = "six-steps"
"""The framework whose questions the labelled passages were labelled for."""
MAY_BEAR = 0.25
"""How sure the finder must be for a passage to be read beside the question."""
BEARS_AT_LEAST = 0.2
"""A passage bears on a question when finder and reader together are at least this sure; chosen on sources held out (`make train`)."""


AT_ONCE = 16
"""Papers whose passages are put to the models together."""


@dataclass(frozen=True)
class Assessment:
    """What the rules propose for a pack, with everything needed to make it again."""

    framework: Framework
    as_of: date
    period: Period
    pack: Pack
    proposals: tuple[Proposal, ...]
    models: Mapping[str, Model]
    """The weights that found evidence, and those that weighed its words."""
    rules: tuple[str, str] = (VERSION, rules_sha256())


def assess(
    pack: Pack,
    framework: Framework,
    as_of: date,
    period: Period,
    stores: Stores,
    progress: Progress,
    placed: Sequence[Placed] = (),
) -> Assessment:
    """Find what bears on each part, and let the rules judge it; `placed` is what a person said of some of it."""
    heard = heard_in(pack, framework, stores, progress)
    progress("judging", 0, 1)
    proposals = judge_heard(framework, pack.documents, heard, period, placed)
    progress("judging", 1, 1)
    return Assessment(framework, as_of, period, pack, proposals, stores.models)


def heard_in(pack: Pack, framework: Framework, stores: Stores, progress: Progress) -> list[Heard]:
    """What the words of every paper say of the parts: of those that are as they were, what was heard of them before."""
    before = HeardBefore(stores.heard, framework, stores.models)
    heard = {one.id: before.take(one, pack.passages[one.id]) for one in pack.documents}
    new = tuple(one for one in pack.documents if heard[one.id] is None)
    if new:
        found = find_candidates(replace(pack, documents=new), framework, stores, progress)
        said = {paper: list(hear(framework, each)) for paper, each in groupby(found, lambda one: one.passage.document)}
        for one in new:
            heard[one.id] = said.get(one.id, [])
            before.keep(one, pack.passages[one.id], said.get(one.id, []))
    return [each for one in pack.documents for each in heard[one.id] or ()]


def find_candidates(
    pack: Pack,
    framework: Framework,
    stores: Stores,
    progress: Progress,
    only: str | None = None,
    heads: Heads | None = None,
) -> Iterator[Candidate]:
    """Every passage of the pack that says something and bears on a part (of one question alone, if named), document by document.

    `heads` are the fitted weights where they are not those that are shipped.
    """
    relevance = relevance_for(framework, stores.taught, heads)
    scored = VectorStore(stores.papers.keeper, Scorer(relevance, stores.papers.vectors))
    sought = [one for one in framework.questions if only in (None, one.id)]
    asked = {part.id: question.text for question in sought for part in question.parts}
    for start in range(0, len(pack.documents), AT_ONCE):
        progress("finding evidence", start, len(pack.documents))
        papers = [_Assertions.of(pack, one) for one in pack.documents[start : start + AT_ONCE]]
        vectors = stores.papers.vectors_of_each([one.texts for one in papers])
        seen = [
            [
                one
                for one in relevance.sightings(paper.texts, rows, scored.vectors(paper.texts), MAY_BEAR, paper.bare)
                if one.subject in asked
            ]
            for paper, rows in zip(papers, vectors, strict=True)
        ]
        pairs = [
            [pair(paper.texts[one.place], asked[one.subject]) for one in sightings]
            for paper, sightings in zip(papers, seen, strict=True)
        ]
        for paper, sightings, rows in zip(papers, seen, stores.leanings.vectors_of_each(pairs), strict=True):
            for sighting, leaning in zip(sightings, leanings_of(stores.reader.labels, rows), strict=True):
                score = relevance.borne_out(sighting, leaning.bears)
                if score >= BEARS_AT_LEAST:
                    yield _candidate(sighting, paper.passages[sighting.place], leaning.stances, score)


@dataclass(frozen=True)
class _Assertions:
    """The passages of a paper that say something, and each as a person who reads it has it in mind."""

    passages: tuple[Passage, ...]
    texts: tuple[str, ...]

    @property
    def bare(self) -> tuple[str, ...]:
        return tuple(one.text for one in self.passages)

    @classmethod
    def of(cls, pack: Pack, document: Document) -> _Assertions:
        passages = tuple(one for one in pack.passages[document.id] if says_something(one.text, one.style))
        return cls(passages, tuple(one.told for one in describe(document, passages)))


def _candidate(sighting: Sighting, passage: Passage, leaning: Mapping[Stance, float], score: float) -> Candidate:
    return Candidate(
        sighting.subject,
        passage,
        score,
        sighting.nearest,
        sighting.named,
        ("words", "meaning") if sighting.named else ("meaning",),
        sighting.chief,
        leaning,
    )


def relevance_for(framework: Framework, store: VectorStore, heads: Heads | None = None) -> Relevance:
    """The finder for a framework: its statements embedded once, its fitted weights where it has any."""
    subjects = subjects_of(framework)
    return Relevance(
        subjects,
        store.vectors([text for one in subjects for text in one.statements]),
        store.vectors([text for one in subjects for text in one.mistaken_for]),
        heads or load_heads(),
    )


def subjects_of(framework: Framework) -> list[Subject]:
    """What the indexer looks for: one subject a part, its question's words with it."""
    labelled = framework.id == LABELLED_FRAMEWORK
    return [
        Subject(
            part.id,
            question.id,
            part.statements,
            part.mistaken_for,
            part.terms,
            question.about,
            (question.id,) if labelled else question.akin,
            labelled,
        )
        for question in framework.questions
        for part in question.parts
    ]


def last_year(day: date) -> Period:
    """The last whole financial year before this day, 1 April to 31 March."""
    end = date(day.year if (day.month, day.day) > (3, 31) else day.year - 1, 3, 31)
    return Period(date(end.year - 1, 4, 1), end)
