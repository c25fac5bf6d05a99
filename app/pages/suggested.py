"""What the rules would ask the partnership for, a line for each kind of paper that would show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.models import PaperRequest, Review
from app.pages.framework import framework_of
from app.pages.words import counted, word

PLEASE = "Please send "
MANY = "Please send:"


@dataclass(frozen=True)
class Ask:
    """One thing that would be asked for, and the parts of questions that it would answer."""

    text: str
    questions: tuple[str, ...]
    parts: tuple[str, ...]
    before: str
    """What became of it when it was asked before; empty where it never was."""


@dataclass(frozen=True)
class AskGroup:
    """What would be asked for that one kind of paper is likeliest to show."""

    kind: str
    name: str
    asks: tuple[Ask, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that it bears on."""
        return tuple(dict.fromkeys(question for ask in self.asks for question in ask.questions))

    @property
    def answers(self) -> str:
        """How much it would answer, in words."""
        parts = counted(sum(len(ask.parts) for ask in self.asks), "part")
        named = "question" if len(self.questions) == 1 else "questions"
        return f"{parts} of {named} {', '.join(self.questions)}"


def suggested(review: Review, content: Mapping[str, Any] | None, sent: Sequence[PaperRequest]) -> tuple[AskGroup, ...]:
    """What could be asked for now; what is asked already and not answered yet is left out."""
    waits = {part for request in sent if request.is_unanswered for part in request.parts}
    merged: dict[str, list[tuple[str, str]]] = {}
    for question in content["questions"] if content else ():
        for request in question["requests"]:
            if request["part"] not in waits:
                merged.setdefault(request["text"], []).append((question["id"], request["part"]))
    kinds = _kinds(review)
    groups: dict[str, list[Ask]] = {}
    for text, places in merged.items():
        ask = _ask(text, places, sent)
        groups.setdefault(kinds.get(ask.parts[0], ""), []).append(ask)
    return tuple(AskGroup(kind, word(kind, "kind") if kind else "Papers", tuple(asks)) for kind, asks in groups.items())


def composed(texts: Iterable[str]) -> str:
    """Several things asked for as one letter would ask for them."""
    wanted = list(dict.fromkeys(texts))
    if len(wanted) < 2:
        return "".join(wanted)
    return "\n".join([MANY, *(f"– {text.removeprefix(PLEASE)}" for text in wanted)])


def texts_for(content: Mapping[str, Any] | None, parts: Sequence[str]) -> dict[str, str]:
    """What the rules would ask for of each of these parts, by the part's id."""
    wanted = set(parts)
    return {
        request["part"]: request["text"]
        for question in (content["questions"] if content else ())
        for request in question["requests"]
        if request["part"] in wanted
    }


def _ask(text: str, places: Sequence[tuple[str, str]], sent: Sequence[PaperRequest]) -> Ask:
    parts = tuple(part for _, part in places)
    # The latest comes first, so it is the one that tells what became of it.
    asked = next((request for request in sent if set(parts) & set(request.parts)), None)
    before = f"asked before, as request {asked.number}: {word(asked.state, 'request_state').lower()}" if asked else ""
    return Ask(text, tuple(dict.fromkeys(question for question, _ in places)), parts, before)


def _kinds(review: Review) -> dict[str, str]:
    """The kind of paper that would likeliest show each part."""
    framework = framework_of(review.framework_id, review.framework_sha)
    if framework is None:
        return {}
    return {part.id: part.shown_by[0] for question in framework.questions for part in question.parts if part.shown_by}
