"""What the rating would become if a part were confirmed: the rule of the colours on findings that are only supposed."""

from __future__ import annotations

from collections.abc import Sequence

from rules.evidence import Found, Rating
from rules.proposal import rating_of


def if_confirmed(found: Sequence[Found], passages: int, parts: Sequence[int]) -> Rating:
    """The rating if these parts (by their place) were confirmed, each by one passage more than the question rests on now."""
    chosen = frozenset(parts)
    if not chosen <= frozenset(range(len(found))):
        raise ValueError("There is no such part.")
    supposed = [Found.CONFIRMED if n in chosen else one for n, one in enumerate(found)]
    newly = sum(found[n] is not Found.CONFIRMED for n in chosen)
    return rating_of(supposed, passages + newly)
