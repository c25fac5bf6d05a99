"""What a question asks: clauses, agencies, times, counts, and what it follows on from."""

from __future__ import annotations

from datetime import date

import pytest

from app.answering.agencies import agency_of_member, asked_for, is_of
from app.answering.spans import Today, speaks_of
from app.answering.understanding import followed, understand
from corpus.document import Document, Period, Profile, Reading

TODAY = Today(date(2026, 6, 30), Period(date(2025, 4, 1), date(2026, 3, 31)))
POLICE = "Did the police come to the executive last year?"


def clause(text: str):  # type: ignore[no-untyped-def]
    return understand(text, TODAY)[0]


def test_the_clauses_of_one_question_are_taken_one_by_one_and_they_is_whom_the_first_named() -> None:
    first, second = understand("Did the police come to the executive last year, and what did they challenge?", TODAY)
    assert (first.wants_attendance, second.wants_attendance) == (True, False)
    assert second.searched == "what did the police challenge?"
    assert second.agencies == ("police",)
    assert second.span == first.span


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("What did they do last year?", "between 1 April 2025 and 31 March 2026"),
        ("in 2024-25", "between 1 April 2024 and 31 March 2025"),
        ("What happened in March?", "between 1 March 2026 and 31 March 2026"),
        ("What happened in June?", "between 1 June 2025 and 30 June 2025"),
        ("Anything since September 2025?", "since 1 September 2025"),
        ("What was said before May 2025?", "up to 30 April 2025"),
        ("What was decided on 3 December 2025?", "on 3 December 2025"),
        ("What happened in 2019?", "between 1 January 2019 and 31 December 2019"),
    ],
)
def test_a_time_is_understood_and_said(text: str, said: str) -> None:
    span = clause(text).span
    assert span is not None
    assert span.said == said


@pytest.mark.parametrize(
    "text", ["What may the panel do?", "Is the plan 100% funded?", "Who attends of the 22 agencies?"]
)
def test_no_time_is_read_into_a_question_without_one(text: str) -> None:
    assert clause(text).span is None


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("What did the ICB pay?", ("health",)),
        ("What about mental health?", ()),
        ("Is there a protocol with the health and wellbeing board?", ()),
        ("Did general practice sign?", ("general_practice",)),
        ("What did the police inspectorate say?", ("inspectorate",)),
        ("What did the police challenge the council about?", ("police", "local_authority")),
        ("Were all three safeguarding partners there?", ("local_authority", "health", "police")),
        ("What does the voluntary sector think?", ("voluntary",)),
    ],
)
def test_an_agency_is_understood_by_its_names(text: str, agencies: tuple[str, ...]) -> None:
    assert asked_for(text) == agencies


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("And health?", "Did health come to the executive last year?"),
        ("what about in 2024?", "Did the police come to the executive in 2024?"),
        ("and the voluntary sector?", "Did the voluntary sector come to the executive last year?"),
        ("Is there a lead for the quarry?", "Is there a lead for the quarry?"),
    ],
)
def test_a_follow_up_is_the_question_before_with_the_agency_or_time_changed(text: str, full: str) -> None:
    assert followed(text, POLICE, TODAY) == full


def test_a_first_question_follows_on_from_nothing() -> None:
    assert followed("And health?", "", TODAY) == "And health?"


def minutes_of(day: date) -> Document:
    profile = Profile("executive_minutes", "Minutes", day, None, "partnership", "X", True, False)
    return Document("a" * 12, "minutes.docx", "0" * 64, Reading("read", None, "docx"), profile)


@pytest.mark.parametrize(
    ("text", "written", "passage", "speaks"),
    [
        ("in 2025-26", date(2025, 6, 17), "The plan was agreed.", True),
        ("in 2019", date(2025, 6, 17), "The plan was agreed.", False),
        ("in 2019", date(2025, 6, 17), "It was last done in 2019.", True),
        ("in September 2025", date(2025, 12, 3), "The meeting in September had been inquorate.", True),
        ("in September 2025", date(2025, 12, 3), "The meeting in July 2024 had been inquorate.", False),
        ("since January 2026", date(2025, 6, 17), "The plan was agreed.", False),
    ],
)
def test_a_passage_speaks_of_a_time_that_it_names_or_was_written_in(
    text: str, written: date, passage: str, speaks: bool
) -> None:
    span = clause(f"What happened {text}?").span
    assert span is not None
    assert speaks_of(minutes_of(written), passage, span) is speaks


def test_adult_social_care_is_asked_for_by_its_own_name_and_is_part_of_the_council() -> None:
    assert asked_for("Did adult social care come to the executive?") == ("adult_social_care",)
    assert asked_for("Did the safeguarding adults board meet?") == ()
    assert agency_of_member("Director of Adult Social Services | Council") == "adult_social_care"
    assert agency_of_member("Director of Children's Services | Council") == "local_authority"
    assert is_of("adult_social_care", "local_authority")
    assert not is_of("local_authority", "adult_social_care")
