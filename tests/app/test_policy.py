"""Who may do what: the promised table cell by cell, and every address of the service against it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from cast import Person
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.database import db, writing
from app.errors import NotFound
from app.models import Assessment, Paper, Report, Review
from app.policy import ACTIONS, PUBLIC_ENDPOINTS, action_of, may, of_review
from app.record.trail import entries_of, head_of
from app.reporting.reports import issue_report
from app.reviewing.reviews import close_pack

TABLE = """
                  partnership reviewer scrutineer administrator
see_review        yes         yes      yes        reason
see_people        yes         yes      yes        no
upload            open        no       open       no
see_papers        yes         yes      yes        reason
read_papers       yes         yes      yes        reason
ask               yes         yes      yes        reason
choose_model      no          no       yes        no
draft             no          no       yes        no
see_drafts        no          yes      yes        no
correct_paper     yes         no       yes        no
see_proposals     no          yes      yes        no
see_asked         yes         no       no         no
self_assess       yes         no       no         no
see_self_actions  yes         yes      yes        no
reply             yes         no       no         no
see_requests      yes         yes      yes        no
send_request      no          no       yes        no
answer_request    yes         no       no         no
see_challenges    yes         yes      yes        no
challenge         no          no       yes        no
settle_challenge  no          no       yes        no
decide            no          no       yes        no
comment           no          yes      yes        no
second_rating     no          yes      yes        no
see_field_notes   no          yes      yes        no
write_field_notes no          no       yes        no
move_evidence     no          no       yes        no
see_context       yes         yes      yes        no
answer_context    no          no       yes        no
propose_context   yes         no       no         no
see_programme     yes         yes      yes        no
plan_programme    no          no       yes        no
propose_also      no          no       yes        no
try_framework     no          no       yes        no
issue_report      no          no       yes        no
edit_template     no          no       yes        no
withdraw_report   no          no       yes        no
read_report       issued      yes      yes        no
see_actions       issued      yes      yes        no
update_actions    issued      no       yes        no
read_trail        issued      yes      yes        no
see_accesses      no          no       yes        no
close_pack        no          no       yes        no
erase_review      no          no       yes        no
"""
"""Of the review's own people; `open`, `issued` and `reason` are conditions."""

HEAD, *LINES = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [(line[0], role, cell) for line in LINES for role, cell in zip(HEAD, line[1:], strict=True)]
PARTS = {"partnership": "business_manager", "reviewer": "reviewer", "scrutineer": "scrutineer"}

NOWHERE = "f" * 24


@pytest.fixture
def probe(app: Flask) -> Flask:
    """One address for every row of the table, with nothing behind it."""
    for action, row in ACTIONS.items():

        @may(action)
        def view(review: Review | None = None) -> dict[str, str]:
            return {"done": "yes"}

        address = f"/probe/{action}/<review_id>" if row.of_review else f"/probe/{action}"
        app.add_url_rule(address, f"probe-{action}", view, methods=["GET", "POST"])
    return app


def issue(review: Review, person: Person, assessment: Assessment) -> Report:
    return issue_report(review, person.user, b"PK report", assessment, [], head_of(review))


def answers(people: dict[str, Person], action: str, review_id: str) -> dict[str, int]:
    return {role: people[PARTS.get(role, role)].get(f"/probe/{action}/{review_id}").status_code for role in HEAD}


def test_the_table_in_this_test_has_every_row_about_a_review() -> None:
    assert {line[0] for line in LINES} == {action for action, row in ACTIONS.items() if row.of_review}


def test_each_cell_of_the_table_before_a_report_is_issued(
    probe: Flask, review: Review, cast: dict[str, Person]
) -> None:
    allowed = {"yes": 200, "open": 200, "issued": 403, "reason": 403, "no": 403}
    people = {part: person.sign_in() for part, person in cast.items()}
    for action in {line[0] for line in LINES}:
        expected = {role: allowed[cell] for name, role, cell in CELLS if name == action}
        assert answers(people, action, review.id) == expected, action


def test_each_cell_of_the_table_once_a_report_is_issued_and_the_pack_closed(
    probe: Flask, review: Review, assessment: Assessment, cast: dict[str, Person]
) -> None:
    allowed = {"yes": 200, "open": 409, "issued": 200, "reason": 403, "no": 403}
    issue(review, cast["scrutineer"], assessment)
    close_pack(review, cast["scrutineer"].user)
    people = {part: person.sign_in() for part, person in cast.items()}
    for action in {line[0] for line in LINES}:
        expected = {role: allowed[cell] for name, role, cell in CELLS if name == action}
        assert answers(people, action, review.id) == expected, action


def test_a_review_of_another_area_is_not_there_for_anyone_of_this_one(
    probe: Flask, other_review: Review, cast: dict[str, Person]
) -> None:
    people = {part: person.sign_in() for part, person in cast.items()}
    for action in {line[0] for line in LINES}:
        found = answers(people, action, other_review.id)
        assert {found[role] for role in PARTS} == {404}, action


def test_an_account_does_nothing_that_its_role_does_not_include(probe: Flask, cast: dict[str, Person]) -> None:
    expected = {
        "create_review": {"scrutineer"},
        "manage_people": {"administrator"},
        "assign": {"administrator"},
        "count_papers": {"administrator"},
        "see_trail_dates": {"administrator"},
        "give_reason": {"administrator"},
        "list_reviews": set(HEAD),
        "home": set(HEAD),
        "change_password": set(HEAD),
        "see_frameworks": set(HEAD),
        "see_limits": set(HEAD),
        "pass_second_step": set(HEAD),
        "set_second_step": set(HEAD),
        "propose_framework": {"scrutineer"},
        "see_framework_drafts": {"scrutineer", "administrator"},
        "rule_on_framework": {"administrator"},
        "see_across": {"administrator"},
    }
    people = {role: cast[PARTS.get(role, role)].sign_in() for role in HEAD}
    assert expected.keys() == {action for action, row in ACTIONS.items() if not row.of_review}
    for action, roles in expected.items():
        allowed = {role for role, person in people.items() if person.get(f"/probe/{action}").status_code == 200}
        assert allowed == roles, action


def test_what_has_no_row_nobody_may_do(app: Flask, cast: dict[str, Person]) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: {"seen": "no"})
    assert cast["scrutineer"].sign_in().get("/forgotten").status_code == 404
    assert cast["administrator"].sign_in().get("/forgotten").status_code == 404
    with pytest.raises(KeyError):
        may("edit_trail")


def test_every_address_has_a_row(app: Flask) -> None:
    without = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in PUBLIC_ENDPOINTS and action_of(app, rule.endpoint) is None
    }
    # Flask-Security brings these two; without a row the gate answers them as if they were not there.
    assert without == {"security.static", "security.verify"}


def test_every_address_about_a_review_has_a_row_about_reviews_or_is_the_administrators(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        action = action_of(app, rule.endpoint)
        if action is not None and "review_id" in rule.arguments and not ACTIONS[action].of_review:
            assert ACTIONS[action].roles == {"administrator"}, rule.rule


def addresses(app: Flask, review_id: str) -> list[tuple[Rule, str, str]]:
    """Each address and method that needs a row, filled in for one review."""
    filled, adapter = [], app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.endpoint in PUBLIC_ENDPOINTS or rule.endpoint.startswith("security."):
            continue
        given: dict[str, Any] = {
            name: 1 if type(converter).__name__ == "IntegerConverter" else NOWHERE
            for name, converter in rule._converters.items()
        }
        if "review_id" in given:
            given["review_id"] = review_id
        methods = sorted((rule.methods or set()) & {"GET", "POST"})
        filled += [(rule, method, adapter.build(rule.endpoint, given, method)) for method in methods]
    return filled


def send(person: Person, method: str, address: str) -> TestResponse:
    return person.post(address) if method == "POST" else person.get(address)


def words(answer: TestResponse, review_id: str) -> str:
    """A page without the id that was asked for and without its token, which is new every second."""
    return re.sub(r'name="csrf_token"[^>]*>', "", answer.text.replace(review_id, ""))


def headers(answer: TestResponse) -> dict[str, str]:
    """The headers of an answer without the cookie, which tells the time."""
    return {name: value for name, value in answer.headers if name != "Set-Cookie"}


def test_nobody_gets_anywhere_without_signing_in(app: Flask, review: Review, cast: dict[str, Person]) -> None:
    for rule, method, address in addresses(app, review.id):
        answer = send(cast["scrutineer"], method, address)
        assert answer.status_code == 302, f"{method} {rule.rule}"
        assert answer.location.startswith("/sign-in"), f"{method} {rule.rule}"


@pytest.mark.parametrize("part", ["scrutineer", "business_manager", "reviewer"])
def test_every_address_of_anothers_review_answers_as_a_missing_one(
    app: Flask, other_review: Review, cast: dict[str, Person], part: str
) -> None:
    person = cast[part].sign_in()
    theirs = [entry for entry in addresses(app, other_review.id) if "review_id" in entry[0].arguments]
    missing = [entry for entry in addresses(app, NOWHERE) if "review_id" in entry[0].arguments]
    for (rule, method, address), (_, _, nowhere) in zip(theirs, missing, strict=True):
        there, not_there = send(person, method, address), send(person, method, nowhere)
        assert there.status_code == not_there.status_code == 404, f"{method} {rule.rule}"
        assert words(there, other_review.id) == words(not_there, NOWHERE), f"{method} {rule.rule}"
        assert headers(there) == headers(not_there), f"{method} {rule.rule}"


@pytest.mark.parametrize("role", ["partnership", "reviewer", "scrutineer"])
def test_every_address_refuses_a_role_without_a_cell(
    app: Flask, review: Review, cast: dict[str, Person], role: str
) -> None:
    person = cast[PARTS[role]].sign_in()
    cells = {action: cell for action, name, cell in CELLS if name == role}
    for rule, method, address in addresses(app, review.id):
        action = action_of(app, rule.endpoint)
        assert action is not None
        answer = send(person, method, address)
        if cells.get(action) in ("no", "issued"):
            assert answer.status_code == 403, f"{role} {method} {rule.rule}"
        assert answer.status_code < 500, f"{role} {method} {rule.rule}"


def test_a_paper_of_another_review_is_not_found_through_ones_own(
    review: Review, other_review: Review, cast: dict[str, Person]
) -> None:
    with writing():
        theirs = Paper(
            review_id=other_review.id, name="theirs.txt", sha256="a" * 64, size=1, uploaded_by=cast["stranger"].id
        )
        db.session.add(theirs)
    with pytest.raises(NotFound):
        of_review(Paper, review, theirs.id)
    assert of_review(Paper, other_review, theirs.id) is theirs


def test_an_administrator_reads_papers_only_after_typing_a_reason_which_is_recorded(
    probe: Flask, review: Review, cast: dict[str, Person]
) -> None:
    dev, asked = cast["administrator"].sign_in(), f"/probe/read_papers/{review.id}"
    assert dev.get(asked).status_code == 403
    assert "Type the reason" in dev.get(asked).text
    assert dev.post(f"/reviews/{review.id}/reason", {"reason": " "}).status_code in (400, 403)
    assert dev.get(asked).status_code == 403

    said = {"reason": "A file would not open for the uploader."}
    assert dev.post(f"/reviews/{review.id}/reason", said).status_code == 302
    assert dev.get(asked).status_code == 200
    assert dev.get(f"/probe/see_proposals/{review.id}").status_code == 403
    entry = entries_of(review)[-1]
    assert (entry.kind, entry.who_id) == ("read_with_reason", dev.id)
    assert entry.payload == said


def test_a_reason_typed_in_one_session_is_not_carried_into_the_next(
    probe: Flask, review: Review, cast: dict[str, Person]
) -> None:
    dev = cast["administrator"].sign_in()
    dev.post(f"/reviews/{review.id}/reason", {"reason": "A file would not open for the uploader."})
    dev.post("/sign-out")
    assert dev.sign_in().get(f"/probe/read_papers/{review.id}").status_code == 403
