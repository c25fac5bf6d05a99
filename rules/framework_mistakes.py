"""Every mistake of a framework that someone writes, named by its question and field, as they would name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

import yaml
from pydantic import ValidationError

from rules.framework_file import FrameworkEntry, all_frameworks
from rules.pattern_cost import why_too_costly

DEEPEST = 12
"""How deep a framework's YAML may be nested; ours are six deep."""
LARGEST = 1_000_000
"""Bytes of a framework's file."""
MOST_SHOWN = 30

FIELDS = {
    "id": "Number",
    "title": "Title",
    "version": "Version",
    "source": "Source",
    "attribution": "Reference",
    "steps": "Steps",
    "questions": "Questions",
    "text": "Words",
    "about": "Words of its subject",
    "akin": "Six Steps questions that ask the same",
    "parts": "Parts",
    "clause": "Words of the question that it covers",
    "statements": "How papers say it",
    "terms": "Words to look for",
    "mistaken_for": "What is mistaken for it",
    "shown_by": "Kinds of paper that show it",
    "agencies": "Agencies that must all be shown",
    "request": "What to ask for",
}
"""What people read for each key of a framework's file."""


@dataclass(frozen=True)
class Mistake:
    """One thing that is wrong: in which question or part (empty: the framework as a whole), which field, and what."""

    where: str
    field: str
    sentence: str

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.where, self.field])) + f": {self.sentence}"


def mistakes_in(data: Any) -> tuple[Mistake, ...]:
    """What is wrong in a framework as it would be written to a file; nothing where it is whole."""
    try:
        FrameworkEntry.model_validate(data)
    except ValidationError as error:
        return tuple(_mistake(data, each) for each in error.errors()[:MOST_SHOWN])
    return tuple(_costly(data))[:MOST_SHOWN]


def unsafe_yaml(data: bytes) -> str | None:
    """Why a YAML file must not even be read: too large, too deep, or with parts that stand for other parts."""
    if len(data) > LARGEST:
        return f"The file is larger than {LARGEST // 1000:,} KB, so nothing of it was taken in."
    depth = 0
    try:
        for event in yaml.parse(data, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent):
                return f"Line {_line(event)}: anchors and aliases (& and *) are not used in frameworks."
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > DEEPEST:
                return f"Line {_line(event)}: it is nested deeper than any framework is."
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f"Line {mark.line + 1}: it" if mark else "The file"
        return f"{line} is not YAML: {getattr(error, 'problem', None) or 'it is not text'}."
    return None


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _mistake(data: Any, error: Mapping[str, Any]) -> Mistake:
    where, named = _where(data, error["loc"])
    said = str(error["msg"]).removeprefix("Value error, ")
    if said.startswith("part ") and ": " in said:
        part, said = said.split(": ", 1)
        return Mistake(part.capitalize(), FIELDS["clause" if "clause" in said else "id"], _sentence(said))
    return Mistake(where, named, _sentence(PLAIN.get(str(error["type"]), said)))


PLAIN = {
    "missing": "this is missing",
    "string_too_short": "this is empty",
    "too_short": "at least one is needed",
    "extra_forbidden": "a framework has no such field",
    "string_type": "this must be text",
    "list_type": "this must be a list",
    "model_type": "this must be a set of fields",
}
"""What people read for each kind of mistake that the schema finds."""


def _where(data: Any, location: Sequence[int | str]) -> tuple[str, str]:
    """The step, question or part that a place lies in, and the field's name."""
    where, field, kind, at = "", "", "", data
    for one in location:
        at = _inside(at, one)
        if isinstance(one, int) and kind in ("steps", "questions", "parts"):
            name = at.get("id") if isinstance(at, Mapping) else None
            where, field = f"{kind[:-1].capitalize()} {name or one + 1}", ""
        elif isinstance(one, int):
            field = f"{field} (line {one + 1})"
        else:
            field = FIELDS.get(one, one)
        kind = one if isinstance(one, str) else ""
    return where, field


def _inside(at: Any, one: int | str) -> Any:
    try:
        return at[one]
    except (KeyError, IndexError, TypeError):
        return None


def _costly(data: Mapping[str, Any]) -> Iterator[Mistake]:
    for step in data["steps"]:
        for question in step["questions"]:
            for place, owner, field in _patterns(question):
                for number, pattern in enumerate(owner.get(field, ()), start=1):
                    if pattern not in _shipped() and (why := why_too_costly(pattern)):
                        yield Mistake(place, f"{FIELDS[field]} (line {number})", _sentence(why))


def _patterns(question: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any], str]]:
    yield f"Question {question['id']}", question, "about"
    for part in question["parts"]:
        yield f"Part {part['id']}", part, "terms"


@cache
def _shipped() -> frozenset[str]:
    """The expressions that come with the service, which have been tried on whole packs."""
    asked = [question for framework in all_frameworks().values() for question in framework.questions]
    terms = (term for question in asked for part in question.parts for term in part.terms)
    return frozenset(chain(terms, *(question.about for question in asked)))


def _sentence(said: str) -> str:
    return said.rstrip(".") + "."
