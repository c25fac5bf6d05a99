"""Across areas: counts from issued reports alone, and no small number to be read or worked out."""

from __future__ import annotations

import csv
import io
import itertools
from datetime import date

import pytest
from cast import Person, make_review, proposal

from app.models import Review
from app.proposing.assessments import keep_assessment
from app.record.decisions import NewAction, decide
from app.record.trail import head_of
from app.reporting.reports import issue_report, withdraw_report
from app.reviewing.across import across
from app.reviewing.suppressing import LEAST, counts_shown, share_shown
from app.tracking.plain_csv import plain_cell


@pytest.mark.parametrize(("cells", "total"), [*((3, n) for n in range(1, 31)), *((4, n) for n in range(1, 25))])
def test_no_count_below_five_is_shown_or_can_be_worked_out_by_one_who_knows_the_sum_and_how_it_is_done(
    cells: int, total: int
) -> None:
    rows = [row for row in itertools.product(range(total + 1), repeat=cells) if sum(row) == total]
    alike: dict[tuple[str, ...], list[tuple[int, ...]]] = {}
    for row in rows:
        alike.setdefault(tuple(cell.shown for cell in counts_shown(row)), []).append(row)
    for shown, could_be in alike.items():
        for at, words in enumerate(shown):
            values = {row[at] for row in could_be}
            assert len(values) > 1 or min(values) >= LEAST, (shown, words, values)


def test_a_share_is_kept_back_where_few_have_it_and_where_few_have_it_not() -> None:
    assert [share_shown(count, 20).shown for count in (0, 4, 5, 15, 16, 20)] == [
        "fewer than 5",
        "fewer than 5",
        "5",
        "15",
        "all but fewer than 5",
        "all but fewer than 5",
    ]


def issue(owner: Person, area: str, rating: str) -> Review:
    review = make_review(owner.user, area)
    questions = [proposal("1.1", rating, "silent" if rating == "red" else None)]
    content = {"schema": "assessment/1", "documents": [], "questions": questions}
    assessment = keep_assessment(review.id, content, pack="1" * 64)
    action = NewAction(f"Write to {area}.", "Business manager", date(2025, 9, 30))
    reason = "silent" if rating == "red" else None
    made = decide(
        review,
        owner.user,
        question="1.1",
        rating=rating,
        red_reason=reason,
        reason=f"Said in {area}",
        action=action,
        supersedes=None,
    )
    issue_report(review, owner.user, b"PK", assessment, [made], head_of(review))
    return review


@pytest.fixture
def six_areas(cast: dict[str, Person]) -> list[Review]:
    """Six areas of which one is Red on question 1.1."""
    ratings = ["green"] * 5 + ["red"]
    return [issue(cast["scrutineer"], f"Area {n}", rating) for n, rating in enumerate(ratings)]


def test_the_one_area_that_is_red_cannot_be_told(six_areas: list[Review], administrator: Person) -> None:
    first = across().frameworks[0].questions[0]
    assert first.id == "1.1"
    assert [cell.shown for cell in first.cells] == ["5 or more", "fewer than 5", "fewer than 5", "fewer than 5"]


def test_no_text_of_any_area_is_on_the_page_or_in_the_table(six_areas: list[Review], administrator: Person) -> None:
    for address in ("/across-areas", "/across-areas.csv"):
        text = administrator.get(address).text
        assert "Six Steps" in text
        assert "Area 1" not in text
        assert "Said in" not in text
        assert "Write to" not in text


def test_fewer_than_five_areas_are_not_shown_at_all(cast: dict[str, Person], administrator: Person) -> None:
    for n in range(4):
        issue(cast["scrutineer"], f"Area {n}", "green")
    found = across()
    assert found.areas.shown == "fewer than 5"
    assert {cell.shown for one in found.frameworks[0].questions for cell in one.cells} == {"fewer than 5"}
    assert "Ratings by question" not in administrator.get("/across-areas").text


def test_a_withdrawn_report_and_one_area_twice_do_not_count(
    six_areas: list[Review], cast: dict[str, Person], administrator: Person
) -> None:
    issue(cast["scrutineer"], "area  0", "green")
    assert across().areas.number == 6
    from app.reporting.reports import reports_of

    withdraw_report(six_areas[1], cast["scrutineer"].user, reports_of(six_areas[1])[0], "Sent too early.")
    assert across().areas.number == 5


def test_it_is_for_the_administrator_alone(cast: dict[str, Person]) -> None:
    for part in ("scrutineer", "business_manager", "reviewer"):
        assert cast[part].sign_in().get("/across-areas").status_code == 404
        assert cast[part].get("/across-areas.csv").status_code == 404


def test_no_cell_of_the_table_is_a_formula(six_areas: list[Review], administrator: Person) -> None:
    text = administrator.get("/across-areas.csv").get_data(as_text=True).removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text)))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")]
    assert [plain_cell(words) for words in ("=1+1", " =1", "@x", "-", "plain")] == [
        "'=1+1",
        "' =1",
        "'@x",
        "'-",
        "plain",
    ]
