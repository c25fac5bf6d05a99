"""Who came to which meeting is counted from tables and lists, each line where it stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.answering.meetings import attendances_in, people_in, state_of
from app.answering.spans import Today
from app.answering.tally import present_at, tallies_of
from app.answering.understanding import Clause, understand
from app.config import PROJECT
from app.packs.pack import Pack, documents_of, make_pack
from corpus.document import Period, sha256_of
from corpus.formats import plain

PACKS = PROJECT / "app" / "fitting" / "asked" / "packs"
TODAY = Today(date(2026, 6, 30), Period(date(2025, 4, 1), date(2026, 3, 31)))


def pack_of(name: str) -> Pack:
    files = [(path.name, path.read_bytes()) for path in sorted((PACKS / name).iterdir())]
    return make_pack(documents_of([(name, sha256_of(data), plain.read(data, name)) for name, data in files]))


def clause(text: str) -> Clause:
    return understand(text, TODAY)[0]


def sentences(pack: str, text: str) -> list[str]:
    return [one.sentence for one in tallies_of(clause(text), attendances_in(pack_of(pack).documents))]


def test_an_agency_is_counted_meeting_by_meeting_from_lists_of_those_present() -> None:
    assert sentences("cressbourne", "How many meetings of the executive did the ICB attend?") == [
        "Health attended 2 of 3 meetings of the Executive that the papers list "
        "(14 May 2025: came; 10 September 2025: sent apologies; 21 January 2026: came)."
    ]


def test_a_deputy_is_not_counted_as_the_member() -> None:
    [said] = sentences("cressbourne", "How often did the police come to the executive?")
    assert said.startswith("The police attended 2 of 3 meetings")
    assert "sent a deputy to 1" in said


def test_a_table_with_a_column_a_meeting_is_counted_by_its_columns() -> None:
    assert sentences("saltwick", "How many times did schools send someone to the executive?") == [
        "Schools and colleges attended 1 of 4 meetings of the Executive that the papers list "
        "(11 June 2025: sent apologies; 24 September 2025: absent; 10 December 2025: sent apologies; 4 March 2026: came)."
    ]


@pytest.mark.parametrize(
    "text", ["How many executive meetings did probation attend?", "Did the ambulance service come to the executive?"]
)
def test_nobody_is_counted_for_an_agency_that_no_list_names(text: str) -> None:
    assert sentences("saltwick", text) == []


def test_only_meetings_of_the_time_asked_about_are_counted() -> None:
    [said] = sentences("saltwick", "How many executive meetings did the ICB attend since December 2025?")
    assert "1 of 2 meetings" in said


def test_who_came_to_one_meeting_is_listed() -> None:
    found = present_at(
        clause("Who attended the executive in May 2025?"), attendances_in(pack_of("cressbourne").documents)
    )
    assert [one.member for one in found] == [
        "Helena Marsh", "Tobias Renn", "Superintendent Yusuf Adeyemi", "Carla Whitcombe", "Nadia Ferris",
    ]  # fmt: skip


def test_every_line_that_is_counted_stands_in_the_paper_at_its_place() -> None:
    pack = pack_of("saltwick")
    by_id = {one.id: one for one in pack.documents}
    for one in attendances_in(pack.documents):
        segment = by_id[one.line.document].reading.segments[one.line.segment]
        assert segment.text[one.line.start : one.line.end] == one.line.text


def test_initials_are_those_of_the_people_listed_but_not_of_a_rank_or_a_trade() -> None:
    people = people_in(attendances_in(pack_of("cressbourne").documents))
    assert people["YA"] == "police"
    assert "GP" not in people


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("Y", "came"), ("Present (video)", "came"), ("Y, left 14.50", "came"), ("Part", "part"),
        ("Present to item 7", "part"), ("Dep, no delegated authority", "deputy"), ("Deputising for ACC Dunmore", "deputy"),
        ("Apologies, no deputy", "apologies"), ("N", "absent"), ("No, operational", "absent"), ("–", None),
        ("Open", None), ("Amber", None),
    ],
)  # fmt: skip
def test_a_cell_says_whether_someone_came(cell: str, state: str | None) -> None:
    assert state_of(cell) == state


def test_the_packs_are_invented_papers_in_the_project() -> None:
    assert {path.name for path in Path(PACKS).iterdir()} == {"cressbourne", "saltwick", "thornmere"}
