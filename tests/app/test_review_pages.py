"""Making a review, handing papers in and correcting what was worked out of them, as plain forms."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import pytest
from cast import Person
from pack import stock

from app.database import db
from app.models import Job, Paper, Review
from app.packs.papers import papers_of
from app.reviewing.reviews import reviews_of
from app.working.jobs import jobs_under_way

WHOLE = {
    "area": "Harland Vale",
    "title": "Independent scrutiny",
    "period_from-day": "1",
    "period_from-month": "4",
    "period_from-year": "2024",
    "period_to-day": "31",
    "period_to-month": "3",
    "period_to-year": "2025",
    "framework": "six-steps",
    "guidance": "2023",
    "delete_after-day": "31",
    "delete_after-month": "3",
    "delete_after-year": "2031",
}


@pytest.fixture
def papers(review: Review, scrutineer: Person) -> dict[str, Paper]:
    return stock(review, scrutineer.user)[0]


def test_a_scrutineer_makes_a_review_and_is_led_to_its_papers(scrutineer: Person) -> None:
    answer = scrutineer.post("/reviews/new", WHOLE)
    (review,) = reviews_of(scrutineer.user)
    assert answer.location == f"/reviews/{review.id}/papers"
    assert (review.area, review.period_to, review.delete_after) == (
        "Harland Vale",
        date(2025, 3, 31),
        date(2031, 3, 31),
    )
    assert len(review.framework_sha) == 64


def test_a_review_that_ends_before_it_begins_is_not_made_and_nothing_typed_is_lost(scrutineer: Person) -> None:
    page = scrutineer.post("/reviews/new", WHOLE | {"period_to-year": "2023"}).text
    assert "The last day of the period must be on or after its first day." in page
    assert 'value="Harland Vale"' in page
    assert reviews_of(scrutineer.user) == []


def test_each_thing_left_out_of_a_review_is_asked_for_by_name(scrutineer: Person) -> None:
    page = scrutineer.post("/reviews/new", {"framework": "six-steps"}).text
    for asked in (
        "Enter the name of the partnership",
        "Enter a title",
        "Enter the first day of the period",
    ):
        assert asked in page


def test_a_review_without_a_day_for_deleting_is_kept_as_long_as_the_service_says(scrutineer: Person) -> None:
    assert "if you leave it empty, it is 6 years after the period" in scrutineer.get("/reviews/new").text
    scrutineer.post("/reviews/new", {key: value for key, value in WHOLE.items() if "delete" not in key})
    (review,) = reviews_of(scrutineer.user)
    assert review.delete_after == date(2025, 3, 31) + timedelta(days=6 * 365)


def test_the_six_steps_are_chosen_unless_the_scrutineer_chooses_otherwise(scrutineer: Person) -> None:
    assert re.search(r'<option value="six-steps" selected>', scrutineer.get("/reviews/new").text)


def test_the_partnership_does_not_make_reviews(business_manager: Person) -> None:
    assert business_manager.get("/reviews/new").status_code == 404


def test_many_files_go_in_at_once_and_each_is_answered_for(business_manager: Person, review: Review) -> None:
    files = [
        (io.BytesIO(b"The plan was agreed."), "minutes.txt"),
        (io.BytesIO(b"The plan was not agreed."), "letter.txt"),
    ]
    page = business_manager.post(
        f"/reviews/{review.id}/papers", {"files": files}, content_type="multipart/form-data", follow_redirects=True
    ).text
    assert "2 of 2 files were taken in." in page
    assert "minutes.txt" in page
    assert "letter.txt" in page
    assert "Reading the papers" in page


def test_one_file_sent_by_the_script_is_answered_in_a_sentence(business_manager: Person, review: Review) -> None:
    form = {"files": [(io.BytesIO(b"The plan was agreed."), "minutes.txt")]}
    answer = business_manager.post(
        f"/reviews/{review.id}/papers", form, content_type="multipart/form-data", headers={"Accept": "application/json"}
    )
    said = {"ok": True, "message": "minutes.txt was received and is waiting to be read."}
    # Only a zip archive has files in it to tell of.
    assert answer.get_json() == said | {"files": []}


def test_choosing_no_file_is_said_in_a_sentence(business_manager: Person, review: Review) -> None:
    answer = business_manager.post(f"/reviews/{review.id}/papers", {}, content_type="multipart/form-data")
    assert "No file was chosen." in answer.text


def test_the_progress_of_the_work_can_be_asked_for_by_itself(scrutineer: Person, review: Review) -> None:
    db.session.add(
        Job(review_id=review.id, kind="read_papers", state="running", step="Read 3 of 14 papers", done=3, total=14)
    )
    db.session.commit()
    fragment = scrutineer.client.get(f"/reviews/{review.id}/progress").text
    assert "Read 3 of 14 papers." in fragment
    assert 'value="3" max="14"' in fragment
    assert "data-running" in fragment


def test_work_that_stopped_says_why(scrutineer: Person, review: Review) -> None:
    db.session.add(Job(review_id=review.id, kind="assess", state="failed", step="Stopped", error="The disk is full."))
    db.session.commit()
    assert "Working out the proposals stopped. The disk is full." in scrutineer.get(f"/reviews/{review.id}").text


def test_work_that_stopped_can_be_tried_again_and_asking_twice_is_one_piece_of_work(
    scrutineer: Person, review: Review
) -> None:
    db.session.add(Job(review_id=review.id, kind="assess", state="failed", step="Stopped", error="The disk is full."))
    db.session.commit()
    assert f'action="/reviews/{review.id}/pack/again"' in scrutineer.get(f"/reviews/{review.id}").text
    for _ in range(2):
        scrutineer.post(f"/reviews/{review.id}/pack/again")
    assert [job.kind for job in jobs_under_way(review)] == ["assess"]


def test_nothing_is_tried_again_where_nothing_stopped(scrutineer: Person, review: Review) -> None:
    scrutineer.post(f"/reviews/{review.id}/pack/again")
    assert jobs_under_way(review) == []


def correction(paper: Paper, **changed: str) -> dict[str, str]:
    day = paper.date or date(2024, 1, 1)
    return {
        "kind": paper.kind or "",
        "agency": paper.agency or "",
        "area": paper.area or "",
        "standing": paper.standing or "",
        "date-day": str(day.day),
        "date-month": str(day.month),
        "date-year": str(day.year),
        **changed,
    }


def test_a_correction_is_kept_beside_what_was_worked_out(
    scrutineer: Person, review: Review, papers: dict[str, Paper]
) -> None:
    foreign = papers["foreign"]
    page = scrutineer.post(
        f"/reviews/{review.id}/papers/{foreign.id}/correct",
        correction(foreign, standing="current"),
        follow_redirects=True,
    ).text
    db.session.rollback()
    kept = next(paper for paper in papers_of(review) if paper.id == foreign.id)
    assert (kept.standing, kept.corrected_standing, kept.corrected_kind) == ("foreign", "current", None)
    assert "Corrected by hand." in page
    assert "standing set to Current" in scrutineer.get(f"/reviews/{review.id}/trail").text


def test_setting_it_back_takes_the_correction_back(
    scrutineer: Person, review: Review, papers: dict[str, Paper]
) -> None:
    address = f"/reviews/{review.id}/papers/{papers['audit'].id}/correct"
    scrutineer.post(address, correction(papers["audit"], kind="inspection"))
    scrutineer.post(address, correction(papers["audit"]))
    db.session.rollback()
    assert papers["audit"].corrected_kind is None


def test_a_date_that_is_none_is_not_taken(scrutineer: Person, review: Review, papers: dict[str, Paper]) -> None:
    page = scrutineer.post(
        f"/reviews/{review.id}/papers/{papers['audit'].id}/correct", correction(papers["audit"], **{"date-day": "32"})
    ).text
    assert "Enter the date of the paper as a real date" in page
    assert 'value="32"' in page


def test_half_a_period_is_not_taken(scrutineer: Person, review: Review, papers: dict[str, Paper]) -> None:
    half = {"period_from-day": "1", "period_from-month": "4", "period_from-year": "2024"}
    page = scrutineer.post(
        f"/reviews/{review.id}/papers/{papers['audit'].id}/correct", correction(papers["audit"], **half)
    ).text
    assert "Enter both the first and the last day that the paper covers, or neither." in page


def test_an_administrator_types_a_reason_before_reading_and_it_is_recorded(
    administrator: Person, scrutineer: Person, review: Review, papers: dict[str, Paper]
) -> None:
    page = administrator.get(f"/reviews/{review.id}/papers")
    assert page.status_code == 403
    assert "Your reason" in page.text
    administrator.post(f"/reviews/{review.id}/reason", {"reason": "The partnership asked why a scan failed."})
    assert administrator.get(f"/reviews/{review.id}/papers").status_code == 200
    assert "The partnership asked why a scan failed." in scrutineer.get(f"/reviews/{review.id}/trail").text
