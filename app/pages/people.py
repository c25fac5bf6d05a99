"""Who has an account, and who has a place in a review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.models import Membership, Review, User
from app.pages.words import day, terms, word


@dataclass(frozen=True)
class PersonRow:
    """A person with an account."""

    user: User
    role: str
    places: tuple[str, ...]
    is_self: bool


@dataclass(frozen=True)
class PlaceRow:
    """A person with a place in a review."""

    user: User
    role: str
    since: str
    is_self: bool


def person_row(user: User, names: dict[str, str], self_id: str) -> PersonRow:
    """A person as the administrator's list shows them; `names` gives each review's name by its id."""
    places = sorted(f"{names[each.review_id]} ({word(each.role, 'role').lower()})" for each in user.memberships)
    return PersonRow(user, ", ".join(word(role.name, "role") for role in user.roles), tuple(places), user.id == self_id)


def place_rows(review: Review, self_id: str) -> tuple[PlaceRow, ...]:
    """Who is in a review: the scrutineers, then the partnership, then the reviewers."""
    order = list(terms("role"))

    def place(membership: Membership) -> tuple[int, str]:
        return order.index(membership.role) if membership.role in order else len(order), membership.user.name

    return tuple(
        PlaceRow(each.user, word(each.role, "role"), day(each.since), each.user_id == self_id)
        for each in sorted(review.memberships, key=place)
    )


def people_to_choose(people: Sequence[User], self_id: str) -> dict[str, str]:
    """Whom an administrator can give a place: open accounts of others that are no administrator's."""
    return {
        user.id: f"{user.name} ({user.email})"
        for user in people
        if user.active and user.id != self_id and not user.has_role("administrator")
    }
