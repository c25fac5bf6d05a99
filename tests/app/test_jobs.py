"""Long work survives a worker that is killed, is never done by two at once, and says how far it is."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from cast import Person, Sent
from sqlalchemy import delete, update

from app.database import db, now, writing
from app.errors import SightlineError
from app.models import Job, Paper, Review
from app.packs.papers import papers_of, reading_of
from app.packs.uploads import receive
from app.record.trail import entries_of
from app.working import work as working
from app.working.jobs import (
    ATTEMPTS,
    STALE,
    claim,
    jobs_under_way,
    latest_job,
    queue_assessment,
    queue_reading,
    say,
    tend_jobs,
)
from app.working.work import work
from corpus.document import Block, Location, Profile, Reading, Segment


def plainly_read(path: Path) -> Reading:
    """A stand-in for the reader's child process: the file's text as one paragraph, and a refusal where it says so."""
    text = path.read_text()
    if text.startswith("refuse"):
        return Reading("refused", "This file is locked with a password.", "pdf")
    block = Block(0, len(text), "paragraph")
    return Reading("read", None, "txt", (Segment(Location(paragraph=1), text, (block,)),))


def plainly_profiled(_reading: Reading, file: str) -> Profile:
    return Profile("minutes", file, None, None, "partnership", "Harland Vale", True, False, {"kind": "its heading"})


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.reader.read_file", plainly_read)
    monkeypatch.setattr("corpus.profile.profile_of", plainly_profiled)


@pytest.fixture
def assessed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The reviews over which the rules were run."""
    reviews: list[str] = []
    monkeypatch.setitem(working.TASKS, "assess", lambda _job, review: reviews.append(review))
    return reviews


def upload(review: Review, person: Person, *texts: str) -> None:
    receive(review, person.user, [Sent(f"{number}.txt", text.encode()) for number, text in enumerate(texts)])


def the_job(review: Review, kind: str) -> Job:
    job = latest_job(review, kind)  # type: ignore[arg-type]
    assert job is not None
    return job


def finish_all(review: Review) -> None:
    while under_way := [job.id for job in jobs_under_way(review)]:
        work(under_way[0])


def test_reading_ends_for_every_paper_and_is_followed_by_an_assessment(
    review: Review, cast: dict[str, Person], assessed: list[str]
) -> None:
    upload(review, cast["business_manager"], "Minutes of June.", "refuse this", "Audit of May.")
    finish_all(review)

    assert [paper.state for paper in papers_of(review)] == ["read", "refused", "read"]
    minutes, locked, _ = papers_of(review)
    assert locked.reason == "This file is locked with a password."
    assert locked.kind is None
    assert minutes.kind == "minutes"
    assert minutes.profile_because == {"kind": "its heading"}
    kept = reading_of(minutes)
    assert kept is not None
    assert kept.segments[0].text == "Minutes of June."
    done = the_job(review, "read_papers")
    assert (done.state, done.done, done.total) == ("done", 3, 3)
    assert assessed == [review.id]
    assert [entry.kind for entry in entries_of(review)].count("read") == 3


def test_a_paper_that_comes_in_while_others_are_read_is_read_too(
    review: Review, cast: dict[str, Person], assessed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = working._keep_reading

    def keep_and_upload(job_id: str, paper_id: str, name: str, reading: Reading) -> None:
        keep(job_id, paper_id, name, reading)
        if name == "0.txt" and len(papers_of(review)) == 1:
            upload(review, cast["business_manager"], "Minutes of June.", "Late audit.")

    monkeypatch.setattr(working, "_keep_reading", keep_and_upload)
    upload(review, cast["business_manager"], "Minutes of June.")
    finish_all(review)
    assert {paper.state for paper in papers_of(review)} == {"read"}
    assert len(papers_of(review)) == 2


def test_a_job_is_done_by_one_worker_only(review: Review) -> None:
    job = queue_reading(review.id)
    assert job is not None
    assert claim(job.id) is not None
    assert claim(job.id) is None


def test_one_piece_of_work_at_a_time_is_done_for_a_review(review: Review, other_review: Review) -> None:
    reading, rules = queue_reading(review.id), queue_assessment(review.id)
    elsewhere = queue_assessment(other_review.id)
    assert reading
    assert rules
    assert elsewhere
    assert claim(reading.id) is not None
    assert claim(rules.id) is None
    assert claim(elsewhere.id) is not None
    assert the_job(review, "assess").state == "queued", "it waits; the one before it wakes it"


def test_a_breakdown_ends_the_job_with_a_sentence_and_nothing_of_the_papers(
    review: Review, cast: dict[str, Person], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_job: str, _review: str) -> None:
        raise ValueError("no such table")

    monkeypatch.setitem(working.TASKS, "assess", broken)
    queue_assessment(review.id)
    finish_all(review)
    job = the_job(review, "assess")
    assert job.state == "failed"
    assert job.error == working.BROKEN
    assert job.id in caplog.text


def test_a_refusal_ends_the_job_with_its_own_sentence(review: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_job: str, _review: str) -> None:
        raise SightlineError("The framework of this review is no longer installed.")

    monkeypatch.setitem(working.TASKS, "assess", refused)
    queue_assessment(review.id)
    finish_all(review)
    assert the_job(review, "assess").error == "The framework of this review is no longer installed."


def test_a_job_whose_heart_stopped_is_queued_again_and_its_half_read_paper_waits_again(
    review: Review, cast: dict[str, Person]
) -> None:
    upload(review, cast["business_manager"], "Minutes of June.")
    job = the_job(review, "read_papers")
    claim(job.id)
    working._take_waiting(review.id, 1)
    assert papers_of(review)[0].state == "reading"

    tend_jobs()
    assert the_job(review, "read_papers").state == "running", "its heart has just beaten"
    with writing():
        db.session.execute(update(Job).values(heartbeat_at=now() - STALE - timedelta(seconds=1)))
    tend_jobs()

    assert the_job(review, "read_papers").state == "queued"
    assert papers_of(review)[0].state == "waiting"


def test_a_job_that_kills_its_worker_three_times_is_given_up_in_words(review: Review) -> None:
    queue_assessment(review.id)
    for _ in range(ATTEMPTS):
        assert claim(the_job(review, "assess").id) is not None
        tend_jobs(all_orphaned=True)
    job = the_job(review, "assess")
    assert job.state == "failed"
    assert job.error is not None
    assert "given up" in job.error
    assert job.attempts == ATTEMPTS


def test_a_paper_whose_server_died_before_asking_for_it_to_be_read_is_read(
    review: Review, cast: dict[str, Person]
) -> None:
    upload(review, cast["business_manager"], "Minutes of June.")
    with writing():
        db.session.execute(delete(Job))
    tend_jobs()
    assert [job.kind for job in jobs_under_way(review)] == ["read_papers"]


def test_a_reading_that_failed_is_not_begun_again_every_minute(
    review: Review, cast: dict[str, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_job: str, _review: str) -> None:
        raise SightlineError("No.")

    monkeypatch.setitem(working.TASKS, "read_papers", refused)
    upload(review, cast["business_manager"], "Minutes of June.")
    finish_all(review)
    tend_jobs()
    assert jobs_under_way(review) == []
    assert papers_of(review)[0].state == "waiting"


def test_a_paper_that_breaks_the_service_is_refused_and_the_rest_is_read(
    review: Review, cast: dict[str, Person], assessed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking(path: Path) -> Reading:
        if "break" in path.read_text():
            raise RecursionError
        return plainly_read(path)

    monkeypatch.setattr("corpus.reader.read_file", breaking)
    upload(review, cast["business_manager"], "break here", "Audit of May.")
    finish_all(review)
    assert [paper.state for paper in papers_of(review)] == ["refused", "read"]


def test_a_worker_that_was_given_up_for_dead_does_not_end_the_job_of_the_next(review: Review) -> None:
    job = queue_assessment(review.id)
    assert job is not None
    assert claim(job.id)
    tend_jobs(all_orphaned=True)
    assert claim(job.id)
    working._end(job.id, 1, "done", "Finished")
    assert the_job(review, "assess").state == "running"


def test_an_orphan_with_a_newer_request_behind_it_does_not_run_twice(review: Review) -> None:
    first = queue_assessment(review.id)
    assert first is not None
    assert claim(first.id)
    second = queue_assessment(review.id)
    assert second is not None
    assert second.id != first.id
    tend_jobs(all_orphaned=True)
    assert [job.id for job in jobs_under_way(review)] == [second.id]


def test_how_far_it_is_can_be_read_while_it_runs(review: Review) -> None:
    job = queue_assessment(review.id)
    assert job is not None
    claim(job.id)
    say(review.id, "Weighing question 3 of 24", 3, 24)
    shown = the_job(review, "assess")
    assert (shown.step, shown.done, shown.total) == ("Weighing question 3 of 24", 3, 24)


def test_reading_a_paper_again_changes_nothing(review: Review, cast: dict[str, Person], assessed: list[str]) -> None:
    upload(review, cast["business_manager"], "Minutes of June.")
    finish_all(review)
    with writing():
        db.session.execute(update(Paper).values(state="waiting"))
    queue_reading(review.id)
    finish_all(review)
    assert papers_of(review)[0].state == "read"
    assert len(papers_of(review)) == 1
