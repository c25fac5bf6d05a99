"""The words that people read for the terms that the service keeps, and how dates and places are written."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from corpus.document import Location
from corpus.kinds import kind_name, kinds
from corpus.yaml_text import load_yaml

HERE = Path(__file__).parent
LONDON = ZoneInfo("Europe/London")


@cache
def terms(group: str) -> dict[str, str]:
    """The terms of one group with their words, in the order in which they are offered."""
    if group == "kind":
        return {kind.id: kind.name for kind in kinds().values()}
    written: dict[str, dict[str, str]] = load_yaml((HERE / "words.yaml").read_text(encoding="utf-8"))
    return written[group]


@cache
def pack_usually_holds() -> tuple[str, ...]:
    """The kinds of paper that a pack usually holds, by name."""
    usual: list[str] = load_yaml((HERE / "words.yaml").read_text(encoding="utf-8"))["pack_usually_holds"]
    return tuple(kind_name(kind) for kind in usual)


def word(term: str | None, group: str) -> str:
    """What a person reads for a term; a term that has no words yet is shown readably rather than hidden."""
    if not term:
        return "Not known"
    return terms(group).get(term, term.replace("_", " ").capitalize())


def day(value: date | datetime | str | None, unknown: str = "date not known") -> str:
    """A date as it is written in a letter: 4 March 2024."""
    if value is None or value == "":
        return unknown
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    return f"{value.day} {value:%B %Y}"


def moment(value: datetime | None) -> str:
    """A time as people in England would say it: 4 March 2024 at 9:05am."""
    if value is None:
        return "time not known"
    local = value.astimezone(LONDON)
    return f"{day(local)} at {local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def span(period: dict[str, str] | None) -> str:
    """A period as people say it: 1 April 2023 to 31 March 2024."""
    if not period or not period.get("from"):
        return "period not known"
    return f"{day(period['from'])} to {day(period['to'])}"


def place(where: dict[str, Any] | None) -> str:
    """Where in a paper the words stand, as a person would say it."""
    return str(Location.from_json(where)) if where else "the whole paper"


def counted(number: int, thing: str, plural: str | None = None) -> str:
    """A number with its noun: 1 paper, 3 papers."""
    return f"{number} {thing if number == 1 else plural or thing + 's'}"


def review_name(area: str, title: str) -> str:
    """A review as it is named: the area goes before a title that does not name it already."""
    return title if area.casefold() in title.casefold() else f"{area}: {title}"


def sentence(text: str) -> str:
    """Words that begin with a capital, as a sentence does."""
    return text[:1].upper() + text[1:]


def reasons(because: str) -> tuple[str, tuple[str, ...]]:
    """The sentence that explains a proposal, as its beginning and the points that follow it."""
    lead, *rest = because.split("; ")
    if rest and ". " in rest[-1]:
        # What is said of the whole pack, such as papers not read in full, is a point of its own.
        last, _, said = rest.pop().partition(". ")
        rest += [last, said]
    return lead + (":" if rest else ""), tuple(map(sentence, rest))
