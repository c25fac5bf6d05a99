"""Dated things as a calendar file (iCalendar, RFC 5545) that a person's own calendar can take in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
LONGEST_LINE = 75
"""Octets of a line before it is folded."""
LASTS = timedelta(hours=2)
"""How long something lasts whose end nobody has said."""


@dataclass(frozen=True)
class Event:
    """One thing on one day."""

    uid: str
    """The same for every version of the thing, so that a calendar moves it and does not double it."""
    version: int
    day: date
    starts: str
    """The time in England, as 09:30; empty for the whole day."""
    title: str
    place: str
    notes: str
    cancelled: bool
    changed_at: datetime


def calendar_file(name: str, events: Iterable[Event]) -> bytes:
    """The calendar as its bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sightline//Programme//EN", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{_text(name)}")
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(event: Event) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{_moment(event.changed_at)}",
        f"SEQUENCE:{event.version - 1}",
        *_when(event),
        f"SUMMARY:{_text(event.title)}",
    ]
    if event.place:
        lines.append(f"LOCATION:{_text(event.place)}")
    if event.notes:
        lines.append(f"DESCRIPTION:{_text(event.notes)}")
    lines += [f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}", "END:VEVENT"]
    return lines


def _when(event: Event) -> list[str]:
    if not event.starts:
        after = event.day + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    hour, minute = map(int, event.starts.split(":"))
    start = datetime(event.day.year, event.day.month, event.day.day, hour, minute, tzinfo=LONDON)
    return [f"DTSTART:{_moment(start)}", f"DTEND:{_moment(start.astimezone(UTC) + LASTS)}"]


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """Words with the signs escaped that a calendar would take for its own; other control signs are left out."""
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    words = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return "".join(sign for sign in words if sign == "\t" or sign.isprintable())


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 octets, none of which breaks a letter in two."""
    pieces: list[bytes] = []
    piece = b""
    for sign in line:
        octets = sign.encode()
        if len(piece) + len(octets) > LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
