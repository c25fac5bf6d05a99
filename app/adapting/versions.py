"""The versions of an adapted framework: kept for good, proposed by their author, published or returned by an administrator."""

from __future__ import annotations

from app.adapting.adapting import as_version, entry_of, must_be_in_use, next_number, own_draft, yaml_of
from app.adapting.known import keep_text
from app.database import db, now, writing
from app.errors import Mistaken, StaleTurn, UnknownValue
from app.models import FrameworkDraft, FrameworkRuling, FrameworkVersion, User
from app.record.frameworks import append_framework_entry, ruling_payload, version_payload
from rules.framework_file import read_framework
from rules.framework_mistakes import mistakes_in

LONGEST_NOTE = 2000


def keep_version(user: User, draft: FrameworkDraft, note: str, seen: int) -> FrameworkVersion:
    """Keeps the working copy as its next version, which never changes; Mistaken where something is wrong in it."""
    draft = own_draft(user, draft.id)
    if not note.strip() or len(note) > LONGEST_NOTE:
        raise UnknownValue("Say in a few words what this version changes; it is kept with it.")
    entry, number = as_version(draft, entry_of(draft)), next_number(draft)
    if wrong := mistakes_in(entry):
        raise Mistaken(wrong)
    text = yaml_of(entry)
    framework = read_framework(text, draft.framework_id)
    draft_id, user_id = draft.id, user.id
    with writing():
        found = db.session.get_one(FrameworkDraft, draft_id, populate_existing=True)
        must_be_in_use(found)
        if found.turn != seen or next_number(found) != number:
            raise StaleTurn("You, in another window,")
        keep_text(framework, text)
        made = FrameworkVersion(
            draft_id=draft_id,
            number=number,
            sha256=framework.sha256,
            title=framework.title,
            note=note.strip(),
            by_id=user_id,
            at=now(),
        )
        db.session.add(made)
        db.session.flush()
        append_framework_entry(user_id, "framework_version", version_payload(made, found.framework_id))
        # What is kept was seen as it stood: another version of the same words needs a change first.
        found.turn += 1
    return made


ALLOWED = {
    "kept": ("proposed",),
    "returned": ("proposed",),
    "withdrawn": ("published",),
    "proposed": ("published", "returned"),
    "published": ("withdrawn",),
}
"""What can follow each state of a version."""


def rule(user: User, version: FrameworkVersion, kind: str, reason: str = "") -> FrameworkRuling:
    """Proposes a version (its owner), or publishes, returns or withdraws it (an administrator)."""
    if kind not in ALLOWED[version.state]:
        raise UnknownValue("This version has been ruled on since you opened the page. Read what was said, then go on.")
    if kind in ("returned", "withdrawn") and not reason.strip():
        raise UnknownValue("Say why; its author reads it, and it is kept with the version.")
    version_id, user_id = version.id, user.id
    with writing():
        found = db.session.get_one(FrameworkVersion, version_id, populate_existing=True)
        if kind not in ALLOWED[found.state]:
            raise UnknownValue("This version has been ruled on since you opened the page.")
        if kind == "proposed":
            must_be_in_use(found.draft)
        made = FrameworkRuling(
            version_id=version_id,
            number=len(found.rulings) + 1,
            kind=kind,
            reason=reason.strip()[:LONGEST_NOTE],
            by_id=user_id,
            at=now(),
        )
        db.session.add(made)
        db.session.flush()
        append_framework_entry(user_id, "framework_ruling", ruling_payload(made))
    return made
