"""What a person asks to be looked in: agencies, kinds of paper, a time, the evidence found for one question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.answering.agencies import agencies, said
from app.answering.spans import EARLIEST, LATEST, Span
from corpus.document import Document, Period
from corpus.kinds import kind_name


@dataclass(frozen=True)
class Filters:
    """What someone chose on the page; nothing chosen is everything looked in."""

    agency: str = ""
    kind: str = ""
    first: date | None = None
    last: date | None = None
    question: str = ""
    """A question of the framework: only passages found for it are looked in."""
    passages: frozenset[str] | None = None
    """Those passages; None where no question was chosen."""

    @property
    def chosen(self) -> bool:
        """Whether anything was."""
        return bool(self.agency or self.kind or self.first or self.last or self.question)

    @property
    def span(self) -> Span | None:
        """The time chosen, open where an end was left empty."""
        if not (self.first or self.last):
            return None
        first, last = self.first or EARLIEST, self.last or LATEST
        return Span(Period(min(first, last), max(first, last)), "")

    def holds(self, document: Document, passage: str) -> bool:
        """Whether a passage of the paper is looked in, as far as its kind and question go."""
        if self.kind and document.profile.kind != self.kind:
            return False
        return self.passages is None or passage in self.passages

    @property
    def said(self) -> str:
        """The choice in words, to stand after "Looked in …"; empty where nothing was chosen."""
        words = [f"{kind_name(self.kind).lower()} only"] if self.kind else []
        if self.question:
            words.append(f"only what was found for question {self.question}")
        return ", ".join(words)

    def to_json(self) -> dict[str, Any]:
        """As it is kept with the answer, so that a follow-up can be asked of the same."""
        kept = {"agency": self.agency, "kind": self.kind, "question": self.question}
        days = {"first": self.first, "last": self.last}
        return {name: value for name, value in kept.items() if value} | {
            name: day.isoformat() for name, day in days.items() if day
        }


NO_FILTERS = Filters()


def scope_said(asked: tuple[str, ...], span: Span | None, filters: Filters) -> str:
    """What an answer was looked for in: whose, when, and what was chosen on the page."""
    words = []
    if asked:
        known = [one for one in asked if one in agencies()]
        words.append(f"first for what is by or about {said(known)}" if known else "")
    if span:
        words.append(span.said + (f" (“{span.words}”)" if span.words else ""))
    words.append(filters.said)
    return ", ".join(word for word in words if word)
