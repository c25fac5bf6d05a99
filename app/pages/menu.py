"""The menu of a review: the pages that are worked on day by day, and the rest under one word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST = 6
"""How many pages stand in sight; more than these are not read any more."""


@dataclass(frozen=True)
class MenuEntry:
    """A page of a review: its address, its name, and whether it is the one the person is on."""

    href: str
    name: str
    here: bool


@dataclass(frozen=True)
class Menu:
    """What stands in sight, in the order of the work, and what is folded away."""

    first: tuple[MenuEntry, ...]
    more: tuple[MenuEntry, ...]

    @property
    def here_in_more(self) -> str:
        """The name of the page the person is on, where it is folded away; empty where it stands in sight."""
        return next((entry.name for entry in self.more if entry.here), "")


def menu_of(daily: Sequence[MenuEntry], rest: Sequence[MenuEntry]) -> Menu:
    """The menu of the pages that a person may open; one page alone is not folded away."""
    more = (*daily[MOST:], *rest)
    if len(daily) < MOST and len(more) == 1:
        return Menu((*daily, *more), ())
    return Menu(tuple(daily[:MOST]), more)
