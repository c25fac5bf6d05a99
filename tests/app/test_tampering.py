"""What someone with the database file and the disk in their hands changes is found, and named in a sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from by_force import tamper, without_guards
from cast import Person, Sent
from pack import stock
from proposals import MINUTES

from app.database import db
from app.models import Assessment, Decision, Paper, Report, Review
from app.packs.papers import correct, replace, take_back
from app.packs.storage import Storage
from app.packs.uploads import receive
from app.proposing.assessments import current_assessment, keep_assessment
from app.record.chain import FIRST, canonical, hash_of
from app.record.decisions import NewAction, decide, keep_asked, update_action, verify_record
from app.record.trail import entries_of, head_of, write_entry
from app.record.verifying import verify_report
from app.reporting.reports import issue_report, reports_of, withdraw_report
from app.reviewing.reviews import assign, close_pack, unassign
from app.working.jobs import jobs_under_way
from app.working.work import work
from corpus.document import Block, Location, Period, Profile, Reading, Segment

ASK = NewAction("Ask each partner for its budget line.", "Business manager", date(2025, 9, 30))


def plainly_read(path: Path) -> Reading:
    """A stand-in for the reader's child process: the file's text as one paragraph."""
    words = path.read_text()
    return Reading("read", None, "txt", (Segment(Location(paragraph=1), words, (Block(0, len(words), "paragraph"),)),))


def plainly_profiled(_reading: Reading, file: str) -> Profile:
    year = Period(date(2024, 4, 1), date(2025, 3, 31))
    return Profile(
        "minutes", file, date(2024, 9, 12), year, "partnership", "Harland Vale", True, False, {"date": "“12”"}
    )


@dataclass
class Scene:
    """A review with an entry of every kind, and the things in it that someone may change."""

    review: Review
    minutes: Paper
    decision: Decision
    report: Report

    def sentence(self) -> str:
        verdict = verify_record(self.review)
        assert not verdict.ok, "the change was not found"
        return verdict.sentence


@pytest.fixture
def scene(review: Review, assessment: Assessment, cast: dict[str, Person], monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr("corpus.reader.read_file", plainly_read)
    monkeypatch.setattr("corpus.profile.profile_of", plainly_profiled)
    monkeypatch.setattr("app.packs.review_pack.assess_review", lambda _review: None)
    ada, manager = cast["scrutineer"].user, cast["business_manager"].user
    minutes = _receive(review, manager, "Minutes.txt")
    audit = _receive(review, manager, "Audit.txt")
    correct(review, ada, audit, date=date(2024, 8, 1), agency="health")
    correct(review, ada, audit, agency=None)
    replace(review, ada, audit, minutes)
    take_back(review, ada, audit)
    replace(review, ada, audit, minutes)
    said: dict[str, Any] = {"question": "1.1", "red_reason": None, "action": ASK}
    first = decide(review, ada, rating="amber", reason="", supersedes=None, **said)
    update_action(review, ada, first.action, text="They are asked.", status="in_hand")
    update_action(review, ada, first.action, text="By Easter.", status="in_hand", due=date(2026, 3, 1), owner="Chair")
    decision = decide(review, ada, rating="green", reason="I saw it.", supersedes=first.id, **said)
    keep_asked(review, ada, "Who pays?", {"quotes": [{"text": MINUTES[2], "score": 0.125}]}, "1.1")
    unassign(ada, review, cast["reviewer"].user)
    assign(ada, review, cast["reviewer"].user, "reviewer")
    write_entry(review, None, "read_with_reason", {"reason": "A call for help."})
    issue_report(review, ada, b"PK one", assessment, [decision], head_of(review))
    withdraw_report(review, ada, reports_of(review)[0], "A paper was misread.")
    close_pack(review, ada)
    keep_assessment(review.id, {**assessment.content, "documents": []} | {"again": True}, pack="3" * 64)
    report = issue_report(review, ada, b"PK two", assessment, [decision], head_of(review))
    return Scene(review, minutes, decision, report)


def _receive(review: Review, by: Any, name: str) -> Paper:
    paper = receive(review, by, [Sent(name, f"The words of {name}".encode())])[0].paper
    assert paper is not None
    while waiting := [job.id for job in jobs_under_way(review)]:
        work(waiting[0])
    return paper


KINDS = {
    "review_created", "assigned", "unassigned", "upload", "read", "correction", "replaced", "replacement_taken_back",
    "assessment", "decision", "action_update", "asked", "report_issued", "report_withdrawn", "read_with_reason",
    "pack_closed",
}  # fmt: skip


def test_an_untouched_record_with_every_kind_of_entry_is_in_order(scene: Scene) -> None:
    assert {entry.kind for entry in entries_of(scene.review)} == KINDS
    verdict = verify_record(scene.review)
    assert verdict.ok, verdict.sentence
    for report in reports_of(scene.review):
        found = verify_report(report, entries_of(scene.review))
        assert found.ok, found.sentence


CHANGES = {
    "an action's text": ("UPDATE action SET text = 'Do nothing.'", "Question 1.1: its action was changed.*text"),
    "an action's owner": ("UPDATE action SET owner = 'Nobody'", "Question 1.1: its action was changed.*owner"),
    "an action's date": ("UPDATE action SET due = '2031-01-01'", "Question 1.1: its action was changed.*due"),
    "an action's status": ("UPDATE action SET status = 'done'", "Question 1.1: its action was changed.*status"),
    "an action taken out": ("DELETE FROM action", "The action recorded in entry"),
    "an update's words": ("UPDATE action_update SET text = 'Done.'", "what was said of its action was changed"),
    "who decided": (
        "UPDATE decision SET by_id = (SELECT id FROM \"user\" WHERE email LIKE 'bram%')",
        "its decision was",
    ),
    "when it was decided": ("UPDATE decision SET at = '2020-01-01 00:00:00.000000'", "its decision was changed.*at"),
    "a paper's date": (
        "UPDATE paper SET date = '2023-01-01' WHERE name LIKE 'Min%'",
        "Minutes.txt.*read.*changed.*date",
    ),
    "a paper's title": ("UPDATE paper SET title = 'Audit' WHERE name LIKE 'Min%'", "Minutes.txt.*read.*changed.*title"),
    "a paper's name": ("UPDATE paper SET name = 'X.txt' WHERE name LIKE 'Min%'", "The paper Minutes.txt was.*name"),
    "a paper's hash": (f"UPDATE paper SET sha256 = '{'a' * 64}' WHERE name LIKE 'Min%'", "Minutes.txt was.*sha256"),
    "a paper's outcome": ("UPDATE paper SET state = 'refused'", "Minutes.txt: what became of it was changed"),
    "a correction": ("UPDATE paper SET corrected_date = '2022-02-02'", "Audit.txt: its corrections are not"),
    "a replacement": ("UPDATE paper SET replaced_by = NULL", "Audit.txt: which paper takes its place"),
    "a paper taken out": ("DELETE FROM paper WHERE name LIKE 'Aud%'", "The paper recorded in entry"),
    "the review's title": ("UPDATE review SET title = 'Another'", "This review was changed afterwards .title"),
    "the review's period": ("UPDATE review SET period_from = '2020-04-01'", "This review was changed.*period from"),
    "the pack opened": ("UPDATE review SET pack_open = true", "its pack was opened"),
    "a place given": ("UPDATE membership SET role = 'scrutineer'", "The people of this review"),
    "an answer": ("""UPDATE asked SET answer = '{"quotes": []}'""", "A question asked of the papers was changed"),
    "a withdrawal": ("UPDATE report SET withdrawn_reason = 'x' WHERE number = 1", "Report 1: its withdrawal"),
    "a withdrawal undone": ("UPDATE report SET withdrawn_at = NULL WHERE number = 1", "Report 1: its withdrawal"),
    "what a report states": ("UPDATE report SET decisions = '[]' WHERE number = 2", "Report 2 was changed.*decisions"),
    "a report taken out": ("DELETE FROM report WHERE number = 2", "Report 2 was issued but is no longer kept"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_made_in_the_database_is_found_and_named(scene: Scene, name: str) -> None:
    statement, said = CHANGES[name]
    tamper(statement)
    assert re.search(said, scene.sentence()), scene.sentence()


def test_an_assessment_rewritten_together_with_its_fingerprint_is_found(scene: Scene) -> None:
    current = current_assessment(scene.review)
    assert current is not None
    forged = json.dumps({**current.content, "forged": True})
    values = {"text": forged, "sha": sha256(forged.encode()).hexdigest(), "id": current.id}
    tamper("UPDATE assessment SET text = :text, sha256 = :sha WHERE id = :id", **values)
    assert "The proposals number 2: their text was changed afterwards" in scene.sentence()


def test_an_assessment_rewritten_under_its_old_fingerprint_is_found(scene: Scene) -> None:
    tamper("UPDATE assessment SET text = replace(text, 'amber', 'green') WHERE number = 1")
    assert "The proposals number 1: their text was changed afterwards" in scene.sentence()


def test_an_older_assessment_passed_off_as_the_current_one_is_found(scene: Scene) -> None:
    tamper("UPDATE assessment SET current = (number = 1)")
    assert "The proposals shown are not the latest" in scene.sentence()


def test_a_report_whose_file_was_altered_is_found(scene: Scene) -> None:
    Storage.of().report(scene.review.id, scene.report.sha256).write_bytes(b"PK forged")
    assert "Report 2: its file was changed or removed" in scene.sentence()
    assert not verify_report(scene.report, entries_of(scene.review)).ok


def test_a_report_altered_on_the_disk_and_in_the_database_alike_is_found(scene: Scene) -> None:
    forged = Storage.of().keep_report(scene.review.id, b"PK forged")
    tamper("UPDATE report SET sha256 = :sha, size = 9 WHERE number = 2", sha=forged)
    assert re.search("Report 2 was changed afterwards .*sha256", scene.sentence())


def test_a_record_cut_off_before_a_report_was_issued_is_found(scene: Scene) -> None:
    issued = entries_of(scene.review)[-1]
    assert issued.kind == "report_issued"
    tamper("DELETE FROM entry WHERE sequence >= :from_here", from_here=issued.sequence)
    assert "Report 2 has no entry in the record" in scene.sentence()
    first, second = (verify_report(one, entries_of(scene.review)) for one in reversed(reports_of(scene.review)))
    assert first.ok
    assert not second.ok


def test_a_record_that_was_emptied_is_found(scene: Scene) -> None:
    tamper("DELETE FROM entry")
    assert "does not begin with the making of this review" in scene.sentence()


def test_a_review_from_before_more_was_bound_raises_no_alarm(scene: Scene) -> None:
    older(scene.review, lambda kind, said: {name: said[name] for name in said if name in OLD.get(kind, said)})
    # The head printed in the two reports belongs to the chain as it was before this test made it older.
    issued = [entry for entry in entries_of(scene.review) if entry.kind == "report_issued"]
    for entry in issued:
        tamper("UPDATE report SET head = :head WHERE id = :id", head=entry.previous, id=entry.payload["report"])
    verdict = verify_record(scene.review)
    assert verdict.ok, verdict.sentence


OLD = {
    "review_created": ("framework", "framework_sha", "guidance"),
    "read": ("paper", "outcome", "unread"),
    "correction": ("paper", "corrected"),
    "decision": (
        "decision", "question", "number", "rating", "red_reason", "accepts", "reason", "assessment", "proposed",
        "proposed_red_reason", "supersedes", "action",
    ),
    "action_update": ("action", "update", "text", "status"),
    "asked": ("asked", "question"),
    "report_issued": ("report", "number", "sha256", "decisions"),
}  # fmt: skip


def older(review: Review, shorten: Callable[[str, dict[str, Any]], dict[str, Any]]) -> None:
    """Rewrites a record as an earlier version would have written it."""
    previous = FIRST
    with without_guards():
        for entry in entries_of(review):
            entry.payload_text = canonical(shorten(entry.kind, entry.payload))
            entry.previous = previous
            previous = entry.hash = hash_of(entry)
        db.session.flush()


@pytest.mark.parametrize("sent", ["original", "report"])
def test_an_altered_file_is_not_sent_and_the_page_says_why(scene: Scene, scrutineer: Person, sent: str) -> None:
    storage, review = Storage.of(), scene.review
    path, address = {
        "original": (storage.original(scene.minutes), f"/reviews/{review.id}/papers/{scene.minutes.id}/original"),
        "report": (
            storage.report(review.id, scene.report.sha256),
            f"/reviews/{review.id}/report/{scene.report.id}.docx",
        ),
    }[sent]
    path.write_bytes(b"PK forged")
    answer = scrutineer.get(address)
    assert answer.status_code == 409
    assert "no longer matches its fingerprint" in answer.text
    assert "PK forged" not in answer.text


def test_the_page_says_which_thing_differs(scene: Scene, scrutineer: Person) -> None:
    address = f"/reviews/{scene.review.id}/trail"
    assert "Something is wrong" not in scrutineer.post(address).text
    tamper("UPDATE action SET text = 'Do nothing.'")
    page = scrutineer.post(address).text
    assert "Something is wrong" in page
    assert "Question 1.1: its action was changed afterwards" in page


def test_a_decision_whose_action_was_taken_out_still_has_its_pages(review: Review, scrutineer: Person) -> None:
    stock(review, scrutineer.user)
    said: dict[str, Any] = {"question": "1.1", "red_reason": None, "reason": "I saw it.", "supersedes": None}
    decide(review, scrutineer.user, rating="green", action=ASK, **said)
    tamper("DELETE FROM action")
    page = scrutineer.get(f"/reviews/{review.id}/report")
    assert page.status_code == 200
    assert "The action of this decision is no longer kept" in page.text
    assert scrutineer.get(f"/reviews/{review.id}/questions/1.1").status_code == 200
    assert (
        "Report 1 is issued"
        in scrutineer.post(f"/reviews/{review.id}/report", {"confirm": "yes"}, follow_redirects=True).text
    )
