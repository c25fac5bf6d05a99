"""Two people at once, on several web processes: a stale decision is refused with what changed, never overwritten."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from datetime import date

from flask import Flask
from pack import stock
from sqlalchemy import func, select

from app import create_app
from app.config import Config
from app.database import db
from app.errors import StaleDecision
from app.models import Decision, Entry, Review, User
from app.record.decisions import NewAction, decide, decisions_of, history_of, verify_record
from tests.scale.people import cast_of, review_of
from tests.soak import sized

CLIENTS = 8
EACH = sized(4, 100)
ACTION = NewAction("Ask each partner for its budget line.", "Business manager", date(2025, 9, 30))


def client(app: Flask, nth: int, review_id: str, user_id: str, questions: list[str], outcomes: list[str]) -> None:
    """Decides again and again upon what it last saw, as a person does whose page is open."""
    chance = random.Random(nth)
    with app.app_context():
        for number in range(EACH):
            question = chance.choice(questions)
            review, person = db.session.get_one(Review, review_id), db.session.get_one(User, user_id)
            latest = decisions_of(review).get(question)
            said = {
                "rating": "amber",
                "red_reason": None,
                "reason": f"Client {nth}, decision {number}.",
                "action": ACTION,
            }
            try:
                decide(review, person, question=question, supersedes=latest.id if latest else None, **said)  # type: ignore[arg-type]
                outcomes.append("accepted")
            except StaleDecision:
                outcomes.append("refused")
            except Exception as error:
                outcomes.append(repr(error))
            db.session.rollback()
        db.session.remove()


def test_every_decision_is_kept_or_refused_and_none_is_overwritten(
    scaled: Flask, settings: Callable[[str], Config]
) -> None:
    people = cast_of(scaled)
    review = review_of(people)
    _, assessment = stock(review, people["scrutineer"].user)
    questions = [one["id"] for one in assessment.content["questions"]][:10]
    review_id, user_id, outcomes = review.id, people["scrutineer"].id, list[str]()
    db.session.rollback()
    # Two web processes, with connections of their own.
    second = create_app(settings("postgresql"))
    clients = [
        threading.Thread(target=client, args=((scaled, second)[nth % 2], nth, review_id, user_id, questions, outcomes))
        for nth in range(CLIENTS)
    ]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    with second.app_context():
        db.engine.dispose()

    review = db.session.get_one(Review, review_id)
    assert set(outcomes) <= {"accepted", "refused"}, "nothing broke"
    assert len(outcomes) == CLIENTS * EACH, "every decision was accepted or refused"
    kept = db.session.scalar(select(func.count()).select_from(Decision))
    written = db.session.scalar(select(func.count()).select_from(Entry).where(Entry.kind == "decision"))
    assert outcomes.count("accepted") == kept == written
    for question in questions:
        numbers = [one.number for one in reversed(history_of(review, question))]
        assert numbers == list(range(1, len(numbers) + 1))
    assert verify_record(review).ok
