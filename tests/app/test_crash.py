"""Whatever was acknowledged is kept, once and whole, however often and whenever the service is killed."""

from __future__ import annotations

import hashlib
import random
import re
import socket
import threading
import time
from io import BytesIO

import pytest
from cast import Person
from flask import Flask
from pack import stock
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage

from app.database import db
from app.models import Action, Decision, Entry, Paper, Report, Review
from app.packs.storage import Storage
from app.proposing.assessments import assessments_of
from app.record.decisions import verify_record
from app.working import work as working
from app.working.jobs import jobs_under_way, tend_jobs
from app.working.work import work
from tests.crash.browser import LOST, Browser
from tests.crash.victim import start
from tests.soak import IS_SOAK, sized

READY_SECONDS = 60
OWNED = {"action_owner": "Chair", "action_due-day": "31", "action_due-month": "10", "action_due-year": "2025"}
LONGEST_LIFE = 1.5


class Client:
    """Somebody who works without a pause and writes down what the service said it had kept."""

    def __init__(self, port: int, person: Person, review_id: str) -> None:
        self.browser, self.person, self.review = Browser(port), person, f"/reviews/{review_id}"
        self.files: set[str] = set()
        self.reasons: set[str] = set()
        self.issued = self.tried = 0

    def work(self, over: threading.Event) -> None:
        while not over.is_set():
            try:
                self.step()
            except LOST:
                time.sleep(0.02)

    def step(self) -> None:
        self.tried += 1
        match self.tried % 6:
            case 0:
                status, _ = self.browser.post(f"{self.review}/report", f"{self.review}/report", {"confirm": "y"})
                self.issued += status == 302
            case 1 | 3:
                self._decide()
            case _:
                self._upload()

    def get_on(self) -> None:
        """Waits until something more was acknowledged, so that a slow machine is not killed before it has begun."""
        before, began = self.kept, time.monotonic()
        while self.kept == before and time.monotonic() - began < READY_SECONDS:
            time.sleep(0.01)

    @property
    def kept(self) -> int:
        """How much was acknowledged."""
        return len(self.files) + len(self.reasons) + self.issued

    def _upload(self) -> None:
        content = f"Minutes {self.tried}. The plan was agreed.".encode() * 400
        sent = {"files": FileStorage(BytesIO(content), f"{self.tried}.txt")}
        status, _ = self.browser.post(f"{self.review}/papers", f"{self.review}/papers", sent)
        if status in (200, 302):
            self.files.add(hashlib.sha256(content).hexdigest())

    def _decide(self) -> None:
        page = self.browser.get(f"{self.review}/questions/1.1")[1]
        hidden = dict(re.findall(r'name="(supersedes|assessment)"[^>]*value="([^"]*)"', page))
        reason = f"Reason {self.tried} of mine."
        said = {"rating": "green", "reason": reason, "action_text": "Ask the chair.", **OWNED, **hidden}
        status, _ = self.browser.post(f"{self.review}/questions/1.1", f"{self.review}/questions/1.1", said)
        if status == 302:
            self.reasons.add(reason)


def wait_for(browser: Browser) -> float:
    """How long the service took to answer again."""
    began = time.monotonic()
    while time.monotonic() - began < READY_SECONDS:
        try:
            if browser.get("/healthz")[0] == 200:
                return time.monotonic() - began
        except LOST:
            time.sleep(0.05)
    raise AssertionError("The service did not come back.")


def test_nothing_acknowledged_is_lost_halved_or_doubled_by_kills_at_any_moment(
    app: Flask, review: Review, cast: dict[str, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(working.TASKS, "assess", lambda _job, _review: None)
    stock(review, cast["scrutineer"].user)
    config, review_id = app.extensions["sightline"], review.id
    db.session.remove()
    chance, over, waits = random.Random(500), threading.Event(), []
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        victim = start(config, listener)
        client = Client(listener.getsockname()[1], cast["scrutineer"], review_id)
        wait_for(client.browser)
        assert client.browser.sign_in(cast["scrutineer"].email, cast["scrutineer"].password)
        busy = threading.Thread(target=client.work, args=(over,), daemon=True)
        busy.start()
        for _ in range(sized(6, 500)):
            client.get_on()
            time.sleep(chance.uniform(0.0, LONGEST_LIFE))
            victim.kill()
            victim.join()
            victim = start(config, listener)
            waits.append(wait_for(Browser(listener.getsockname()[1])))
        time.sleep(1)
        over.set()
        busy.join(timeout=30)
        victim.kill()
        victim.join()
    assert client.files, "papers were uploaded"
    assert client.reasons, "decisions were made"
    assert client.issued or not IS_SOAK, "reports were issued"
    assert_kept(app, review_id, client)


def assert_kept(app: Flask, review_id: str, client: Client) -> None:
    review = db.session.get_one(Review, review_id)
    tend_jobs(all_orphaned=True)
    while waiting := [job.id for job in jobs_under_way(review)]:
        work(waiting[0])
    papers = list(db.session.scalars(select(Paper).where(Paper.review_id == review_id)))
    kept = [paper.sha256 for paper in papers]
    assert len(kept) == len(set(kept)), "no paper is kept twice"
    assert client.files <= set(kept), "no paper is lost"
    uploaded = {paper.state for paper in papers if paper.sha256 in client.files}
    assert uploaded <= {"read", "partly_read"}, "every paper was read in the end"
    for paper in papers:
        Storage.of().verified_original(paper)
    for file in Storage.of().folder(review_id).glob("originals/[!.]*"):
        assert hashlib.sha256(file.read_bytes()).hexdigest() == file.stem, "no file is half a file"
    decisions = list(db.session.scalars(select(Decision).where(Decision.review_id == review_id)))
    reasons = [decision.reason for decision in decisions]
    assert len(reasons) == len(set(reasons)), "no decision is kept twice"
    assert client.reasons <= set(reasons), "no decision is lost"
    counted = select(func.count()).select_from(Entry).where(Entry.review_id == review_id, Entry.kind == "decision")
    assert db.session.scalar(counted) == len(decisions), "every decision has its entry"
    actions = db.session.scalar(select(func.count()).select_from(Action).where(Action.review_id == review_id))
    assert actions == len(decisions), "and its action"
    numbers = [one.number for one in assessments_of(review)]
    assert numbers == list(range(len(numbers), 0, -1)), "no assessment is lost or doubled"
    assert sum(one.current for one in assessments_of(review)) == 1, "and one is current"
    counted = select(func.count()).select_from(Entry).where(Entry.review_id == review_id, Entry.kind == "assessment")
    assert db.session.scalar(counted) == len(numbers), "every assessment has its entry"
    reports = db.session.scalar(select(func.count()).select_from(Report).where(Report.review_id == review_id))
    assert reports is not None
    assert reports >= client.issued
    verdict = verify_record(review)
    assert verdict.ok, verdict.sentence
