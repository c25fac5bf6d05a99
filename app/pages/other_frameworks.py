"""Proposals under another framework beside the review's own decisions, question by question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.models import Decision
from app.pages.words import reasons, word
from app.proposing.other_frameworks import Under
from rules.crosswalk import crosswalk
from rules.framework import Framework


@dataclass(frozen=True)
class Own:
    """A question of the review's own framework that asks the same: what was decided, or else proposed."""

    id: str
    text: str
    decided: str | None
    proposed: str | None


@dataclass(frozen=True)
class OtherRow:
    """One question of the other framework."""

    id: str
    text: str
    step: str
    rating: str
    red_reason: str
    lead: str
    own: tuple[Own, ...]


@dataclass(frozen=True)
class OtherPage:
    """Everything proposed under another framework, and the questions of the review's own that nothing there asks."""

    rows: tuple[OtherRow, ...]
    left_out: tuple[Own, ...]
    tally: tuple[tuple[str, int], ...]


def other_page(
    under: Under,
    own: Framework | None,
    content: Mapping[str, Any] | None,
    decisions: Mapping[str, Decision],
) -> OtherPage:
    """The page; `content` is the review's own assessment, `decisions` those that this person may see."""
    if under.latest is None or under.framework is None:
        return OtherPage((), (), ())
    proposed = {each["id"]: str(each["proposed"]) for each in content["questions"]} if content else {}
    mine = {each.id: _own(each.id, each.text, decisions, proposed) for each in own.questions} if own else {}
    alike = crosswalk(under.framework, own) if own else {}
    rows = tuple(
        _row(each, under.framework, tuple(mine[one] for one in alike.get(each["id"], ())))
        for each in under.latest.content["questions"]
    )
    asked = {one for found in alike.values() for one in found}
    tally = tuple((colour, sum(row.rating == colour for row in rows)) for colour in ("green", "amber", "red"))
    return OtherPage(rows, tuple(one for each, one in mine.items() if each not in asked), tally)


def _row(said: Mapping[str, Any], framework: Framework, own: tuple[Own, ...]) -> OtherRow:
    step = next((step.title for step in framework.steps if any(one.id == said["id"] for one in step.questions)), "")
    return OtherRow(
        id=said["id"],
        text=said["text"],
        step=step,
        rating=said["proposed"],
        red_reason=word(said["red_reason"], "red_reason") if said.get("red_reason") else "",
        lead=reasons(said["because"])[0],
        own=own,
    )


def _own(question: str, text: str, decisions: Mapping[str, Decision], proposed: Mapping[str, str]) -> Own:
    decision = decisions.get(question)
    return Own(question, text, decision.rating if decision else None, proposed.get(question))
