"""The words that Word writes in front of the items of a list, which stand in no paragraph."""

from __future__ import annotations

import re
from typing import Any

from corpus.formats.word_styles import W

LABEL_WORDS = 3
"""A label of fewer words ("Recommendation 2:") only counts."""
_NUMBER = re.compile(r"%\d")

Labels = dict[tuple[str, str], str]
"""What stands in front of an item, by its list and level."""


def labels_of(root: Any | None) -> Labels:
    """The labels of a document's lists that say something, without their numbers."""
    if root is None:
        return {}
    said = {
        (kind.get(f"{W}abstractNumId", ""), level.get(f"{W}ilvl", "0")): label
        for kind in root.iter(f"{W}abstractNum")
        for level in kind.iter(f"{W}lvl")
        if (label := _label(level))
    }
    kinds = {one.get(f"{W}numId", ""): _value(one, "abstractNumId") for one in root.iter(f"{W}num")}
    return {
        (number, level): label
        for number, kind in kinds.items()
        for (named, level), label in said.items()
        if named == kind
    }


def label_key(properties: Any | None) -> tuple[str, str]:
    """The list and level that a paragraph's properties put it at; of no list where they put it in none."""
    numbered = properties.find(f"{W}numPr") if properties is not None else None
    return ("", "") if numbered is None else (_value(numbered, "numId"), _value(numbered, "ilvl") or "0")


def _label(level: Any) -> str:
    label = " ".join(_NUMBER.sub(" ", _value(level, "lvlText")).split())
    return label if len(re.findall(r"[^\W\d_]{2,}", label)) >= LABEL_WORDS else ""


def _value(element: Any, name: str) -> str:
    found = element.find(f"{W}{name}")
    return "" if found is None else str(found.get(f"{W}val", ""))
