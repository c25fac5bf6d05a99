"""What a page is made of: parts, each with its words."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.document import BlockStyle
from corpus.formats.page_words import PageWord


@dataclass(frozen=True)
class PartCell:
    """A cell of a row: its column from 0, how many columns it spans, its words."""

    column: int
    words: tuple[PageWord, ...]
    span: int = 1
    breaks: tuple[int, ...] = ()
    """The words, by their number from 0, at which a new paragraph or list item begins."""


@dataclass(frozen=True)
class Part:
    """One heading, paragraph, list item or whole table, with the words it is made of."""

    style: BlockStyle
    words: tuple[PageWord, ...] = ()
    rank: tuple[float, int] = (0.0, 0)
    """For a heading: its size and how deep its number goes; larger and shallower stand above."""
    rows: tuple[tuple[PartCell, ...], ...] = ()
    edges: tuple[float, ...] = ()
    """For a ruled table: the left edges of its columns, by which it is known again on the next page."""
    note: str = ""
    """For a comment: its text, which is not printed on the page."""
