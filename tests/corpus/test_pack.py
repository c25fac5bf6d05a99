"""How papers stand beside one another: duplicates, drafts, superseded versions, another area's papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from corpus.areas import area_name
from corpus.document import Document, Period, sha256_of
from corpus.formats.plain import read
from corpus.pack import area_of, review_period, same_area, with_standing
from corpus.profile import profile_of

HOME = "Wexcombe Safeguarding Children Partnership"
BODY = " ".join(
    f"Finding {n}: the {n * 7} families of ward {n} were seen by a worker within {n + 2} days." for n in range(30)
)


def paper(file: str, *lines: str) -> Document:
    text = "\n\n".join(lines)
    reading = read(text.encode(), file)
    return Document(
        sha256_of((file + text).encode())[:12], file, sha256_of(text.encode()), reading, profile_of(reading, file)
    )


def standing(*papers: Document, area: str | None = "Wexcombe") -> dict[str, str]:
    return {one.file: one.standing for one in with_standing(papers, area)}


def test_the_same_bytes_under_two_names_are_a_duplicate() -> None:
    one, two = paper("a.txt", "Briefing", HOME), paper("b.txt", "Briefing", HOME)
    found = with_standing([two, one], "Wexcombe")
    assert [(each.file, each.standing) for each in found] == [("a.txt", "current"), ("b.txt", "duplicate")]
    assert found[1].standing_because == "it is the same file as a.txt."


def test_the_same_words_in_another_format_are_a_duplicate() -> None:
    word = paper("audit.txt", "Multi-agency audit: neglect", HOME, BODY)
    pdf = paper("audit_web.txt", "Multi-agency audit: neglect", HOME, BODY, "Page 1 of 1")
    assert standing(word, pdf) == {"audit.txt": "current", "audit_web.txt": "duplicate"}


def test_two_quarters_of_one_return_share_their_words_and_are_no_duplicates() -> None:
    first = paper("q1.txt", "Dataset Q1 2025/26", HOME, BODY)
    second = paper("q2.txt", "Dataset Q2 2025/26", HOME, BODY.replace("7", "8").replace("4", "9"))
    assert standing(first, second) == {"q1.txt": "current", "q2.txt": "current"}


def test_a_draft_stands_behind_its_final() -> None:
    draft = paper("draft.txt", "Yearly report 2025-26 DRAFT v0.3", HOME, BODY)
    final = paper("final.txt", "Yearly report 2025-26", HOME, BODY, "Published 30 June 2026")
    found = {one.file: one for one in with_standing([draft, final], "Wexcombe")}
    assert found["draft.txt"].standing == "draft"
    assert "final.txt" in found["draft.txt"].standing_because
    assert found["final.txt"].standing == "current"


def test_a_draft_without_a_final_is_current_and_says_that_it_is_a_draft() -> None:
    (found,) = with_standing([paper("m.txt", "Quality group", "Draft minutes, 11 February 2026", HOME)], "Wexcombe")
    assert (found.standing, found.profile.draft) == ("current", True)
    assert "marked as a draft" in found.standing_because


def test_a_draft_is_not_the_draft_of_a_paper_with_other_words() -> None:
    draft = paper("draft.txt", "Neglect strategy 2025-28 DRAFT", HOME, BODY)
    other = paper(
        "final.txt", "Exploitation strategy 2025-28", HOME, "Boys at the quarry were the reason for it. " * 30
    )
    assert standing(draft, other) == {"draft.txt": "current", "final.txt": "current"}


def test_a_draft_that_was_rewritten_stands_behind_the_final_whose_name_its_head_bears() -> None:
    draft = paper(
        "Plan_2025-28_v0-3.txt", "DRAFT v0.3 - NOT FOR CIRCULATION", f"{HOME}: Partnership Plan 2025-28", BODY
    )
    final = paper(
        "final.txt",
        "Partnership Plan 2025-28 (FINAL v1.0)",
        HOME,
        "Agreed by the Executive 14 May 2025. Supersedes draft v0.3.",
        "Boys at the quarry were the reason for it. " * 30,
    )
    assert standing(draft, final) == {"Plan_2025-28_v0-3.txt": "draft", "final.txt": "current"}


def test_an_earlier_draft_stands_behind_a_later_one() -> None:
    first = paper("d1.txt", "Business plan 2026-29 DRAFT", "Draft 3 February 2026", HOME, BODY)
    later = paper("d2.txt", "Business plan 2026-29 DRAFT", "Draft 1 March 2026", HOME, BODY)
    assert standing(first, later) == {"d1.txt": "draft", "d2.txt": "current"}


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (("Business plan 2021-24", HOME), ("Business plan 2024-27", HOME)),
        (("Strategic plan 2022-25", HOME), ("Our priorities 2025-28: strategic plan", HOME)),
        (("Neglect strategy 2020-23", HOME), ("Tackling neglect together: strategy 2023-26", HOME)),
        (("Multi-agency safeguarding arrangements", "Version 1, May 2019", HOME), ("MASA", "Version 2, December 2024", HOME)),
        (("Escalation policy", "Version 3", HOME), ("Escalation policy", "Version 4", HOME)),
        (
            ("Quality group: terms of reference", "Agreed 3 May 2022", HOME),
            ("Quality group: terms of reference", "Agreed 4 June 2025", HOME),
        ),
        (
            ("Business plan 2024-27", "Agreed 12 March 2024", HOME),
            ("Business plan 2024-27", "Refreshed June 2025. This version replaces the one dated March 2024.", HOME),
        ),
        (("Engagement strategy 2022-25", HOME), ("Participation and engagement strategy 2025-28", HOME)),
    ],
)  # fmt: skip
def test_a_newer_paper_of_the_same_subject_takes_the_older_ones_place(
    older: tuple[str, ...], newer: tuple[str, ...]
) -> None:
    assert standing(paper("a older.txt", *older), paper("b newer.txt", *newer)) == {
        "a older.txt": "superseded",
        "b newer.txt": "current",
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Neglect strategy 2020-23", HOME), ("Exploitation strategy 2023-26", HOME)),
        (("Business plan 2021-24", HOME), ("Neglect strategy 2024-27", HOME)),
        (("Strategic plan 2024-27", HOME), ("Delivery plan 2025-26", HOME)),
        (("Annual report 2023-24", HOME), ("Annual report 2024-25", HOME)),
        (("Multi-agency audit: neglect", "3 May 2024", HOME), ("Multi-agency re-audit: neglect", "3 May 2025", HOME)),
        (("Executive minutes", "3 May 2024", HOME), ("Executive minutes", "3 May 2025", HOME)),
        (("Dataset 2023-24", HOME), ("Dataset 2024-25", HOME)),
        (("Participation report 2023-24", HOME), ("Participation report 2024-25", HOME)),
        (
            ("Executive: terms of reference", "Agreed 3 May 2022", HOME),
            ("Learning and Review group: terms of reference", "Agreed 4 June 2025", HOME),
        ),
        (("Escalation policy", "May 2022", HOME), ("Information sharing protocol", "May 2025", HOME)),
        (("Bruising protocol", "May 2022", HOME), ("Pre-birth protocol", "May 2025", HOME)),
    ],
)  # fmt: skip
def test_papers_of_two_subjects_or_of_two_years_work_stand_side_by_side(
    one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    assert standing(paper("a.txt", *one), paper("b.txt", *other)) == {"a.txt": "current", "b.txt": "current"}


def test_a_paper_marked_superseded_is_taken_at_its_word() -> None:
    assert standing(paper("old.txt", "SUPERSEDED Threshold document", "May 2019", HOME)) == {"old.txt": "superseded"}


def test_another_areas_paper_is_foreign_and_does_not_supersede_ours() -> None:
    ours = paper("ours.txt", "Engagement strategy 2022-25", HOME)
    theirs = paper("theirs.txt", "Engagement strategy 2025-28", "Dunmere Safeguarding Children Partnership")
    found = {one.file: one for one in with_standing([ours, theirs], "Wexcombe")}
    assert (found["ours.txt"].standing, found["theirs.txt"].standing) == ("current", "foreign")
    assert found["theirs.txt"].standing_because == "it is about Dunmere, and the pack is about Wexcombe."


@pytest.mark.parametrize(
    "lines",
    [
        ("Briefing on thresholds", "May 2025"),
        ("Working Together to Safeguard Children 2023", "HM Government"),
        ("Yearly report", "North East Regional Safeguarding Children Partnership"),
        ("Briefing: learning from Dunmere SCP's review of Child M", HOME, "Child M died in Dunmere. Dunmere is a city."),
        ("Dataset", "WSCP, May 2025"),
        ("Annual report", "Wexcombe Safeguarding Adults Board"),
        ("Protocol", "London Borough of Wexcombe"),
        ("Joint protocol", "Wexcombe and Dunmere Safeguarding Children Partnership"),
    ],
)  # fmt: skip
def test_a_paper_of_no_area_or_of_ours_or_of_a_wider_one_is_not_foreign(lines: tuple[str, ...]) -> None:
    assert standing(paper("p.txt", *lines)) == {"p.txt": "current"}


def test_the_packs_area_is_the_one_most_papers_are_about_in_full() -> None:
    papers = [
        paper("1.txt", "Dataset", "HVSCP, May 2025"),
        paper("2.txt", "Business plan", "HVSCP"),
        paper("3.txt", "Minutes", "Harland Vale Safeguarding Children Partnership"),
        paper("4.txt", "Engagement strategy", "Dunmere SCP"),
        paper("5.txt", "Engagement report", "Dunmere SCP"),
    ]
    assert area_of(papers) == "Harland Vale"
    assert area_of([]) is None


def test_the_review_period_is_that_of_the_areas_newest_yearly_report() -> None:
    papers = [
        paper("1.txt", "Annual report 2023-24", HOME),
        paper("2.txt", "Annual report 2024-25", HOME),
        paper("3.txt", "Business plan 2025-28", HOME),
        paper("4.txt", "Annual report 2025-26", "Dunmere Safeguarding Children Partnership"),
    ]
    assert review_period(papers) == Period(date(2024, 4, 1), date(2025, 3, 31))


def test_without_a_yearly_report_the_review_period_is_the_year_most_papers_fall_in() -> None:
    papers = [paper(f"{month}.txt", "Executive minutes", f"3 {month} 2025", HOME) for month in ("May", "July", "March")]
    assert review_period(papers) == Period(date(2025, 4, 1), date(2026, 3, 31))
    assert review_period([]) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Harland Vale", "HVSCP", True),
        ("Harland", "Harland Vale", True),
        ("London Borough of Wexcombe", "Wexcombe", True),
        ("Marrick and Dene", "Marrick & Dene", True),
        ("Marrick and Dene", "Dene", True),
        ("Harland Vale", "DSCP", False),
        ("North Marrick", "Marrick", False),
        ("Harland Vale", "Dunmere", False),
        ("", "Dunmere", False),
    ],
)
def test_two_names_are_of_one_place_however_long_they_are_written(one: str, other: str, same: bool) -> None:
    assert same_area(one, other) == same_area(other, one) == same


def test_the_standing_does_not_depend_on_the_order_of_the_papers() -> None:
    papers = [
        paper(f"{n}.txt", f"Business plan {year}", HOME) for n, year in enumerate(("2018-21", "2021-24", "2024-27"))
    ]
    assert with_standing(papers, "Wexcombe") == with_standing(papers[::-1], "Wexcombe")
    assert standing(*papers) == {"0.txt": "superseded", "1.txt": "superseded", "2.txt": "current"}


def test_an_old_standing_is_worked_out_afresh() -> None:
    old = replace(paper("p.txt", "Business plan 2024-27", HOME), standing="superseded", standing_because="It was.")
    assert standing(old) == {"p.txt": "current"}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("NP", ""),
        ("Exec", ""),
        ("BCP", "BCP"),
        ("LLR", "LLR"),
        ("MARRICK BAY", "Marrick Bay"),
        ("MERROWDALE", "Merrowdale"),
    ],
)
def test_a_persons_initials_are_no_place_and_an_areas_are(words: str, name: str) -> None:
    assert area_name(words) == name
