"""The programme: dated activities, days and cost agreed, used and left, and a warning before they run out."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from cast import Person

from app.models import Review
from app.pages.programme import warning_of
from app.record.decisions import verify_record
from app.reviewing.calendar_file import Event, calendar_file
from app.reviewing.programme import Budget, activities_of, days_used, history_of

BOARD = {"kind": "board", "title": "Partnership Board", "days": "1", "state": "planned"}


def day(on: date) -> dict[str, str]:
    return {"day-day": str(on.day), "day-month": str(on.month), "day-year": str(on.year)}


def put(person: Person, review: Review, on: date = date(2025, 10, 29), **said: object) -> int:
    return person.post(f"/reviews/{review.id}/programme/new", {**BOARD, **day(on), **said}).status_code


def agree(
    person: Person, review: Review, days: str = "15", rate: str = "800", expenses: str = "", seen: int = 0
) -> int:
    said = {"days": days, "rate": rate, "expenses": expenses, "seen": str(seen)}
    return person.post(f"/reviews/{review.id}/programme/agreed", said).status_code


def test_days_and_cost_are_counted_from_what_was_held(scrutineer: Person, review: Review) -> None:
    agree(scrutineer, review, days="15", rate="£800", expenses="1,200")
    put(scrutineer, review, days="1.5", state="held", expenses="64.50")
    put(scrutineer, review, title="Launch activity, Priority 1", days="0.5")
    put(scrutineer, review, title="Called off", days="3", state="cancelled")
    budget = days_used(review)
    assert budget is not None
    assert (budget.agreed, budget.used, budget.planned, budget.free) == (150, 15, 5, 130)
    assert (budget.cost_agreed, budget.cost_used, budget.cost_planned) == (1_320_000, 126_450, 40_000)
    page = scrutineer.get(f"/reviews/{review.id}/programme").text
    assert "£1,264.50 of £13,200 used, £400 planned" in page


@pytest.mark.parametrize(
    ("budget", "said"),
    [
        (Budget(150, 30, 20, 100, 0, 0), ""),
        (Budget(150, 120, 20, 100, 0, 0), "The days run low: 3 days of 15 days left."),
        (Budget(150, 120, 40, 100, 0, 0), "What is planned takes 1 day more than there are left."),
        (Budget(150, 155, 0, 100, 0, 0), "0.5 days more than agreed are used."),
        (Budget(150, 10, 0, 10_000, 9_000, 1_100), "What is used and planned costs £1 more than was agreed."),
    ],
)
def test_it_is_said_before_days_or_money_run_out(budget: Budget, said: str) -> None:
    assert warning_of(budget) == said


def test_the_warning_names_the_activity_at_which_the_days_run_out(scrutineer: Person, review: Review) -> None:
    agree(scrutineer, review, days="2")
    put(scrutineer, review, on=date(2025, 10, 29))
    put(scrutineer, review, on=date(2026, 1, 28), title="Learning Hub 4", days="2")
    assert "run out at “Learning Hub 4” on 28 January 2026" in scrutineer.get(f"/reviews/{review.id}/programme").text


def test_a_changed_activity_keeps_every_version(scrutineer: Person, review: Review) -> None:
    put(scrutineer, review)
    first = activities_of(review)[0]
    address = f"/reviews/{review.id}/programme/{first.id}"
    moved = {**BOARD, **day(date(2025, 11, 5)), "state": "held", "contributed": "The budget was agreed.", "seen": "1"}
    assert scrutineer.post(address, moved).status_code == 302
    assert scrutineer.post(address, {**moved, "title": "Another", "seen": "1"}).status_code == 409
    latest = activities_of(review)[0]
    assert (latest.day, latest.state, latest.contributed) == (date(2025, 11, 5), "held", "The budget was agreed.")
    assert [one.version for one in history_of(latest)] == [2, 1]
    assert verify_record(review).ok


def test_what_an_activity_gave_as_evidence_is_not_for_the_partnership(
    scrutineer: Person, business_manager: Person, review: Review
) -> None:
    put(scrutineer, review, state="held", contributed="The police did not speak.")
    assert "did not speak" in scrutineer.get(f"/reviews/{review.id}/programme").text
    shown = business_manager.get(f"/reviews/{review.id}/programme").text
    assert "Partnership Board" in shown
    assert "did not speak" not in shown
    assert "did not speak" not in business_manager.get(f"/reviews/{review.id}/programme.ics").text
    assert put(business_manager, review) == 403


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"title": ""}, "Say what the activity is"),
        ({"days": "a week"}, "number of days, for example 1.5"),
        ({"days": "-1"}, "number of days, for example 1.5"),
        ({"days": "NaN"}, "number of days, for example 1.5"),
        ({"expenses": "much"}, "in pounds, for example 800"),
        ({"starts": "25:00"}, "Enter the time"),
        ({"questions": ["9.9"]}, "Choose questions from the list"),
        ({"state": "done"}, "Not a valid choice"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_nothing_is_kept(
    scrutineer: Person, review: Review, said: dict[str, object], error: str
) -> None:
    answer = scrutineer.post(f"/reviews/{review.id}/programme/new", {**BOARD, **day(date(2025, 10, 29)), **said})
    assert answer.status_code == 200
    assert error in answer.text
    assert activities_of(review) == []


def test_the_timetable_lists_activity_and_date_as_the_brief_does(scrutineer: Person, review: Review) -> None:
    put(scrutineer, review, on=date(2025, 10, 30), title="Launch activity, Priority 1")
    put(scrutineer, review, on=date(2025, 10, 29))
    page = scrutineer.get(f"/reviews/{review.id}/programme/timetable").text.partition("<table")[2]
    assert page.index("Partnership Board") < page.index("29 October 2025") < page.index("Launch activity")


def event(**said: object) -> Event:
    whole = {
        "uid": "r-1@sightline",
        "version": 2,
        "day": date(2026, 7, 15),
        "starts": "",
        "title": "Board",
        "place": "",
        "notes": "",
        "cancelled": False,
        "changed_at": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    }
    return Event(**{**whole, **said})  # type: ignore[arg-type]


def unfolded(*events: Event) -> list[str]:
    return calendar_file("Programme", events).decode().replace("\r\n ", "").split("\r\n")


def test_a_whole_day_ends_on_the_next_day_and_a_time_is_that_of_england() -> None:
    assert {"DTSTART;VALUE=DATE:20260715", "DTEND;VALUE=DATE:20260716"} <= set(unfolded(event()))
    # 9.30 in July is 8.30 by UTC; in January it is the same.
    assert "DTSTART:20260715T083000Z" in unfolded(event(starts="09:30"))
    assert "DTSTART:20260115T093000Z" in unfolded(event(starts="09:30", day=date(2026, 1, 15)))


def test_signs_of_the_calendars_own_are_escaped_and_nothing_can_be_slipped_in() -> None:
    lines = unfolded(event(title="Hub; one, two\\three\r\nATTENDEE:mailto:x@y.example", cancelled=True))
    assert "SUMMARY:Hub\\; one\\, two\\\\three\\nATTENDEE:mailto:x@y.example" in lines
    assert "STATUS:CANCELLED" in lines
    assert not any(line.startswith("ATTENDEE") for line in lines)


def test_no_line_is_longer_than_75_octets_and_no_letter_is_broken() -> None:
    data = calendar_file("Programme", [event(title="Ünïcödé – “quotes” " * 20)])
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    for line in data.split(b"\r\n"):
        line.decode("utf-8")
    assert data.endswith(b"END:VCALENDAR\r\n")
