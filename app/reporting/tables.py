"""A report as a workbook: ratings, evidence, actions, papers and the head of its record, each on a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.tracking.workbook import Column, Sheet, Value, workbook_of

Contents = Mapping[str, Any]

RATINGS = (
    Column("Question", 10),
    Column("What it asks", 60),
    Column("Rating", 12),
    Column("Why Red", 24),
    Column("Papers suggested", 14),
    Column("Reason", 50),
    Column("Decided by", 30),
)
EVIDENCE = (
    Column("Question", 10),
    Column("Part", 40),
    Column("Words", 70),
    Column("What they say", 20),
    Column("Paper and place", 40),
    Column("Date and whose", 28),
    Column("File (SHA-256)", 24),
)
ACTIONS = (
    Column("Question", 10),
    Column("What is to be done", 60),
    Column("Who", 30),
    Column("Due", 20),
    Column("Status", 18),
    Column("From which earlier review", 30),
)
PAPERS = (
    Column("Paper", 40),
    Column("File", 40),
    Column("Kind", 26),
    Column("Date", 20),
    Column("Whose", 22),
    Column("Was it read", 20),
    Column("File (SHA-256)", 24),
)


def tables_workbook(contents: Contents) -> bytes:
    """The workbook of a report; every cell is a text."""
    questions = [question for step in contents["steps"] for question in step["questions"]]
    sheets = (
        Sheet("Ratings", RATINGS, [_rating(each) for each in questions]),
        Sheet("Evidence", EVIDENCE, [_evidence(each) for each in contents["evidence_by_part"]]),
        Sheet("Actions", ACTIONS, [*_actions(contents["actions"]), *_actions(contents["carried_actions"])]),
        Sheet(
            "Papers",
            PAPERS,
            _listed(contents["papers"], ("title", "file", "kind", "date", "agency", "outcome", "sha256")),
        ),
        Sheet("Record", (Column("What", 34), Column("Is", 90)), _record(contents)),
    )
    return workbook_of(sheets, f"{contents['area']}: {contents['title']}")


def _rating(question: Contents) -> list[Value]:
    names = ("id", "text", "rating", "red_reason", "proposed", "reason", "who")
    return [str(question[name]) for name in names]


def _evidence(row: Contents) -> list[Value]:
    return [str(row[name]) for name in ("question", "part", "words", "stance", "source", "about", "sha256")]


def _actions(actions: Sequence[Contents]) -> list[list[Value]]:
    names = ("question", "text", "owner", "due", "status")
    return [[*row, each.get("source", "")] for row, each in zip(_listed(actions, names), actions, strict=True)]


def _listed(rows: Sequence[Contents], names: Sequence[str]) -> list[list[Value]]:
    return [[str(row[name]) for name in names] for row in rows]


def _record(contents: Contents) -> list[list[Value]]:
    said = (
        ("Partnership or area", contents["area"]),
        ("Review", contents["title"]),
        ("Period under review", contents["period"]),
        ("Framework", contents["framework"]),
        ("Statutory guidance", contents["guidance"]),
        ("Made by", contents["made_by"]),
        ("Made at", contents["made_at"]),
        ("State", contents["draft"] or "Issued"),
        ("Ratings", contents["tally"]),
        ("Questions without a decision", contents["undecided_said"]),
        ("Decisions on an older pack", contents["older_said"]),
        ("Reference", contents["reference"]),
        ("Last line of the record (SHA-256)", contents["head"]),
    )
    return [[name, value] for name, value in said if value]
