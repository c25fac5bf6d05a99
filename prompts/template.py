"""What is asked of a model: a versioned text with declared variables, in which each is filled in once and none is left over."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.yaml_text import load_yaml

FOLDER = Path(__file__).parent / "templates"
_VARIABLE = re.compile(r"\{\{(\w+)\}\}")
_FRONT = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)


class TemplateError(Exception):
    """A template and what is to be put into it do not fit; the message names what is missing or unknown."""


@dataclass(frozen=True)
class Template:
    """A prompt: what it is for, its version, the names that it declares, and its text."""

    name: str
    version: int
    variables: tuple[str, ...]
    text: str
    sha256: str

    def __post_init__(self) -> None:
        used, declared = set(_VARIABLE.findall(self.text)), set(self.variables)
        if used - declared:
            raise TemplateError(f"{self.name} uses {sorted(used - declared)[0]}, which it does not declare.")
        if declared - used:
            raise TemplateError(f"{self.name} declares {sorted(declared - used)[0]} and does not use it.")

    def filled(self, values: Mapping[str, str]) -> str:
        """The text with every variable in its place; what is put in is never looked into for variables."""
        missing = [name for name in self.variables if name not in values]
        unknown = [name for name in values if name not in self.variables]
        if missing:
            raise TemplateError(f"{self.name} needs {missing[0]}.")
        if unknown:
            raise TemplateError(f"{self.name} knows no {unknown[0]}.")
        return _VARIABLE.sub(lambda found: values[found[1]], self.text)


def template_from(name: str, written: str) -> Template:
    """A template from its file's text: front matter between two lines of dashes, then the prompt."""
    match = _FRONT.match(written)
    if match is None:
        raise TemplateError(f"{name} has no front matter.")
    front = load_yaml(match[1])
    if not isinstance(front, dict) or not isinstance(front.get("variables"), list) or not front.get("version"):
        raise TemplateError(f"{name} declares no version or no variables.")
    sha256 = hashlib.sha256(written.encode()).hexdigest()
    return Template(name, int(front["version"]), tuple(map(str, front["variables"])), match[2].strip(), sha256)


@cache
def template(name: str) -> Template:
    """The template of this name; TemplateError where there is none."""
    path = FOLDER / f"{name}.md"
    if not re.fullmatch(r"[a-z_]+", name) or not path.is_file():
        raise TemplateError(f"There is no template {name}.")
    return template_from(name, path.read_text("utf-8"))
