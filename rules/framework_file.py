"""Frameworks from YAML: read whole and checked, or refused with the file, the key and why."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from corpus.likely import compiled
from rules.framework import Framework, Part, Question, SetAside, Step

FRAMEWORKS = Path(__file__).parent / "frameworks"


class FrameworkError(Exception):
    """A framework file with a mistake: which file, which key, and what is wrong there."""


class NoSuchFramework(FrameworkError):
    """There is no framework of this name."""


class _UniqueKeyLoader(yaml.CSafeLoader):
    """YAML that refuses the same key twice, which would otherwise lose the first without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} stands twice", node.start_mark)
        return super().construct_mapping(node, deep)


def compiles(pattern: str) -> str:
    """The expression, if it is one; ValueError says what is wrong with it."""
    try:
        compiled(pattern)
    except re.error as error:
        raise ValueError(f"is not a regular expression: {error}") from error
    return pattern


Text = Annotated[str, Field(min_length=1)]
Pattern = Annotated[str, Field(min_length=1), AfterValidator(compiles)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _PartEntry(_Entry):
    id: Text
    text: Text
    clause: Text
    statements: list[Text] = Field(min_length=1)
    terms: list[Pattern] = []
    mistaken_for: list[Text] = []
    shown_by: list[Text] = Field(min_length=1)
    agencies: list[Text] = []
    request: Text


class _SetAsideEntry(_Entry):
    words: Pattern
    unless: Pattern | None = None
    because: Text


class _QuestionEntry(_Entry):
    id: Text
    text: Text
    about: list[Pattern] = []
    akin: list[Text] = []
    plain: str = ""
    set_aside: list[_SetAsideEntry] = []
    parts: list[_PartEntry] = Field(min_length=1)

    @model_validator(mode="after")
    def _parts_quote_the_question(self) -> _QuestionEntry:
        text = _folded(self.text)
        for part in self.parts:
            if not part.id.startswith(f"{self.id}."):
                raise ValueError(f"part {part.id}: its id begins with the question's id, {self.id}")
            if _folded(part.clause) not in text:
                raise ValueError(f"part {part.id}: the clause {part.clause!r} does not stand in the question's text")
        return self


class _StepEntry(_Entry):
    id: Text
    title: Text
    plain: str = ""
    questions: list[_QuestionEntry] = Field(min_length=1)


class FrameworkEntry(_Entry):
    """A framework as its file lays it out, checked key by key."""

    id: Text
    title: Text
    version: Text
    source: Text
    attribution: Text
    steps: list[_StepEntry] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_are_unique(self) -> FrameworkEntry:
        ids = list(_ids(self))
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            raise ValueError(f"the id {twice[0]} stands twice")
        return self


def load_framework(path: Path) -> Framework:
    """The framework in this file; FrameworkError names the file, the key and the mistake."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FrameworkError(f"{path.name}: cannot be opened ({error.strerror}).") from error
    return read_framework(data, path.name)


def read_framework(data: bytes, name: str) -> Framework:
    """The framework in these bytes, called `name` where there is a mistake to be told."""
    try:
        entry = FrameworkEntry.model_validate(read_yaml(data))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FrameworkError(f"{name}: is not YAML: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise FrameworkError(f"{name}: {_key(first['loc'])}: {first['msg'].removeprefix('Value error, ')}.") from error
    return _framework(entry, hashlib.sha256(data).hexdigest())


def framework_from(data: Any, sha256: str) -> Framework:
    """The framework that these entries lay out; ValidationError names what is wrong in them."""
    return _framework(FrameworkEntry.model_validate(data), sha256)


def read_yaml(data: bytes) -> Any:
    """What a YAML text says; a key that stands twice is refused."""
    return yaml.load(data, Loader=_UniqueKeyLoader)  # noqa: S506 - a safe loader


def all_frameworks(folder: Path = FRAMEWORKS) -> dict[str, Framework]:
    """Every framework by its id, in the order of their file names; two files may not share an id."""
    found: dict[str, Framework] = {}
    for path in sorted(folder.glob("*.yaml")):
        framework = load_framework(path)
        if framework.id in found:
            raise FrameworkError(f"{path.name}: id: another file already holds {framework.id!r}.")
        found[framework.id] = framework
    return found


def framework_named(name: str, folder: Path = FRAMEWORKS) -> Framework:
    """The framework with this id; the files of the others are not read for it."""
    for path in sorted(folder.glob("*.yaml")):
        if f"\nid: {name}\n" in f"\n{path.read_text('utf-8', 'replace')}" and (one := load_framework(path)).id == name:
            return one
    found = all_frameworks(folder)
    if name not in found:
        raise NoSuchFramework(f"There is no framework called {name!r}; there are: {', '.join(found) or 'none'}.")
    return found[name]


def _framework(entry: FrameworkEntry, sha256: str) -> Framework:
    steps = tuple(Step(step.id, step.title, tuple(map(_question, step.questions)), step.plain) for step in entry.steps)
    return Framework(entry.id, entry.title, entry.version, entry.source, entry.attribution, steps, sha256)


def _question(entry: _QuestionEntry) -> Question:
    parts = tuple(map(_part, entry.parts))
    aside = tuple(SetAside(one.words, one.unless or "", one.because) for one in entry.set_aside)
    return Question(entry.id, entry.text, tuple(entry.about), parts, tuple(entry.akin), entry.plain, aside)


def _part(entry: _PartEntry) -> Part:
    return Part(
        entry.id,
        entry.text,
        entry.clause,
        tuple(entry.statements),
        tuple(entry.terms),
        tuple(entry.mistaken_for),
        tuple(entry.shown_by),
        tuple(entry.agencies),
        entry.request,
    )


def _ids(entry: FrameworkEntry) -> Iterator[str]:
    for step in entry.steps:
        yield f"step {step.id}"
        for question in step.questions:
            yield question.id
            yield from (part.id for part in question.parts)


def _key(location: tuple[int | str, ...]) -> str:
    """Where in the file: `steps[0].questions[2].parts[1].terms[0]`."""
    key = "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in location)
    return key.removeprefix(".") or "the file as a whole"


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold().replace("’", "'").replace("‘", "'")
