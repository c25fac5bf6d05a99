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
from app.reporting.reports import issue_report, reports_of, withdraw_report
from app.reviewing.across import across
from app.reviewing.issued import every_report
from app.reviewing.suppressing import LEAST, counts_shown, share_shown, total_shown, whole_shown
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
def ten_areas(cast: dict[str, Person]) -> list[Review]:
    """Ten areas of which one is Red on question 1.1."""
    ratings = ["green", "red", *["green"] * 8]
    return [issue(cast["scrutineer"], f"Area {n}", rating) for n, rating in enumerate(ratings)]


def test_the_one_area_that_is_red_cannot_be_told(ten_areas: list[Review], administrator: Person) -> None:
    first = across().frameworks[0].questions[0]
    assert first.id == "1.1"
    assert [cell.shown for cell in first.cells] == ["5 or more", "fewer than 5", "fewer than 5", "fewer than 5"]


def test_no_text_of_any_area_is_on_the_page_or_in_the_table(ten_areas: list[Review], administrator: Person) -> None:
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


def test_one_area_twice_counts_once_and_a_withdrawn_report_goes_when_the_picture_next_moves_on(
    cast: dict[str, Person], administrator: Person
) -> None:
    first = [issue(cast["scrutineer"], f"Area {n}", "green") for n in range(5)]
    issue(cast["scrutineer"], "area  0", "amber")
    assert across().areas.number == 5
    withdraw_report(first[1], cast["scrutineer"].user, reports_of(first[1])[0], "Sent too early.")
    assert across().areas.number == 5
    for n in range(5, 8):
        issue(cast["scrutineer"], f"Area {n}", "green")
    # Areas 0, 1, 5, 6 and 7 have changed since: Area 1 is out, and three are in.
    assert across().areas.number == 7


def test_no_area_can_be_told_by_looking_before_and_after_each_report(
    cast: dict[str, Person], administrator: Person
) -> None:
    ratings = ["green", "amber", "red", "green", "amber", "green", "green", "red", "green", "amber", "green", "green"]
    looks: list[tuple[int, object]] = []
    for n, rating in enumerate(ratings, start=1):
        issue(cast["scrutineer"], f"Area {n}", rating)
        looks.append((n, across()))
    moves = [(before[0], after[0]) for before, after in itertools.pairwise(looks) if before[1] != after[1]]
    assert moves == [(4, 5), (9, 10)], "it moves on when five areas have come, and never by one"
    withdrawn = make_reports_go(cast["scrutineer"], 4)
    assert withdrawn == 4
    assert across() == looks[-1][1], "nor is it told who went"


def make_reports_go(owner: Person, how_many: int) -> int:
    """Withdraws the first reports there are; only the two that came last and these have changed since the last move."""
    gone = 0
    for one in every_report()[-2:][::-1] + every_report()[:2]:
        withdraw_report(one.review, owner.user, one.report, "Sent too early.")
        gone += 1
    return gone if gone == how_many else -1


def test_the_areas_under_a_framework_that_few_use_cannot_be_worked_out_from_all_and_the_others(
    cast: dict[str, Person], administrator: Person
) -> None:
    assert whole_shown(7, [7]).shown == "7"
    assert whole_shown(7, [6, 1]).shown == "5 or more"
    assert whole_shown(11, [6, 5]).shown == "11"
    assert whole_shown(4, [3, 1]).shown == "fewer than 5"
    for total in range(1, 26):
        for piece in range(1, total):
            shown = whole_shown(total, [total - piece, piece])
            for rest, other in ((total - piece, piece), (piece, total - piece)):
                # One who knows the whole and one piece, where both are said, must not get a small one.
                assert not (shown.is_shown and total_shown(rest).is_shown and other < LEAST)


def test_a_share_is_said_exactly_or_could_be_more_than_one_number() -> None:
    for total in range(1, 40):
        alike: dict[str, set[int]] = {}
        for count in range(total + 1):
            alike.setdefault(share_shown(count, total).shown, set()).add(count)
        for shown, counts in alike.items():
            told = min(counts) >= LEAST and total - max(counts) >= LEAST
            assert len(counts) > 1 or told, (total, shown, counts)


def test_it_is_for_the_administrator_alone(cast: dict[str, Person]) -> None:
    for part in ("scrutineer", "business_manager", "reviewer"):
        assert cast[part].sign_in().get("/across-areas").status_code == 404
        assert cast[part].get("/across-areas.csv").status_code == 404


def test_no_cell_of_the_table_is_a_formula(ten_areas: list[Review], administrator: Person) -> None:
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
