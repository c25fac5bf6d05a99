"""Every page there is, in a real browser: nothing that axe finds, nothing in the console, nothing from elsewhere, never too wide."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from cast import CAST, Person
from conftest import ReadyMade
from flask import Flask
from playwright.sync_api import Browser, Error, Page, sync_playwright
from test_browser import ARGUMENTS, CHROMIUM
from whole import Supplied, served, whole_review

from app import create_app
from app.config import Config
from app.database import db

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium on this machine: install it (apt install chromium) to run this"
)

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RUN = """() => axe.run({resultTypes: ["violations"]}).then(found => found.violations.map(
    one => one.id + ": " + one.nodes.slice(0, 3).map(node => node.target.join(" ") + " " + node.html.slice(0, 160))))"""
WIDE = """() => document.documentElement.scrollWidth <= window.innerWidth ? [] : [
    document.documentElement.scrollWidth + " px: " + [...document.querySelectorAll("main *")].filter(
        one => one.getBoundingClientRect().right > window.innerWidth + 1).slice(0, 3).map(
        one => one.outerHTML.slice(0, 120)).join(" | ")]"""
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 700}
ROLES = ("scrutineer", "business_manager", "reviewer", "administrator")

NOT_PAGES = frozenset(
    {
        *("static", "security.static", "healthz", "reviews.progress", "papers.original", "papers.page_of_paper"),
        *("asking.export", "forms.download", "forms.draft", "forms.template", "framework_files.file"),
        *("framework_files.version_file", "frameworks.file", "across.table", "programme.calendar", "reports.download"),
        *("context_workbook.export", "respondents.export", "tracker.export", "trail.download", "trail.verifier"),
    }
)
"""What is fetched by a page or taken away as a file."""
LEADS_ELSEWHERE = frozenset(
    {"challenges.form_of", "requests.form_of", "single_sign_on.there", "single_sign_on.back", "security.verify"}
)
"""Where nobody stays: it leads on to another page, or answers only when it has been set up."""
OUTSIDE = ("security.login", "invitations.open_link", "second_step.enter")
"""Pages for those who are not signed in yet."""
OF_ANOTHER_KIND = {
    "drafting.draft": {"draft_id": "model_draft"},
    "others.question": {"question_id": "other_question"},
    "places.other": {"part_id": "other_part"},
    "context.one": {"question_id": "context"},
    "actions.task": {"number": "task"},
}
"""Where a name in an address means something else than elsewhere."""
STATES = {
    "challenges.one": {"challenge_id": "settled"},
    "requests.one": {"request_id": "ended"},
}
"""Pages that look different once what they are about has ended."""

ASKED_WITH = {"challenges.new": "?question=1.1"}


@dataclass
class Watched:
    """A browser page in which someone is signed in, with what it complained of."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: self._note(said.text) if said.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self._note(str(error)))
        self.page.on("request", lambda sent: None if sent.url.startswith(self.address) else self._note(sent.url))

    def _note(self, complaint: str) -> None:
        self.complaints.append(complaint)

    def open(self, path: str) -> int:
        """Opens a page and gives its status; what the browser says of a status that is refused is no complaint."""
        self.complaints.clear()
        answer = self.page.goto(path)
        assert answer
        if answer.status >= 400:
            self.complaints[:] = [one for one in self.complaints if "status of" not in one]
        return answer.status

    def faults(self, *, axe: bool) -> list[str]:
        """What is wrong with the page that is open, at both widths."""
        found = list(self.complaints)
        for size in (DESK, PHONE) if axe else (PHONE,):
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            found += [f"{size['width']} px wide: {one}" for one in self.page.evaluate(WIDE)]
            if axe:
                if not self.page.evaluate("'axe' in window"):
                    self.page.evaluate(AXE)
                found += [f"{size['width']} px: {one}" for one in self.page.evaluate(RUN)]
        return found


@dataclass
class House:
    """The service while it runs, with a review in which everything has happened."""

    app: Flask
    address: str
    supplied: Supplied
    people: dict[str, Person]
    browser: Browser

    def browser_of(self, role: str | None) -> Watched:
        """A browser for someone of the cast, or for nobody yet."""
        watched = Watched(self.browser.new_page(base_url=self.address, viewport=DESK), self.address)  # type: ignore[arg-type]
        if role:
            page, person = watched.page, self.people[role]
            page.goto("/sign-in")
            page.get_by_label("E-mail address").fill(person.email)
            page.get_by_label("Password", exact=True).fill(person.password)
            page.get_by_role("button", name="Sign in").click()
            page.get_by_role("heading", level=1).wait_for()
        return watched

    def pages(self) -> list[tuple[str, str]]:
        """Every page's endpoint and an address of it."""
        adapter, found = self.app.url_map.bind("localhost"), []
        for rule in self.app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or rule.endpoint in NOT_PAGES | LEADS_ELSEWHERE:
                continue
            for other in ({}, STATES.get(rule.endpoint)):
                if other is not None:
                    own = OF_ANOTHER_KIND.get(rule.endpoint, {}) | other
                    given = {name: self.supplied[own.get(name, name)] for name in rule.arguments}
                    path = adapter.build(rule.endpoint, given, "GET") + ASKED_WITH.get(rule.endpoint, "")
                    found.append((rule.endpoint, path))
        return found


@pytest.fixture(scope="module")
def house(
    ready_made: ReadyMade, tmp_path_factory: pytest.TempPathFactory, database_of_the_module: str | None
) -> Iterator[House]:
    data = tmp_path_factory.mktemp("every-page") / "data"
    shutil.copytree(ready_made[0], data)
    config = Config(data=data, work="held", password_rounds=1, office="none", database_url=database_of_the_module)
    app = create_app(config)
    people = {part: Person(app, *_keys(ready_made, part), app.test_client()) for part in CAST}
    with app.app_context(), sync_playwright() as playwright:
        supplied = whole_review(app, people)
        db.session.remove()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        with served(app) as address:
            yield House(app, address, supplied, people, browser)
            browser.close()
        db.session.remove()
        db.engine.dispose()


def _keys(ready_made: ReadyMade, part: str) -> tuple[str, str, str]:
    identity, password = ready_made[1][part]
    return identity, CAST[part][1], password


def look_at(watched: Watched, pages: list[tuple[str, str]], seen: set[str]) -> dict[str, Any]:
    """Opens each page; axe looks at those that nobody before this person was shown."""
    faults: dict[str, Any] = {}
    for endpoint, path in pages:
        try:
            if watched.page.request.head(path).status in (403, 404):
                continue
            status = watched.open(path)
            found = [f"it answers {status}"] if status >= 500 else []
            if status == 200:
                found += watched.faults(axe=path not in seen)
                seen.add(path)
        except Error as error:
            found = [str(error)]
        if found:
            faults[f"{endpoint} {path}"] = found
    return faults


def test_every_page_is_in_order_for_each_who_may_see_it(house: House) -> None:
    seen: set[str] = set()
    faults: dict[str, Any] = {}
    pages = [one for one in house.pages() if one[0] not in OUTSIDE]
    for role in ROLES:
        watched = house.browser_of(role)
        if role == "administrator":
            watched.page.goto(f"/reviews/{house.supplied['review_id']}/papers")
            watched.page.get_by_role("textbox").first.fill("A file would not open for the uploader.")
            watched.page.get_by_role("button", name="Record the reason and go on").click()
            watched.page.get_by_role("heading", level=1, name="Papers").wait_for()
        faults[role] = look_at(watched, pages, seen)
        watched.page.close()
    faults["never shown to anyone"] = {endpoint: path for endpoint, path in pages if path not in seen}
    assert not any(faults.values()), json.dumps(faults, indent=1, ensure_ascii=False)


def test_the_pages_before_sign_in_and_those_that_refuse_are_in_order_too(house: House) -> None:
    pages = [one for one in house.pages() if one[0] in OUTSIDE and one[0] != "second_step.enter"]
    assert look_at(house.browser_of(None), pages, set()) == {}
    watched = house.browser_of("business_manager")
    for path in ("/nowhere", f"/reviews/{house.supplied['review_id']}/delete"):
        assert watched.open(path) in (403, 404)
        assert watched.faults(axe=True) == [], path
    watched.page.evaluate("document.documentElement.removeAttribute('lang')")
    assert "html-has-lang" in watched.faults(axe=True)[0], "what is planted is found"


def test_what_is_no_page_is_a_file_or_a_part_of_a_page(house: House) -> None:
    endpoints = {rule.endpoint for rule in house.app.url_map.iter_rules()}
    assert endpoints >= NOT_PAGES | LEADS_ELSEWHERE | set(OUTSIDE) | set(OF_ANOTHER_KIND) | set(STATES)
