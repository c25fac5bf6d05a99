"""Hostile files through upload: each has an outcome in words, and the service answers all the while."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import threading
import time
from io import BytesIO

from cast import Person
from flask import Flask
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage

from app.config import PROJECT
from app.database import db
from app.models import Paper, Review
from tests.crash.browser import LOST, Browser
from tests.hostile import many_kinds, office_kinds, other_kinds, pdf_kinds
from tests.soak import IS_SOAK, sized

KINDS = [kind for part in (pdf_kinds, office_kinds, other_kinds, many_kinds) for kind in part.kinds()]
SETTLED = ("read", "partly_read", "no_text", "refused")


class Pulse(threading.Thread):
    """Asks after the service's health without a pause."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self.browser, self.over, self.took = Browser(port), threading.Event(), [0.0]
        self.missed = 0

    def run(self) -> None:
        while not self.over.is_set():
            began = time.monotonic()
            try:
                self.missed += self.browser.get("/healthz")[0] != 200
            except LOST:
                self.missed += 1
            self.took.append(time.monotonic() - began)
            time.sleep(0.05)


def test_hostile_uploads_end_in_words_while_the_service_answers(
    app: Flask, review: Review, cast: dict[str, Person]
) -> None:
    config, review_id = app.extensions["sightline"], review.id
    db.session.remove()
    chosen = KINDS if IS_SOAK else random.Random(3).sample([kind for kind in KINDS if not kind.slow], 8)
    names = other_kinds.NAMES if IS_SOAK else other_kinds.NAMES[:6]
    settings = {"SIGHTLINE_DATA": str(config.data), "DATABASE_URL": config.database_url or ""}
    settings |= {"SIGHTLINE_PORT": "8900", "SIGHTLINE_PASSWORD_ROUNDS": "1"}
    server = subprocess.Popen(
        [sys.executable, "wsgi.py"], cwd=PROJECT, env=os.environ | settings, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        port = int(re.findall(r":(\d+)/", server.stdout.readline())[0])
        browser, pulse = Browser(port), Pulse(port)
        assert browser.sign_in(cast["scrutineer"].email, cast["scrutineer"].password)
        pulse.start()
        page = f"/reviews/{review_id}/papers"
        sent = [(kind.file, kind.make()) for kind in chosen]
        sent += [(name, f"Harmless {number}.".encode()) for number, name in enumerate(names)]
        for name, content in sent:
            status, _ = browser.post(page, page, {"files": FileStorage(BytesIO(content), name)})
            assert status in (302, 400, 413), f"{name!r}: {status}"
        wait_until_settled(review_id, sized(120, 3600))
        pulse.over.set()
        pulse.join()
    finally:
        server.terminate()
        server.wait(15)
        server.stdout.close()  # type: ignore[union-attr]
    took = sorted(pulse.took)
    assert pulse.missed == 0
    # Beside other tests the machine itself may pause; alone, in the soak, nothing may.
    assert took[-1 if IS_SOAK else int(len(took) * 0.9)] < 0.5, took[-5:]
    for paper in db.session.scalars(select(Paper).where(Paper.review_id == review_id)):
        assert paper.state in SETTLED
        assert paper.state == "read" or paper.reason, paper.name
        assert paper.name == paper.name.strip()
        assert not set(paper.name) & set("/\\\0\r\n\u202e\u200b")


def wait_until_settled(review_id: str, seconds: int) -> None:
    began = time.monotonic()
    waiting = select(func.count()).select_from(Paper).where(Paper.review_id == review_id, Paper.state.not_in(SETTLED))
    while time.monotonic() - began < seconds:
        left = db.session.scalar(waiting)
        db.session.rollback()
        if not left:
            return
        time.sleep(0.25)
    raise AssertionError(f"{left} papers have no outcome yet.")
