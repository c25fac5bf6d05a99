"""Cells that a spreadsheet takes for words, whatever they begin with."""

from __future__ import annotations

LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula."""


def plain_cell(words: str) -> str:
    """The words, with an apostrophe before them where they would otherwise be run as a formula."""
    return f"'{words}" if words.lstrip(" ").startswith(LIVE) else words
