"""What Word's styles say of a paragraph: a heading and its level, a list, a line of a contents list, bold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_HEADING = re.compile(r"^heading\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"^(toc\s*\d|table of figures)", re.IGNORECASE)
_LIST = re.compile(r"^list\b|\bbullets?\b", re.IGNORECASE)
BODY_LEVEL = 9
# A heading is a label; a longer or finished sentence in a heading's style is a paragraph that someone dressed up.
HEADING_WORDS = 20
BOLD_HEADING_WORDS = 12
# Bold lines that act as headings stand below every heading with a level.
BOLD_LEVEL = 10


@dataclass(frozen=True)
class Style:
    """One paragraph style, with what it takes from the style that it is based on."""

    name: str = ""
    title: bool = False
    heading: int | None = None
    contents: bool = False
    listed: bool = False
    bold: bool = False


PLAIN = Style()


def on(properties: Any | None, name: str) -> bool | None:
    """Whether a switch such as bold is on, off, or not said."""
    switch = properties.find(f"{W}{name}") if properties is not None else None
    if switch is None:
        return None
    return switch.get(f"{W}val", "true").lower() not in ("0", "false", "off", "none")


def styles_of(root: Any | None) -> dict[str, Style]:
    """Every paragraph style of a document by its id."""
    elements = {} if root is None else {element.get(f"{W}styleId"): element for element in root.iter(f"{W}style")}
    return {style_id: _style(style_id, elements, 0) for style_id in elements if style_id}


def _style(style_id: str, elements: dict[str, Any], depth: int) -> Style:
    element = elements.get(style_id)
    # Word allows chains of ten; a ring of styles would have no end.
    if element is None or depth > 10:
        return PLAIN
    based = element.find(f"{W}basedOn")
    parent = _style(based.get(f"{W}val", ""), elements, depth + 1) if based is not None else PLAIN
    named = element.find(f"{W}name")
    name = named.get(f"{W}val", "") if named is not None else style_id
    properties = element.find(f"{W}pPr")
    listed = properties is not None and properties.find(f"{W}numPr") is not None
    level = _heading_level(name, properties)
    bold = on(element.find(f"{W}rPr"), "b")
    return Style(
        name=name,
        title=name.lower() == "title" or parent.title,
        heading=parent.heading if level is None else level,
        contents=_CONTENTS.match(name) is not None or parent.contents,
        listed=listed or _LIST.search(name) is not None or parent.listed,
        bold=parent.bold if bold is None else bold,
    )


def _heading_level(name: str, properties: Any | None) -> int | None:
    matched = _HEADING.match(name)
    return int(matched[1]) if matched else outline_level(properties)


def outline_level(properties: Any | None) -> int | None:
    """The outline level that a paragraph's properties give it, from 1; None where they give none."""
    level = properties.find(f"{W}outlineLvl") if properties is not None else None
    value = level.get(f"{W}val", "9") if level is not None else "9"
    return int(value) + 1 if value.isdigit() and int(value) < BODY_LEVEL else None


def heading_level(properties: Any | None, style: Style, bold: bool, text: str, listed: bool) -> int | None:
    """The level at which a paragraph is a heading, from 0 for a title; None where it is none."""
    count = len(text.split())
    finished = text.endswith((".", ";", ",")) and count > 6
    if count > HEADING_WORDS or finished:
        return None
    own = outline_level(properties)
    if style.title:
        return 0
    if own is not None or style.heading is not None:
        return own if own is not None else style.heading
    numbered = re.match(r"^\d+(\.\d+)*\.?\s+[A-Z]", text) is not None
    if bold and count <= BOLD_HEADING_WORDS and (not listed or numbered) and not text.endswith((".", ";", ",")):
        return BOLD_LEVEL if re.search(r"[A-Za-z]{2}", text) else None
    return None
