"""A draft by the language model as it is shown: each sentence with its quotes, and what was struck out in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app

from app.models import ModelDraft, Paper
from app.pages.quotes import Quote, quote_of


@dataclass(frozen=True)
class SentenceLine:
    """One sentence, the numbers of the quotes it cites, and why it was struck out, or nothing."""

    text: str
    numbers: tuple[str, ...]
    struck: str


@dataclass(frozen=True)
class DraftPage:
    """What the page of a draft shows."""

    lines: tuple[SentenceLine, ...]
    quotes: tuple[tuple[str, Quote], ...]
    """Those that are cited, by the id they were sent under."""
    standing: int
    struck: int
    text: str
    """The sentences that stand, for copying."""


def draft_page(draft: ModelDraft, papers: Sequence[Paper]) -> DraftPage:
    """A draft as it was kept."""
    lines = tuple(SentenceLine(each["text"], tuple(each["quotes"]), each["struck"]) for each in draft.lines)
    cited = {number for line in lines for number in line.numbers}
    quotes = tuple(
        (f"q{n}", quote_of(each, {}, None, papers)) for n, each in enumerate(draft.citations, 1) if f"q{n}" in cited
    )
    stands = [line for line in lines if not line.struck]
    return DraftPage(lines, quotes, len(stands), len(lines) - len(stands), " ".join(line.text for line in stands))


def spent_in_words(tokens: int) -> str:
    """About how much a review has sent and received, and what that cost where a price is set."""
    price = current_app.extensions["sightline"].model_pence
    cost = f", about £{tokens * price / 100_000_000:.2f}" if price else ""
    return f"about {tokens:,} tokens{cost}"
