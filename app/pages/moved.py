"""What became of a proposal after a question was decided, or after someone last looked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.models import Assessment, Decision, Paper
from app.pages.words import counted, sentence, word

MOST_PARTS = 3
"""How many changed parts are named; the rest are counted."""


def since_decided(decision: Decision, seen: Assessment | None, current: Assessment) -> str:
    """Where the papers were assessed again since a decision: what has changed in its question, in sentences."""
    if seen is None or seen.id == current.id:
        return ""
    then, now = seen.question(decision.question), current.question(decision.question)
    if then is None or now is None:
        return ""
    changes = [*_rating(then, now), *_parts(then, now)]
    if not changes:
        return ""
    return (
        f"This decision was made beside the proposals number {seen.number}. "
        f"The papers have been assessed again since (number {current.number}): {'; '.join(changes)}."
    )


def papers_since(decision: Decision, papers: Sequence[Paper]) -> str:
    """What has become of the pack since a decision, in a sentence; empty where nothing has."""
    come = sum(paper.uploaded_at > decision.at for paper in papers)
    put_right = sum(
        paper.corrected_at is not None and paper.corrected_at > decision.at >= paper.uploaded_at for paper in papers
    )
    said = [f"{counted(come, 'paper has', 'papers have')} come"] if come else []
    said += [f"{counted(put_right, 'paper was', 'papers were')} corrected"] if put_right else []
    return f"{sentence(' and '.join(said))} since this decision." if said else ""


def has_changed(then: Mapping[str, Any] | None, now: Mapping[str, Any]) -> bool:
    """Whether the proposal of a question, or what was found of one of its parts, is another one than before."""
    return then is None or bool([*_rating(then, now), *_parts(then, now)])


def _rating(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    before, after = (_named(each) for each in (then, now))
    return [f"the proposal was {before} and is now {after}"] if before != after else []


def _named(question: Mapping[str, Any]) -> str:
    reason = question.get("red_reason")
    rating = word(question["proposed"], "rating")
    return f"{rating} ({word(reason, 'red_reason').lower()})" if reason else rating


def _parts(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    before = {part["id"]: part["finding"] for part in then["parts"]}
    changed = [
        f"part {n} was {word(before.get(part['id']), 'finding').lower()} and is {word(part['finding'], 'finding').lower()}"
        for n, part in enumerate(now["parts"], 1)
        if before.get(part["id"]) != part["finding"]
    ]
    if len(changed) > MOST_PARTS:
        return [*changed[:MOST_PARTS], f"and {len(changed) - MOST_PARTS} more parts"]
    return changed
