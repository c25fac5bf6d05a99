"""The record as a file that anyone can check by themselves, each seeing the words that their role may see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Any

from app.models import Entry
from app.policy import ACTIONS
from app.record.chain import canonical

WORDS_OF: dict[str, str] = {
    **dict.fromkeys(("review_created", "pack_opened", "pack_closed"), "see_review"),
    **dict.fromkeys(("assigned", "unassigned", "invited", "invitation_accepted", "invitation_revoked"), "see_people"),
    **dict.fromkeys(("upload", "read", "correction", "replaced", "replacement_taken_back"), "see_papers"),
    **dict.fromkeys(("name_warning", "name_answer"), "see_papers"),
    **dict.fromkeys(("decision", "report_issued", "report_withdrawn"), "read_report"),
    **dict.fromkeys(("action_update", "action_task", "action_carried"), "see_actions"),
    **dict.fromkeys(("request_sent", "request_answered"), "see_requests"),
    **dict.fromkeys(("challenge_raised", "challenge_answered"), "see_challenges"),
    **dict.fromkeys(("context_given", "context_proposed"), "see_context"),
    **dict.fromkeys(("assessment", "other_framework", "other_assessment", "asked"), "see_proposals"),
    **dict.fromkeys(("asked_printed", "asked_not_printed"), "see_proposals"),
    **dict.fromkeys(("evidence_moved", "evidence_put_back", "blind_on", "blind_off"), "see_proposals"),
    # What an activity gave as evidence is the scrutineer's side, though its title stands in the programme.
    **dict.fromkeys(("activity_planned", "activity_changed"), "see_proposals"),
    **dict.fromkeys(("second_rating", "looked", "looked_at_all"), "second_rating"),
    **dict.fromkeys(("field_note", "field_note_corrected", "field_note_taken_out"), "see_field_notes"),
    **dict.fromkeys(("model_allowed", "model_not_allowed", "model_draft"), "see_drafts"),
    **dict.fromkeys(("self_note", "put_off"), "decide"),
    "read_with_reason": "read_trail",
    "self_assessment": "see_review",
    "self_task": "see_self_actions",
    "self_assessment_draft": "self_assess",
    "days_agreed": "see_programme",
    "template_chosen": "edit_template",
    "comment": "comment",
}
"""The action by which one reads elsewhere what each kind of entry says; of a kind not named here nobody reads the words.

A withheld entry keeps its place and its fingerprint, so that the chain can be followed through it.
"""


def shows_words(kind: str, role: str | None) -> bool:
    """Whether someone in this role, who may read the record, may read what this kind of entry says."""
    action = WORDS_OF.get(kind)
    return action is not None and role in ACTIONS[action].roles


def record_lines(entries: Sequence[Entry], role: str | None) -> Iterator[str]:
    """The record, one line of JSON an entry, as someone in this role may have it."""
    for entry in entries:
        yield canonical(_whole(entry) if shows_words(entry.kind, role) else _withheld(entry)) + "\n"


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
