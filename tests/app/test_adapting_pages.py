"""Adapting a framework in the browser: changed, kept in versions, proposed, published, and carried in and out as a file."""

from __future__ import annotations

import io
from typing import Any

import pytest
import yaml
from cast import Person, make_review
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError
from werkzeug.test import TestResponse

from app.adapting.adapting import entry_of, mistakes_of, start_from
from app.adapting.known import framework_with, on_offer, shipped
from app.database import db, writing
from app.models import FrameworkDraft, FrameworkText, FrameworkVersion, Review
from app.reviewing.reviews import create_review

PEARCE = (
    "Adapted from Pearce, J (2019) Six Steps for Independent Scrutiny: Safeguarding children arrangements. "
    "Institute of Applied Social Research, Luton, University of Bedfordshire"
)
PART = {
    "words": "Family help is in place",
    "clause": "Is family help in place",
    "statements": "Family help teams started in April.\nNo family help team is in place yet.",
    "look_for": "family help\nfamil* first",
    "shown_by": ["plan"],
    "request": "Please send the plan for family help.",
}


def copy_of(person: Person, framework: str = "six-steps") -> FrameworkDraft:
    address = person.post("/frameworks/adapt", {"framework": framework}).location
    return db.session.get_one(FrameworkDraft, address.rsplit("/", 1)[1])


def send(person: Person, draft: FrameworkDraft, where: str, **said: Any) -> TestResponse:
    turn = db.session.get_one(FrameworkDraft, draft.id, populate_existing=True).turn
    return person.post(f"/frameworks/drafts/{draft.id}/{where}", {"turn": str(turn), **said})


def ids(draft: FrameworkDraft) -> list[str]:
    entry = entry_of(db.session.get_one(FrameworkDraft, draft.id, populate_existing=True))
    return [question["id"] for step in entry["steps"] for question in step["questions"]]


def kept(person: Person, draft: FrameworkDraft) -> FrameworkVersion:
    assert send(person, draft, "versions", note="Ours.").status_code == 302
    return db.session.scalars(select(FrameworkVersion).where(FrameworkVersion.draft_id == draft.id)).unique().all()[-1]


def publish(person: Person, administrator: Person, version: FrameworkVersion) -> None:
    assert person.post(f"/frameworks/versions/{version.id}/propose").status_code == 302
    ruled = administrator.post(f"/frameworks/versions/{version.id}/rule", {"kind": "published"})
    assert ruled.status_code == 302


def test_questions_are_dropped_moved_and_added_and_the_others_keep_their_numbers(scrutineer: Person) -> None:
    draft = copy_of(scrutineer)
    send(scrutineer, draft, "change", do="drop_question", which="1.2")
    send(scrutineer, draft, "change", do="question_up", which="1.4")
    send(scrutineer, draft, "change", do="drop_step", which="6")
    assert ids(draft)[:4] == ["1.1", "1.4", "1.3", "2.1"]
    send(scrutineer, draft, "steps", title="Family help")
    # Neither 1.2 nor step 6 is given again: they stand for something else in the original.
    assert ids(draft)[-1] == "7.1"
    send(scrutineer, draft, "change", do="add_question", which="1")
    assert ids(draft)[3] == "1.5"


def test_a_copy_with_something_unwritten_is_not_kept_and_says_what_and_where(scrutineer: Person) -> None:
    draft = copy_of(scrutineer)
    send(scrutineer, draft, "steps", title="Family help")
    page = send(scrutineer, draft, "versions", note="Ours.")
    assert page.status_code == 400
    assert "Question 7.1, Words: this is empty." in page.text
    assert "Part 7.1.a, How papers say it: at least one is needed." in page.text

    send(scrutineer, draft, "questions/7.1", words="Is family help in place, and do families say that it helps?")
    send(scrutineer, draft, "parts/7.1.a", **PART)
    version = kept(scrutineer, draft)
    part = framework_with(draft.framework_id, version.sha256).question("7.1").parts[0]
    assert part.statements == ("Family help teams started in April.", "No family help team is in place yet.")
    assert part.terms == (r"\bfamily help\b", r"\bfamil\w* first\b")


def test_the_reference_to_pearce_stands_by_itself_and_cannot_be_taken_off(scrutineer: Person) -> None:
    draft = copy_of(scrutineer)
    send(scrutineer, draft, "title", title="Our own questions, nobody else’s")
    version = kept(scrutineer, draft)
    assert framework_with(draft.framework_id, version.sha256).attribution == PEARCE

    data = yaml.safe_load(scrutineer.get(f"/frameworks/versions/{version.id}.yaml").data)
    data["attribution"] = data["source"] = "Ourselves alone"
    imported = bring_in(scrutineer, yaml.safe_dump(data).encode())
    draft = db.session.get_one(FrameworkDraft, imported.location.rsplit("/", 1)[1])
    again = kept(scrutineer, draft)
    assert framework_with(draft.framework_id, again.sha256).attribution == PEARCE


def bring_in(person: Person, data: bytes) -> TestResponse:
    sent = {"csrf_token": person.token(), "file": (io.BytesIO(data), "framework.yaml")}
    return person.client.post("/frameworks/import", data=sent)


@pytest.mark.parametrize("framework", ["six-steps", "lewisham"])
def test_a_framework_survives_export_and_import_unchanged(scrutineer: Person, framework: str) -> None:
    version = kept(scrutineer, copy_of(scrutineer, framework))
    first = yaml.safe_load(scrutineer.get(f"/frameworks/versions/{version.id}.yaml").data)
    answer = bring_in(scrutineer, scrutineer.get(f"/frameworks/versions/{version.id}.yaml").data)
    draft = db.session.get_one(FrameworkDraft, answer.location.rsplit("/", 1)[1])
    second = yaml.safe_load(scrutineer.get(f"/frameworks/drafts/{draft.id}.yaml").data)
    assert first["steps"] == second["steps"]
    assert first["title"] == second["title"]
    original = {question.id: question for question in shipped()[framework].questions}
    for step in second["steps"]:
        for question in step["questions"]:
            assert question["text"] == original[question["id"]].text
            assert [part["statements"] for part in question["parts"]] == [
                list(part.statements) for part in original[question["id"]].parts
            ]


def test_a_file_with_a_mistake_is_refused_whole_by_question_and_field(scrutineer: Person) -> None:
    version = kept(scrutineer, copy_of(scrutineer, "lewisham"))
    data = yaml.safe_load(scrutineer.get(f"/frameworks/versions/{version.id}.yaml").data)
    first = data["steps"][0]["questions"][0]
    first["parts"][0]["clause"] = "words that do not stand there"
    first["parts"][1]["terms"] = ["(unclosed"]
    before = db.session.query(FrameworkDraft).count()
    answer = bring_in(scrutineer, yaml.safe_dump(data).encode())
    assert answer.status_code == 400
    assert f"Part {first['parts'][1]['id']}, Words to look for (line 1)" in answer.text
    assert db.session.query(FrameworkDraft).count() == before
    for bad in (b"", b"[" * 90_000, b"a: &x 1\nb: *x", b"just words", b"\x00\x01\x02"):
        assert bring_in(scrutineer, bad).status_code == 400


def test_a_scrutineer_proposes_and_an_administrator_publishes(
    scrutineer: Person, administrator: Person, stranger: Person
) -> None:
    draft = copy_of(scrutineer)
    version = kept(scrutineer, draft)
    address = f"/frameworks/drafts/{draft.id}"
    assert administrator.get(address).status_code == stranger.get(address).status_code == 404
    assert scrutineer.post(f"/frameworks/versions/{version.id}/rule", {"kind": "published"}).status_code == 404
    scrutineer.post(f"/frameworks/versions/{version.id}/propose")
    returned = administrator.post(f"/frameworks/versions/{version.id}/rule", {"kind": "returned"})
    assert returned.status_code == 400, "a version is returned with a reason"
    assert f'href="#reason-{version.id}">Say why' in returned.text
    assert "Step 2, Title: Enter a title." in send(scrutineer, draft, "title", title=" ", step="2").text
    assert "Title of the new step: Enter a title." in send(scrutineer, draft, "steps", title="").text
    said = {"kind": "returned", "reason": "Question 1.1 asks two things."}
    assert administrator.post(f"/frameworks/versions/{version.id}/rule", said).status_code == 302
    assert "Question 1.1 asks two things." in scrutineer.get(address).text
    assert draft.framework_id not in on_offer()
    publish(scrutineer, administrator, version)
    assert draft.framework_id in on_offer()
    assert draft.framework_id in scrutineer.get("/reviews/new").text
    assert stranger.get(address).status_code == 404


def test_a_review_keeps_the_version_that_it_began_with(
    cast: dict[str, Person], scrutineer: Person, administrator: Person
) -> None:
    draft = copy_of(scrutineer)
    publish(scrutineer, administrator, kept(scrutineer, draft))
    begun = on_offer()[draft.framework_id]
    like = make_review(cast["scrutineer"].user, "Harland Vale")
    review = create_review(
        cast["scrutineer"].user,
        area="Harland Vale",
        title="With our own questions",
        framework_id=begun.id,
        framework_sha=begun.sha256,
        guidance="2023",
        period_from=like.period_from,
        period_to=like.period_to,
    )
    send(scrutineer, draft, "change", do="drop_step", which="1")
    publish(scrutineer, administrator, kept(scrutineer, draft))
    assert len(on_offer()[draft.framework_id].questions) == 20
    assert len(framework_with(review.framework_id, review.framework_sha).questions) == 24
    assert "three core partner leads" in scrutineer.get(f"/reviews/{review.id}").text


def test_a_review_held_against_what_was_shipped_keeps_its_text_too(cast: dict[str, Person]) -> None:
    six_steps = shipped()["six-steps"]
    like = make_review(cast["scrutineer"].user, "Harland Vale")
    create_review(
        cast["scrutineer"].user,
        area="Harland Vale",
        title="Again",
        framework_id="six-steps",
        framework_sha=six_steps.sha256,
        guidance="2023",
        period_from=like.period_from,
        period_to=like.period_to,
    )
    assert db.session.get(FrameworkText, six_steps.sha256) is not None


def test_a_change_to_a_copy_that_moved_on_is_not_lost_and_overwrites_nothing(scrutineer: Person) -> None:
    draft = copy_of(scrutineer)
    old = str(draft.turn)
    send(scrutineer, draft, "change", do="question_up", which="1.2")
    late = scrutineer.post(f"/frameworks/drafts/{draft.id}/questions/1.1", {"words": "My late words?", "turn": old})
    assert late.status_code == 409
    assert "My late words?" in late.text
    assert "My late words?" not in scrutineer.get(f"/frameworks/drafts/{draft.id}").text


def test_an_expression_that_could_stop_the_service_is_said_before_a_version_is_kept(scrutineer: Person) -> None:
    draft = copy_of(scrutineer)
    send(scrutineer, draft, "questions/1.1", words=shipped()["six-steps"].question("1.1").text, about="(a+)+$")
    found = [str(one) for one in mistakes_of(db.session.get_one(FrameworkDraft, draft.id, populate_existing=True))]
    assert found[0].startswith("Question 1.1, Words of its subject (line 1): repeats a group")


def test_nothing_is_tried_for_someone_elses_copy_or_on_another_areas_papers(
    scrutineer: Person, stranger: Person, review: Review, other_review: Review
) -> None:
    draft = copy_of(scrutineer)
    assert scrutineer.get(f"/reviews/{other_review.id}/try/{draft.id}/1.1").status_code == 404
    assert stranger.get(f"/reviews/{other_review.id}/try/{draft.id}/1.1").status_code == 404
    answer = scrutineer.get(f"/reviews/{review.id}/try/{draft.id}/1.1")
    assert answer.status_code == 409
    assert "nothing to try it on" in answer.text


@pytest.mark.parametrize("table", [FrameworkVersion, FrameworkText])
def test_the_database_refuses_to_change_a_version(cast: dict[str, Person], scrutineer: Person, table: Any) -> None:
    kept(scrutineer, copy_of(scrutineer, "lewisham"))
    column = "note" if table is FrameworkVersion else "text"
    for statement in (update(table).values({column: "x"}), delete(table)):
        with pytest.raises(DBAPIError, match="append-only"), writing():
            db.session.execute(statement)


def test_a_copy_of_six_steps_finds_evidence_as_its_original_does(cast: dict[str, Person]) -> None:
    entry = entry_of(start_from(cast["scrutineer"].user, shipped()["six-steps"]))
    assert all(question["akin"] == [question["id"]] for step in entry["steps"] for question in step["questions"])
