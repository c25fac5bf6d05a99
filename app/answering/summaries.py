"""Tables that say how often each agency came in all, rather than meeting by meeting: "Housing, 2 of 4"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.answering.agencies import agency_of_member, is_of
from app.answering.meetings import cells_of, line_of
from app.answering.spans import speaks_of
from app.answering.understanding import Clause
from corpus.document import Block, Document, Passage, Segment

_WHO = re.compile(
    r"^(?:name|member|agency|organi[sz]ation|partner|sector|service|group|representative)s?\b", re.IGNORECASE
)
_CAME = re.compile(r"\b(?:attended|attendances?|meetings? attended|present)\b", re.IGNORECASE)
_HELD = re.compile(
    r"^\W*(?:(?:meetings? )?(?:held|possible|available|in all|total)|out of|of|meetings?)\W*$", re.IGNORECASE
)
_OF = re.compile(r"\(?\b(?:of|out of|/)\s*(\d{1,2})\b")
_SHARE = re.compile(r"^\s*(\d{1,2})\s*(?:(?:/|of|out of)\s*(\d{1,2}))?\s*$", re.IGNORECASE)
_PERCENT = re.compile(r"^\s*(\d{1,3})\s*(?:%|per cent)\s*$", re.IGNORECASE)
LEAST_LETTERS = 4


@dataclass(frozen=True)
class Summed:
    """How often one came in all, as a row says it."""

    who: str
    agency: str | None
    said: str
    """As a sentence says it: "2 of 4 meetings"."""
    line: Passage
    document: Document

    @property
    def sentence(self) -> str:
        """The count, and whose count it is."""
        return f"{self.who} attended {self.said}, by the table in {self.document.profile.title}."

    def is_asked_for(self, clause: Clause) -> bool:
        """Whether the clause asks about this agency, by its kind or in the row's own words."""
        if clause.span is not None and not speaks_of(self.document, self.line.text, clause.span):
            return False
        if self.agency and any(is_of(self.agency, one) for one in clause.agencies):
            return True
        own = [word for word in re.findall(r"[a-z]+", self.who.lower()) if len(word) >= LEAST_LETTERS]
        return bool(own) and all(re.search(rf"\b{word}", clause.searched.lower()) for word in own)


def summed_in(documents: Sequence[Document]) -> tuple[Summed, ...]:
    """Every row of such a table in the papers that stand."""
    return tuple(
        found
        for document in documents
        if document.standing == "current"
        for number, segment in enumerate(document.reading.segments)
        for block in segment.blocks
        if block.style == "row" and block.columns
        for found in _row(document, number, segment, block)
    )


def _row(document: Document, number: int, segment: Segment, block: Block) -> Iterator[Summed]:
    cells = cells_of(segment.text[block.start : block.end], block.columns)
    who = next((cells[name] for name in cells if _WHO.match(name)), "")
    came = next(((name, cell) for name, cell in cells.items() if _CAME.search(name) and not _WHO.match(name)), None)
    if not who or came is None:
        return
    held = next((cell for name, cell in cells.items() if _HELD.match(name) and cell.isdigit()), None)
    said = _said(*came, held)
    if said:
        yield Summed(who, agency_of_member(who), said, line_of(document, number, segment, block), document)


def _said(header: str, cell: str, held: str | None) -> str:
    """The count in words; empty where the cell holds none, or nothing says of how many."""
    if percent := _PERCENT.match(cell):
        return f"{percent[1]}% of meetings"
    share, of = _SHARE.match(cell), _OF.search(header)
    if share is None:
        return ""
    total = share[2] or (of[1] if of else held)
    return f"{share[1]} of {total} meeting{'' if total == '1' else 's'}" if total else ""
