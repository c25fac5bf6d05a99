"""The record as a file that anyone can check by themselves, each seeing the words that their role may see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Any

from app.models import Entry
from app.record.chain import canonical

SHOWN_TO_PARTNERSHIP = frozenset(
    {
        *("review_created", "assigned", "unassigned", "invited", "invitation_accepted", "invitation_revoked"),
        *("upload", "read", "correction", "replaced", "replacement_taken_back", "name_warning", "name_answer"),
        *("pack_opened", "pack_closed", "read_with_reason"),
        *("decision", "action_update", "action_task", "action_carried", "report_issued", "report_withdrawn"),
        *("request_sent", "request_answered", "challenge_raised", "challenge_answered"),
        *("self_assessment_draft", "self_assessment", "context_given"),
    }
)
"""Kinds of entry whose words a partnership may read once a report is issued; what is not named here is withheld.

A withheld entry keeps its place and its fingerprint, so that the chain can be followed through it.
"""


def record_lines(entries: Sequence[Entry], role: str | None) -> Iterator[str]:
    """The record, one line of JSON an entry, as someone in this role may have it."""
    for entry in entries:
        shown = role in ("scrutineer", "reviewer") or (role == "partnership" and entry.kind in SHOWN_TO_PARTNERSHIP)
        yield canonical(_whole(entry) if shown else _withheld(entry)) + "\n"


def _whole(entry: Entry) -> dict[str, Any]:
    return {
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "hash": entry.hash,
        "kind": entry.kind,
        "payload": entry.payload,
        "previous": entry.previous,
        "review": entry.review_id,
        "sequence": entry.sequence,
        "who": entry.who_id,
    }


def _withheld(entry: Entry) -> dict[str, Any]:
    return {"hash": entry.hash, "previous": entry.previous, "sequence": entry.sequence, "withheld": True}
