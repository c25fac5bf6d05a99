"""Many people at once on the pages of two web processes, and eight who decide as fast as they can."""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from cast import Person
from flask import Flask

from app.config import PROJECT, Config
from app.database import db
from app.models import Review, User
from app.record.decisions import NewAction, decide
from tests.crash.browser import Browser

Json = dict[str, Any]

PEOPLE, SECONDS = 20, 20
LOG = "processes.log"
"""What the processes say; ids only, as every log of the service."""
ACTION = NewAction("Ask each partner for its budget line.", "Business manager", date(2025, 9, 30))


def spread(milliseconds: list[float]) -> Json:
    """The middle and the slow end of what was measured."""
    ranked = sorted(milliseconds)
    return {
        "p50 ms": round(statistics.median(ranked), 1),
        "p95 ms": round(ranked[int(0.95 * (len(ranked) - 1))], 1),
        "count": len(ranked),
    }


def timed(what: Callable[[], object]) -> float:
    began = time.perf_counter()
    what()
    return 1000 * (time.perf_counter() - began)


@contextmanager
def processes(command: list[str], config: Config, *own: dict[str, str]) -> Iterator[None]:
    """As many processes as there are settings of their own, on one database and one folder."""
    shared = {"SIGHTLINE_DATA": str(config.data), "DATABASE_URL": str(config.database_url)}
    log = (config.data / LOG).open("ab")
    started = [
        subprocess.Popen(command, cwd=PROJECT, env=os.environ | shared | one, stdout=log, stderr=log) for one in own
    ]
    try:
        yield
    finally:
        for one in started:
            one.terminate()
        for one in started:
            try:
                one.wait(30)
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait()
        log.close()


def pages(config: Config, reviews: list[str], person: Person) -> Json:
    """Twenty people at once on two web processes: a review's page, its papers, a question."""
    ports, taken, faults = (8711, 8741), list[float](), list[int]()
    own = [{"SIGHTLINE_PORT": str(port), "SIGHTLINE_WORKERS": "0"} for port in ports]

    def visit(browser: Browser, nth: int, until: float) -> None:
        chance = random.Random(nth)
        while time.monotonic() < until:
            time.sleep(chance.uniform(0.5, 2.0))
            review = chance.choice(reviews)
            path = chance.choice(
                (f"/reviews/{review}", f"/reviews/{review}/questions/1.1", f"/reviews/{review}/papers")
            )
            began = time.perf_counter()
            status, _ = browser.get(path)
            taken.append(1000 * (time.perf_counter() - began))
            if status != 200:
                faults.append(status)

    with processes([sys.executable, "wsgi.py"], config, *own):
        browsers = [Browser(ports[nth % len(ports)]) for nth in range(PEOPLE)]
        for browser in browsers:
            sign_in(browser, person)
            # What a process makes at its first page is no part of what a page costs.
            browser.get(f"/reviews/{reviews[0]}/questions/1.1")
        until = time.monotonic() + SECONDS
        people = [threading.Thread(target=visit, args=(one, nth, until)) for nth, one in enumerate(browsers)]
        for one in people:
            one.start()
        for one in people:
            one.join()
    return spread(taken) | {"people": PEOPLE, "web processes": len(ports), "not 200": len(faults)}


def sign_in(browser: Browser, person: Person) -> None:
    """Signs in as soon as the process answers."""
    for _ in range(240):
        try:
            assert browser.sign_in(person.email, person.password)
            return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError("A web process did not start.")


def decisions(reviews: list[str], user_id: str, app: Flask) -> Json:
    """Eight people who decide as fast as they can, each in a review of their own."""
    taken = list[float]()

    def work(review_id: str) -> None:
        with app.app_context():
            latest = None
            for number in range(15):
                review, user = db.session.get_one(Review, review_id), db.session.get_one(User, user_id)
                said: Json = {"rating": "amber", "red_reason": None, "reason": f"{number}", "action": ACTION}
                began = time.perf_counter()
                latest = decide(review, user, question="1.2", supersedes=latest, **said).id
                taken.append(1000 * (time.perf_counter() - began))
            db.session.remove()

    began = time.perf_counter()
    people = [threading.Thread(target=work, args=(one,)) for one in reviews[:8]]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return spread(taken) | {"a second": round(len(taken) / (time.perf_counter() - began), 1)}
