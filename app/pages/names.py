"""A warning that a paper may name a child, as it is told on the paper's page."""

from __future__ import annotations

from dataclasses import dataclass

from app.models import NameWarning
from app.pages.words import word

PLACES = 12
"""How many places of one sign are named."""


@dataclass(frozen=True)
class NameNote:
    """What may tell who a child is, and where; and what was said of it."""

    warning: NameWarning
    signs: tuple[tuple[str, str], ...]
    """Of each sign: what it is in words, and the places where it stands."""

    @property
    def latest(self) -> int:
        """The number of the last answer, which a form carries so that nobody answers over another."""
        return self.warning.latest.number if self.warning.latest else 0


def name_note(warning: NameWarning | None) -> NameNote | None:
    """The warning in words, or None where there is none."""
    if warning is None:
        return None
    places: dict[str, list[str]] = {}
    for kind, where in warning.signs:
        places.setdefault(kind, []).append(where)
    return NameNote(warning, tuple((word(kind, "name_sign"), _places(found)) for kind, found in places.items()))


def _places(found: list[str]) -> str:
    """Places as a person would list them: pages 3, 5 and 9."""
    pages = [where.removeprefix("page ") for where in found if where.startswith("page ")]
    if len(pages) == len(found) > 1:
        return f"pages {_listed(pages)}"
    return _listed(found)


def _listed(found: list[str]) -> str:
    shown, more = found[:PLACES], len(found) - PLACES
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
