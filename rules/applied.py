"""What applied on a day: the edition of the statutory guidance, who the health partner was, and what had changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from corpus.yaml_text import load_yaml

EDITIONS = Path(__file__).parent / "editions.yaml"
AGES = "guidance", "health_partner", "partners"


@dataclass(frozen=True)
class Age:
    """Something that held from one day until the next one of its kind began."""

    name: str
    start: date
    reference: str
    id: str = ""
    short: str = ""
    about: str = ""
    check: str = ""
    """Why its day should be checked; empty where it is known for sure."""


@dataclass(frozen=True)
class Change:
    """Something that had happened by a day."""

    id: str
    start: date
    sentence: str
    reference: str


@dataclass(frozen=True)
class Applied:
    """What a paper of one day is read against."""

    day: date
    guidance: Age
    health_partner: Age
    partners: Age
    changes: tuple[Change, ...]

    @property
    def sentence(self) -> str:
        """The shortest way to say it: which guidance applied, and who the health partner was."""
        return (
            f"{self.guidance.name} applied; the health partner was the {self.health_partner.short}"
            f" and the partners were the {self.partners.name}."
        )

    @property
    def brief(self) -> str:
        """For a line under a quote: dated 2021, Working Together 2018 applied, the health partner was the CCG."""
        return f"Dated {self.day.year}: {self.guidance.name} applied; the health partner was the {self.health_partner.short}."


@dataclass(frozen=True)
class Editions:
    """Everything that held at one time or another, each kind in the order of its days."""

    guidance: tuple[Age, ...]
    health_partner: tuple[Age, ...]
    partners: tuple[Age, ...]
    changes: tuple[Change, ...]


def applied_on(day: date, editions: Editions | None = None) -> Applied | None:
    """What applied on this day; None before anything that is written down."""
    held = editions or editions_of()
    guidance, health, partners = (_on(day, ages) for ages in (held.guidance, held.health_partner, held.partners))
    if guidance is None or health is None or partners is None:
        return None
    return Applied(day, guidance, health, partners, tuple(one for one in held.changes if one.start <= day))


@cache
def editions_of(path: Path = EDITIONS) -> Editions:
    """The editions as they stand in their file; ValueError where two of a kind are out of order."""
    rows: Mapping[str, Sequence[Mapping[str, Any]]] = load_yaml(path.read_text("utf-8"))
    guidance, health, partners = (_in_order(tuple(map(_age, rows[kind])), kind) for kind in AGES)
    changes = tuple(Change(row["id"], row["from"], row["sentence"], row["reference"]) for row in rows["changes"])
    return Editions(guidance, health, partners, _in_order(changes, "changes"))


def _age(row: Mapping[str, Any]) -> Age:
    return Age(
        name=row["name"],
        start=row["from"],
        reference=row["reference"],
        id=row.get("id", ""),
        short=row.get("short", ""),
        about=row.get("about", ""),
        check="" if row.get("sure", True) else row["check"],
    )


Dated = TypeVar("Dated", Age, Change)


def _in_order(rows: tuple[Dated, ...], kind: str) -> tuple[Dated, ...]:
    days = [row.start for row in rows]
    if days != sorted(set(days)):
        raise ValueError(f"{EDITIONS.name}: {kind}: the days must follow one another.")
    return rows


def _on(day: date, ages: Sequence[Age]) -> Age | None:
    """The last of them that had begun."""
    return next((one for one in reversed(ages) if one.start <= day), None)
