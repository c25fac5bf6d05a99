"""The chain of a review's record: how an entry is hashed, and how anyone can check that none was changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

FIRST = "0" * 64
"""What stands before the first entry."""


class Linked(Protocol):
    """Anything with the seven things that an entry's hash covers, and that hash."""

    review_id: Any
    sequence: Any
    kind: Any
    payload_text: Any
    previous: Any
    who_id: Any
    at: Any
    hash: Any


@dataclass(frozen=True)
class Verdict:
    """Whether a record is whole, in a sentence, and the first entry where it is not."""

    ok: bool
    sentence: str
    broken_at: int | None = None


def canonical(value: Any) -> str:
    """JSON with its keys in order and no spaces, so that the same content is the same bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def hash_of(entry: Linked) -> str:
    """The SHA-256 of all that an entry says and of the hash before it."""
    at: datetime = entry.at
    said = {
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "kind": entry.kind,
        "payload": json.loads(entry.payload_text),
        "previous": entry.previous,
        "review": entry.review_id,
        "sequence": entry.sequence,
        "who": entry.who_id,
    }
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def verify_chain(entries: Iterable[Linked], head: str | None = None) -> Verdict:
    """Whether the entries are whole, in order and unchanged, and contain `head` (the one printed in a report)."""
    previous, count, seen = FIRST, 0, False
    for count, entry in enumerate(entries, start=1):
        fault = _fault(entry, count, previous)
        if fault:
            return Verdict(False, f"Entry {count}: {fault}", count)
        previous = entry.hash
        seen = seen or previous == head
    if head is not None and not seen and not (head == FIRST and count == 0):
        return Verdict(False, "The record does not contain the head given: entries were removed or rewritten.", count)
    return Verdict(True, f"All {count} entries are as they were written." if count else "The record is empty.")


def _fault(entry: Linked, place: int, previous: str) -> str | None:
    if entry.sequence != place:
        return "an entry is missing, repeated or out of order here."
    if entry.previous != previous:
        return "it does not follow from the entry before it."
    try:
        written = canonical(json.loads(entry.payload_text))
        found = hash_of(entry)
    except (ValueError, TypeError, AttributeError):
        return "it cannot be read."
    if written != entry.payload_text or found != entry.hash:
        return "it was changed after it was written."
    return None
