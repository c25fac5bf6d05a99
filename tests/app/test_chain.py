"""The chain finds any entry changed, removed, added or moved, given the head printed in a report."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from app.record.chain import FIRST, canonical, hash_of, verify_chain


@dataclass(frozen=True)
class Line:
    """An entry as it stands in an export, outside any database."""

    sequence: int
    kind: str
    payload_text: str
    previous: str
    who_id: str | None
    at: datetime
    review_id: str = "r" * 24
    hash: str = ""


def chained(lines: list[Line]) -> list[Line]:
    """The lines with the hashes that an honest service would have given them."""
    previous, made = FIRST, []
    for line in lines:
        linked = replace(line, previous=previous)
        made.append(replace(linked, hash=hash_of(linked)))
        previous = made[-1].hash
    return made


def record(length: int = 12) -> list[Line]:
    start = datetime(2025, 5, 1, 9, 0, tzinfo=UTC)
    return chained(
        [
            Line(
                number,
                "decision",
                canonical({"question": f"1.{number}", "rating": "amber"}),
                "",
                "ada",
                start + timedelta(minutes=number),
            )
            for number in range(1, length + 1)
        ]
    )


def forged(line: Line) -> Line:
    return replace(line, payload_text=line.payload_text.replace("amber", "green"))


def later(line: Line) -> Line:
    return replace(line, at=line.at + timedelta(microseconds=1))


def swapped(lines: list[Line], at: int) -> list[Line]:
    return [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]


Tampering = Callable[[list[Line], int], list[Line]]

TAMPERINGS: dict[str, Tampering] = {
    "a rating changed": lambda lines, at: [*lines[:at], forged(lines[at]), *lines[at + 1 :]],
    "a person changed": lambda lines, at: [*lines[:at], replace(lines[at], who_id="eve"), *lines[at + 1 :]],
    "a time changed": lambda lines, at: [*lines[:at], later(lines[at]), *lines[at + 1 :]],
    "a kind changed": lambda lines, at: [*lines[:at], replace(lines[at], kind="upload"), *lines[at + 1 :]],
    "an entry removed": lambda lines, at: [*lines[:at], *lines[at + 1 :]],
    "an entry repeated": lambda lines, at: [*lines[: at + 1], *lines[at:]],
    "two entries changed places": lambda lines, at: swapped(lines, min(at, len(lines) - 2)),
    "the tail cut off": lambda lines, at: lines[:at],
    "the rest rewritten": lambda lines, at: chained([*lines[:at], forged(lines[at]), *lines[at + 1 :]]),
    "one removed and the rest rewritten": lambda lines, at: chained(
        [replace(line, sequence=number) for number, line in enumerate([*lines[:at], *lines[at + 1 :]], 1)]
    ),
    "spaces put into the words": lambda lines, at: [
        *lines[:at], replace(lines[at], payload_text=json.dumps(json.loads(lines[at].payload_text))), *lines[at + 1 :]
    ],
    "moved to another review": lambda lines, at: [replace(line, review_id="s" * 24) for line in lines],
    "words that are no JSON": lambda lines, at: [*lines[:at], replace(lines[at], payload_text="{"), *lines[at + 1 :]],
}  # fmt: skip


def test_a_record_as_it_was_written_is_whole() -> None:
    lines = record()
    assert verify_chain(lines).ok
    assert verify_chain(lines, lines[-1].hash).ok


def test_a_record_that_went_on_after_the_report_still_contains_its_head() -> None:
    lines = record()
    assert verify_chain(lines, lines[4].hash).ok


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found_at_every_place(name: str) -> None:
    lines = record()
    head = lines[-1].hash
    for at in range(len(lines)):
        verdict = verify_chain(TAMPERINGS[name](list(lines), at), head)
        assert not verdict.ok, f"{name} at {at + 1}"
        assert verdict.sentence


def test_a_thousand_tamperings_by_chance_are_all_found() -> None:
    chance = random.Random(2025)
    lines = record(40)
    found = 0
    for _ in range(1000):
        tampered = list(lines)
        for _ in range(chance.randint(1, 3)):
            tampered = TAMPERINGS[chance.choice(list(TAMPERINGS)[:8])](
                tampered, chance.randrange(max(1, len(tampered) - 1))
            )
            if len(tampered) < 2:
                break
        found += tampered == lines or not verify_chain(tampered, lines[-1].hash).ok
    assert found == 1000


def test_the_verdict_names_the_first_entry_that_is_wrong() -> None:
    lines = record()
    verdict = verify_chain([*lines[:6], forged(lines[6]), *lines[7:]])
    assert verdict.broken_at == 7
    assert "Entry 7" in verdict.sentence


def test_an_empty_record_is_whole_only_where_nothing_was_promised() -> None:
    assert verify_chain([]).ok
    assert verify_chain([], FIRST).ok
    assert not verify_chain([], "a" * 64).ok
