"""The record of frameworks as people read it."""

from __future__ import annotations

from collections.abc import Sequence

from app.models import FrameworkEntry
from app.pages.trail import RecordLine
from app.pages.words import moment, word


def framework_lines(entries: Sequence[FrameworkEntry]) -> tuple[RecordLine, ...]:
    """Each entry in a sentence, the latest first."""
    named: dict[str, str] = {}
    lines = []
    for entry in entries:
        said = entry.payload
        if entry.kind == "framework_version":
            named[said["version"]] = f"version {said['number']} of {said['title']} ({said['framework']})"
            what = f"Kept {named[said['version']]}: {said['note']}"
        elif entry.kind == "framework_ruling":
            reason = f": {said['reason']}" if said["reason"] else ""
            what = f"{word(said['ruled'], 'framework_state')}: {named.get(said['version'], 'a version')}{reason}"
        else:
            done = "Discarded" if entry.kind == "framework_discarded" else "Took up again"
            what = f"{done} the working copy of {said['framework']}"
        who = entry.who.name if entry.who else "Sightline"
        lines.append(RecordLine(entry.sequence, moment(entry.at), who, what, entry.hash))
    return tuple(reversed(lines))
