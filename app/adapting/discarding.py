"""A working copy put away: gone for good where nothing was kept of it, and out of the way where versions were."""

from __future__ import annotations

from app.adapting.adapting import own_draft
from app.database import db, now, writing
from app.errors import UnknownValue
from app.models import FrameworkDraft, User
from app.record.frameworks import append_framework_entry


def discard(user: User, draft: FrameworkDraft) -> bool:
    """Puts a working copy away; True where nothing was kept of it, so that it is gone.

    Versions, and what was ruled on them, stay: reviews may have begun with them.
    """
    draft_id, user_id = own_draft(user, draft.id).id, user.id
    with writing():
        found = db.session.get_one(FrameworkDraft, draft_id, populate_existing=True)
        if found.discarded_at is not None:
            raise UnknownValue("This working copy was discarded already.")
        if waiting := next((one for one in found.versions if one.state == "proposed"), None):
            raise UnknownValue(f"Version {waiting.number} is proposed. Discard the copy once it is ruled on.")
        append_framework_entry(user_id, "framework_discarded", {"draft": found.id, "framework": found.framework_id})
        gone = not found.versions
        if gone:
            db.session.delete(found)
        else:
            found.discarded_at = now()
            found.turn += 1
    return gone


def resume(user: User, draft: FrameworkDraft) -> FrameworkDraft:
    """Takes a discarded working copy up again."""
    draft_id, user_id = own_draft(user, draft.id).id, user.id
    with writing():
        found = db.session.get_one(FrameworkDraft, draft_id, populate_existing=True)
        if found.discarded_at is None:
            raise UnknownValue("This working copy is in use already.")
        append_framework_entry(user_id, "framework_resumed", {"draft": found.id, "framework": found.framework_id})
        found.discarded_at = None
        found.turn += 1
    return found
