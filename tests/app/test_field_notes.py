"""Field notes: read and cited like any paper, marked as the scrutineer's own, and never shown to the partnership."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from by_force import tamper
from cast import Person
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.database import db, writing
from app.errors import StaleTurn
from app.keeping.erasing import erase_review
from app.models import FieldNote, Review
from app.packs.field_notes import Noted, correct_note, history_of, said_in, standing_notes, take_out, write_note
from app.packs.note_papers import note_id, note_of_document, paragraphs_of
from app.packs.papers import standing_papers
from app.packs.review_pack import pack_fingerprint, pack_of
from app.record.decisions import verify_record
from app.record.trail import entries_of
from app.working.jobs import jobs_under_way
from corpus.document import Period
from corpus.passages import passages_of
from rules.evidence import Stance
from rules.weighing import weigh

SAW = "The duty team showed me that every contact of the last month had been answered within a day."
WORRY = "Two health visitors told me that they are not asked to strategy meetings."
NOTED = Noted(
    "visit",
    date(2025, 2, 3),
    "The duty team and two health visitors",
    "The hub",
    "health",
    f"What I was shown:\n{SAW}\n\nWhat worries me\n{WORRY}",
)
SECRETS = (SAW, WORRY, NOTED.who, "Visit: The duty team")


def shown_to(person: Person, address: str) -> str:
    answer = person.get(address, follow_redirects=True)
    assert answer.status_code < 500, address
    return answer.text


def test_a_note_is_a_document_of_the_pack_with_a_place_for_each_paragraph(review: Review, scrutineer: Person) -> None:
    note = write_note(review, scrutineer.user, NOTED)
    document = pack_of(review, standing_papers(review), standing_notes(review)).documents[-1]
    assert (document.profile.kind, document.profile.agency, document.profile.self_reported) == (
        "field_notes",
        "scrutineer",
        False,
    )
    assert (document.profile.date, document.profile.concerns) == (date(2025, 2, 3), "health")
    assert [(one.where.heading, one.text) for one in document.reading.segments][1] == ("What I was shown", SAW)
    assert [one.text for one in passages_of(document.id, document.reading)][:1] == [SAW]
    assert document.sha256 == note.sha256
    assert (
        weigh(document, Stance.ACHIEVED, SAW, Period(date(2024, 4, 1), date(2025, 3, 31))).because
        == "Counts: what the scrutineer saw or was told, in a field note."
    )


def test_two_notes_alike_are_not_taken_for_one_paper(review: Review, scrutineer: Person) -> None:
    write_note(review, scrutineer.user, NOTED)
    write_note(review, scrutineer.user, replace(NOTED, day=date(2025, 2, 4)))
    pack = pack_of(review, [], standing_notes(review))
    assert {one.standing for one in pack.documents} == {"current"}
    assert len({one.id for one in pack.documents}) == 2


def test_a_new_note_asks_for_an_assessment_and_makes_it_another_pack(review: Review, scrutineer: Person) -> None:
    before = pack_fingerprint([], [])
    write_note(review, scrutineer.user, NOTED)
    assert [job.kind for job in jobs_under_way(review)] == ["assess"]
    assert pack_fingerprint([], standing_notes(review)) != before == pack_fingerprint([])


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("One.\r\n\r\nTwo.", ["One.", "Two."]),
        ("A line that was pasted\nwith a break in it.", ["A line that was pasted with a break in it."]),
        ("First point.\nSecond point.", ["First point.", "Second point."]),
        ("  \n\n ", []),
    ],
)
def test_paragraphs_are_what_stands_between_line_breaks(typed: str, read: list[str]) -> None:
    assert paragraphs_of(typed) == read


def test_a_correction_is_a_new_version_and_the_old_one_stays(review: Review, scrutineer: Person) -> None:
    first = write_note(review, scrutineer.user, NOTED)
    assert write_note(review, scrutineer.user, NOTED).id == first.id, "a second click is the same note"
    said = replace(NOTED, text=WORRY)
    second = correct_note(review, scrutineer.user, first, said, reason="I misheard.", seen=1)
    assert [(one.version, one.text) for one in history_of(second)] == [(2, WORRY), (1, first.text)]
    assert [one.id for one in standing_notes(review)] == [second.id]
    assert note_of_document(review, note_id(first)).id == first.id
    with pytest.raises(StaleTurn):
        correct_note(review, scrutineer.user, first, NOTED, reason="Again.", seen=1)
    out = take_out(review, scrutineer.user, second, reason="It was told in confidence.", seen=2)
    assert standing_notes(review) == []
    assert said_in(out) == said_in(second)
    assert verify_record(review).ok


CHANGES = {
    "its words": "UPDATE field_note SET text = 'All was well.'",
    "who took part": "UPDATE field_note SET who = 'Nobody'",
    "its day": "UPDATE field_note SET day = '2020-01-01'",
    "whether it stands": "UPDATE field_note SET stands = false",
    "the note taken out": "DELETE FROM field_note",
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_note_cannot_be_changed_and_a_change_by_force_is_found(review: Review, scrutineer: Person, name: str) -> None:
    write_note(review, scrutineer.user, NOTED)
    assert verify_record(review).ok
    with pytest.raises(DBAPIError, match="append-only"), writing():
        db.session.execute(text(CHANGES[name]))
    tamper(CHANGES[name])
    assert "Field note" in verify_record(review).sentence


def test_the_record_holds_a_notes_words_by_their_fingerprint_alone(review: Review, scrutineer: Person) -> None:
    write_note(review, scrutineer.user, NOTED)
    entry = entries_of(review)[-1]
    assert entry.kind == "field_note"
    assert not any(each in entry.payload_text for each in (SAW, NOTED.who, "hub"))


def test_a_review_is_deleted_with_its_notes(review: Review, scrutineer: Person) -> None:
    write_note(review, scrutineer.user, NOTED)
    erase_review(review)
    assert db.session.query(FieldNote).count() == 0
