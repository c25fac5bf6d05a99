"""Long work: a row says what is to be done and how far it is, and a worker that dies is made good by the next.

The row is the truth; the huey queue only wakes a worker for it, so a lost, doubled or late message does no harm.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import current_app
from huey import crontab
from sqlalchemy import Select, or_, select, update
from sqlalchemy.exc import IntegrityError

from app.database import db, now, writing
from app.models import Job, Paper, Review
from app.models.job import JobKind, JobState
from app.working.queue import queue_of

log = logging.getLogger("sightline.jobs")

if TYPE_CHECKING:
    from flask import Flask

    from app.config import Config

STALE = timedelta(seconds=90)
"""A running job whose heart has not beaten for so long has lost its worker."""
ATTEMPTS = 3
GIVEN_UP = (
    "This stopped three times without finishing, so it was given up. Everything uploaded is safe. "
    "Try again; if it stops again, tell your administrator."
)


def register_jobs(app: Flask, config: Config) -> None:
    """The queue of this application, and what its worker does on being woken and every minute."""
    huey = queue_of(config)
    app.extensions["sightline_huey"] = huey

    @huey.task(name="work_on")  # type: ignore[untyped-decorator]
    def work_on(job_id: str) -> None:
        from app.working.work import work

        with app.app_context():
            work(job_id)

    @huey.periodic_task(crontab(minute="*"), name="tend")  # type: ignore[untyped-decorator]
    def tend() -> None:
        from app.keeping.erasing import finish_erasing

        with app.app_context():
            tend_jobs()
            finish_erasing()

    app.extensions["sightline_work_on"] = work_on


def queue_reading(review_id: str) -> Job | None:
    """Asks for the waiting papers of a review to be read, and then assessed."""
    return _queue(review_id, "read_papers")


def queue_assessment(review_id: str) -> Job | None:
    """Asks for the rules to be run again; papers still waiting are read first."""
    return _queue(review_id, "assess")


def queue_other_assessments(review_id: str) -> Job | None:
    """Asks for proposals under the other frameworks of a review, from the papers as they stand."""
    return _queue(review_id, "assess_also")


def latest_job(review: Review, kind: JobKind | None = None) -> Job | None:
    """The latest piece of work for a review, of one kind or any."""
    found = select(Job).where(Job.review_id == review.id)
    if kind is not None:
        found = found.where(Job.kind == kind)
    return db.session.scalar(found.order_by(Job.created_at.desc(), Job.id).limit(1))


def jobs_under_way(review: Review) -> list[Job]:
    """What is being done or waits to be done for a review, the oldest first."""
    found = select(Job).where(Job.review_id == review.id, Job.state.in_(("queued", "running")))
    return list(db.session.scalars(found.order_by(Job.created_at)))


def wake(job_id: str) -> None:
    """Tells a worker that there is something to do; if that fails, the minute's tending finds the row."""
    config: Config = current_app.extensions["sightline"]
    if config.work != "queued":
        return
    try:
        current_app.extensions["sightline_work_on"](job_id)
    except Exception:
        log.exception("job %s could not be announced", job_id)


def _queue(review_id: str, kind: JobKind) -> Job | None:
    """The queued job, the one already there if there is one; asking again is the same piece of work."""
    with writing(review_id):
        same = select(Job).where(Job.review_id == review_id, Job.kind == kind, Job.state == "queued")
        job = db.session.scalar(same)
        if job is None:
            job = Job(review_id=review_id, kind=kind)
            db.session.add(job)
            db.session.flush()
    wake(job.id)
    return job


def say(review_id: str, step: str, done: int = 0, total: int = 0) -> None:
    """Says on the row of a review's running job what is being done and how much of it."""
    with writing(review_id):
        running = update(Job).where(Job.review_id == review_id, Job.state == "running")
        db.session.execute(running.values(step=step, done=done, total=total, heartbeat_at=now()))


def claim(job_id: str) -> Job | None:
    """The job, now ours alone to do; None where it is over, taken, or another of its review is being done."""
    review_id = db.session.scalar(select(Job.review_id).where(Job.id == job_id))
    if review_id is None:
        return None
    try:
        with writing(review_id):
            taken = update(Job).where(Job.id == job_id, Job.state == "queued")
            values = {"state": "running", "heartbeat_at": now(), "attempts": Job.attempts + 1, "error": None}
            if db.session.execute(taken.values(**values)).rowcount != 1:  # type: ignore[attr-defined]
                return None
    except IntegrityError:
        return None
    return db.session.get(Job, job_id, populate_existing=True)


def tend_jobs(*, all_orphaned: bool = False) -> int:
    """Requeues what lost its worker and wakes what was never woken; at start every running job is an orphan."""
    with writing():
        lost = select(Job).where(Job.state == "running")
        if not all_orphaned:
            lost = lost.where(Job.heartbeat_at < now() - STALE)
        for job in db.session.scalars(lost).all():
            _requeue(job)
        for review_id in db.session.scalars(_forgotten()).all():
            db.session.add(Job(review_id=review_id, kind="read_papers"))
        db.session.flush()
        waiting = select(Job.id).where(Job.state == "queued").order_by(Job.created_at)
        due = list(db.session.scalars(waiting))
    for job_id in due:
        wake(job_id)
    return len(due)


def _forgotten() -> Select[str]:
    """Reviews with a waiting paper for which nothing was asked since: the server died between keeping and asking."""
    asked = select(Job.id).where(
        Job.review_id == Paper.review_id,
        Job.kind == "read_papers",
        or_(Job.state.in_(("queued", "running")), Job.created_at >= Paper.uploaded_at),
    )
    return select(Paper.review_id).where(Paper.state == "waiting", ~asked.exists()).distinct()


def put_back(review_id: str) -> None:
    """Lets half-read papers wait again; the caller's transaction commits it."""
    half_read = update(Paper).where(Paper.review_id == review_id, Paper.state == "reading")
    db.session.execute(half_read.values(state="waiting"))


def _requeue(job: Job) -> None:
    put_back(job.review_id)
    same = select(Job.id).where(Job.review_id == job.review_id, Job.kind == job.kind, Job.state == "queued")
    if db.session.scalar(same) is not None:
        finish(job, "done", "Taken over by a later request for the same work")
    elif job.attempts >= ATTEMPTS:
        finish(job, "failed", "Given up", GIVEN_UP)
    else:
        job.state, job.heartbeat_at, job.step = "queued", None, "Waiting to start again"
    db.session.flush()


def finish(job: Job, state: JobState, step: str, error: str | None = None) -> None:
    """Ends a job; the caller's transaction commits it."""
    job.state, job.step, job.error, job.finished_at = state, step, error, now()
