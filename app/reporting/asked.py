"""The questions asked of the papers that a report prints: each with its answer, and its quotes with their places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.answering.quotes import parted
from app.pages.words import day, moment, place, sentence, word

NOT_SAID = "The papers do not say."
MAY_BEAR = "May bear on this"
Said = Mapping[str, Any]


@dataclass(frozen=True)
class PrintedAsked:
    """A question that someone asked, as it was kept with its answer."""

    text: str
    question: str
    """The framework's question on whose page it was asked; empty where it was asked of the whole."""
    answer: Said
    by: str
    at: datetime


def asked_printed(asked: Iterable[PrintedAsked]) -> list[dict[str, Any]]:
    """What a report's template prints of them, in their order."""
    return [_asked(each) for each in asked]


def _asked(one: PrintedAsked) -> dict[str, Any]:
    answer = one.answer
    clauses = answer.get("clauses") or [{"text": "", "groups": _ungrouped(answer), **answer}]
    taken = answer.get("asked_as") or one.text
    about = f", on question {one.question}" if one.question else ""
    return {
        "text": one.text,
        "who": f"Asked by {one.by}, {moment(one.at)}{about}.",
        "taken": taken if taken != one.text else "",
        "clauses": [_clause(each, several=len(clauses) > 1) for each in clauses],
        "looked_in": answer["looked_in"],
    }


def _ungrouped(answer: Said) -> list[dict[str, Any]]:
    """The quotes of an answer from before they were grouped by what they say."""
    return [{"title": "Quotes", "citations": answer["citations"]}] if answer["citations"] else []


def _clause(clause: Said, *, several: bool) -> dict[str, Any]:
    kinds = ", ".join(clause.get("would_say", ()))
    silent = NOT_SAID + (f" Papers that would say: {kinds}." if kinds else "")
    scope = f"Looked {clause['scope']}." if clause.get("scope") else ""
    said = (clause.get("corrects", ""), "" if clause["answered"] else silent, scope)
    return {
        "text": sentence(clause["text"]) if several else "",
        "said": " ".join(each for each in said if each),
        "groups": _groups(clause.get("groups", ())),
    }


def _groups(groups: Sequence[Said]) -> list[dict[str, Any]]:
    """What surely answers by what it says, as on the answer's page; what only may, last and under a title of its own."""
    at_once, rest = parted(groups)
    others = [each for group in rest for each in group["citations"]]
    return [_group(each) for each in (*at_once, *([{"title": MAY_BEAR, "citations": others}] if others else ()))]


def _group(group: Said) -> dict[str, Any]:
    return {
        "title": group["title"],
        "sentences": list(group.get("sentences", ())),
        "quotes": [_quote(each) for each in group["citations"]],
    }


def _quote(citation: Said) -> dict[str, str]:
    title = citation.get("title") or citation["file"]
    standing = citation.get("standing") or "current"
    apart = "" if standing == "current" else f"; {word(standing, 'standing').lower()}"
    return {
        "words": citation["quote"],
        "source": f"{title}, {place(citation['where'])}",
        "about": f"{day(citation.get('date'))}; {word(citation.get('agency'), 'agency')}{apart}",
    }
