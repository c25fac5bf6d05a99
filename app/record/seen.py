"""Two people at once: what somebody writes upon an older state is refused with who spoke meanwhile, and never written over."""

from __future__ import annotations

from typing import Protocol

from app.errors import StaleTurn


class Named(Protocol):
    """A person."""

    @property
    def name(self) -> str: ...


class Spoken(Protocol):
    """Anything that somebody said or did."""

    @property
    def by(self) -> Named: ...


def refuse_unseen(latest: Spoken | None, stands: int | str, seen: int | str) -> None:
    """StaleTurn, naming who spoke last, where what stands is not what the person had before them."""
    if stands != seen:
        raise StaleTurn(latest.by.name if latest else "Someone")
