"""The answer to a question in plain English: the papers' own words, grouped by what they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.models import Asked, Paper
from app.pages.quotes import Citation, Quote, place_key, quote_of
from app.pages.words import counted


@dataclass(frozen=True)
class AnswerPage:
    """What the page of an answer shows."""

    sentence: str
    groups: tuple[tuple[str, str, tuple[Quote, ...]], ...]
    looked_in: str


def answer_page(asked: Asked, papers: Sequence[Paper], address: Callable[[int], str]) -> AnswerPage:
    """An answer as it was kept; `address` gives the nth quote's page, counted from one."""
    answer = asked.answer
    numbers = {place_key(each): n for n, each in enumerate(answer["citations"], 1)}

    def show(citation: Citation) -> Quote:
        quote = quote_of(citation, {}, address(numbers[place_key(citation)]), papers)
        # An answer rates nothing, so only a paper's standing is a reason against a quote.
        return quote if quote.counts_because else replace(quote, counts=True)

    groups = tuple(
        (group["name"], group["title"], tuple(show(each) for each in group["citations"]))
        for group in answer.get("groups", [])
    )
    found = len(answer["citations"])
    sentence = f"{counted(found, 'quote')} from the papers {'bears' if found == 1 else 'bear'} on this."
    return AnswerPage(sentence if answer["answered"] else "The papers do not say.", groups, answer["looked_in"])
