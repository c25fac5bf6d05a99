"""The answer to a question in plain English: the papers' own words, clause by clause, grouped by what they say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.answering.quotes import parted
from app.models import Asked, Paper
from app.pages.quotes import Citation, Quote, place_key, quote_of
from app.pages.words import counted


@dataclass(frozen=True)
class GroupSection:
    """The quotes that say one thing, and what was counted from them."""

    name: str
    title: str
    counted: tuple[str, ...]
    quotes: tuple[Quote, ...]

    @property
    def many(self) -> int:
        """How many quotes."""
        return len(self.quotes)


@dataclass(frozen=True)
class ClauseSection:
    """One thing that was asked, and what answers it."""

    text: str
    """As it was asked; empty where the question is one clause."""
    sentence: str
    answered: bool
    scope: str
    """What was looked in for it, where it was not everything."""
    groups: tuple[GroupSection, ...]
    further: tuple[GroupSection, ...]
    """Quotes of which it is less sure that they answer, grouped likewise."""
    corrects: str
    """Said first, where the question takes for granted what the papers do not bear out."""
    would_say: tuple[str, ...]
    """Where nothing answers: the kinds of paper that would."""


@dataclass(frozen=True)
class AnswerPage:
    """What the page of an answer shows."""

    clauses: tuple[ClauseSection, ...]
    looked_in: str
    asked_as: str
    """The question as it was taken, where it followed on from another."""


def answer_page(asked: Asked, papers: Sequence[Paper], address: Callable[[int], str]) -> AnswerPage:
    """An answer as it was kept; `address` gives the nth quote's page, counted from one."""
    answer = asked.answer
    numbers = {place_key(each): n for n, each in enumerate(answer["citations"], 1)}

    def show(citation: Citation) -> Quote:
        quote = quote_of(citation, {}, address(numbers[place_key(citation)]), papers)
        # An answer rates nothing, so only a paper's standing is a reason against a quote.
        return quote if quote.counts_because else replace(quote, counts=True)

    clauses = answer.get("clauses") or [{"text": "", **answer}]
    sections = tuple(_clause(each, show, several=len(clauses) > 1) for each in clauses)
    asked_as = answer.get("asked_as") or asked.question_text
    return AnswerPage(sections, answer["looked_in"], asked_as if asked_as != asked.question_text else "")


def _clause(clause: Mapping[str, Any], show: Callable[[Citation], Quote], *, several: bool) -> ClauseSection:
    groups, further = (_groups(part, show) for part in parted(clause.get("groups", [])))
    return ClauseSection(
        text=clause["text"] if several else "",
        sentence=_sentence(clause["answered"], groups, further),
        answered=clause["answered"],
        scope=clause.get("scope", ""),
        groups=groups,
        further=further,
        corrects=clause.get("corrects", ""),
        would_say=tuple(clause.get("would_say", ())),
    )


def _groups(found: Sequence[Mapping[str, Any]], show: Callable[[Citation], Quote]) -> tuple[GroupSection, ...]:
    return tuple(
        GroupSection(
            group["name"],
            group["title"],
            tuple(group.get("sentences", ())),
            tuple(show(each) for each in group["citations"]),
        )
        for group in found
    )


def _sentence(answered: bool, groups: Sequence[GroupSection], further: Sequence[GroupSection]) -> str:
    if not answered:
        return "The papers do not say."
    found = sum(group.many for group in groups if not group.counted)
    if not found:
        return "The papers’ own lists answer this."
    more = sum(group.many for group in further)
    also = f", and {more} more may" if more else ""
    return f"{counted(found, 'quote')} from the papers {'bears' if found == 1 else 'bear'} on this{also}."
