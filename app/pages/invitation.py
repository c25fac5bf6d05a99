"""The invitations into a review as they are listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.database import now
from app.models import Invitation
from app.pages.words import moment, word


@dataclass(frozen=True)
class InvitationRow:
    """One invitation: for whom, and where it stands."""

    id: str
    email: str
    role: str
    made: str
    state: str
    is_open: bool


def invitation_rows(invitations: Sequence[Invitation]) -> tuple[InvitationRow, ...]:
    """The invitations as the administrator sees them."""
    return tuple(_row(each) for each in invitations)


def _row(each: Invitation) -> InvitationRow:
    state = each.state(now())
    until = each.end.at if each.end else each.expires_at
    return InvitationRow(
        each.id,
        each.email,
        word(each.role, "role"),
        f"{moment(each.at)}, by {each.by.name}",
        f"{word(state, 'invitation_state')} {moment(until)}",
        state == "open",
    )
