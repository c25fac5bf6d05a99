"""Who came to which meeting is counted from tables and lists, each line where it stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.answering.meetings import attendances_in, people_in, state_of
from app.answering.spans import Today
from app.answering.summaries import summed_in
from app.answering.tally import present_at, tallies_of
from app.answering.understanding import Clause, understand
from app.config import PROJECT
from app.packs.pack import Pack, documents_of, make_pack
from corpus.document import Block, Location, Period, Reading, Segment, sha256_of
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
        "The ICB attended 2 of 3 meetings of the Executive that the papers list "
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
    assert {path.name for path in Path(PACKS).iterdir()} >= {"cressbourne", "oxenholt", "saltwick", "thornmere"}


def summed_rows(*rows: str, columns: tuple[str, ...]) -> Pack:
    """A paper whose one table has these rows."""
    text = "\n".join(rows)
    starts = [sum(len(row) + 1 for row in rows[:n]) for n in range(len(rows))]
    blocks = tuple(Block(start, start + len(row), "row", (), columns) for start, row in zip(starts, rows, strict=True))
    reading = Reading("read", None, "xlsx", (Segment(Location(sheet="Attendance", cells="A1:C9"), text, blocks),))
    return make_pack(documents_of([("Attendance_2025-26.xlsx", "c" * 64, reading)]))


@pytest.mark.parametrize(
    ("row", "columns", "said"),
    [
        ("Agency: Probation | Meetings attended (of 4): 3", ("Agency", "Meetings attended (of 4)"), "3 of 4 meetings"),
        ("Agency: Probation | Attended: 2/6", ("Agency", "Attended"), "2 of 6 meetings"),
        ("Organisation: Probation Service | Held: 5 | Attended: 4", ("Organisation", "Held", "Attended"), "4 of 5 meetings"),
        ("Partner: Probation | Attendance: 75%", ("Partner", "Attendance"), "75% of meetings"),
    ],
)  # fmt: skip
def test_a_table_that_only_sums_up_is_taken_at_its_word(row: str, columns: tuple[str, ...], said: str) -> None:
    pack = summed_rows(row, columns=columns)
    asked = clause("How often did probation come to the executive?")
    assert [one.said for one in summed_in(pack.documents) if one.is_asked_for(asked)] == [said]


def test_a_table_of_training_places_is_no_attendance_of_meetings() -> None:
    pack = summed_rows("Agency: Probation | Q1: 12 | Staff: 55", columns=("Agency", "Q1", "Staff"))
    assert summed_in(pack.documents) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Was youth justice at both meetings?", "Youth justice attended 2 of 2 meetings"),
        ("Did the chief nurse get to both executive meetings?", "The chief nurse attended 1 of 2 meetings"),
        ("How often has Women's Aid been at the executive?", "Women's Aid attended 1 of 2 meetings"),
        ("How often has probation been at the executive?", "Probation attended 0 of 2 meetings"),
    ],
)
def test_lists_headed_in_other_words_are_counted_as_well(text: str, said: str) -> None:
    assert [one.startswith(said) for one in sentences("oxenholt", text)] == [True]


def test_who_stayed_away_is_listed_where_that_is_asked() -> None:
    found = present_at(
        clause("Who was missing from the executive in July 2025?"), attendances_in(pack_of("oxenholt").documents)
    )
    assert [one.member for one in found] == ["Marcus Dell", "Jo Farrant"]


def test_a_hospitals_nurse_does_not_sit_in_for_the_icb() -> None:
    columns = ("Post", "Organisation", "Attendance")
    text = [
        "Post: Director of Nursing | Organisation: ICB | Attendance: Apologies - no deputy",
        "Post: Named Nurse | Organisation: Ashmarch Community Trust | Attendance: Present",
    ]
    segments = tuple(
        Segment(Location(paragraph=n), row, (Block(0, len(row), "row", (), columns),)) for n, row in enumerate(text, 1)
    )
    head = Segment(Location(paragraph=9), "Executive minutes, 18 June 2025", (Block(0, 31, "title"),))
    reading = Reading("read", None, "docx", (head, *segments))
    listed = attendances_in(documents_of([("Executive_minutes_2025-06-18.docx", "d" * 64, reading)]))
    [partner] = tallies_of(clause("Did all three partners attend every executive meeting?"), listed)
    assert partner.sentence.startswith("The ICB attended 0 of 1")
    [anyone] = tallies_of(clause("Did health attend the executive meeting?"), listed)
    assert "18 June 2025: came, without Director of Nursing" in anyone.sentence


@pytest.mark.parametrize(
    "text",
    [
        "What was agreed at the executive?", "Was the budget agreed at the executive?",
        "What did the police say at the board?", "Was funding discussed at the board meeting?",
    ],
)  # fmt: skip
def test_what_was_done_at_a_meeting_is_no_question_of_who_came(text: str) -> None:
    assert not clause(text).wants_attendance
