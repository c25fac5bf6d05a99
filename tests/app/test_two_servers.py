"""Eight people on two servers decide ten questions over and over: each decision is taken or refused, none is lost or overwritten."""

from __future__ import annotations

import random
import re
import socket
import threading
import time
from collections import Counter

from cast import Person
from flask import Flask
from pack import stock
from sqlalchemy import func, select
from test_crash import OWNED, wait_for

from app.database import db
from app.models import Action, Decision, Entry, Review
from app.record.decisions import verify_record
from tests.crash.browser import Browser
from tests.crash.victim import start
from tests.soak import sized

CLIENTS = 8
EACH = sized(5, 100)
PATIENCE = 300
"""An answer that is waited for to the end is neither taken nor refused in doubt, however busy the machine."""
QUESTIONS = [f"{step}.{number}" for step in (1, 2, 3) for number in (1, 2, 3, 4)][:10]


class Client(threading.Thread):
    """Somebody who opens a question, thinks for a moment, and decides it."""

    def __init__(self, number: int, port: int, person: Person, review_id: str) -> None:
        super().__init__(daemon=True)
        self.number, self.browser, self.person = number, Browser(port, PATIENCE), person
        self.review, self.outcomes = f"/reviews/{review_id}", Counter[str]()

    def run(self) -> None:
        assert self.browser.sign_in(self.person.email, self.person.password)
        chance = random.Random(self.number)
        for turn in range(EACH):
            self.outcomes[self.decide(chance.choice(QUESTIONS), f"Reason {self.number}.{turn}", chance)] += 1

    def decide(self, question: str, reason: str, chance: random.Random) -> str:
        address = f"{self.review}/questions/{question}"
        status, page = self.browser.get(address)
        if status != 200:
            return f"page {status}"
        hidden = dict(re.findall(r'name="(supersedes|assessment|csrf_token)"[^>]*value="([^"]*)"', page))
        time.sleep(chance.uniform(0, 0.05))
        said = {"rating": "green", "reason": reason, "action_text": "Ask the chair.", **OWNED, **hidden}
        status, page = self.browser.send(address, said)
        if status == 302:
            return "accepted"
        return "refused" if status == 409 and "changed" in page else f"sent {status}"


def test_every_decision_is_taken_or_refused_and_none_is_overwritten(
    app: Flask, review: Review, cast: dict[str, Person]
) -> None:
    stock(review, cast["scrutineer"].user)
    config, review_id = app.extensions["sightline"], review.id
    before = db.session.scalar(select(func.count()).select_from(Entry).where(Entry.kind == "decision"))
    db.session.remove()
    with (
        socket.create_server(("127.0.0.1", 0), backlog=64) as one,
        socket.create_server(("127.0.0.1", 0), backlog=64) as two,
    ):
        servers = [start(config, one), start(config, two)]
        ports = [listener.getsockname()[1] for listener in (one, two)]
        for port in ports:
            wait_for(Browser(port))
        clients = [Client(number, ports[number % 2], cast["scrutineer"], review_id) for number in range(CLIENTS)]
        for client in clients:
            client.start()
        for client in clients:
            client.join(timeout=sized(120, 1800))
        for server in servers:
            server.kill()
            server.join()
    outcomes = sum((client.outcomes for client in clients), Counter[str]())
    assert outcomes.keys() <= {"accepted", "refused"}, outcomes
    assert outcomes["accepted"] + outcomes["refused"] == CLIENTS * EACH
    assert outcomes["accepted"] > 0
    db.session.rollback()
    kept = list(db.session.scalars(select(Decision).where(Decision.review_id == review_id)))
    entries = db.session.scalar(select(func.count()).select_from(Entry).where(Entry.kind == "decision"))
    assert before == 0
    assert len(kept) == entries == outcomes["accepted"]
    assert db.session.scalar(select(func.count()).select_from(Action)) == len(kept)
    for question in QUESTIONS:
        chain = sorted((one for one in kept if one.question == question), key=lambda one: one.number)
        assert [one.number for one in chain] == list(range(1, len(chain) + 1))
        assert [one.supersedes for one in chain] == [None, *(one.id for one in chain)][: len(chain)], (
            "each follows the one it saw"
        )
    verdict = verify_record(db.session.get_one(Review, review_id))
    assert verdict.ok, verdict.sentence
    print(f"\n{dict(outcomes)}, {entries} entries")  # noqa: T201
