"""What tells who a child is is found by its form; staff, councillors, pseudonyms and mere numbers are left alone."""

from __future__ import annotations

import pytest

from corpus.document import Block, Location, Reading, Segment
from corpus.naming_children import is_nhs_number, signs_of_children


def paper(*lines: str, columns: tuple[str, ...] = ()) -> Reading:
    segments = tuple(
        Segment(Location(page=number), line, (Block(0, len(line), "paragraph", (), columns),))
        for number, line in enumerate(lines, 1)
    )
    return Reading("read", None, "txt", segments)


def kinds(*lines: str, columns: tuple[str, ...] = ()) -> set[str]:
    return {sign.kind for sign in signs_of_children(paper(*lines, columns=columns))}


@pytest.mark.parametrize(
    "line",
    [
        "DOB: 14/03/2011",
        "d.o.b. 3.9.09, known to services since birth",
        "Her date of birth is 2 June 2012.",
        "He was born on 21st January 2008 at the county hospital.",
        "Date of birth | 2013-11-30",
    ],
)
def test_a_date_of_birth_is_found_however_it_is_written(line: str) -> None:
    assert kinds(line) == {"date_of_birth"}


def test_a_column_of_dates_of_birth_is_found_by_its_header() -> None:
    assert "date_of_birth" in kinds("Ref: 4 | DOB: x", "K | 02/05/2010 | Open", columns=("Ref", "D.O.B.", "State"))


@pytest.mark.parametrize(
    "line",
    [
        "The partnership was born on 29 September 2019 out of the former board.",
        "Babies born in 2024 were seen by a health visitor within 14 days.",
        "The policy is dated 14/03/2011 and was reviewed on 2 June 2012.",
        "Record the date of birth and address on every referral.",
    ],
)
def test_other_dates_are_no_dates_of_birth(line: str) -> None:
    assert kinds(line) == set()


def test_an_nhs_number_is_told_by_its_check_and_not_from_a_telephone_number() -> None:
    assert is_nhs_number("943 476 5919")
    assert not is_nhs_number("943 476 5918")
    assert kinds("NHS number 943 476 5919") == {"number"}
    assert kinds("Child R, 943 476 5919, seen at home") == {"number"}
    assert kinds("Telephone 943 476 5919") == set()
    assert kinds("UPN A123456789012") == {"number"}
    assert kinds("The budget was 9434765919 pence.") == set()


@pytest.mark.parametrize(
    "line",
    [
        "Jasmine Oduya, aged 14, was missing from home for nine nights.",
        "Tyler Marsh-Coyle is 15 and lives with his aunt.",
        "The school told the worker that Danika Prowse was then 9 years old.",
        "Kofi Brandreth (13) was arrested twice in May.",
        "Name of child: Imogen Stanhope-Vale",
    ],
)
def test_a_full_name_beside_a_childs_age_is_found_in_a_paper_about_a_case(line: str) -> None:
    assert kinds("Rapid review: chronology", line) == {"name"}


@pytest.mark.parametrize(
    "line",
    [
        "Child R, aged 14, was missing from home for nine nights.",
        "Jay Morrow (a pseudonym), aged 14, was missing from home.",
        "Cllr Harriet Poole, 15 years in office, chaired the meeting.",
        "Superintendent Tom Reddish is 1 of 12 members.",
        "Maria Holt (Chair) reported on 14 cases of neglect.",
        "Claire Dunmore, aged 42, has led the service for 9 years.",
        "Harm Outside the Home (6)",
        "Nadia Brookes presented the audit of 12 children aged 11 to 17.",
        "Oakfield Primary School has 14 pupils aged 9 years old.",
        "Peter Vance told the group that his daughter, aged 9, had asked the same.",
        "Sanjay Mistry attended 4 of 6 meetings; Ruth Calder, 5.",
    ],
)
def test_staff_councillors_pseudonyms_and_counts_are_left_alone(line: str) -> None:
    assert kinds("Rapid review: chronology", line) == set()


def test_a_number_in_brackets_after_a_name_is_an_age_only_in_a_paper_about_a_case() -> None:
    assert kinds("Attendance at the forum", "Kofi Brandreth (13)") == set()
    assert kinds("Case summary", "Kofi Brandreth (13)") == {"name"}


def test_each_sign_says_where_and_never_what() -> None:
    signs = signs_of_children(paper("Rapid review", "DOB: 14/03/2011. DOB: 15/03/2011.", "Nothing here."))
    assert [(sign.kind, str(sign.where)) for sign in signs] == [("date_of_birth", "page 2")]
    assert "2011" not in repr(signs)
