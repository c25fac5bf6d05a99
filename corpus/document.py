"""The corpus's vocabulary: what a paper is, and how to point at words in it.

A paper is read into segments (each at one place), segments are cut into passages (what a person would
quote), and a citation is a passage with two offsets, so that its quote is derived and cannot be forged.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

Outcome = Literal["read", "partly_read", "no_text", "refused"]

BlockStyle = Literal["title", "heading", "paragraph", "list", "row", "note", "comment", "metadata"]


class QuoteNotFound(Exception):
    """The words of a citation do not stand at the place it names."""


@dataclass(frozen=True, order=True)
class Location:
    """One place in a file, in the terms a person would use to find it: page, paragraph, cells or slide."""

    page: int | None = None
    heading: str | None = None
    paragraph: int | None = None
    sheet: str | None = None
    cells: str | None = None
    slide: int | None = None

    def __post_init__(self) -> None:
        named = [self.page is not None, self.paragraph is not None, self.sheet is not None, self.slide is not None]
        if sum(named) != 1:
            raise ValueError("A location names exactly one of page, paragraph, sheet or slide.")
        if (self.sheet is None) != (self.cells is None):
            raise ValueError("A place in a workbook has both a sheet and cells.")

    def to_json(self) -> dict[str, Any]:
        """The `where` of the contract."""
        if self.page is not None:
            return {"page": self.page}
        if self.sheet is not None:
            return {"sheet": self.sheet, "cells": self.cells}
        if self.slide is not None:
            return {"slide": self.slide}
        return {"heading": self.heading or "", "paragraph": self.paragraph}

    @classmethod
    def from_json(cls, where: dict[str, Any]) -> Location:
        return cls(**where)

    def __str__(self) -> str:
        if self.page is not None:
            return f"page {self.page}"
        if self.sheet is not None:
            return f"sheet {self.sheet}, cells {self.cells}"
        if self.slide is not None:
            return f"slide {self.slide}"
        return f"{self.heading}, paragraph {self.paragraph}" if self.heading else f"paragraph {self.paragraph}"


@dataclass(frozen=True)
class Box:
    """Where the characters start..end of a segment stand on a page, as fractions of its width and height from the top left."""

    start: int
    end: int
    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class Block:
    """A run of a segment that a typist would call one thing: a heading, a paragraph, a table row."""

    start: int
    end: int
    style: BlockStyle
    headings: tuple[str, ...] = ()
    """The headings above it, outermost first."""
    columns: tuple[str, ...] = ()
    """For a row: the header of each column, where the table has one."""


@dataclass(frozen=True)
class Segment:
    """The text found at one place, cut into blocks; offsets count characters of `text`."""

    where: Location
    text: str
    blocks: tuple[Block, ...]
    boxes: tuple[Box, ...] = ()
    """One a word, for pages that can be shown as a picture; empty elsewhere."""


@dataclass(frozen=True)
class Unread:
    """A place that could not be read, or of which something must be known, in words that an uploader understands."""

    where: Location | None
    why: str
    was_read: bool = False
    """Whether no words were lost there (hidden ones were read, a logo has none), and this only says so."""


@dataclass(frozen=True)
class Reading:
    """All that was read of one file: the outcome, the text by place, and what could not be read."""

    status: Outcome
    reason: str | None
    kind: str
    """The file's format: pdf, docx, xlsx, pptx, eml, txt, md."""
    segments: tuple[Segment, ...] = ()
    unread: tuple[Unread, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)
    """What the file says of itself: title, author, created, modified, subject, from, date."""
    pages: int = 0

    @property
    def missed(self) -> tuple[Unread, ...]:
        """The places whose words were not read."""
        return tuple(one for one in self.unread if not one.was_read)

    @property
    def remarks(self) -> tuple[Unread, ...]:
        """What should be known of places whose words were read."""
        return tuple(one for one in self.unread if one.was_read)


@dataclass(frozen=True)
class Period:
    """The days from `start` to `end`, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("A period ends on or after the day it starts.")

    def to_json(self) -> dict[str, str]:
        return {"from": self.start.isoformat(), "to": self.end.isoformat()}


@dataclass(frozen=True)
class Profile:
    """What kind of paper it is, worked out from its content and open to correction by a person."""

    kind: str
    """One of `corpus/kinds.yaml`."""
    title: str
    date: date | None
    period: Period | None
    agency: str
    """Whose paper it is: partnership, local_authority, health, police, education, voluntary, scrutineer, inspectorate, national, other."""
    area: str | None
    """The place whose arrangements it describes, e.g. "Harland Vale"."""
    self_reported: bool
    draft: bool
    because: dict[str, str] = field(default_factory=dict)
    """For each field above, the words or rule that it was worked out from."""
    concerns: str | None = None
    """The agency that a scrutineer's field note is about, where it is about one."""


Standing = Literal["current", "duplicate", "draft", "superseded", "foreign"]


@dataclass(frozen=True)
class Document:
    """One paper of a pack: its bytes by hash, what was read, what kind it is, and how it stands beside the others."""

    id: str
    file: str
    sha256: str
    reading: Reading
    profile: Profile
    standing: Standing = "current"
    standing_because: str = ""


@dataclass(frozen=True)
class Passage:
    """What a person would quote: a sentence or a few, a row with its headers, an action-log entry."""

    document: str
    segment: int
    start: int
    end: int
    text: str
    where: Location
    style: BlockStyle
    headings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.text) != self.end - self.start:
            raise ValueError("A passage's offsets span its text.")

    @property
    def id(self) -> str:
        return f"{self.document}.{self.segment}.{self.start}-{self.end}"


@dataclass(frozen=True)
class Citation:
    """A passage plus two offsets into its segment; the quote is derived from them, never carried along."""

    passage: Passage
    start: int
    end: int

    def __post_init__(self) -> None:
        if not self.passage.start <= self.start < self.end <= self.passage.end:
            raise QuoteNotFound("A citation lies within its passage.")

    @property
    def quote(self) -> str:
        return self.passage.text[self.start - self.passage.start : self.end - self.passage.start]


def sha256_of(data: bytes) -> str:
    """The hash by which a file is known everywhere."""
    return hashlib.sha256(data).hexdigest()


def sha256_of_file(path: Path) -> str:
    """The same of a file on disk, without holding it in memory; OSError where it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
