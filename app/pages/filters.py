"""The questions of the grid that someone asks to see: by rating, and by what to look out for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.pages.words import terms, word

if TYPE_CHECKING:
    from app.pages.grid import Cell

ALWAYS = ("undecided",)
"""Filters that are offered even where no question would be left."""


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what it does not know it takes no notice of."""

    rating: str | None = None
    show: str | None = None

    @classmethod
    def of(cls, rating: str | None, show: str | None) -> Asked:
        """What was asked for, where there is such a filter."""
        return cls(rating if rating in terms("rating") else None, show if show in terms("filter") else None)

    @property
    def anything(self) -> bool:
        """Whether some questions are left out."""
        return bool(self.rating or self.show)

    def holds(self, cell: Cell) -> bool:
        """Whether a question is among those asked for."""
        return (self.rating is None or cell.colour == self.rating) and (self.show is None or self.show in cell.holds)


EVERYTHING = Asked()


@dataclass(frozen=True)
class Choice:
    """One filter: its name, how many questions it leaves, whether it is chosen, and where choosing it leads."""

    name: str
    count: int
    chosen: bool
    href: str
    sign: str = ""
    """The mark by which the grid shows it, where it has one."""


@dataclass(frozen=True)
class Filters:
    """The filters of the grid in two rows, and what is left in words."""

    ratings: tuple[Choice, ...]
    marks: tuple[Choice, ...]
    said: str
    """Which questions are shown; empty where all are."""
    clear: str

    @property
    def signs(self) -> tuple[str, ...]:
        """The marks that the filters name."""
        return tuple(choice.sign for choice in self.marks if choice.sign)


Address = Callable[[str | None, str | None], str]
"""The address of the grid with these two filters."""


def filters_of(cells: Sequence[Cell], asked: Asked, address: Address) -> Filters:
    """Every filter with the number of questions that it would leave, beside the other one where that is chosen."""
    ratings = tuple(
        Choice(
            name=name,
            count=_count(cells, Asked(term, asked.show)),
            chosen=asked.rating == term,
            href=address(None if asked.rating == term else term, asked.show),
        )
        for term, name in terms("rating").items()
    )
    marks = tuple(
        Choice(
            name=name,
            count=count,
            chosen=asked.show == term,
            href=address(asked.rating, None if asked.show == term else term),
            sign=term if term in terms("mark") else "",
        )
        for term, name in terms("filter").items()
        if (count := _count(cells, Asked(asked.rating, term))) or term in ALWAYS or asked.show == term
    )
    return Filters(ratings, marks, _said(cells, asked), address(None, None))


def _said(cells: Sequence[Cell], asked: Asked) -> str:
    if not asked.anything:
        return ""
    named = [word(asked.rating, "rating")] if asked.rating else []
    named += [word(asked.show, "filter").lower()] if asked.show else []
    return f"{_count(cells, asked)} of {len(cells)} questions: {', '.join(named)}"


def _count(cells: Iterable[Cell], asked: Asked) -> int:
    return sum(asked.holds(cell) for cell in cells)
