"""The words of a paper to choose from, passage by passage, and the papers and notes to choose them in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.models import Review
from app.packs.field_notes import standing_notes
from app.packs.note_papers import name_of, note_id, title_of
from app.packs.papers import standing_papers
from app.pages.words import day, word
from corpus.document import Passage

SHOWN = 40
SOURCES_SHOWN = 60
ID_LENGTH = 12


@dataclass(frozen=True)
class PassageList:
    """One page of the passages of a paper, all of them or those with certain words."""

    passages: tuple[Passage, ...]
    count: int
    page: int
    last_page: int


@dataclass(frozen=True)
class ReadableSource:
    """A paper or a field note in which words can be chosen."""

    document: str
    title: str
    about: str


@dataclass(frozen=True)
class SourceList:
    """One page of what can be looked in, the field notes first."""

    sources: tuple[ReadableSource, ...]
    page: int
    last_page: int
    address: Callable[[int], str]


def passage_list(passages: Sequence[Passage], words: str, page: int) -> PassageList:
    """The passages that have every one of these words, in their order."""
    wanted = words.casefold().split()
    found = [one for one in passages if all(each in one.text.casefold() for each in wanted)]
    last, page = _pages(len(found), SHOWN, page)
    return PassageList(tuple(found[(page - 1) * SHOWN : page * SHOWN]), len(found), page, last)


def readable_sources(review: Review, page: int, address: Callable[[int], str]) -> SourceList:
    """Every field note and every paper that words were read of."""
    notes = [
        ReadableSource(note_id(one), title_of(one), f"{name_of(one)}, {day(one.day)}") for one in standing_notes(review)
    ]
    papers = [
        ReadableSource(
            one.sha256[:ID_LENGTH],
            one.title or one.name,
            f"{word(one.shown('kind'), 'kind')}, {day(one.shown('date'))}. {one.name}",
        )
        for one in standing_papers(review)
        if one.state in ("read", "partly_read")
    ]
    every = notes + sorted(papers, key=lambda one: one.title.casefold())
    last, page = _pages(len(every), SOURCES_SHOWN, page)
    return SourceList(tuple(every[(page - 1) * SOURCES_SHOWN : page * SOURCES_SHOWN]), page, last, address)


def _pages(count: int, a_page: int, page: int) -> tuple[int, int]:
    """How many pages there are, and the one asked for where there is such a one."""
    last = max(1, -(-count // a_page))
    return last, min(max(1, page), last)
