"""The partnership's home, what is expected of its pack, and the warning that a paper may name a child."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from by_force import tamper
from cast import Person, Sent
from sqlalchemy import func, select

from app.database import db, now, writing
from app.errors import StaleTurn
from app.keeping.erasing import erase_review
from app.models import (
    Assessment,
    Invitation,
    InvitationEnd,
    NameWarning,
    NameWarningAnswer,
    Paper,
    Review,
    SelfAssessment,
)
from app.packs.name_warnings import answer_warning, open_warnings, warnings_of
from app.packs.papers import papers_of, replace, standing_papers
from app.packs.uploads import receive
from app.pages.expected import expected_of
from app.people.inviting import invite, revoke
from app.record.decisions import verify_record
from app.record.trail import entries_of
from app.reviewing.requesting import NewRequest, send_request
from app.reviewing.self_assessing import Answer, submit
from app.working.jobs import jobs_under_way
from app.working.work import work
from corpus.document import Block, Location, Reading, Segment, Unread

CASE = "Rapid review. DOB: 14/03/2011. zqx"


def plainly_read(path: Path) -> Reading:
    """A stand-in for the reader's child process: the file's text as one page, and a hidden place that was read."""
    words = path.read_text()
    page = Segment(Location(page=3), words, (Block(0, len(words), "paragraph"),))
    return Reading("read", None, "txt", (page,), (Unread(None, "A hidden sheet was read.", was_read=True),))


@pytest.fixture
def case(review: Review, cast: dict[str, Person], monkeypatch: pytest.MonkeyPatch) -> Paper:
    """A paper with a child's date of birth in it, which has been read."""
    monkeypatch.setattr("corpus.reader.read_file", plainly_read)
    monkeypatch.setattr("app.packs.review_pack.assess_review", lambda _review: None)
    return taken_in(review, cast, "Case.txt", CASE)


def taken_in(review: Review, cast: dict[str, Person], name: str, words: str) -> Paper:
    paper = receive(review, cast["business_manager"].user, [Sent(name, words.encode())])[0].paper
    assert paper
    while waiting := [job.id for job in jobs_under_way(review)]:
        work(waiting[0])
    return paper


def test_a_paper_that_may_name_a_child_is_flagged_to_both_sides_by_place_and_not_by_word(
    review: Review, case: Paper, business_manager: Person, scrutineer: Person, reviewer: Person
) -> None:
    address = f"/reviews/{review.id}/papers"
    for person in (business_manager, scrutineer):
        assert "It may name a child" in person.get(address).text
        assert "<strong>A date of birth:</strong> page 3" in person.get(f"{address}/{case.id}").text
    assert "Say what you found" not in reviewer.get(f"{address}/{case.id}").text
    entry = next(entry for entry in entries_of(review) if entry.kind == "name_warning")
    assert entry.payload["signs"] == [["date_of_birth", "page 3"]]
    assert "2011" not in str(warnings_of(review)[case.id].signs)


def test_what_someone_found_is_kept_with_the_reason_and_settles_the_warning(
    review: Review, case: Paper, business_manager: Person
) -> None:
    address = f"/reviews/{review.id}/papers/{case.id}"
    without = business_manager.post(f"{address}/names", {"kind": "no_child", "reason": " ", "seen": "0"})
    assert "Give your reason" in without.text
    said = {"kind": "no_child", "reason": "It is the date of a meeting.", "seen": "0"}
    assert business_manager.post(f"{address}/names", said).status_code == 302
    business_manager.post(f"{address}/names", said)
    assert open_warnings(review) == []
    assert len(warnings_of(review)[case.id].answers) == 1
    assert "It is the date of a meeting." in business_manager.get(address).text
    assert "It may name a child" not in business_manager.get(f"/reviews/{review.id}/papers").text
    assert verify_record(review).ok


def test_a_warning_stays_until_the_redacted_copy_replaces_the_paper(
    review: Review, case: Paper, cast: dict[str, Person]
) -> None:
    bram, warning = cast["business_manager"].user, warnings_of(review)[case.id]
    answer_warning(review, bram, warning, kind="will_replace", reason="Black it out.", seen=0)
    assert [each.paper_id for each in open_warnings(review)] == [case.id]
    redacted = taken_in(review, cast, "Case redacted.txt", "Rapid review. DOB: removed.")
    replace(review, bram, case, redacted)
    assert open_warnings(review) == []


def test_two_people_do_not_answer_one_warning_over_each_other(
    review: Review, case: Paper, cast: dict[str, Person], scrutineer: Person
) -> None:
    warning = warnings_of(review)[case.id]
    answer_warning(review, cast["business_manager"].user, warning, kind="no_child", reason="None.", seen=0)
    with pytest.raises(StaleTurn):
        answer_warning(review, cast["scrutineer"].user, warning, kind="needed", reason="It is one.", seen=0)
    said = {"kind": "needed", "reason": "It is one.", "seen": "0"}
    stale = scrutineer.post(f"/reviews/{review.id}/papers/{case.id}/names", said)
    assert stale.status_code == 409
    assert "It is one." in stale.text


def test_a_warning_taken_out_of_the_database_is_found(review: Review, case: Paper) -> None:
    tamper("DELETE FROM name_warning")
    assert "A warning about names recorded in entry" in verify_record(review).sentence


def test_what_was_read_though_hidden_does_not_stand_beside_what_was_not_read(
    review: Review, case: Paper, business_manager: Person
) -> None:
    page = business_manager.get(f"/reviews/{review.id}/papers/{case.id}").text
    assert "A hidden sheet was read." in page
    assert "What was not read" not in page
    assert papers_of(review)[0].unread_count == 0


def test_a_kind_is_ticked_off_when_a_paper_of_it_was_read(
    review: Review, case: Paper, business_manager: Person
) -> None:
    page = expected_of(review, standing_papers(review))
    assert [each.kind for each in page.come] == ["case_review"]
    with writing():
        db.session.get_one(Paper, case.id).state = "refused"
    refused = expected_of(review, standing_papers(review))
    assert refused.come == ()
    plan = next(each for each in refused.missing if each.kind == "plan")
    assert "1.1" in [question for question, _ in plan.serves]
    shown = business_manager.get(f"/reviews/{review.id}/papers/expected").text
    assert "0 of 17 kinds of paper are in the pack." in shown
    assert "Would help to answer" in shown


def test_what_is_expected_tells_nothing_of_ratings(
    review: Review, assessment: Assessment, business_manager: Person
) -> None:
    for address in ("papers/expected", "to-do", "self-assessment"):
        page = business_manager.get(f"/reviews/{review.id}/{address}").text
        assert "Proposed" not in page
        assert "as the papers show" not in page


def test_the_partnerships_home_says_what_is_asked_the_most_pressing_first(
    review: Review, case: Paper, assessment: Assessment, business_manager: Person, cast: dict[str, Person]
) -> None:
    due = now().date() + timedelta(days=3)
    send_request(review, cast["scrutineer"].user, NewRequest("Please send the budget.", "all", due, ("1.1",)))
    page = business_manager.get(f"/reviews/{review.id}/to-do").text
    headings = ["Papers that may name a child", "Papers that the scrutineer asks for", "would expect", "Your own view"]
    places = [page.index(heading) for heading in headings]
    assert places == sorted(places)
    assert "Request 1: Please send the budget." in page
    assert "3 days left" in page
    assert "Actions to keep up to date" not in page, "before a report is issued there are none for it"
    assert f'href="/reviews/{review.id}/to-do"' in business_manager.get("/reviews").text


def test_the_home_is_the_partnerships_and_nobody_elses(review: Review, scrutineer: Person, reviewer: Person) -> None:
    for person in (scrutineer, reviewer):
        assert person.get(f"/reviews/{review.id}/to-do").status_code == 403
        assert "What we ask of you" not in person.get(f"/reviews/{review.id}").text


def test_when_a_review_is_deleted_nothing_of_the_partnerships_side_is_left(
    review: Review, case: Paper, cast: dict[str, Person]
) -> None:
    bram = cast["business_manager"].user
    answer_warning(review, bram, warnings_of(review)[case.id], kind="needed", reason="It is one.", seen=0)
    submit(review, bram, Answer("1.1", "police", "", "green", "We do.", (), "Go on."), seen=0)
    revoke(cast["administrator"].user, review, invite_gwen(review, cast))
    erase_review(review)
    for table in (Invitation, InvitationEnd, SelfAssessment, NameWarning, NameWarningAnswer):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0, table.__tablename__


def invite_gwen(review: Review, cast: dict[str, Person]) -> Invitation:
    return invite(cast["administrator"].user, review, email="gwen@harland.example", role="reviewer").invitation
