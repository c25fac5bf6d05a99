"""What a worker does: reads a review's waiting papers, then runs the rules over them; twice is the same as once."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flask import Flask, current_app
from sqlalchemy import func, select, update

from app.database import db, now, writing
from app.errors import SightlineError
from app.models import Job, Paper, Review
from app.models.job import JobState
from app.packs.name_warnings import warn_of_names
from app.packs.storage import Storage
from app.record.entries import paper_payload, profile_payload
from app.record.trail import append_entry
from app.working.jobs import claim, finish, jobs_under_way, put_back, queue_assessment, say, wake

if TYPE_CHECKING:
    from app.config import Config
    from corpus.document import Profile, Reading
    from corpus.naming_children import Sign

log = logging.getLogger("sightline.work")

HEARTBEAT_SECONDS = 10
AREA_LENGTH = 160
UNREADABLE = "The service broke down while reading this file. The file is kept; tell your administrator."
BROKEN = "Something went wrong while this was being done. Everything uploaded is safe. Try again in a few minutes."


def work(job_id: str) -> None:
    """Does one job if it is there to be done, and wakes the next of the same review."""
    job = claim(job_id)
    if job is None:
        return
    review_id, kind, attempt = job.review_id, job.kind, job.attempts
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    try:
        with _heart(app, job_id, review_id, attempt):
            TASKS[kind](job_id, review_id)
        _end(job_id, attempt, "done", "Finished")
    except SightlineError as error:
        _end(job_id, attempt, "failed", "Stopped", error.sentence)
    except Exception:
        # The log keeps where it broke, never what was being read.
        log.exception("job %s failed", job_id)
        _end(job_id, attempt, "failed", "Stopped", BROKEN)
    _wake_next(review_id)


def read_waiting(job_id: str, review_id: str) -> None:
    """Reads every waiting paper, some at once, each in its own bounded process, and asks for an assessment."""
    config: Config = current_app.extensions["sightline"]
    storage = Storage.of()
    with ThreadPoolExecutor(config.readers, thread_name_prefix="reader") as readers:
        while waiting := _take_waiting(review_id, config.readers * 2):
            begun = [(paper.id, paper.name, readers.submit(_read, storage, paper)) for paper in waiting]
            for paper_id, name, reading in begun:
                _keep_reading(job_id, paper_id, name, reading.result())
    queue_assessment(review_id)


def run_rules(job_id: str, review_id: str) -> None:
    """Runs the rules over the whole pack; papers that came in meanwhile are read first."""
    from app.packs.review_pack import assess_review

    if _count_waiting(review_id):
        read_waiting(job_id, review_id)
    say(review_id, "Looking for evidence and weighing it")
    assess_review(review_id)


def run_other_rules(job_id: str, review_id: str) -> None:
    """Runs the rules under the other frameworks that were asked for."""
    from app.proposing.other_frameworks import assess_under_others

    say(review_id, "Weighing the papers under another framework")
    assess_under_others(review_id)


TASKS: dict[str, Callable[[str, str], None]] = {
    "read_papers": read_waiting,
    "assess": run_rules,
    "assess_also": run_other_rules,
}


def _read(storage: Storage, paper: Paper) -> Reading:
    from corpus.document import Reading
    from corpus.reader import read_file

    try:
        return storage.load_reading(paper.review_id, paper.sha256) or read_file(storage.original(paper))
    except Exception:
        # One paper that breaks the reader's parent must not keep the rest of the pack from being read.
        log.exception("reading of %s broke", paper.id)
        return Reading("refused", UNREADABLE, paper.format or "unknown")


def _take_waiting(review_id: str, most: int) -> list[Paper]:
    """The next waiting papers, marked as being read; they are detached, for threads that have no session."""
    with writing(review_id):
        waiting = select(Paper).where(Paper.review_id == review_id, Paper.state == "waiting")
        taken = list(db.session.scalars(waiting.order_by(Paper.uploaded_at, Paper.id).limit(most)))
        for paper in taken:
            paper.state = "reading"
    for paper in taken:
        db.session.refresh(paper)
        db.session.expunge(paper)
    return taken


def _keep_reading(job_id: str, paper_id: str, name: str, reading: Reading) -> None:
    profile, signs = _profile(reading, name), _signs(reading)
    paper = db.session.get(Paper, paper_id)
    if paper is None:
        return
    Storage.of().keep_reading(paper.review_id, paper.sha256, reading)
    with writing(paper.review_id):
        paper = db.session.get_one(Paper, paper_id)
        if paper.state != "reading":
            # We were given up for dead meanwhile, and another worker has it or has done it.
            return
        _fill(paper, reading, profile)
        outcome = {"paper": paper_id, "outcome": reading.status, "unread": len(reading.missed)}
        append_entry(
            paper.review_id, None, "read", outcome | paper_payload(paper) | {"profile": profile_payload(paper)}
        )
        warn_of_names(paper, signs)
        settled, total = _progress(paper.review_id)
        said = {"step": f"Read {settled} of {total} papers", "done": settled, "total": total, "heartbeat_at": now()}
        db.session.execute(update(Job).where(Job.id == job_id).values(**said))


def _fill(paper: Paper, reading: Reading, profile: Profile | None) -> None:
    paper.state, paper.reason, paper.read_at = reading.status, reading.reason, now()
    paper.format, paper.pages, paper.unread_count = reading.kind, reading.pages, len(reading.missed)
    if profile is None:
        return
    paper.kind, paper.title, paper.date = profile.kind, profile.title, profile.date
    paper.period_from = profile.period.start if profile.period else None
    paper.period_to = profile.period.end if profile.period else None
    # PostgreSQL refuses what is longer than its column, where SQLite lets it pass.
    paper.agency, paper.area = profile.agency, profile.area[:AREA_LENGTH] if profile.area else None
    paper.self_reported, paper.draft = profile.self_reported, profile.draft
    paper.profile_because = dict(profile.because)


def _profile(reading: Reading, name: str) -> Profile | None:
    if reading.status in ("refused", "no_text"):
        return None
    from corpus.profile import profile_of

    try:
        return profile_of(reading, name)
    except Exception:
        log.exception("a paper could not be profiled")
        return None


def _signs(reading: Reading) -> tuple[Sign, ...]:
    from corpus.naming_children import signs_of_children

    try:
        return signs_of_children(reading)
    except Exception:
        log.exception("a paper could not be looked through for the names of children")
        return ()


def _progress(review_id: str) -> tuple[int, int]:
    every = select(Paper.state, func.count()).where(Paper.review_id == review_id).group_by(Paper.state)
    counts: dict[str, int] = dict(db.session.execute(every).all())
    total = sum(counts.values())
    return total - counts.get("waiting", 0) - counts.get("reading", 0), total


def _count_waiting(review_id: str) -> int:
    settled, total = _progress(review_id)
    return total - settled


def _end(job_id: str, attempt: int, state: JobState, step: str, error: str | None = None) -> None:
    """Ends the job, unless it was taken from us meanwhile because our heart seemed to have stopped."""
    db.session.rollback()
    with writing(db.session.scalar(select(Job.review_id).where(Job.id == job_id))):
        job = db.session.get(Job, job_id)
        if job is not None and (job.state, job.attempts) == ("running", attempt):
            finish(job, state, step, error)
            if state == "failed":
                put_back(job.review_id)


def _wake_next(review_id: str) -> None:
    review = db.session.get(Review, review_id)
    for job in jobs_under_way(review) if review else []:
        wake(job.id)


@contextmanager
def _heart(app: Flask, job_id: str, review_id: str, attempt: int) -> Iterator[None]:
    """Beats while the work goes on, so that a job without a heartbeat has no worker; never for another's attempt."""
    ours = update(Job).where(Job.id == job_id, Job.attempts == attempt, Job.state == "running")
    over = threading.Event()

    def beat() -> None:
        while not over.wait(HEARTBEAT_SECONDS):
            try:
                with app.app_context(), writing(review_id):
                    db.session.execute(ours.values(heartbeat_at=now()))
            except Exception:
                # A beat missed because the database was busy must not end all further ones.
                log.exception("job %s missed a heartbeat", job_id)

    thread = threading.Thread(target=beat, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
