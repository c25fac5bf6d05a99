"""The record of frameworks: every version kept, ruling given and working copy put away is an entry in one chain."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from app.database import db
from app.models import FrameworkDraft, FrameworkEntry, FrameworkRuling, FrameworkText, FrameworkVersion
from app.record.chain import Verdict, verify_chain
from app.record.differing import Difference, Line, by_id, changed, missing
from app.record.entries import Said, moment_said
from app.record.trail import linked

MOST_SAID = 20


def version_payload(version: FrameworkVersion, framework_id: str) -> Said:
    """A kept version, as the chain records it."""
    return {
        "version": version.id,
        "framework": framework_id,
        "number": version.number,
        "sha256": version.sha256,
        "title": version.title,
        "note": version.note,
        "at": moment_said(version.at),
    }


def ruling_payload(ruling: FrameworkRuling) -> Said:
    """A version proposed, published, returned or withdrawn, as the chain records it."""
    return {
        "ruling": ruling.id,
        "version": ruling.version_id,
        "number": ruling.number,
        "ruled": ruling.kind,
        "reason": ruling.reason,
        "at": moment_said(ruling.at),
    }


def append_framework_entry(user_id: str, kind: str, payload: Mapping[str, Any]) -> FrameworkEntry:
    """One more entry, inside the transaction that does the thing it records."""
    last = db.session.scalar(select(FrameworkEntry).order_by(FrameworkEntry.sequence.desc()).limit(1))
    return linked(FrameworkEntry(kind=kind, who_id=user_id), last, payload)


def framework_entries() -> list[FrameworkEntry]:
    """The whole record of frameworks, oldest first."""
    return list(db.session.scalars(select(FrameworkEntry).order_by(FrameworkEntry.sequence)))


def verify_frameworks(head: str | None = None) -> Verdict:
    """Whether the chain is whole, and every version, ruling and kept text is what was recorded."""
    entries = framework_entries()
    verdict = verify_chain(entries, head)
    if not verdict.ok:
        return verdict
    found = list(_differing(tuple(Line(one.sequence, one.kind, one.who_id, one.payload) for one in entries)))
    if not found:
        return verdict
    said = [one.sentence for one in found[:MOST_SAID]]
    return Verdict(False, " ".join(said), next((one.entry for one in found if one.entry is not None), None))


def _differing(lines: tuple[Line, ...]) -> Iterator[Difference]:
    versions = {one.id: one for one in db.session.scalars(select(FrameworkVersion)).unique()}
    recorded = by_id(lines, "framework_version", "version")
    names = {key: f"{one.number} of {one.draft.framework_id}" for key, one in versions.items()}
    yield from missing("Version", recorded, names)
    for key in versions.keys() & recorded.keys():
        one = versions[key]
        yield from changed(
            f"Version {names[key]}", recorded[key], version_payload(one, one.draft.framework_id), one.by_id
        )
    rulings = {one.id: one for one in db.session.scalars(select(FrameworkRuling)).unique()}
    ruled = by_id(lines, "framework_ruling", "ruling")
    yield from missing("A ruling", ruled, {key: f"on version {names[one.version_id]}" for key, one in rulings.items()})
    for key in rulings.keys() & ruled.keys():
        one_ruling = rulings[key]
        whose = f"The ruling on version {names[one_ruling.version_id]}"
        yield from changed(whose, ruled[key], ruling_payload(one_ruling), one_ruling.by_id)
    yield from _put_away_differing(lines)
    for kept in db.session.scalars(select(FrameworkText)):
        if hashlib.sha256(kept.text.encode("utf-8")).hexdigest() != kept.sha256:
            yield Difference(f"The kept text of {kept.framework_id} ({kept.sha256[:12]}) was changed afterwards.")


def _put_away_differing(lines: tuple[Line, ...]) -> Iterator[Difference]:
    last = {
        str(line.said["draft"]): line for line in lines if line.kind in ("framework_discarded", "framework_resumed")
    }
    for draft in db.session.scalars(select(FrameworkDraft)).unique():
        line = last.get(draft.id)
        away = line is not None and line.kind == "framework_discarded"
        if away != (draft.discarded_at is not None):
            yield Difference(
                f"The working copy of {draft.framework_id}: whether it was put away is not as recorded.",
                line.sequence if line else None,
            )
