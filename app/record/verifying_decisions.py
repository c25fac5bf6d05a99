"""Decisions, their actions and the questions that people asked, held against the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from app.database import db
from app.models import Action, ActionUpdate, Asked, AskedPrint, Decision, Review
from app.record.differing import Difference, Line, by_id, changed, missing
from app.record.entries import action_payload, asked_payload, asked_print_payload, decision_payload


def decisions_differing(review: Review, lines: Sequence[Line]) -> Iterator[Difference]:
    """Every decision is recorded, and says what it said then."""
    recorded = by_id(lines, "decision", "decision")
    kept = {one.id: one for one in db.session.scalars(select(Decision).where(Decision.review_id == review.id))}
    yield from missing("A decision", recorded, {key: f"on question {one.question}" for key, one in kept.items()})
    for key in kept.keys() & recorded.keys():
        one = kept[key]
        name = f"Question {one.question}: its decision"
        yield from changed(name, recorded[key], decision_payload(one), made_by=one.by_id)


def actions_differing(review: Review, lines: Sequence[Line]) -> Iterator[Difference]:
    """Every action is the one its decision made, with the status, date and owner of its updates since."""
    made_by = ("decision", "action_carried")
    decided = {line.said["action"]["id"]: line for line in lines if line.kind in made_by and "action" in line.said}
    of_old = {line.said.get("decision") for line in lines if line.kind == "decision" and "action" not in line.said}
    kept = {one.id: one for one in db.session.scalars(select(Action).where(Action.review_id == review.id))}
    named = {key: f"on question {one.question}" for key, one in kept.items() if one.decision_id not in of_old}
    yield from missing("The action", decided, named)
    updates = [line for line in lines if line.kind == "action_update"]
    for key in kept.keys() & decided.keys():
        one, line = kept[key], decided[key]
        expected = _with_updates(line, [update for update in updates if update.said.get("action") == key])
        made = action_payload(one) | {
            "status": one.status,
            "decision": one.decision_id,
            "question": one.question,
        }
        yield from changed(f"Question {line.said.get('question')}: its action", line, made, said=expected)
    yield from _updates_differing(review, updates)


def _with_updates(decided: Line, updates: Sequence[Line]) -> dict[str, Any]:
    """The action as the record leads one to expect it; what an older update does not say is no longer known."""
    expected = {"status": decided.said.get("status", "open"), "decision": decided.said.get("decision")}
    expected |= {"question": decided.said.get("question")} | decided.said["action"]
    for update in updates:
        expected["status"] = update.said.get("status")
        for name in ("due", "owner"):
            if name in update.said:
                expected[name] = update.said[name] or None
            else:
                expected.pop(name, None)
    return expected


def _updates_differing(review: Review, updates: Sequence[Line]) -> Iterator[Difference]:
    recorded = {str(line.said.get("update")): line for line in updates}
    of_review = select(ActionUpdate).join(Action).where(Action.review_id == review.id)
    kept = {one.id: one for one in db.session.scalars(of_review)}
    named = {key: f"on question {one.action.question}" for key, one in kept.items()}
    yield from missing("What was said of an action", recorded, named)
    for key in kept.keys() & recorded.keys():
        one = kept[key]
        said = {"action": one.action_id, "text": one.text, "status": one.status}
        name = f"Question {one.action.question}: what was said of its action"
        yield from changed(name, recorded[key], said, made_by=one.by_id)


def asked_differing(review: Review, lines: Sequence[Line]) -> Iterator[Difference]:
    """Every question that someone asked, with the answer they were given."""
    recorded = by_id(lines, "asked", "asked")
    kept = {one.id: one for one in db.session.scalars(select(Asked).where(Asked.review_id == review.id))}
    yield from missing("A question asked of the papers", recorded, dict.fromkeys(kept, "is kept"))
    for key in kept.keys() & recorded.keys():
        one = kept[key]
        yield from changed("A question asked of the papers", recorded[key], asked_payload(one), made_by=one.by_id)
    yield from _printing_differing(review, lines)


def _printing_differing(review: Review, lines: Sequence[Line]) -> Iterator[Difference]:
    chosen = [line for line in lines if line.kind in ("asked_printed", "asked_not_printed")]
    recorded = {str(line.said.get("asked_print")): line for line in chosen}
    kept = {one.id: one for one in db.session.scalars(select(AskedPrint).where(AskedPrint.review_id == review.id))}
    named = "A choice whether the report prints a question"
    yield from missing(named, recorded, dict.fromkeys(kept, "is kept"))
    for key in kept.keys() & recorded.keys():
        one = kept[key]
        yield from changed(named, recorded[key], asked_print_payload(one), made_by=one.by_id)
