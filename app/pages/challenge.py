"""The challenges of a review, and one of them with its quotes and all that was said to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.database import now
from app.models import Assessment, Challenge, ChallengeTurn, Decision, Paper, Review
from app.packs.note_papers import is_note
from app.pages.due import Due, due_on
from app.pages.quotes import Quote, quote_of, sources_of
from app.pages.words import counted, word
from app.reviewing.challenging import challenges_of

QuoteAddress = Callable[[Quote, str, int], str | None]
"""Where a quote leads, by the quote, its part and its place there: the citation, or the paper."""


@dataclass(frozen=True)
class ChallengeRow:
    """One challenge as it is listed."""

    challenge: Challenge
    state: str
    due: Due
    is_new: bool


@dataclass(frozen=True)
class ChallengesPage:
    """Every challenge of a review."""

    open: tuple[ChallengeRow, ...]
    settled: tuple[ChallengeRow, ...]

    @property
    def heading(self) -> str:
        """How many there are, how many wait and how many are overdue."""
        waits = sum(row.challenge.is_unanswered for row in self.open)
        late = sum(row.due.is_overdue for row in self.open)
        raised = counted(len(self.open) + len(self.settled), "challenge")
        return f"{raised} raised, {waits} without a reply{f', {late} overdue' if late else ''}"


@dataclass(frozen=True)
class ChallengePage:
    """One challenge: its words, the quotes it rests on, and what was said to it."""

    row: ChallengeRow
    question_text: str
    quotes: tuple[Quote, ...]
    turns: tuple[tuple[str, ChallengeTurn], ...]
    """Everything said to it in the order it was said, each with the word for what it is."""
    since: Decision | None
    """The decision made on the question since the view was changed; only for those who may see it."""

    @property
    def latest(self) -> int:
        """The number of the last thing said, which a form carries so that nobody answers over another."""
        return self.turns[-1][1].number if self.turns else 0


@dataclass(frozen=True)
class QuoteChoice:
    """A citation that can be ticked, so that the challenge quotes it."""

    value: str
    quote: Quote
    ticked: bool


@dataclass(frozen=True)
class ChallengesSection:
    """The challenges of one question."""

    question: str
    rows: tuple[ChallengeRow, ...]


def challenges_page(challenges: Sequence[Challenge], new: frozenset[str]) -> ChallengesPage:
    """The list; `new` are the challenges with words that this person has not read."""
    rows = [challenge_row(each, each.id in new) for each in challenges]
    ahead = sorted((row for row in rows if not row.challenge.is_settled), key=lambda row: row.challenge.due)
    return ChallengesPage(tuple(ahead), tuple(row for row in rows if row.challenge.is_settled))


def challenge_row(challenge: Challenge, is_new: bool = False) -> ChallengeRow:
    """A challenge as it stands today."""
    due = due_on(challenge.due, now().date(), challenge.is_unanswered)
    return ChallengeRow(challenge, word(challenge.state, "challenge_state"), due, is_new)


def challenge_page(
    challenge: Challenge,
    question_text: str,
    papers: Sequence[Paper],
    address: QuoteAddress,
    since: Sequence[Decision],
) -> ChallengePage:
    """One challenge; `since` are the decisions made after it, none for those who may not see decisions."""
    quotes = []
    for citation in challenge.quotes:
        shown = quote_of(citation, {}, None, papers)
        quotes.append(quote_of(citation, {}, address(shown, citation["part"], citation["number"]), papers))
    changed = next((turn for turn in challenge.turns if turn.kind == "changed"), None)
    after = [each for each in since if changed is not None and each.at >= changed.at]
    return ChallengePage(
        row=challenge_row(challenge),
        question_text=question_text,
        quotes=tuple(quotes),
        turns=tuple((word(turn.kind, "turn"), turn) for turn in challenge.turns),
        since=after[0] if after else None,
    )


def quote_choices(
    assessment: Assessment, question_id: str, papers: Sequence[Paper], ticked: frozenset[str]
) -> tuple[tuple[str, tuple[QuoteChoice, ...]], ...]:
    """What counts as evidence on a question, part by part, to be ticked."""
    question: Mapping[str, Any] = assessment.question(question_id) or {"parts": []}
    sources = sources_of(assessment.content["documents"], papers)
    found = []
    for part in question["parts"]:
        choices = [
            QuoteChoice(value, quote_of(each, sources, None), value in ticked)
            for n, each in enumerate(part["evidence"], 1)
            # The partnership reads a challenge, and no field note before it stands in a report.
            if not is_note(each["document"]) and ((value := f"{part['id']}:{n}") in ticked or each.get("counts", True))
        ]
        if choices:
            found.append((part["text"], tuple(choices)))
    return tuple(found)


def challenges_section(review: Review, question_id: str) -> ChallengesSection:
    """What `questions/challenges.html` shows."""
    return ChallengesSection(question_id, tuple(challenge_row(each) for each in challenges_of(review, question_id)))
