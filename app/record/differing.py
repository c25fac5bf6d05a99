"""What an entry says beside what is kept: the same, changed, missing or made up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.models import Entry


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was recorded, in a sentence, and the entry that recorded it."""

    sentence: str
    entry: int | None = None


@dataclass(frozen=True)
class Line:
    """An entry with its payload taken apart."""

    sequence: int
    kind: str
    who: str | None
    said: Mapping[str, Any]


def lines_of(entries: Sequence[Entry]) -> tuple[Line, ...]:
    """The entries of a whole chain, each taken apart once."""
    return tuple(Line(one.sequence, one.kind, one.who_id, one.payload) for one in entries)


def by_id(lines: Sequence[Line], kind: str, name: str) -> dict[str, Line]:
    """The entries of one kind by the id of what they record."""
    return {str(line.said.get(name)): line for line in lines if line.kind == kind}


def changed(
    whose: str, line: Line, kept: Mapping[str, Any], made_by: str | None = None, said: Mapping[str, Any] | None = None
) -> Iterator[Difference]:
    """A difference where what is kept is not what the entry says; what an older entry does not say is not compared."""
    told = line.said if said is None else said
    wrong = [name.replace("_", " ") for name, value in kept.items() if name in told and told[name] != value]
    if made_by is not None and made_by != line.who:
        wrong.append("whose it is")
    if wrong:
        yield Difference(f"{whose} was changed afterwards ({', '.join(wrong)}; entry {line.sequence}).", line.sequence)


def missing(whose: str, recorded: Mapping[str, Line], kept: Mapping[str, str]) -> Iterator[Difference]:
    """A difference for each thing recorded and no longer kept, and each kept (by its name) that was never recorded."""
    for key, line in recorded.items():
        if key not in kept:
            yield Difference(f"{whose} recorded in entry {line.sequence}: no longer kept.", line.sequence)
    for key, name in kept.items():
        if key not in recorded:
            yield Difference(f"{whose} {name}: not in the record.")
