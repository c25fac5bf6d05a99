"""A partnership that holds a report can find by itself, without Sightline, whatever was done to the record since."""

from __future__ import annotations

import ast
import hashlib
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cast import Person

from app.models import Assessment, Review
from app.record.decisions import NewAction, decide
from app.record.trail import entries_of, head_of, write_entry
from app.reporting.reports import issue_report
from app.standalone import verify_record
from app.standalone.verify_record import FIRST, Broken, check, fingerprint
from app.views.trail import VERIFIER
from tests.soak import sized

Lines = list[str]


@pytest.fixture
def record(review: Review, assessment: Assessment, cast: dict[str, Person]) -> tuple[Lines, str]:
    """A record of some length as the scrutineer downloads it, and the last head printed in a report."""
    from app.record.exporting import record_lines

    ada = cast["scrutineer"].user
    last = None
    for number in range(12):
        said: dict[str, Any] = {"question": "1.1", "red_reason": None, "reason": f"Seen – “{number}” ☑"}
        decision = decide(review, ada, rating="green", action=NewAction("Ask.", "Chair"), supersedes=last, **said)
        last = decision.id
        write_entry(review, None, "read_with_reason", {"reason": f"A call for help {number}."})
    issue_report(review, ada, b"PK one", assessment, [decision], head_of(review))
    entries = entries_of(review)
    return [line.rstrip("\n") for line in record_lines(entries, "scrutineer")], entries[-1].hash


def rewritten(lines: Lines, chance: random.Random) -> Lines:
    """One entry changed, and every later one written anew so that the chain holds again."""
    at = chance.randrange(len(lines))
    entries = [json.loads(line) for line in lines]
    entries[at]["at"] = "2020-01-01T00:00:00.000000+00:00"
    return rechained(entries)


def rechained(entries: list[dict[str, Any]]) -> Lines:
    previous = FIRST
    for number, entry in enumerate(entries, start=1):
        entry["sequence"], entry["previous"] = number, previous
        entry["hash"] = previous = fingerprint(entry)
    return [json.dumps(entry, ensure_ascii=False) for entry in entries]


def edited(lines: Lines, chance: random.Random) -> Lines:
    at = chance.randrange(len(lines))
    line = lines[at]
    while (changed := _one_letter_changed(line, chance)) == line or _says_the_same(changed, line):
        pass
    return [*lines[:at], changed, *lines[at + 1 :]]


def _one_letter_changed(line: str, chance: random.Random) -> str:
    place = chance.randrange(len(line))
    return line[:place] + chance.choice('abcdef0123456789 "{}é') + line[place + 1 :]


def _says_the_same(one: str, other: str) -> bool:
    try:
        return bool(json.loads(one) == json.loads(other))
    except ValueError:
        return False


def removed(lines: Lines, chance: random.Random) -> Lines:
    at = chance.randrange(len(lines))
    return lines[:at] + lines[at + 1 :]


def added(lines: Lines, chance: random.Random) -> Lines:
    at = chance.randrange(len(lines) + 1)
    return [*lines[:at], chance.choice(lines), *lines[at:]]


def moved(lines: Lines, chance: random.Random) -> Lines:
    one, other = chance.sample(range(len(lines)), 2)
    out = list(lines)
    out[one], out[other] = out[other], out[one]
    return out


def cut_off(lines: Lines, chance: random.Random) -> Lines:
    return lines[: chance.randrange(len(lines))]


def removed_and_rewritten(lines: Lines, chance: random.Random) -> Lines:
    entries = [json.loads(line) for line in lines]
    entries.pop(chance.randrange(len(entries)))
    return rechained(entries)


def moved_and_rewritten(lines: Lines, chance: random.Random) -> Lines:
    entries = [json.loads(line) for line in lines]
    at = chance.randrange(len(entries) - 1)
    entries[at], entries[at + 1] = entries[at + 1], entries[at]
    return rechained(entries)


def added_and_rewritten(lines: Lines, chance: random.Random) -> Lines:
    entries = [json.loads(line) for line in lines]
    entries.insert(chance.randrange(len(entries)), dict(chance.choice(entries)))
    return rechained(entries)


def withheld_with_another_hash(lines: Lines, chance: random.Random) -> Lines:
    at = chance.randrange(len(lines))
    entry = json.loads(lines[at])
    forged = {
        "hash": hashlib.sha256(b"x").hexdigest(),
        "previous": entry["previous"],
        "sequence": at + 1,
        "withheld": True,
    }
    return [*lines[:at], json.dumps(forged), *lines[at + 1 :]]


def said_twice(lines: Lines, chance: random.Random) -> Lines:
    """An entry that says one thing to a reader who takes the first of two words, and another to one who takes the last."""
    at = chance.randrange(len(lines))
    return [*lines[:at], '{"kind":"decision",' + lines[at][1:], *lines[at + 1 :]]


TAMPERINGS: tuple[Callable[[Lines, random.Random], Lines], ...] = (
    edited, removed, added, moved, cut_off, rewritten, removed_and_rewritten, moved_and_rewritten, added_and_rewritten,
    withheld_with_another_hash, said_twice,
)  # fmt: skip


def test_every_tampering_is_found_given_the_last_issued_head(record: tuple[Lines, str]) -> None:
    lines, head = record
    chance = random.Random(1906)
    for number in range(sized(220, 1100)):
        tampering = TAMPERINGS[number % len(TAMPERINGS)]
        tampered = tampering(lines, chance)
        if tampered == lines:
            continue
        with pytest.raises(Broken):
            check(tampered, [head])


def test_an_untouched_record_raises_no_alarm_however_it_grew_since(
    record: tuple[Lines, str], review: Review, cast: dict[str, Person]
) -> None:
    from app.record.exporting import record_lines

    lines, head = record
    assert check(lines, [head])["bound"] == len(lines)
    for number in range(sized(20, 200)):
        write_entry(review, None, "read_with_reason", {"reason": "A later call ü."})
        grown = [line.rstrip("\n") for line in record_lines(entries_of(review), "scrutineer")]
        assert check(grown, [head]) == {"entries": len(lines) + number + 1, "withheld": [], "bound": len(lines)}


def test_the_partnership_checks_its_own_copy_by_itself(
    record: tuple[Lines, str], review: Review, business_manager: Person, tmp_path: Path
) -> None:
    head = record[1]
    answer = business_manager.get(f"/reviews/{review.id}/trail/record.jsonl")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    (tmp_path / "record.jsonl").write_bytes(answer.data)
    (tmp_path / "verify.py").write_bytes(business_manager.get(f"/reviews/{review.id}/trail/verify_record.py").data)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        # -I: nothing of Sightline can be imported.
        return subprocess.run(
            [sys.executable, "-I", "verify.py", *arguments], cwd=tmp_path, capture_output=True, text=True
        )

    whole = run("record.jsonl", head)
    assert whole.returncode == 0, whole.stdout
    assert "The record is whole" in whole.stdout
    assert run("record.jsonl", "f" * 64).returncode == 1
    assert run("record.jsonl").returncode == 2
    (tmp_path / "record.jsonl").write_bytes(answer.data.replace(b"Seen", b"Fled", 1))
    assert "NOT AS IT WAS WRITTEN" in run("record.jsonl", head).stdout


def test_what_a_partnership_may_not_read_is_withheld_and_still_in_its_place(
    record: tuple[Lines, str], review: Review, cast: dict[str, Person]
) -> None:
    write_entry(review, cast["reviewer"].user, "comment", {"text": "I doubt this."})
    theirs = cast["business_manager"].sign_in().get(f"/reviews/{review.id}/trail/record.jsonl").text
    assert "I doubt this." not in theirs
    found = check(theirs.splitlines(), [record[1]])
    assert len(entries_of(review)) in found["withheld"]
    assert "I doubt this." in cast["scrutineer"].sign_in().get(f"/reviews/{review.id}/trail/record.jsonl").text


def test_before_a_report_is_issued_a_partnership_has_no_record(review: Review, business_manager: Person) -> None:
    assert business_manager.get(f"/reviews/{review.id}/trail/record.jsonl").status_code == 403


def test_the_program_is_short_and_uses_nothing_but_python() -> None:
    source = VERIFIER.read_text()
    imported = {
        name.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import) for name in node.names
    }
    assert imported <= {"hashlib", "json", "sys"}
    assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)]
    assert len(source.splitlines()) <= 130
    assert Path(verify_record.__file__) == VERIFIER
