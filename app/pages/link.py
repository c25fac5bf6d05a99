"""A link as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """Where to, and what it says."""

    text: str
    href: str
