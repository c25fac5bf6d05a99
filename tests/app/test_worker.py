"""A worker that is killed in the middle of its work loses nothing, and the next one finishes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from cast import Person, Sent
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import Paper, Review
from app.packs.uploads import receive
from app.record.trail import entries_of
from app.working.jobs import jobs_under_way, latest_job
from tests.scale.server import only_sqlite

PROJECT = Path(__file__).resolve().parents[2]

WORKER = """
import os, sys, time
from pathlib import Path
import corpus.reader, corpus.profile
from corpus.document import Location, Block, Segment, Reading, Profile
def slow(path):
    Path(os.environ["MARK"]).touch()
    time.sleep(float(os.environ["SLOW"]))
    text = path.read_text()
    return Reading("read", None, "txt", (Segment(Location(paragraph=1), text, (Block(0, len(text), "paragraph"),)),))
corpus.reader.read_file = slow
corpus.profile.profile_of = lambda reading, file: Profile("minutes", file, None, None, "partnership", None, True, False)
import app.working.work
app.working.work.TASKS["assess"] = lambda job, review: None
from app.working.worker import run
run()
"""


def start_worker(data: Path, mark: Path, slow: float) -> subprocess.Popen[bytes]:
    environment = os.environ | {"SIGHTLINE_DATA": str(data), "MARK": str(mark), "SLOW": str(slow)}
    return subprocess.Popen([sys.executable, "-c", WORKER], cwd=PROJECT, env=environment, stderr=subprocess.DEVNULL)


def wait_for(what: str, seconds: float, happened: Callable[[], bool]) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, f"{what} did not happen in {seconds} seconds"
        time.sleep(0.05)
        db.session.rollback()


# Beside PostgreSQL there may be several: tests/scale/test_workers.py
@only_sqlite
def test_a_worker_killed_while_reading_loses_nothing_and_the_next_one_finishes(
    app: Flask, review: Review, cast: dict[str, Person], tmp_path: Path
) -> None:
    sent = [Sent("Minutes.txt", b"Minutes of June."), Sent("Audit.txt", b"Audit of May.")]
    receive(review, cast["business_manager"].user, sent)
    data, mark = app.extensions["sightline"].data, tmp_path / "reading"
    first = start_worker(data, mark, slow=60)
    try:
        wait_for("reading", 30, mark.exists)
        job = latest_job(review)
        assert job is not None
        assert job.state == "running"
    finally:
        first.send_signal(signal.SIGKILL)
        first.wait()

    second = start_worker(data, mark, slow=0)
    try:
        read = select(Paper).where(Paper.review_id == review.id, Paper.state == "read")
        wait_for("the rest", 30, lambda: len(db.session.scalars(read).all()) == 2 and not jobs_under_way(review))
    finally:
        second.terminate()
        second.wait(10)
    assert [entry.kind for entry in entries_of(review)].count("read") == 2
