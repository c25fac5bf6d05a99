"""What the rules propose for a question, to be read and not decided on: of a working copy, or of another framework."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for

from app.models import Paper, Review
from app.pages.quotes import Quote, quote_of, sources_of
from app.pages.words import counted, reasons, sentence, word
from app.papers import papers_of

QUOTES_A_PART = 5


@dataclass(frozen=True)
class TriedPart:
    """One part with what was found for it."""

    id: str
    text: str
    finding: str
    finding_words: str
    because: str
    quotes: tuple[Quote, ...]
    more: str


@dataclass(frozen=True)
class TriedPage:
    """A proposal with its parts and their quotes."""

    id: str
    text: str
    rating: str
    red_reason: str
    lead: str
    rest: tuple[str, ...]
    parts: tuple[TriedPart, ...]
    requests: tuple[str, ...]


def tried_page(review: Review, said: Mapping[str, Any], documents: Sequence[Mapping[str, Any]] = ()) -> TriedPage:
    """The proposal of one question as it is read; the quotes that count come first."""
    papers = papers_of(review)
    sources = sources_of(documents, papers)
    lead, rest = reasons(said["because"])
    return TriedPage(
        id=said["id"],
        text=said["text"],
        rating=said["proposed"],
        red_reason=word(said["red_reason"], "red_reason") if said.get("red_reason") else "",
        lead=lead,
        rest=rest,
        parts=tuple(_part(part, sources, papers) for part in said["parts"]),
        requests=tuple(dict.fromkeys(request["text"] for request in said["requests"])),
    )


def _part(part: Mapping[str, Any], sources: Mapping[str, Any], papers: Sequence[Paper]) -> TriedPart:
    found = sorted(part["evidence"], key=lambda each: not each["counts"])
    more = len(found) - QUOTES_A_PART
    return TriedPart(
        id=part["id"],
        text=part["text"],
        finding=part["finding"],
        finding_words=word(part["finding"], "finding"),
        because=sentence(part["because"]),
        quotes=tuple(_quote(each, sources, papers) for each in found[:QUOTES_A_PART]),
        more=f"{counted(more, 'more passage')} found." if more > 0 else "",
    )


def _quote(said: Mapping[str, Any], sources: Mapping[str, Any], papers: Sequence[Paper]) -> Quote:
    """The quote, leading to its paper: it belongs to no assessment of the review, so it has no page of its own."""
    quote = quote_of(said, sources, None, papers)
    paper = quote.source.paper
    if paper is None:
        return quote
    return replace(quote, href=url_for("papers.paper", review_id=paper.review_id, paper_id=paper.id))
