"""Dates and periods as papers write them."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.dates import dates_in, financial_year, months_in, periods_in
from corpus.document import Period


@pytest.mark.parametrize(
    "written",
    [
        "18 June 2025", "Wednesday 18th June, 2025", "18-Jun-25", "18/06/2025", "18.6.25", "18-06-2025", "2025-06-18",
        "June 18, 2025", "the 18th day of June 2025", "18 June '25", "minutes_20250618", "(2025_06_18)",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_common_way_of_writing_it(written: str) -> None:
    assert [day for _, day, _ in dates_in(written)] == [date(2025, 6, 18)]


@pytest.mark.parametrize(
    "written", ["31 June 2025", "99/99/2025", "section 11.2.3", "telephone 0191 2025 0618", "2 March 25 people came"]
)
def test_what_is_no_day_is_not_read_as_one(written: str) -> None:
    assert list(dates_in(written)) == []


def test_the_words_of_a_date_stand_where_it_says() -> None:
    text = "Held on 3rd March 2025 and again on 04/05/2025."
    assert [(text[start : start + len(words)], day) for start, day, words in dates_in(text)] == [
        ("3rd March 2025", date(2025, 3, 3)),
        ("04/05/2025", date(2025, 5, 4)),
    ]


def test_a_month_inside_a_full_date_is_not_counted_again() -> None:
    assert [words for _, _, words in months_in("Published 3 May 2025, for review in May 2027")] == ["May 2027"]


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("1 April 2025 to 31 March 2026", (2025, 4, 1), (2026, 3, 31)),
        ("1st April 2024 – 31st March 2025", (2024, 4, 1), (2025, 3, 31)),
        ("01/04/2025 - 31/03/2026", (2025, 4, 1), (2026, 3, 31)),
        ("2025-04-01 to 2028-03-31", (2025, 4, 1), (2028, 3, 31)),
        ("Annual report 2024/25", (2024, 4, 1), (2025, 3, 31)),
        ("Plan 2025–2028", (2025, 4, 1), (2028, 3, 31)),
        ("academic year 2023/24", (2023, 9, 1), (2024, 8, 31)),
        ("between 1 April and 31 December 2025", (2025, 4, 1), (2025, 12, 31)),
        ("from 15 to 19 September 2025", (2025, 9, 15), (2025, 9, 19)),
        ("November to March 2026", (2025, 11, 1), (2026, 3, 31)),
        ("January 2024 to December 2026", (2024, 1, 1), (2026, 12, 31)),
        ("the 12 months to 30 September 2025", (2024, 10, 1), (2025, 9, 30)),
        ("year ended 31 March 2026", (2025, 4, 1), (2026, 3, 31)),
        ("six months to September 2025", (2025, 4, 1), (2025, 9, 30)),
        ("Q3 2025/26", (2025, 10, 1), (2025, 12, 31)),
        ("Dataset_2025-26_Q2", (2025, 7, 1), (2025, 9, 30)),
        ("quarter 4 of 2024-25", (2025, 1, 1), (2025, 3, 31)),
        ("Q1-Q4 2025-26", (2025, 4, 1), (2026, 3, 31)),
    ],
)
def test_a_period_is_read_in_every_common_way_of_writing_it(
    written: str, start: tuple[int, int, int], end: tuple[int, int, int]
) -> None:
    assert [period for _, period, _ in periods_in(written)] == [Period(date(*start), date(*end))]


@pytest.mark.parametrize(
    "written", ["Version 2 - 16 May 2025", "Version 1.1 – 16 May 2025", "2025-11-26", "10.00 to 12.40", "2026-25"]
)
def test_what_is_no_period_is_not_read_as_one(written: str) -> None:
    assert list(periods_in(written)) == []


def test_the_last_day_of_march_and_the_first_of_april_are_in_two_financial_years() -> None:
    assert financial_year(date(2026, 3, 31)) == Period(date(2025, 4, 1), date(2026, 3, 31))
    assert financial_year(date(2026, 4, 1)).start == date(2026, 4, 1)
