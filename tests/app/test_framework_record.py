"""The record of frameworks: chained like a review's, and whole; and working copies that are put away."""

from __future__ import annotations

from typing import Any

import pytest
from by_force import tamper
from cast import Person
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError
from test_adapting_pages import copy_of, kept, publish, send

from app.adapting.known import on_offer
from app.database import db, writing
from app.models import FrameworkDraft, FrameworkEntry
from app.record.frameworks import framework_entries, verify_frameworks


def tampered(*statements: str) -> str:
    """What the check says once the guards are taken off and this is done to the tables."""
    assert verify_frameworks().ok
    tamper(*statements)
    verdict = verify_frameworks()
    assert not verdict.ok
    return verdict.sentence


def test_every_version_and_every_ruling_is_an_entry_that_follows_the_one_before(
    scrutineer: Person, administrator: Person
) -> None:
    publish(scrutineer, administrator, kept(scrutineer, copy_of(scrutineer, "lewisham")))
    entries = framework_entries()
    assert [entry.kind for entry in entries] == ["framework_version", "framework_ruling", "framework_ruling"]
    assert [entry.payload.get("ruled") for entry in entries] == [None, "proposed", "published"]
    assert [entry.previous for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]
    assert verify_frameworks(entries[0].hash).ok
    page = administrator.post("/frameworks/record").text
    assert "In order" in page
    assert entries[-1].hash in page
    assert scrutineer.get("/frameworks/record").status_code == 404


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE framework_version SET note = 'Another note'", "was changed afterwards (note"),
        ("UPDATE framework_ruling SET reason = 'Because'", "was changed afterwards (reason"),
        ("UPDATE framework_ruling SET by_id = (SELECT id FROM \"user\" WHERE email LIKE 'edie%')", "whose it is"),
        ("DELETE FROM framework_ruling WHERE kind = 'returned'", "no longer kept"),
        ("UPDATE framework_text SET text = text || ' '", "kept text"),
        ("DELETE FROM framework_entry WHERE sequence = 2", "Entry 2"),
        ("DELETE FROM framework_entry WHERE sequence = 3", "not in the record"),
        ("UPDATE framework_entry SET payload_text = replace(payload_text, 'returned', 'published')", "changed after"),
        ("UPDATE framework_draft SET discarded_at = '2026-01-01 00:00:00'", "put away is not as recorded"),
    ],
)
def test_what_is_changed_or_taken_out_behind_the_service_is_found(
    scrutineer: Person, administrator: Person, statement: str, said: str
) -> None:
    version = kept(scrutineer, copy_of(scrutineer, "lewisham"))
    scrutineer.post(f"/frameworks/versions/{version.id}/propose")
    reason = {"kind": "returned", "reason": "It asks two things."}
    assert administrator.post(f"/frameworks/versions/{version.id}/rule", reason).status_code == 302
    assert said in tampered(statement)


def test_a_tail_that_was_taken_off_with_all_it_recorded_is_found_by_the_fingerprint_written_down(
    scrutineer: Person, administrator: Person
) -> None:
    version = kept(scrutineer, copy_of(scrutineer, "lewisham"))
    publish(scrutineer, administrator, version)
    head = framework_entries()[-1].hash
    tamper("DELETE FROM framework_ruling WHERE kind = 'published'", "DELETE FROM framework_entry WHERE sequence = 3")
    assert verify_frameworks().ok
    assert "does not contain the head" in verify_frameworks(head).sentence


@pytest.mark.parametrize("statement", [update(FrameworkEntry).values(kind="x"), delete(FrameworkEntry)])
def test_the_database_refuses_to_change_the_record_of_frameworks(scrutineer: Person, statement: Any) -> None:
    kept(scrutineer, copy_of(scrutineer, "lewisham"))
    with pytest.raises(DBAPIError, match="append-only"), writing():
        db.session.execute(statement)


def discarded(person: Person, draft: FrameworkDraft) -> int:
    return person.post(f"/frameworks/drafts/{draft.id}/discard").status_code


def test_a_working_copy_of_which_nothing_was_kept_is_gone_when_it_is_discarded(scrutineer: Person) -> None:
    draft = copy_of(scrutineer)
    address = f"/frameworks/drafts/{draft.id}"
    assert "it is deleted with everything written in it" in scrutineer.get(f"{address}/discard").text
    assert scrutineer.client.head(f"{address}/discard").status_code == 200
    assert discarded(scrutineer, draft) == 302
    assert scrutineer.get(address).status_code == 404
    assert db.session.query(FrameworkDraft).count() == 0
    assert [entry.kind for entry in framework_entries()] == ["framework_discarded"]
    assert verify_frameworks().ok


def test_a_discarded_copy_keeps_its_versions_and_changes_no_more_until_it_is_taken_up_again(
    scrutineer: Person, administrator: Person
) -> None:
    draft = copy_of(scrutineer, "lewisham")
    publish(scrutineer, administrator, kept(scrutineer, draft))
    assert discarded(scrutineer, draft) == 302
    assert draft.framework_id in on_offer()
    assert "Discarded (1)" in scrutineer.get("/frameworks").text
    assert "was discarded on" in scrutineer.get(f"/frameworks/drafts/{draft.id}").text
    assert send(scrutineer, draft, "title", title="Again").status_code == 400
    assert send(scrutineer, draft, "versions", note="Again.").status_code == 400
    assert discarded(scrutineer, draft) == 400
    assert scrutineer.post(f"/frameworks/drafts/{draft.id}/resume").status_code == 302
    assert send(scrutineer, draft, "title", title="Again").status_code == 302
    assert verify_frameworks().ok


def test_a_copy_that_waits_for_a_ruling_is_not_discarded_and_nobody_discards_anothers(
    scrutineer: Person, stranger: Person, administrator: Person
) -> None:
    draft = copy_of(scrutineer, "lewisham")
    version = kept(scrutineer, draft)
    scrutineer.post(f"/frameworks/versions/{version.id}/propose")
    refused = scrutineer.post(f"/frameworks/drafts/{draft.id}/discard")
    assert refused.status_code == 400
    assert "Discard the copy once it is ruled on." in refused.text
    assert discarded(stranger, draft) == 404
    assert discarded(administrator, draft) in (403, 404)
