"""Names that a warning says may be a child's: whatever else leaves the machine, they do not."""

from __future__ import annotations

from app.errors import UnknownValue
from app.models import Review
from app.packs.name_warnings import warnings_of
from app.packs.papers import reading_of
from corpus.naming_children import children_named
from prompts.masking import with_parts

UNREAD = "A paper that may name a child cannot be looked at just now, so nothing was sent. Start the reading again, and then this."


def names_to_mask(review: Review) -> tuple[str, ...]:
    """The names in every paper that was warned of, unless a person looked and said that they are no child's.

    A paper that was replaced still counts: its child may be named, without an age, in the others.
    """
    found: list[str] = []
    for warning in warnings_of(review).values():
        settled = warning.latest is not None and warning.latest.kind == "no_child"
        if settled or not any(kind == "name" for kind, _ in warning.signs):
            continue
        reading = reading_of(warning.paper)
        if reading is None:
            raise UnknownValue(UNREAD)
        found += children_named(reading)
    return with_parts(dict.fromkeys(found))
