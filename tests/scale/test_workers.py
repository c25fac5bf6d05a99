"""Several workers on several hosts: nothing is lost and nothing is done twice, whichever of them is killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cast import Sent, make_review
from flask import Flask
from sqlalchemy import select

from app.config import PROJECT, Config
from app.database import db
from app.models import Entry, Job, Paper
from app.packs.uploads import receive
from app.record.decisions import verify_record
from app.working import jobs
from app.working.jobs import tend_jobs
from tests.scale.conftest import running
from tests.scale.people import cast_of
from tests.soak import sized

REVIEWS, PAPERS = 4, 3
HEART_STOPPED = 3
"""Seconds: in the test a heart that stops is noticed sooner than in life."""

WORKER = f"""
import time
from datetime import timedelta
import corpus.reader, corpus.profile
from corpus.document import Location, Block, Segment, Reading, Profile
def slow(path):
    time.sleep(0.3)
    text = path.read_text()
    return Reading("read", None, "txt", (Segment(Location(paragraph=1), text, (Block(0, len(text), "paragraph"),)),))
corpus.reader.read_file = slow
corpus.profile.profile_of = lambda reading, file: Profile("minutes", file, None, None, "partnership", None, True, False)
import app.working.jobs, app.working.work
app.working.jobs.STALE = timedelta(seconds={HEART_STOPPED})
app.working.work.HEARTBEAT_SECONDS = 0.5
app.working.work.TASKS["assess"] = lambda job, review: None
from app.working.worker import run
run()
"""
HOST = ["unshare", "--net", *(["--map-root-user"] if os.getuid() else [])]
"""A host of its own, as far as the network goes: what two of them share is the database's socket and the folder."""


def hosts_can_be_made() -> bool:
    return shutil.which("unshare") is not None and subprocess.run([*HOST, "true"], capture_output=True).returncode == 0


def start_worker(config: Config) -> subprocess.Popen[bytes]:
    known = {"SIGHTLINE_DATA": str(config.data), "DATABASE_URL": str(config.database_url)}
    command = [*(HOST if hosts_can_be_made() else []), sys.executable, "-W", "ignore", "-c", WORKER]
    return subprocess.Popen(command, cwd=PROJECT, env=os.environ | known, stderr=subprocess.DEVNULL)


@pytest.fixture
def queued(settings: Callable[[str], Config], monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An installation on PostgreSQL that wakes its workers."""
    monkeypatch.setattr(jobs, "STALE", timedelta(seconds=HEART_STOPPED))
    held = settings("postgresql")
    with running(Config(data=held.data, password_rounds=1, office="none", database_url=held.database_url)) as app:
        yield app
        app.extensions["sightline_huey"].storage.close()


def wait_until(happened: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        db.session.rollback()
        time.sleep(0.2)


def states(kind: type[Job] | type[Paper]) -> Counter[str]:
    return Counter(db.session.scalars(select(kind.state)))


def test_a_killed_workers_jobs_are_taken_up_by_another_and_nothing_is_done_twice(queued: Flask) -> None:
    people, config = cast_of(queued), queued.extensions["sightline"]
    made = [make_review(people["scrutineer"].user, f"Area {nth}") for nth in range(REVIEWS)]
    for review in made:
        receive(review, people["scrutineer"].user, [Sent(f"{n}.txt", f"Paper {n}.".encode()) for n in range(PAPERS)])
    workers = [start_worker(config), start_worker(config)]
    try:
        for turn in range(sized(1, 20)):
            wait_until(lambda: states(Job)["running"] > 0, 90)
            victim = workers[turn % 2]
            victim.send_signal(signal.SIGKILL)
            victim.wait()
            if turn:
                workers[turn % 2] = start_worker(config)

        def all_done() -> bool:
            tend_jobs()
            return states(Paper)["read"] == REVIEWS * PAPERS and not {"queued", "running"} & set(states(Job))

        wait_until(all_done, 120)
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    assert states(Job)["failed"] == 0
    read = select(Entry.payload_text).where(Entry.kind == "read")
    named = Counter(text.partition('"paper":"')[2][:24] for text in db.session.scalars(read))
    assert len(named) == REVIEWS * PAPERS
    assert set(named.values()) == {1}, "no paper is recorded as read twice"
    assert all(verify_record(db.session.merge(review)).ok for review in made)


def test_two_workers_are_never_given_the_same_job(queued: Flask) -> None:
    from concurrent.futures import ThreadPoolExecutor

    people = cast_of(queued)
    review = make_review(people["scrutineer"].user, "Harland Vale")
    job = jobs.queue_reading(review.id)
    assert job is not None
    job_id = job.id
    db.session.rollback()

    def claim(_: int) -> bool:
        with queued.app_context():
            mine = jobs.claim(job_id) is not None
            db.session.remove()
            return mine

    with ThreadPoolExecutor(8) as many:
        assert sum(many.map(claim, range(16))) == 1


def test_what_another_wrote_into_the_queue_is_not_opened(queued: Flask) -> None:
    import pickle

    huey = queued.extensions["sightline_huey"]
    while huey.dequeue() is not None:
        pass
    huey.storage.enqueue(pickle.dumps(Path("/anything")))
    with pytest.raises(ValueError, match=r"Separator|Signature"):
        huey.dequeue()
