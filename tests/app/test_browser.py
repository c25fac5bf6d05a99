"""One journey in a real browser: from the grid to the words on the page, a decision and the report."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import Person
from flask import Flask
from pack import stock
from playwright.sync_api import Page, sync_playwright
from proposals import MINUTES
from werkzeug.serving import make_server

from app.database import db
from app.models import Job, Review
from app.record.decisions import decisions_of
from app.reviewing.reviews import assign

CHROMIUM = next((path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path), None)
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium on this machine: install it (apt install chromium) to run this"
)


@pytest.fixture
def address(app: Flask, review: Review, cast: dict[str, Person]) -> Iterator[str]:
    """The service on a port of its own, with a small pack that has been read and assessed."""
    stock(review, cast["scrutineer"].user)
    db.session.rollback()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    """A browser page that must ask nobody else for anything and complain of nothing."""
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        opened = browser.new_page(base_url=address)
        opened.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("request", lambda sent: None if sent.url.startswith(address) else complaints.append(sent.url))
        yield opened
        browser.close()
    assert complaints == []


def sign_in(page: Page, person: Person) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(person.password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Your reviews").wait_for()


def share_of_the_page(page: Page) -> tuple[float, float]:
    """How far down the page the highlight begins, and how far across it reaches."""
    picture, box = page.locator("img.sl-page__picture").bounding_box(), page.locator("rect.sl-page__box").bounding_box()
    assert picture
    assert box
    return (box["y"] - picture["y"]) / picture["height"], box["width"] / picture["width"]


def test_a_scrutineer_walks_from_the_grid_to_the_words_decides_and_takes_the_report_away(
    page: Page, cast: dict[str, Person], review: Review, tmp_path: Path
) -> None:
    sign_in(page, cast["scrutineer"])
    page.get_by_role("link", name="Harland Vale 2024 to 2025").click()
    assert page.locator(".sl-cell").count() == 24

    page.get_by_role("link", name="1.1").first.click()
    page.locator("#part-1\\.1\\.a").get_by_role("link", name="Executive minutes, September 2024 (page 1)").click()
    page.locator("img.sl-page__picture").wait_for()
    assert (
        page.locator("img.sl-page__picture").evaluate("picture => picture.decode().then(() => picture.naturalWidth)")
        > 500
    )
    down, across = share_of_the_page(page)
    assert 0.13 < down < 0.15
    assert across > 0.4
    page.get_by_text("Read this page as text").click()
    assert page.locator("mark").inner_text() == MINUTES[2]

    page.get_by_role("link", name="Question 1.1", exact=True).click()
    page.get_by_label("Red", exact=True).check()
    page.get_by_label("The evidence says it is not so").check()
    page.get_by_label("Your reason").fill("The money is not there.")
    page.get_by_label("What is to be done").fill("Agree the funding of year two")
    page.get_by_label("Who will do it").fill("Executive group")
    for box, typed in (("Day", "31"), ("Month", "10"), ("Year", "2025")):
        page.get_by_label(box, exact=True).fill(typed)
    page.get_by_role("button", name="Save my decision").click()
    page.get_by_text("Your decision is saved: question 1.1 is Red.").wait_for()
    assert decisions_of(review)["1.1"].reason == "The money is not there."

    page.get_by_role("link", name="Report", exact=True).click()
    if page.get_by_role("checkbox").count():
        page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Issue the report").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Report 1 (Word").click()
    download.value.save_as(tmp_path / "report.docx")
    assert (tmp_path / "report.docx").read_bytes().startswith(b"PK")


def test_no_page_is_wider_than_a_narrow_phone(page: Page, cast: dict[str, Person], review: Review) -> None:
    sign_in(page, cast["scrutineer"])
    page.set_viewport_size({"width": 320, "height": 700})
    for path in ("", "/papers", "/questions/1.1", "/asked", "/actions", "/report", "/trail", "/people"):
        page.goto(f"/reviews/{review.id}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_the_keyboard_alone_reaches_the_content_past_the_navigation(
    page: Page, cast: dict[str, Person], review: Review
) -> None:
    sign_in(page, cast["scrutineer"])
    page.goto(f"/reviews/{review.id}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_the_page_follows_the_work_and_shows_the_results_when_it_ends(
    page: Page, cast: dict[str, Person], review: Review
) -> None:
    job = Job(review_id=review.id, kind="read_papers", state="running", step="Read 3 of 6 papers", done=3, total=6)
    db.session.add(job)
    db.session.commit()
    sign_in(page, cast["scrutineer"])
    page.goto(f"/reviews/{review.id}")
    page.get_by_text("Read 3 of 6 papers.").wait_for()
    db.session.rollback()  # the page has written meanwhile, and what we read before is of the past
    job.state, job.step = "done", "Finished"
    with page.expect_navigation():
        db.session.commit()
    assert page.get_by_text("Reading the papers.").count() == 0


def test_files_are_sent_one_by_one_and_then_listed(
    page: Page, cast: dict[str, Person], review: Review, tmp_path: Path
) -> None:
    sign_in(page, cast["business_manager"])
    page.goto(f"/reviews/{review.id}/papers")
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(f"The plan was agreed, says {name}.")
    page.get_by_label("Upload papers").set_input_files([tmp_path / "one.txt", tmp_path / "two.txt"])
    with page.expect_navigation():
        page.get_by_role("button", name="Upload", exact=True).click()
    assert page.get_by_role("link", name="one.txt").count() == 1
    assert page.get_by_role("link", name="two.txt").count() == 1


def begin_to_decide(page: Page, review: Review) -> None:
    """Everything typed and chosen, but not sent."""
    page.goto(f"/reviews/{review.id}/questions/1.1")
    page.get_by_label("Green", exact=True).check()
    page.get_by_label("Your reason").fill("The minutes of March settle it.")
    page.get_by_label("What is to be done").fill("Look again in a year")


def sign_in_again(page: Page, person: Person) -> None:
    page.get_by_text("so what you sent was not saved").wait_for()
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(person.password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Question 1.1", level=1).wait_for()


def test_a_decision_sent_after_the_session_ended_is_in_the_form_again_after_sign_in(
    page: Page, cast: dict[str, Person], review: Review
) -> None:
    sign_in(page, cast["scrutineer"])
    begin_to_decide(page, review)
    page.context.clear_cookies()
    page.get_by_role("button", name="Save my decision").click()
    sign_in_again(page, cast["scrutineer"])

    page.get_by_text("What you had typed here is back. It is not saved yet.").wait_for()
    assert page.get_by_label("Your reason").input_value() == "The minutes of March settle it."
    assert page.get_by_label("Green", exact=True).is_checked()
    page.get_by_label("Who will do it").fill("Executive group")
    for box, typed in (("Day", "31"), ("Month", "10"), ("Year", "2025")):
        page.get_by_label(box, exact=True).fill(typed)
    page.get_by_role("button", name="Save my decision").click()
    page.get_by_text("Your decision is saved: question 1.1 is Green.").wait_for()
    db.session.rollback()  # the test looked before; now it looks again
    assert decisions_of(review)["1.1"].reason == "The minutes of March settle it."
    page.reload()
    assert page.get_by_text("What you had typed here is back.").count() == 0, "it is saved, so it is not kept"


def test_what_one_person_typed_is_not_given_to_the_next_who_signs_in(
    page: Page, cast: dict[str, Person], review: Review
) -> None:
    assign(None, review, cast["stranger"].user, "scrutineer")
    sign_in(page, cast["scrutineer"])
    begin_to_decide(page, review)
    page.context.clear_cookies()
    sign_in(page, cast["stranger"])
    page.goto(f"/reviews/{review.id}/questions/1.1")
    assert page.get_by_label("Your reason").input_value() == ""


def test_without_scripts_the_back_button_brings_back_what_was_typed(
    page: Page, address: str, cast: dict[str, Person], review: Review
) -> None:
    browser = page.context.browser
    assert browser
    plain = browser.new_context(java_script_enabled=False, base_url=address).new_page()
    sign_in(plain, cast["scrutineer"])
    begin_to_decide(plain, review)
    plain.context.clear_cookies()
    plain.get_by_role("button", name="Save my decision").click()
    sign_in_again(plain, cast["scrutineer"])
    for _ in range(3):
        plain.go_back()
        box = plain.get_by_label("Your reason")
        if box.count() and box.input_value():
            break
    assert plain.get_by_label("Your reason").input_value() == "The minutes of March settle it."
