"""What someone is not to see before they have made up their own mind is on no page and in no file, however it is asked for."""

from __future__ import annotations

import html
from datetime import date
from typing import Any

import pytest
from cast import Person
from flask import Flask
from pack import stock
from test_lenses import accept, changed

from app.models import Assessment, Review
from app.policy import PUBLIC_ENDPOINTS
from app.proposing.assessments import current_assessment, keep_assessment
from app.reviewing.challenging import NewChallenge, raise_challenge, settle
from app.reviewing.requesting import NewRequest, send_request

SECRET = "zqx"
DUE = date(2030, 1, 31)
LEADS_AWAY = frozenset({"healthz", "reviews.progress"})


@pytest.fixture
def stocked(review: Review, cast: dict[str, Person]) -> Assessment:
    return stock(review, cast["scrutineer"].user)[1]


def supplied(review: Review, **more: Any) -> dict[str, Any]:
    """A value for what stands in addresses, so that pages on question 1.1 and its evidence are opened."""
    current = current_assessment(review)
    assert current is not None
    known = {
        "review_id": review.id, "question_id": "1.1", "assessment_id": current.id, "part_id": "1.1.a", "number": 1,
        "form": "summary", "ending": "docx", "kind": "csv", "respondent": "together",
    }  # fmt: skip
    return known | more


def every_address(app: Flask, given: dict[str, Any]) -> list[str]:
    """Each address that answers a GET and whose names are known, with the one file that has another ending."""
    adapter, found = app.url_map.bind("localhost"), []
    for rule in app.url_map.iter_rules():
        known = rule.arguments <= given.keys() and "review_id" in rule.arguments
        if known and "GET" in (rule.methods or ()) and rule.endpoint not in PUBLIC_ENDPOINTS | LEADS_AWAY:
            found.append(adapter.build(rule.endpoint, {name: given[name] for name in rule.arguments}, "GET"))
    base = f"/reviews/{given['review_id']}"
    return [*found, f"{base}/report/now/full.docx", f"{base}/challenges/new?question=1.1", f"{base}?show=contradiction"]


def tells(person: Person, addresses: list[str], secret: str = SECRET) -> list[str]:
    """Those of these addresses whose answer has the secret in it."""
    found = []
    for one in addresses:
        answer = person.get(one)
        if secret in html.unescape(answer.get_data().decode("utf-8", "ignore")):
            found.append(one)
        answer.close()
    return found


def test_no_address_tells_a_second_rater_what_was_decided(
    app: Flask, review: Review, stocked: Assessment, scrutineer: Person, reviewer: Person
) -> None:
    accept(review, scrutineer, "1.1", "green", reason=f"{SECRET}: heard in three interviews")
    addresses = every_address(app, supplied(review))
    assert len(addresses) > 40
    assert tells(reviewer, addresses) == []
    assert reviewer.post(f"/reviews/{review.id}/trail").text.count("kept from you") == 1
    assert SECRET not in reviewer.get(f"/reviews/{review.id}/trail/record.jsonl").text
    reviewer.post(f"/reviews/{review.id}/look")
    assert len(tells(reviewer, addresses)) > 3, "what is looked for is found where it may be"


def test_a_challenge_does_not_tell_a_second_rater_the_decision_that_followed(
    review: Review, stocked: Assessment, scrutineer: Person, reviewer: Person
) -> None:
    put = raise_challenge(review, scrutineer.user, NewChallenge("1.1", "The chair", "Which holds?", DUE), stocked)
    decided = accept(review, scrutineer, "1.1", "green")
    settle(review, scrutineer.user, put, kind="changed", text="Seen again.", seen=0, decision=decided.id)
    address = f"/reviews/{review.id}/challenges/{put.id}"
    assert "Decided after it: Green" in scrutineer.get(address).text
    shown = reviewer.get(address).text
    assert "Seen again." in shown
    assert "Decided after it" not in shown
    assert "was decided:" not in shown


def secretly(stocked: Assessment) -> dict[str, Any]:
    """The assessment with the secret in everything that the rules made of the evidence of question 1.1."""
    asked = stocked.question("1.1")
    assert asked is not None
    made = {"because": f"{SECRET} counts", "stance_because": SECRET, "bears_because": SECRET}
    parts = [
        {**part, "because": SECRET, "evidence": [{**each, **made} for each in part["evidence"]]}
        for part in asked["parts"]
    ]
    return changed(
        stocked, "1.1", because=f"Amber: {SECRET}", parts=parts, requests=[{"text": SECRET, "part": "1.1.a"}]
    )


def test_no_address_tells_someone_who_decides_blind_what_is_proposed(
    app: Flask, review: Review, stocked: Assessment, scrutineer: Person
) -> None:
    keep_assessment(review.id, secretly(stocked), pack="3" * 64)
    addresses = every_address(app, supplied(review))
    scrutineer.post(f"/reviews/{review.id}/blind", {"blind": "on"})
    assert tells(scrutineer, addresses) == []
    for page in ("report", "requests/new"):
        answer = scrutineer.post(f"/reviews/{review.id}/{page}")
        assert answer.status_code == 403
        assert "Hidden while blind mode is on" in answer.text
    scrutineer.post(f"/reviews/{review.id}/blind", {"blind": "off"})
    assert len(tells(scrutineer, addresses)) > 3, "what is looked for is found where it may be"


def test_what_another_scrutineer_decided_is_kept_from_one_who_decides_blind(
    app: Flask, review: Review, stocked: Assessment, scrutineer: Person, cast: dict[str, Person]
) -> None:
    from app.reviewing.reviews import assign

    assign(None, review, cast["stranger"].user, "scrutineer")
    accept(review, cast["stranger"], "1.1", "green", reason=f"{SECRET}: seen on a visit")
    scrutineer.post(f"/reviews/{review.id}/blind", {"blind": "on"})
    assert tells(scrutineer, every_address(app, supplied(review))) == []


def test_a_request_does_not_tell_someone_who_decides_blind_how_the_proposal_moved(
    review: Review, stocked: Assessment, scrutineer: Person
) -> None:
    sent = send_request(review, scrutineer.user, NewRequest("The minutes", "health", DUE, ("1.1",), ("1.1.a",)))
    keep_assessment(review.id, changed(stocked, "1.1", proposed="green"), pack="3" * 64)
    address = f"/reviews/{review.id}/requests/{sent.id}"
    assert "is now Green" in scrutineer.get(address).text
    scrutineer.post(f"/reviews/{review.id}/blind", {"blind": "on"})
    assert "The proposal for 1.1" not in scrutineer.get(address).text
    accept(review, scrutineer, "1.1", "green")
    assert "is now Green" in scrutineer.get(address).text


def test_evidence_is_walked_through_in_the_order_of_the_papers_by_someone_who_decides_blind(
    review: Review, stocked: Assessment, scrutineer: Person
) -> None:
    asked = stocked.question("1.1")
    assert asked is not None
    one = asked["parts"][0]["evidence"][0]
    surest_first = [one | {"date": f"2024-0{month}-01"} for month in (9, 2, 5)]
    parts = [{**asked["parts"][0], "evidence": surest_first}, *asked["parts"][1:]]
    kept = keep_assessment(review.id, changed(stocked, "1.1", parts=parts), pack="3" * 64)

    def walked() -> list[str]:
        pages = [scrutineer.get(f"/reviews/{review.id}/evidence/{kept.id}/1.1.a/{n}").text for n in (1, 2, 3)]
        return [month for page in pages for month in ("February", "May", "September") if f"1 {month} 2024" in page]

    assert walked() == ["September", "February", "May"]
    scrutineer.post(f"/reviews/{review.id}/blind", {"blind": "on"})
    assert walked() == ["February", "May", "September"]


def test_the_pictures_do_not_count_evidence_for_someone_who_decides_blind(
    review: Review, stocked: Assessment, scrutineer: Person
) -> None:
    assert 'id="chart-agencies"' in scrutineer.get(f"/reviews/{review.id}").text
    scrutineer.post(f"/reviews/{review.id}/blind", {"blind": "on"})
    assert 'id="chart-agencies"' not in scrutineer.get(f"/reviews/{review.id}").text
    assert 'id="chart-decided"' in scrutineer.get(f"/reviews/{review.id}").text
