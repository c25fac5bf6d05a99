"""Small numbers kept back, and with them what they could be worked out from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 5
"""A number below this could tell of one area, so it is not said; nor is nought, which tells of all the others."""
FEWER = f"fewer than {LEAST}"
WITHHELD = "not shown"
MORE = f"{LEAST} or more"
ALL_BUT = f"all but fewer than {LEAST}"


@dataclass(frozen=True)
class Cell:
    """One number as it may be shown: itself, or the words that stand in its place."""

    shown: str
    number: int | None

    @property
    def is_shown(self) -> bool:
        """Whether the number itself is said."""
        return self.number is not None


def counts_shown(counts: Sequence[int]) -> tuple[Cell, ...]:
    """The counts of one row, whose sum is taken to be known: none below five can be read, or worked out from the rest.

    Two small numbers or more are kept back and the others said, unless their sum leaves next to no choice. Then the others are said
    only as five or more; and where even that leaves one way to make the sum, nothing is said of the row.
    """
    total, large = sum(counts), [count for count in counts if count >= LEAST]
    small = [count for count in counts if count < LEAST]
    if not small:
        return tuple(Cell(str(count), count) for count in counts)
    if total < LEAST:
        return tuple(Cell(FEWER, None) for _ in counts)
    most = LEAST - 1
    if total == LEAST * len(large) or total == most * len(counts):
        return tuple(Cell(WITHHELD, None) for _ in counts)
    if len(small) > 1 and 2 <= sum(small) <= most * len(small) - 2:
        return tuple(Cell(FEWER, None) if count < LEAST else Cell(str(count), count) for count in counts)
    return tuple(Cell(FEWER if count < LEAST else MORE, None) for count in counts)


def share_shown(count: int, total: int) -> Cell:
    """How many of all: kept back where few have it, and where few have it not."""
    if total == LEAST:
        # Of exactly five, “fewer” and “all but fewer” would leave only all of them for the second.
        return Cell(WITHHELD, None)
    if total < LEAST or count < LEAST:
        return Cell(FEWER, None)
    if total - count < LEAST:
        return Cell(ALL_BUT, None)
    return Cell(str(count), count)


def total_shown(total: int) -> Cell:
    """How many areas there are."""
    return Cell(FEWER, None) if total < LEAST else Cell(str(total), total)


def whole_shown(total: int, pieces: Sequence[int]) -> Cell:
    """How many there are in all: not said exactly where one of the pieces is small, for the others taken off would give it."""
    if total >= LEAST and any(0 < piece < LEAST for piece in pieces):
        return Cell(MORE, None)
    return total_shown(total)
