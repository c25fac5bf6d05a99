"""Invitations by link: made for one address and one place, good for seven days and once; of the link only a hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import exists, select

from app.database import db, now, writing
from app.errors import LinkUnusable, UnknownValue
from app.models import Invitation, InvitationEnd, Membership, Review, User
from app.models.user import ROLES, RoleName
from app.people.accounts import datastore, make_person_with
from app.record.entries_of_partnership import invitation_end_payload, invitation_payload
from app.record.trail import append_entry

GOOD_FOR = timedelta(days=7)
TOKEN_BYTES = 32


@dataclass(frozen=True)
class Invited:
    """An invitation that was just made, with the secret of its link, which is known only now."""

    invitation: Invitation
    token: str


def invite(by: User, review: Review, *, email: str, role: RoleName) -> Invited:
    """A link for this address; an address that has an account is given a place instead."""
    if role not in ROLES or role == "administrator":
        raise UnknownValue("A person in a review is its partnership, a reviewer or its scrutineer.")
    if datastore.find_user(email=email, case_insensitive=True) is not None:
        raise UnknownValue(f"There is already an account for {email}. Give that person a place instead.")
    token, by_id, moment = secrets.token_urlsafe(TOKEN_BYTES), by.id, now()
    with writing(review):
        made = Invitation(
            review_id=review.id,
            token_sha256=_hash(token),
            email=email.strip(),
            role=role,
            expires_at=moment + GOOD_FOR,
            by_id=by_id,
            at=moment,
        )
        db.session.add(made)
        db.session.flush()
        append_entry(review.id, by_id, "invited", invitation_payload(made))
    return Invited(made, token)


def invitations_of(review: Review) -> list[Invitation]:
    """Every invitation into a review, the latest first."""
    found = select(Invitation).where(Invitation.review_id == review.id)
    return list(db.session.scalars(found.order_by(Invitation.at.desc(), Invitation.id)))


def revoke(by: User, review: Review, invitation: Invitation) -> None:
    """Takes a link back, if it has not been used; one that has ended already stays as it is."""
    invitation_id, by_id = invitation.id, by.id
    with writing(review):
        taken = db.session.get_one(Invitation, invitation_id, populate_existing=True)
        if taken.end is None:
            _end(taken, by_id, "revoked")


def invitation_behind(token: str) -> Invitation:
    """The invitation that a link opens; LinkUnusable for every link that opens none, whatever the reason."""
    ended = exists().where(InvitationEnd.invitation_id == Invitation.id)
    # One question for every link, so that one that never was takes as long as one that has ended.
    good = select(Invitation).where(Invitation.token_sha256 == _hash(token), Invitation.expires_at > now(), ~ended)
    found = db.session.scalar(good)
    if found is None:
        raise LinkUnusable
    return found


def accept(token: str, *, name: str, password: str) -> tuple[User, Review]:
    """Makes the invited person's account with their own password, and gives them their place; a link works once."""
    review = db.session.get_one(Review, invitation_behind(token).review_id)
    with writing(review):
        invitation = invitation_behind(token)
        user = make_person_with(name.strip(), invitation.email, invitation.role, password)  # type: ignore[arg-type]
        db.session.add(Membership(user_id=user.id, review_id=review.id, role=invitation.role))
        _end(invitation, user.id, "accepted")
        # Whoever made the link gave the place; the person only took it.
        given = {"person": user.id, "role": invitation.role, "invitation": invitation.id}
        append_entry(review.id, invitation.by_id, "assigned", given)
    return user, review


def _end(invitation: Invitation, by_id: str, kind: str) -> None:
    end = InvitationEnd(review_id=invitation.review_id, invitation_id=invitation.id, kind=kind, by_id=by_id, at=now())
    db.session.add(end)
    db.session.flush()
    said = invitation_end_payload(end) | {"email": invitation.email}
    append_entry(invitation.review_id, by_id, f"invitation_{kind}", said)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
