"""Passages that may answer a clause, closest first: by meaning, by the subject's words or words alike, by the agency, in the time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from app.answering.agencies import agencies, is_of, named_in
from app.answering.filters import Filters
from app.answering.meetings import BORDER, Attendance, attendances_in, people_in
from app.answering.spans import Span, speaks_of
from app.answering.summaries import Summed, summed_in
from app.answering.understanding import Clause
from app.answering.wording import Subject, coverage, rarest_met, subjects_of
from app.packs.pack import Pack
from corpus.document import Document, Passage
from indexer.embedder import Embeds, Vectors
from indexer.hit import Hit
from indexer.index import Described, Index
from rules.assertion import says_something

DEPTH = 200
DEEPER = 400
"""How far down is looked where a time or a filter leaves much of it out, or an agency comes first."""
MEANING_WORTH, CONTEXT_WORTH, WORDS_WORTH = 0.6, 0.2, 0.2
"""Shares of the closeness: meaning; the subject in the passage with its headings; the subject in the passage alone."""
OF_AGENCY = 0.07
"""Added where a passage is by or about an agency that was asked for; one that names nobody's agency may still answer."""
SILENT_ON_FIGURES = 0.08
"""Taken off where a figure is asked for and the passage has none."""
NAMES_EVERY = 0.04
"""Added for each further agency that is asked for and named."""
_INITIALS = re.compile(r"\b[A-Z]{2,3}\b")
_NO_FIGURE_KNOWN = re.compile(
    r"\b(?:nobody|no one|none|not (?:known|collected|recorded|available|held)|unknown|no (?:figures?|data|measure)|nothing)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """A passage that may answer: how close it is, and how much of the subject it has."""

    hit: Hit
    document: Document
    closeness: float
    covered: float
    rarest: float
    """1 where it has the rarest of the question's subject words, less where it has one alike, 0 where neither."""
    named: float
    """The share of the agencies asked for that it is by or about; 1 where none was."""


@dataclass(frozen=True)
class Papers:
    """A pack with its index, and what is known of the people in its minutes."""

    pack: Pack
    index: Index

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        return {one.id: one for one in self.pack.documents}

    @cached_property
    def attendances(self) -> tuple[Attendance, ...]:
        return attendances_in(self.pack.documents)

    @cached_property
    def summed(self) -> tuple[Summed, ...]:
        return summed_in(self.pack.documents)

    @cached_property
    def people(self) -> Mapping[str, str]:
        return people_in(self.attendances)

    @cached_property
    def surnames(self) -> Mapping[str, frozenset[str]]:
        """The last names of the people in the minutes, and the agencies of those who bear them."""
        named: dict[str, set[str]] = defaultdict(set)
        for name, agency in self.people.items():
            if " " in name:
                named[name.split()[-1]].add(agency)
        return {name: frozenset(theirs) for name, theirs in named.items()}

    @cached_property
    def before(self) -> Mapping[str, str]:
        """The words that stand before each passage under the same heading: "they" is often said of those."""
        return {
            later.id: earlier.text
            for passages in self.pack.passages.values()
            for earlier, later in pairwise(passages)
            if earlier.headings == later.headings and later.style == "paragraph"
        }

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each passage in the index, by its id."""
        return {one.passage.id: i for i, one in enumerate(self.index.described)}

    @cached_property
    def described(self) -> Mapping[str, Described]:
        """Each passage with the words that say where it stands, by its id."""
        return {one.passage.id: one for one in self.index.described}

    def subjects(self, text: str) -> tuple[Subject, ...]:
        """The subject words of a question, weighed by their rarity in this pack."""
        return subjects_of(text, len(self.index.described), self.index.words.spread)


def look(papers: Papers, clause: Clause, queries: Embeds, filters: Filters) -> list[Found]:
    """What may answer the clause, closest first; `queries` turns the question into a vector."""
    subjects = papers.subjects(clause.searched)
    narrow = bool(clause.agencies or clause.span or filters.chosen)
    if not papers.index.described or not any(letter.isalnum() for letter in clause.searched):
        return []
    asked: Vectors = queries.embed([clause.searched])[0]
    hits = papers.index.search(clause.searched, DEEPER if narrow else DEPTH, asked)
    may = [hit for hit in hits if _may_answer(papers, hit, clause, filters)]
    named = [_how_many(papers, hit.passage, clause.agencies) for hit in may]
    kept = [(hit, many) for hit, many in zip(may, named, strict=True) if many is not None]
    meaning = _meaning(papers, [hit for hit, _ in kept], asked)
    found = [_found(papers, hit, clause, subjects, near, many) for (hit, many), near in zip(kept, meaning, strict=True)]
    return sorted(found, key=lambda one: (-one.closeness, one.hit.passage.id))


def _found(papers: Papers, hit: Hit, clause: Clause, subjects: Sequence[Subject], meaning: float, named: int) -> Found:
    context = papers.described[hit.passage.id].in_context
    whole, own = coverage(subjects, context), coverage(subjects, hit.passage.text)
    closeness = MEANING_WORTH * meaning + CONTEXT_WORTH * whole + WORDS_WORTH * own
    if clause.wants_figure and not has_figure(hit.passage.text):
        closeness -= SILENT_ON_FIGURES
    if named:
        closeness += OF_AGENCY + NAMES_EVERY * (named - 1)
    return Found(
        hit,
        papers.documents[hit.passage.document],
        round(closeness, 4),
        round(whole, 4),
        rarest_met(subjects, context),
        named / len(clause.agencies) if clause.agencies else 1.0,
    )


def _meaning(papers: Papers, hits: Sequence[Hit], asked: Vectors) -> list[float]:
    """How near each is in meaning; the search has not worked it out for those that it found by their words alone."""
    if all("meaning" in hit.found_by for hit in hits):
        return [hit.meaning for hit in hits]
    rows = papers.index.rows([papers.places[hit.passage.id] for hit in hits])
    return [float(row @ asked) for row in rows]


def has_figure(text: str) -> bool:
    """Whether the words give a figure, or say that there is none."""
    return any(letter.isdigit() for letter in text) or bool(_NO_FIGURE_KNOWN.search(text))


def _may_answer(papers: Papers, hit: Hit, clause: Clause, filters: Filters) -> bool:
    """A label answers nothing, but a bare figure may answer a question for one; then time and filters."""
    passage, document = hit.passage, papers.documents[hit.passage.document]
    if document.standing == "duplicate" or not filters.holds(document, passage.id):
        return False
    bare_figure = clause.wants_figure and any(letter.isdigit() for letter in passage.text)
    if not (bare_figure or is_filled_row(passage) or says_something(passage.text, passage.style)):
        return False
    if filters.agency and not _named(papers, passage, (filters.agency,)):
        return False
    spans: tuple[Span | None, ...] = (clause.span, filters.span)
    return all(span is None or speaks_of(document, passage.text, span) for span in spans)


def _how_many(papers: Papers, passage: Passage, asked: Sequence[str]) -> int | None:
    """How many of the agencies asked for the passage is by or about; None where its own words name others alone.

    Minutes often name people or places alone: those may answer.
    """
    many = len(_named(papers, passage, asked)) if asked else 0
    return None if asked and not many and named_in(passage.text) else many


def is_filled_row(passage: Passage) -> bool:
    """Whether a row gives two things or more: "who chairs it?" is answered by a table as well as by a sentence."""
    if passage.style != "row" or passage.text.rstrip().endswith("?"):
        return False
    filled = [cell.partition(": ")[2].strip() for cell in passage.text.split(BORDER)]
    return sum(bool(cell) for cell in filled) >= 2


def _named(papers: Papers, passage: Passage, asked: Sequence[str]) -> list[str]:
    """Which of the agencies asked for the passage is by or about."""
    document = papers.documents[passage.document]
    named = {document.profile.agency, document.profile.concerns or ""}
    named |= named_in(f"{papers.described[passage.id].in_context} {papers.before.get(passage.id, '')}")
    named |= {papers.people[word] for word in _INITIALS.findall(passage.text) if word in papers.people}
    for name, theirs in papers.surnames.items():
        if name in passage.text:
            named |= theirs
    return [one for one in asked if any(is_of(name, one) for name in named) or (one not in agencies() and one in named)]
