"""A paper is read against what applied on its own date."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from rules.applied import applied_on, editions_of


def test_a_paper_of_2021_says_ccg_and_means_the_health_partner() -> None:
    applied = applied_on(date(2021, 5, 1))
    assert applied is not None
    assert applied.brief == "Dated 2021: Working Together 2018 applied; the health partner was the CCG."


@pytest.mark.parametrize(
    ("first", "before", "after"),
    [
        (date(2018, 7, 4), "Working Together 2015", "Working Together 2018"),
        (date(2023, 12, 15), "Working Together 2018", "Working Together 2023"),
        (date(2026, 3, 18), "Working Together 2023", "Working Together 2026"),
    ],
)
def test_an_edition_applies_from_its_first_day_and_not_the_day_before(first: date, before: str, after: str) -> None:
    found = [applied_on(day) for day in (first - timedelta(days=1), first)]
    assert [one.guidance.name for one in found if one] == [before, after]


def test_boards_took_the_place_of_commissioning_groups_on_1_july_2022() -> None:
    found = [applied_on(day) for day in (date(2022, 6, 30), date(2022, 7, 1))]
    assert [one.health_partner.short for one in found if one] == ["CCG", "ICB"]


def test_lead_and_delegated_partners_are_told_apart_only_from_2023() -> None:
    found = [applied_on(day) for day in (date(2023, 12, 14), date(2023, 12, 15))]
    assert [one.partners.name for one in found if one] == [
        "three safeguarding partners",
        "lead and delegated safeguarding partners",
    ]


def test_changes_are_said_of_papers_of_their_day_and_later() -> None:
    found = {day: applied_on(day) for day in (date(2025, 3, 31), date(2025, 4, 1), date(2026, 4, 29))}
    assert [[change.id for change in one.changes] for one in found.values() if one] == [
        [],
        ["families_first"],
        ["families_first", "schools_act"],
    ]


def test_a_day_that_is_not_sure_says_what_to_check() -> None:
    applied = applied_on(date(2026, 9, 1))
    assert applied is not None
    assert "March 2026" in applied.guidance.check


def test_nothing_is_said_of_a_day_before_anything_written_down() -> None:
    assert applied_on(date(1998, 1, 1)) is None


def test_editions_out_of_order_are_refused(tmp_path: Path) -> None:
    age = "{name: A, from: 2020-01-01, reference: R}"
    text = f"guidance: [{age}, {age}]\nhealth_partner: [{age}]\npartners: [{age}]\nchanges: []\n"
    path = tmp_path / "editions.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="must follow one another"):
        editions_of(path)
