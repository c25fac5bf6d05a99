"""Who came to which meeting, as attendance tables and lists of those present say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from app.answering.agencies import agency_of_member
from app.answering.member_lists import listed
from corpus.dates import MONTHS, dates_in, months_in
from corpus.document import Block, Document, Passage, Segment
from corpus.yaml_text import load_yaml

State = Literal["came", "part", "deputy", "apologies", "absent"]
BORDER = " | "
MEETS = ("executive_minutes", "subgroup_minutes", "partnership_minutes", "case_review")
"""Kinds of paper whose lists say who was there."""
_WHO = re.compile(
    r"^(?:name|member|post|title|agency|organisation|organization|partner|who|representative|group|sector|service)s?\b",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"^(?:agency|organisation|organization|partner|sector|service|role|job)\b", re.IGNORECASE)
_THERE = re.compile(r"^(?:attend|present|status|attendance|in attendance|here)", re.IGNORECASE)
_DAY_MONTH = re.compile(
    r"^\s*(?:\w+day\s+)?(\d{1,2})?(?:st|nd|rd|th)?\s*([A-Za-z]{3,9})\.?\s*(?:(20\d\d)|['’]?(\d\d))?\s*$"
)
_NAME = re.compile(r"\b[A-Z][\w’'-]+")
LEAST_NAMES = 2
AHEAD = timedelta(days=31)


@dataclass(frozen=True)
class Attendance:
    """One member at one meeting: whether they came, and the line that says so."""

    body: str
    """Which meeting, by its paper's kind and title."""
    day: date | None
    when: str
    """The meeting's day as it is said; the paper's words where it is no date."""
    member: str
    words: str
    """The line, with the member's agency and role."""
    agency: str | None
    state: State
    noted: str
    """What the list says of it, in its own words."""
    line: Passage
    document: Document


def attendances_in(documents: Sequence[Document]) -> tuple[Attendance, ...]:
    """Everyone's attendance that the papers which stand list, paper by paper."""
    return tuple(
        one
        for document in documents
        if document.standing == "current" and document.profile.kind in MEETS
        for one in (*_from_tables(document), *_from_lists(document))
    )


def people_in(attendances: Sequence[Attendance]) -> Mapping[str, str]:
    """The agency of each name, and of the initials by which minutes call it."""
    found: dict[str, str] = {}
    for one in attendances:
        if one.agency:
            name = re.split(r"[,(]", one.member)[0]
            parts = [part for part in _NAME.findall(name) if part.lower() not in _words("titles")]
            if len(parts) >= LEAST_NAMES:
                found[" ".join(parts)] = one.agency
                initials = "".join(letter for part in parts for letter in re.findall(r"(?:^|-)([A-Z])", part))
                if initials.lower() not in _words("not_initials"):
                    found[initials] = one.agency
    return found


def state_of(cell: str) -> State | None:
    """What a cell or a note says of someone's coming; None where it says nothing of it."""
    said = " ".join(cell.split()).lower()
    for state, pattern in _states().items():
        if pattern.match(said):
            return state
    return None


def _from_tables(document: Document) -> Iterator[Attendance]:
    for number, segment in enumerate(document.reading.segments):
        for block in segment.blocks:
            if block.style == "row" and block.columns:
                yield from _row(document, number, segment, block)


def _row(document: Document, number: int, segment: Segment, block: Block) -> Iterator[Attendance]:
    text = segment.text[block.start : block.end]
    cells = cells_of(text, block.columns)
    who = [name for name in cells if _WHO.match(name)]
    if not who:
        return
    member = next(
        (cells[name] for name in who if re.match(r"name|member|who|rep|post|title", name, re.IGNORECASE)), cells[who[0]]
    )
    words = BORDER.join(cells[name] for name in cells if _WHO.match(name) or _AGENCY.match(name))
    line = line_of(document, number, segment, block)
    for name, cell in cells.items():
        day = _day_of(name, document.profile.date)
        state = state_of(cell) if day or _THERE.match(name) else None
        if state is not None:
            day = day or document.profile.date
            agency = agency_of_member(words)
            yield Attendance(_body(document), day, _said(day, name), member, words, agency, state, cell, line, document)


def _from_lists(document: Document) -> Iterator[Attendance]:
    day = document.profile.date
    for number, start, end, state, words in listed(document.reading):
        segment = document.reading.segments[number]
        line = _line(document, number, segment, start, end, ())
        member = re.split(r"[,(–-]\s|\(", words)[0].strip()
        yield Attendance(
            _body(document),
            day,
            _said(day, ""),
            member,
            words,
            agency_of_member(words),
            _refined(state, words),
            words,
            line,
            document,
        )


def _refined(state: State, words: str) -> State:
    if state == "came" and re.search(
        r"\b(?:for|deputising|deputy for|on behalf of|representing) +(?:the +)?[A-Z]", words
    ):
        return "deputy"
    return (
        "part"
        if state == "came" and re.search(r"\b(?:part|until|from|to|items?) (?:item|meeting|\d)", words)
        else state
    )


def cells_of(text: str, columns: Sequence[str]) -> dict[str, str]:
    """What a row holds under each of its columns; columns without words are left out."""
    found = {}
    for piece in text.split(BORDER):
        name = next((one for one in columns if one and piece.startswith(f"{one}: ")), None)
        if name:
            found[name] = piece[len(name) + 2 :].strip()
    return found


def line_of(document: Document, number: int, segment: Segment, block: Block) -> Passage:
    """A row as a passage of its own."""
    return _line(document, number, segment, block.start, block.end, block.headings)


def _line(
    document: Document, number: int, segment: Segment, start: int, end: int, headings: tuple[str, ...]
) -> Passage:
    return Passage(document.id, number, start, end, segment.text[start:end], segment.where, "row", headings)


def _body(document: Document) -> str:
    return "Executive" if document.profile.kind == "executive_minutes" else document.profile.title


def _day_of(column: str, written: date | None) -> date | None:
    """The day that a column is headed with; without a year it is the last before the paper was written."""
    for reads in (dates_in, months_in):
        for _, day, _ in reads(column):
            return day
    match = _DAY_MONTH.match(column)
    if not match or match[2][:3].lower() not in MONTHS or written is None:
        return None
    try:
        day = date(written.year, MONTHS.index(match[2][:3].lower()) + 1, int(match[1] or 1))
        return day if day <= written + AHEAD else day.replace(year=day.year - 1)
    except ValueError:
        return None


def _said(day: date | None, column: str) -> str:
    return f"{day.day} {day:%B %Y}" if day else column


@cache
def _states() -> Mapping[State, re.Pattern[str]]:
    rows = load_yaml((Path(__file__).parent / "attendance.yaml").read_text("utf-8"))
    return {state: re.compile(pattern, re.IGNORECASE) for state, pattern in rows["states"].items()}


@cache
def _words(which: str) -> frozenset[str]:
    rows = load_yaml((Path(__file__).parent / "attendance.yaml").read_text("utf-8"))
    return frozenset(rows[which])
