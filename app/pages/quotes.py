"""A quote as it is shown: the words, what they say of the part, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.models import Paper
from app.pages.applied import applied_line
from app.pages.words import day, place, span, word

Citation = Mapping[str, Any]


@dataclass(frozen=True)
class Source:
    """The paper that a quote comes from, as a person would name it."""

    title: str
    file: str
    kind: str
    paper: Paper | None


@dataclass(frozen=True)
class Quote:
    """One citation, in words."""

    words: str
    stance: str
    stance_words: str
    stance_because: str
    bears_because: str
    counts: bool
    counts_because: str
    source: Source
    dated: str
    period: str
    agency: str
    place: str
    said_by: str
    href: str | None
    applied: str = ""
    """Which guidance applied on its paper's day, and who the health partner was."""
    passage: str = ""
    """The id of its passage, the same wherever and whenever it is cited."""


def sources_of(documents: Sequence[Mapping[str, Any]], papers: Sequence[Paper]) -> dict[str, Source]:
    """Each document of an assessment by its id, with the paper of the review that it was read from."""
    by_hash = {paper.sha256: paper for paper in papers}
    sources = {}
    for document in documents:
        paper = by_hash.get(document["sha256"])
        title = document.get("title") or (paper.title if paper else None) or document["file"]
        sources[document["id"]] = Source(title, document["file"], word(document.get("kind"), "kind"), paper)
    return sources


def quote_of(
    citation: Citation, sources: Mapping[str, Source], href: str | None, papers: Sequence[Paper] = ()
) -> Quote:
    """A citation as it is shown; without an assessment's list, its paper is the one whose hash begins with its id."""
    source = sources.get(citation["document"]) or _source_by_hash(citation, papers)
    return Quote(
        words=citation["quote"],
        stance=citation.get("stance") or "",
        stance_words=word(citation.get("stance"), "stance"),
        stance_because=citation.get("stance_because") or "",
        bears_because=citation.get("bears_because") or "",
        counts=bool(citation.get("counts", True)),
        counts_because=citation.get("because") or "",
        source=source,
        dated=day(citation.get("date")),
        period=span(citation.get("period")) if citation.get("period") else "",
        agency=word(citation.get("agency"), "agency"),
        place=_place_in(citation, source),
        said_by=_said_by(citation.get("self_reported")),
        href=href,
        applied=applied_line(citation.get("date")),
        passage=citation.get("passage") or "",
    )


def _place_in(citation: Citation, source: Source) -> str:
    """The place in the paper; a heading that only repeats the paper's title is left out."""
    where = dict(citation["where"])
    return place(where | {"heading": ""} if where.get("heading") == source.title else where)


def _source_by_hash(citation: Citation, papers: Sequence[Paper]) -> Source:
    start = str(citation["document"]).partition("-")[0]
    paper = next((each for each in papers if each.sha256.startswith(start)), None)
    title = citation.get("title") or (paper.title if paper else None) or citation["file"]
    return Source(title, citation["file"], word(citation.get("kind"), "kind"), paper)


def place_key(citation: Citation) -> tuple[str, int, int, int]:
    """What makes two citations the same words at the same place."""
    return citation["document"], citation.get("segment") or 0, citation["start"], citation["end"]


def _said_by(self_reported: bool | None) -> str:
    if self_reported is None:
        return "not known whether self-reported"
    return "self-reported" if self_reported else "independent"
