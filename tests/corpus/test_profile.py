"""The profile of a paper: kind, date, period, area and agency, over invented papers in many house styles."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.document import Block, BlockStyle, Location, Period, Profile, Reading, Segment
from corpus.formats.plain import read
from corpus.kinds import kinds
from corpus.profile import profile_of

PAPERS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "invented_papers.yaml").read_text(encoding="utf-8")
)


def profile(text: str, file: str = "paper.txt") -> Profile:
    return profile_of(read(text.encode(), file), file)


def workbook(*sheets: tuple[str, list[tuple[BlockStyle, str, tuple[str, ...]]]]) -> Reading:
    """A reading of a workbook: sheets of (style, words, column headers)."""
    segments = [
        Segment(
            Location(sheet=name, cells=f"A{row}"), words, (Block(0, len(words), style, headings=(), columns=columns),)
        )
        for name, rows in sheets
        for row, (style, words, columns) in enumerate(rows, start=1)
    ]
    return Reading("read", None, "xlsx", tuple(segments))


@pytest.mark.parametrize("paper", PAPERS, ids=[paper["file"] for paper in PAPERS])
def test_a_paper_is_profiled_as_a_careful_reader_would(paper: dict[str, Any]) -> None:
    expected, found = paper["expect"], profile(paper["text"], paper["file"])
    period = f"{found.period.start}..{found.period.end}" if found.period else None
    assert (found.kind, found.date, period) == (expected["kind"], expected["date"], expected["period"]), found.because
    assert (found.area, found.agency) == (expected["area"], expected["agency"]), found.because
    assert found.draft == expected.get("draft", False), found.because["draft"]


def test_nearly_every_kind_is_among_the_invented_papers() -> None:
    assert {paper["expect"]["kind"] for paper in PAPERS} == set(kinds())


def test_the_files_own_clock_is_never_a_date() -> None:
    reading = read(b"Neglect strategy\n\nEvery child matters to us.", "neglect.txt")
    clocked = Reading(
        "read", None, "docx", reading.segments, properties={"created": "2026-05-19", "modified": "2026-05-20"}
    )
    assert profile_of(clocked, "neglect.docx").date is None


def test_a_date_in_the_file_name_is_used_only_where_the_paper_gives_none() -> None:
    assert profile("Risk register\n\nLikelihood 3", "risk 2025-06-30.txt").date == date(2025, 6, 30)
    assert profile("Risk register\n\nUpdated 2 May 2025", "risk 2025-06-30.txt").date == date(2025, 5, 2)


def test_the_date_of_a_workbook_may_stand_on_its_cover_sheet() -> None:
    reading = workbook(
        ("Indicators", [("heading", "HVSCP dataset 2025-26", ()), ("row", "Contacts | 2490", ("Indicator", "Q1"))]),
        ("Notes", [("row", "Item: Extract date | Note: 24 April 2026", ("Item", "Note"))]),
    )
    found = profile_of(reading, "dataset.xlsx")
    assert (found.kind, found.date) == ("dataset", date(2026, 4, 24))
    assert found.period == Period(date(2025, 4, 1), date(2026, 3, 31))


def test_the_dates_of_rows_in_a_workbook_are_not_its_own() -> None:
    rows: list[tuple[BlockStyle, str, tuple[str, ...]]] = [
        ("heading", "Training 2025-26: courses run", ()),
        ("row", "Date: 14 May 2025 | Course: Neglect | Came: 23", ("Date", "Course", "Came")),
    ]
    assert profile_of(workbook(("Courses", rows)), "training.xlsx").date is None


def test_a_report_on_a_period_is_not_older_than_its_end() -> None:
    text = "Yearly report 2025-26\n\nPriorities agreed 12 March 2025\n\nLaid before the council, 9 July 2026"
    assert profile(text).date == date(2026, 7, 9)


def test_a_month_alone_is_its_first_day_and_is_sharpened_by_a_day_within_it() -> None:
    assert profile("Business plan 2024-27\n\nRefreshed June 2025").date == date(2025, 6, 1)
    text = "Business plan 2024-27\n\nRefreshed June 2025\n\nThe refresh was agreed by the partners on 17 June 2025."
    assert profile(text).date == date(2025, 6, 17)


def test_a_protective_marking_is_no_part_of_a_place() -> None:
    assert (
        profile("Section 11 summary\n\nOFFICIAL-SENSITIVE Merrowdale Safeguarding Children Partnership").area
        == "Merrowdale"
    )


def test_a_paper_that_mentions_a_neighbour_is_not_the_neighbours() -> None:
    text = (
        "Rapid review: Child B\n\nWexcombe Safeguarding Children Partnership\n\n"
        "The family had moved from Dunmere. Dunmere Council and Dunmere SCP gave information. Dunmere SCP sent records."
    )
    assert profile(text).area == "Wexcombe"


def test_a_partnership_known_by_initials_alone_is_named_by_them() -> None:
    assert profile("HVSCP quarterly dataset\n\nHVSCP, 2 May 2025").area == "HVSCP"


def test_the_words_of_an_inspectorate_are_not_self_reported_and_a_return_is() -> None:
    assert not profile("Inspection of Marrick children's services\n\n3 March 2025").self_reported
    assert profile("Section 11 return\n\nAgency: Greyfen Police").self_reported


@pytest.mark.parametrize(
    "opening",
    ["DRAFT v0.3, not for circulation", "Status: Draft", "Yearly report (draft)", "Draft for comment by 29 May 2026"],
)
def test_a_draft_is_known_by_its_marking(opening: str) -> None:
    assert profile(f"Yearly report 2025-26\n\n{opening}").draft


@pytest.mark.parametrize(
    "opening",
    [
        "The draft budget was discussed.",
        "Status: Final. It replaces the draft of May.",
        "Draft minutes were agreed.",
        "KD took the group through v0.9. Changes since March were noted.",
    ],
)
def test_a_draft_that_is_only_mentioned_makes_no_draft(opening: str) -> None:
    assert not profile(f"Yearly report 2025-26\n\n{opening}").draft


def test_a_paper_that_calls_itself_final_is_no_draft_whatever_its_opening_mentions() -> None:
    assert not profile("Partnership Plan 2025-28 (FINAL v1.0)\n\nSupersedes draft v0.3 and the plan before.").draft
    assert profile("Partnership Plan 2025-28: final draft\n\nFor comment").draft


@pytest.mark.parametrize(
    "text",
    [
        "Business plan v2.3\n\nDRAFT",
        "Final report of the task and finish group\n\nStatus: draft",
        "Neglect strategy 2025-28 v1.0\n\nDRAFT for consultation, not yet approved by the Executive",
        "Actions agreed at the Executive away day\n\nUNCONFIRMED",
        "Business plan 2025-28\n\nVersion 0.4 for comment by members",
        "Business plan 2025-28\n\nVersion 0.3 dated 3 June 2025",
    ],
)
def test_a_draft_is_marked_whatever_its_title_sounds_like(text: str) -> None:
    assert profile(text).draft


def test_minutes_are_of_the_day_that_their_title_names_and_not_of_those_they_confirm() -> None:
    text = "Learning Subgroup (LS): minutes of 24 February 2026\n\nApologies\n\nThe minutes of 25 November 2025 were confirmed."
    assert profile(text).date == date(2026, 2, 24)


def test_every_field_says_why() -> None:
    found = profile("Business Plan 2025-28\n\nDate: 18 June 2025")
    assert set(found.because) == {"kind", "title", "date", "period", "agency", "area", "draft"}
    assert all(found.because.values())


def test_a_file_of_which_nothing_was_read_is_known_by_its_name_alone() -> None:
    found = profile_of(Reading("refused", "It is damaged.", "pdf"), "papers/03_Business_plan_2021-24.pdf")
    assert (found.kind, found.date, found.area) == ("plan", None, None)
    assert found.period == Period(date(2021, 4, 1), date(2024, 3, 31))


def test_a_long_line_of_dates_and_capitals_is_profiled_quickly() -> None:
    assert profile("1 April 2025 - " * 4000).date is None
    assert profile("Aaa-and-" * 9000).area is None
