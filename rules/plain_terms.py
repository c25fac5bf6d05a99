"""Words to look for as a person types them, and the regular expressions that they stand for: fund* is `\\bfund\\w*\\b`."""

from __future__ import annotations

import re

PLAIN = re.compile(r"[A-Za-z0-9£%](?:[A-Za-z0-9£%' /*-]*[A-Za-z0-9£%*])?")
"""What is taken for plain words; a star ends a word in any way."""


def pattern_of(line: str) -> str:
    """The expression for a line: plain words as they stand, with any ending at a star; all else is an expression already."""
    words = " ".join(line.split()).replace("’", "'")
    if not PLAIN.fullmatch(words) or re.search(r"\*[A-Za-z0-9]|\*\*", words):
        return line.strip()
    body = words.replace("*", r"\w*")
    start = r"\b" if words[0].isalnum() else ""
    end = r"\b" if words[-1].isalnum() or words[-1] == "*" else ""
    return f"{start}{body}{end}"


def line_of(pattern: str) -> str:
    """An expression as plain words where it stands for some; the expression itself where it does not."""
    words = pattern.removeprefix(r"\b").removesuffix(r"\b").replace(r"\w*", "*")
    return words if pattern_of(words) == pattern else pattern
