"""What the rules propose for a question, to be read and not decided on: of a working copy, or of another framework."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.models import Paper, Review
from app.packs.papers import papers_of
from app.pages.quotes import Quote, quote_of, sources_of
from app.pages.words import counted, reasons, sentence, word
from rules.judging import RATES_AT_LEAST

QUOTES_A_PART = 5

Address = Callable[[str, int, Mapping[str, Any]], str]
"""Where the words of a part's quote are shown: by the part, the quote's number in it, and the quote."""


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


def tried_page(
    review: Review, said: Mapping[str, Any], address: Address, documents: Sequence[Mapping[str, Any]] = ()
) -> TriedPage:
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
        parts=tuple(_part(part, sources, papers, address) for part in said["parts"]),
        requests=tuple(dict.fromkeys(request["text"] for request in said["requests"])),
    )


def _part(part: Mapping[str, Any], sources: Mapping[str, Any], papers: Sequence[Paper], address: Address) -> TriedPart:
    found = [each for each in enumerate(part["evidence"], start=1) if _is_sure(each[1])]
    found.sort(key=lambda each: not each[1]["counts"])
    more = len(found) - QUOTES_A_PART
    loose = len(part["evidence"]) - len(found)
    left = [counted(more, "more passage")] if more > 0 else []
    left += [f"{counted(loose, 'passage')} loosely on the subject, not shown here"] if loose else []
    return TriedPart(
        id=part["id"],
        text=part["text"],
        finding=part["finding"],
        finding_words=word(part["finding"], "finding"),
        because=sentence(part["because"]),
        quotes=tuple(
            quote_of(each, sources, address(part["id"], number, each), papers) for number, each in found[:QUOTES_A_PART]
        ),
        more=f"{'; '.join(left)}." if left else "",
    )


def _is_sure(said: Mapping[str, Any]) -> bool:
    """Whether a passage is surely enough about the part to be shown: what is only on its subject would drown the rest."""
    return bool(said["counts"]) or said["score"] >= RATES_AT_LEAST
