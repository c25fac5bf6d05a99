"""Every file sent gets an outcome by name; what was acknowledged is kept, recorded and queued to be read."""

from __future__ import annotations

import pytest
from cast import Person, Sent
from flask import Flask

from app.errors import NothingChosen
from app.models import Review
from app.packs import uploads
from app.packs.papers import correct, keep_standings, papers_of, replace, standing_papers
from app.packs.storage import Storage
from app.packs.uploads import receive, shown_name
from app.record.trail import entries_of
from app.reviewing.reviews import close_pack
from app.working.jobs import jobs_under_way

MINUTES = b"Minutes of the executive, 3 June 2025."
AUDIT = b"Multi-agency audit, May 2025."


@pytest.fixture
def bram(cast: dict[str, Person]) -> Person:
    return cast["business_manager"]


def test_each_file_is_kept_recorded_and_waiting(review: Review, bram: Person) -> None:
    outcomes = receive(review, bram.user, [Sent("Minutes June.txt", MINUTES), Sent("Audit.md", AUDIT)])
    papers = papers_of(review)

    assert [outcome.sentence for outcome in outcomes] == [
        "Minutes June.txt was received and is waiting to be read.",
        "Audit.md was received and is waiting to be read.",
    ]
    assert {paper.state for paper in papers} == {"waiting"}
    assert [Storage.of().verified_original(paper).read_bytes() for paper in papers] == [MINUTES, AUDIT]
    recorded = [entry.payload["sha256"] for entry in entries_of(review) if entry.kind == "upload"]
    assert recorded == [paper.sha256 for paper in papers]


def test_many_uploads_are_one_piece_of_reading(review: Review, bram: Person) -> None:
    for number in range(3):
        receive(review, bram.user, [Sent(f"{number}.txt", MINUTES + bytes([number]))])
    assert [job.kind for job in jobs_under_way(review)] == ["read_papers"]


def test_the_same_bytes_twice_are_recognised_and_kept_once(review: Review, bram: Person) -> None:
    receive(review, bram.user, [Sent("Minutes.txt", MINUTES)])
    again = receive(review, bram.user, [Sent("Minutes (copy).txt", MINUTES)])[0]

    assert again.kept
    assert "same file as Minutes.txt" in again.sentence
    assert len(papers_of(review)) == 1


def test_the_same_bytes_in_two_reviews_are_two_papers(
    review: Review, other_review: Review, bram: Person, cast: dict[str, Person]
) -> None:
    receive(review, bram.user, [Sent("Minutes.txt", MINUTES)])
    outcome = receive(other_review, cast["stranger"].user, [Sent("Ours.txt", MINUTES)])[0]
    assert outcome.sentence == "Ours.txt was received and is waiting to be read."


def test_one_file_too_large_takes_no_other_with_it(
    review: Review, bram: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = Storage.keep_original
    monkeypatch.setattr(
        Storage, "keep_original", lambda self, review_id, name, stream: keep(self, review_id, name, stream, 60)
    )
    large, small = receive(review, bram.user, [Sent("Scan.pdf", MINUTES * 2), Sent("Audit.md", AUDIT)])

    assert not large.kept
    assert large.sentence.startswith("Scan.pdf: This file is larger than")
    assert small.kept
    assert [paper.name for paper in papers_of(review)] == ["Audit.md"]


def test_no_file_chosen_is_said(review: Review, bram: Person) -> None:
    with pytest.raises(NothingChosen):
        receive(review, bram.user, [Sent("", b"")])


def test_a_pack_closed_while_the_file_travelled_keeps_nothing(
    review: Review, bram: Person, cast: dict[str, Person]
) -> None:
    close_pack(review, cast["scrutineer"].user)
    outcome = receive(review, bram.user, [Sent("Late.txt", MINUTES)])[0]
    assert not outcome.kept
    assert "pack is closed" in outcome.sentence
    assert papers_of(review) == []


def test_an_acknowledged_file_survives_a_queue_that_fails(
    app: Flask, review: Review, bram: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_review_id: str) -> None:
        raise ConnectionError

    monkeypatch.setattr(uploads, "queue_reading", broken)
    with pytest.raises(ConnectionError):
        receive(review, bram.user, [Sent("Minutes.txt", MINUTES)])
    assert [paper.state for paper in papers_of(review)] == ["waiting"]


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Executive minutes June 2025.docx", "Executive minutes June 2025.docx"),
        ("C:\\Users\\bram\\Desktop\\audit.xlsx", "audit.xlsx"),
        ("../../secret-key", "secret-key"),
        ("invoice\u202egnp.exe", "invoicegnp.exe"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "abSet-Cookie: x.pdf"),
        ("zero\u200bwidth.pdf", "zerowidth.pdf"),
        ("   ", "Paper without a name"),
        ("..", "Paper without a name"),
        ("Plan sgo\u0302l.docx", "Plan sg\u00f4l.docx"),
    ],
)
def test_a_name_is_shown_without_folders_and_without_what_cannot_be_seen(sent: str, shown: str) -> None:
    assert shown_name(sent) == shown


def test_a_very_long_name_keeps_its_ending() -> None:
    name = shown_name("a" * 5000 + ".docx")
    assert len(name) <= 200
    assert name.endswith("….docx")


def test_a_correction_stands_beside_what_was_worked_out_and_can_be_taken_back(review: Review, bram: Person) -> None:
    receive(review, bram.user, [Sent("Minutes.txt", MINUTES)])
    paper = papers_of(review)[0]
    correct(review, bram.user, paper, kind="executive_minutes", agency="health")
    assert paper.shown("kind") == "executive_minutes"
    assert paper.kind is None
    assert paper.corrected_by == bram.id
    assert entries_of(review)[-1].payload["corrected"] == {"kind": "executive_minutes", "agency": "health"}

    correct(review, bram.user, paper, kind=None)
    assert not paper.is_corrected("kind")
    assert paper.is_corrected("agency")
    assert "assess" in {job.kind for job in jobs_under_way(review)}


def test_how_a_paper_stands_beside_the_others_is_kept_and_a_correction_comes_first(
    review: Review, bram: Person
) -> None:
    receive(review, bram.user, [Sent("Draft.txt", MINUTES)])
    draft = papers_of(review)[0]
    keep_standings(review.id, {draft.sha256: ("draft", "Its first page says draft.")})
    assert (draft.shown("standing"), draft.standing_because) == ("draft", "Its first page says draft.")
    correct(review, bram.user, draft, standing="current")
    assert draft.shown("standing") == "current"


def test_a_replaced_paper_is_kept_but_is_no_longer_part_of_the_pack(review: Review, bram: Person) -> None:
    receive(review, bram.user, [Sent("Draft.txt", MINUTES), Sent("Final.txt", AUDIT)])
    draft, final = papers_of(review)
    replace(review, bram.user, draft, final)

    assert [paper.name for paper in standing_papers(review)] == ["Final.txt"]
    assert Storage.of().verified_original(draft).exists()
