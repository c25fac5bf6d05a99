"""A reading in the making: the segments found so far, the headings in force, and the places that could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from corpus.document import Block, BlockStyle, Location, Outcome, Reading, Segment, Unread
from corpus.formats.characters import INVISIBLE_WHY, clean
from corpus.limits import CHARACTERS, Refused

NO_TEXT = "No text was found in this file. That is not the same as finding no evidence."


@dataclass(frozen=True)
class Piece:
    """One thing that a typist would call a heading, a paragraph or a row, not yet placed in a segment."""

    text: str
    style: BlockStyle
    headings: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


@cache
def _label(text: str) -> str:
    """A column's name as it is seen; the same few names recur on every row."""
    return clean(text)[0]


@dataclass
class Transcript:
    """What has been read of one file so far, in order."""

    kind: str
    segments: list[Segment] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    _missed: bool = False
    _invisible: bool = False
    _characters: int = 0
    _outline: list[tuple[int, str]] = field(default_factory=list)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings in force, outermost first."""
        return tuple(text for _, text in self._outline)

    def open_heading(self, level: int, text: str) -> None:
        """From here on the words stand under this heading, and no longer under those of its level or deeper."""
        self._outline = [(above, name) for above, name in self._outline if above < level]
        self._outline.append((level, " ".join(self.seen(text).split())))

    def close_headings(self) -> None:
        """From here on the words stand under no heading."""
        self._outline = []

    def seen(self, text: str) -> str:
        """The text as it is seen, remembering whether anything invisible was in it."""
        cleaned, invisible = clean(text)
        self._invisible = self._invisible or invisible
        return cleaned

    def add_paragraph(self, piece: Piece) -> None:
        """One more paragraph or row, numbered after the one before."""
        path = (*piece.headings, " ".join(piece.text.split())) if piece.style == "heading" else piece.headings
        heading = self.seen(path[-1]) if path else ""
        self.add(Location(heading=heading, paragraph=len(self.segments) + 1), [piece])

    def add(self, where: Location, pieces: list[Piece]) -> None:
        """A segment at one place, one line for each piece that has words."""
        text = ""
        blocks: list[Block] = []
        for piece in pieces:
            words = self.seen(piece.text).strip()
            if not words:
                continue
            start = len(text) + 1 if text else 0
            text = f"{text}\n{words}" if text else words
            columns = tuple(_label(column) for column in piece.columns)
            blocks.append(Block(start, start + len(words), piece.style, piece.headings, columns))
        if blocks:
            self._count(len(text))
            self.segments.append(Segment(where, text, tuple(blocks)))

    def miss(self, where: Location | None, why: str) -> None:
        """A place whose words were not read, said once."""
        self._missed = True
        self._say(Unread(where, why))

    def remark(self, where: Location | None, why: str) -> None:
        """Something that the uploader should know of a place that was read, said once."""
        self._say(Unread(where, why, was_read=True))

    def _say(self, entry: Unread) -> None:
        if entry not in self.unread[-200:]:
            self.unread.append(entry)

    def reading(self, pages: int = 0) -> Reading:
        """The finished reading, with its outcome."""
        if self._invisible:
            self.remark(None, INVISIBLE_WHY)
        properties = {name: clean(value)[0] for name, value in self.properties.items()}
        return Reading(*self._outcome(), self.kind, tuple(self.segments), tuple(self.unread), properties, pages)

    def _outcome(self) -> tuple[Outcome, str | None]:
        if not self.segments:
            return "no_text", NO_TEXT
        if self._missed:
            return "partly_read", "Some places in this file were not read."
        return "read", None

    def _count(self, characters: int) -> None:
        self._characters += characters
        if self._characters > CHARACTERS:
            raise Refused(f"This file holds more than {CHARACTERS:,} characters of text, which is more than is read.")
