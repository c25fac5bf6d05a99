"""The journeys of the scrutineer, the partnership and the reviewer in a real browser, each with scripts and without."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cast import Person
from flask import Flask
from judged import content_of
from pack import stock
from playwright.sync_api import Page, sync_playwright
from sqlalchemy import select
from test_browser import ARGUMENTS, CHROMIUM, sign_in
from whole import served

from app.database import db, now
from app.models import Assessment, Review
from app.packs.papers import papers_of
from app.proposing.assessments import keep_assessment
from app.record.decisions import actions_of, decisions_of, verify_record
from app.reporting.reports import reports_of
from app.reviewing.challenging import NewChallenge, challenges_of, raise_challenge
from app.reviewing.requesting import NewRequest, requests_of, send_request
from app.reviewing.second_ratings import latest_second
from app.reviewing.self_assessing import submitted_of

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium on this machine: install it (apt install chromium) to run this"
)


@pytest.fixture
def stocked(review: Review, cast: dict[str, Person]) -> Assessment:
    return stock(review, cast["scrutineer"].user)[1]


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(app: Flask, cast: dict[str, Person], request: pytest.FixtureRequest) -> Iterator[Page]:
    db.session.rollback()
    with sync_playwright() as playwright, served(app) as address:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser.new_context(java_script_enabled=request.param, base_url=address).new_page()
        browser.close()


def type_day(page: Page, field: str, day: int, month: int, year: int) -> None:
    for part, typed in (("day", day), ("month", month), ("year", year)):
        page.locator(f"[name={field}-{part}]").fill(str(typed))


def upload(page: Page, *paths: Path) -> None:
    page.get_by_label("Upload papers").set_input_files(paths)
    with page.expect_navigation():
        page.get_by_role("button", name="Upload", exact=True).click()


def test_a_scrutineer_goes_from_a_new_review_to_an_issued_report(
    page: Page, cast: dict[str, Person], tmp_path: Path
) -> None:
    sign_in(page, cast["scrutineer"])
    page.get_by_role("link", name="Create a review").first.click()
    page.get_by_label("Partnership or area").fill("Harland Vale")
    page.get_by_label("Title of this review").fill("Scrutiny of 2024 to 2025")
    type_day(page, "period_from", 1, 4, 2024)
    type_day(page, "period_to", 31, 3, 2025)
    type_day(page, "delete_after", 31, 3, 2032)
    page.get_by_role("button", name="Create the review").click()
    page.get_by_text("The review is made.").wait_for()
    review = db.session.scalars(select(Review)).one()

    for name in ("minutes.txt", "audit.txt"):
        (tmp_path / name).write_text(f"The plan was agreed by all three partners, says {name}.")
    page.goto(f"/reviews/{review.id}/papers")
    upload(page, tmp_path / "minutes.txt", tmp_path / "audit.txt")
    db.session.rollback()
    assert {paper.name for paper in papers_of(review)} == {"minutes.txt", "audit.txt"}

    # What is found in papers is proved elsewhere, and takes the models; here the rules judge that nothing was found.
    keep_assessment(review.id, content_of(review, {}, []), pack="1" * 64)
    page.goto(f"/reviews/{review.id}")
    page.get_by_role("link", name="1.1").first.click()
    page.get_by_label("Amber", exact=True).check()
    page.get_by_label("Your reason").fill("Two of the three signed.")
    page.get_by_label("What is to be done").fill("Have the police sign")
    page.get_by_label("Who will do it").fill("Executive group")
    type_day(page, "action_due", 31, 10, 2025)
    page.get_by_role("button", name="Save my decision").click()
    page.get_by_text("Your decision is saved: question 1.1 is Amber.").wait_for()

    page.get_by_role("link", name="Report", exact=True).click()
    page.get_by_role("button", name="Issue the report").click()
    page.get_by_role("link", name="Tick that the report may be issued").wait_for()
    page.get_by_label("I have seen this, and issue the report as it is").check()
    page.get_by_role("button", name="Issue the report").click()
    page.get_by_text("Report 1 is issued.").wait_for()
    db.session.rollback()
    assert [one.number for one in reports_of(review)] == [1]
    assert decisions_of(review)["1.1"].rating == "amber"
    assert [one.text for one in actions_of(review)] == ["Have the police sign"]
    assert verify_record(review).ok


def test_a_partnership_uploads_answers_replies_and_rates_itself(
    page: Page, cast: dict[str, Person], review: Review, stocked: Assessment, tmp_path: Path
) -> None:
    ada, soon = cast["scrutineer"].user, now().date() + timedelta(days=10)
    send_request(review, ada, NewRequest("The minutes of March", "police", soon, ("1.1",)))
    raise_challenge(review, ada, NewChallenge("1.1", "The chair", "Which of the two holds?", soon), stocked)
    sign_in(page, cast["business_manager"])
    page.goto(f"/reviews/{review.id}/papers")
    (tmp_path / "plan.txt").write_text("The plan was agreed by all three partners.")
    upload(page, tmp_path / "plan.txt")
    page.get_by_role("link", name="plan.txt").first.wait_for()

    page.goto(f"/reviews/{review.id}/to-do")
    page.get_by_role("link", name="The minutes of March").first.click()
    page.get_by_label("There is no such paper").check()
    page.get_by_label("Your words").fill("The meeting of March was not held.")
    page.get_by_role("button", name="Save the answer").click()
    page.get_by_text("Your answer to request 1 is saved.").wait_for()

    page.goto(f"/reviews/{review.id}/to-do")
    page.get_by_role("link", name="Which of the two holds?").first.click()
    page.get_by_label("Your reply").fill("The minutes hold; the tracker is old.")
    page.get_by_role("button", name="Save").first.click()
    page.get_by_text("Your reply to challenge 1 is saved").wait_for()

    page.goto(f"/reviews/{review.id}/self-assessment/1.1/together")
    page.get_by_label("Green", exact=True).check()
    page.get_by_label("What shows it").fill("All three signed the plan in June.")
    page.get_by_label("What you will do").fill("Ask each agency in March whether the plan still holds.")
    page.get_by_role("button", name="Submit to the scrutineer").click()
    page.get_by_text("is submitted").first.wait_for()
    db.session.rollback()
    assert [one.state for one in requests_of(review)] == ["none_exists"]
    assert [turn.kind for one in challenges_of(review) for turn in one.turns] == ["reply"]
    assert submitted_of(review)["1.1", ("together", "")].rating == "green"
    assert verify_record(review).ok


def test_a_reviewer_rates_for_themselves_then_reads_the_trail_and_checks_the_record(
    page: Page, cast: dict[str, Person], review: Review, stocked: Assessment
) -> None:
    sign_in(page, cast["reviewer"])
    page.goto(f"/reviews/{review.id}/questions/2.1/second")
    page.get_by_label("Amber", exact=True).check()
    page.get_by_label("Your reason").fill("Too few children were asked.")
    page.get_by_role("button", name="Save").first.click()
    page.get_by_role("heading", name="Question 2.1").first.wait_for()
    page.goto(f"/reviews/{review.id}/trail")
    page.get_by_role("button", name="Check that nothing was made up or changed").click()
    page.get_by_role("heading", name="What was checked").wait_for()
    db.session.rollback()
    made = latest_second(review, "2.1")
    assert made
    assert made.rating == "amber"
