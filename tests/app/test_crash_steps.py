"""Whichever step that changes a disk is the last one, or fails: what was said to be done is done, once, and the rest can be done again."""

from __future__ import annotations

import hashlib
import random
from typing import Any

import pytest
from cast import Person
from flask import Flask
from sqlalchemy import func, select

from app.database import db
from app.models import Action, Assessment, Decision, Entry, Paper, Report, ReportForm, Review
from app.packs.storage import Storage
from app.record.decisions import verify_record
from app.working.jobs import tend_jobs
from tests.crash.steps import ACTS, WORDS, go
from tests.crash.victim import FORKS
from tests.soak import IS_SOAK

SAMPLED = 2
LONGEST = 60


def run(app: Flask, review_id: str, user_id: str, at: int, how: str) -> dict[str, str]:
    """What the process said before it ended."""
    db.session.remove()
    config = app.extensions["sightline"]
    here, there = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=go, args=(config, review_id, user_id, at, how, there), daemon=True)
    process.start()
    there.close()
    said: dict[str, str] = {}
    try:
        while here.poll(LONGEST):
            name, more = here.recv()
            said[name] = more
    except EOFError:
        pass
    process.join(LONGEST)
    here.close()
    return said


@pytest.mark.parametrize("how", ["killed", "failed"])
def test_after_any_step_what_was_done_is_whole_and_the_rest_can_be_done(
    app: Flask, cast: dict[str, Person], how: str
) -> None:
    ada = cast["scrutineer"]
    steps = int(run(app, _review(ada), ada.id, 0, how)["steps"])
    assert steps > 40, "the steps are counted"
    points = range(1, steps + 1) if IS_SOAK else random.Random(9).sample(range(1, steps + 1), SAMPLED)
    ended = 0
    for at in points:
        review_id = _review(ada)
        said = run(app, review_id, ada.id, at, how)
        ended += "steps" not in said if how == "killed" else any(name.startswith("failed") for name in said)
        db.session.rollback()
        tend_jobs(all_orphaned=True)
        _assert_kept(review_id, said, f"{how} at step {at} of {steps}")
        again = run(app, review_id, ada.id, 0, how)
        assert again.keys() >= {*ACTS, "steps"}, f"{how} at step {at}: {again}"
        _assert_kept(review_id, again, f"{how} at step {at}, and then done again")
    # A failure of what can be made again (a vector kept, a message to a worker) is nobody's failure.
    assert ended >= len(points) * (1 if how == "killed" else 0.6)


def _review(ada: Person) -> str:
    from cast import make_review

    made = make_review(ada.user, "Harland Vale").id
    db.session.rollback()
    return made


def _assert_kept(review_id: str, said: dict[str, Any], when: str) -> None:
    db.session.rollback()
    review = db.session.get_one(Review, review_id)
    papers = list(db.session.scalars(select(Paper).where(Paper.review_id == review_id)))
    assert len(papers) <= 1, when
    assert papers or "upload" not in said, when
    for paper in papers:
        assert Storage.of().verified_original(paper).read_bytes() == WORDS, when
        assert paper.state in (("read",) if "work" in said else ("read", "waiting")), when
    for file in Storage.of().folder(review_id).glob("*/[!.]*"):
        if file.parent.name in ("originals", "reports"):
            assert file.stem == hashlib.sha256(file.read_bytes()).hexdigest(), f"{when}: {file.parent.name}"
    current = list(db.session.scalars(select(Assessment).where(Assessment.review_id == review_id, Assessment.current)))
    assert len(current) == ("work" in said) or (len(current) <= 1 and "work" not in said), when
    decisions = _count(Decision, review_id)
    assert decisions in ((1,) if "decide" in said else (0, 1)), when
    assert _count(Action, review_id) == decisions == _entries(review_id, "decision"), when
    reports = _count(Report, review_id)
    assert reports >= ("issue" in said), when
    assert _entries(review_id, "report_issued") == reports, when
    assert _count(ReportForm, review_id) == 2 * reports, when
    verdict = verify_record(review)
    assert verdict.ok, f"{when}: {verdict.sentence}"


def _count(model: Any, review_id: str) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(model.review_id == review_id)) or 0


def _entries(review_id: str, kind: str) -> int:
    found = select(func.count()).select_from(Entry).where(Entry.review_id == review_id, Entry.kind == kind)
    return db.session.scalar(found) or 0
