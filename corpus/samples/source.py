"""What a sample paper is before it is made into a file: its front matter and its blocks, read from Markdown or YAML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

SOURCES = Path(__file__).parent / "sources"

COMMENT = " %%comment "
"""What stands between a paragraph and a reader's comment on it, in a source."""


class SourceError(Exception):
    """A source of the sample pack is not written as the builder needs it."""


@dataclass(frozen=True)
class Run:
    """Words of one weight and slope."""

    text: str
    bold: bool = False
    italic: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    level: int
    runs: Runs


@dataclass(frozen=True)
class Paragraph:
    runs: Runs
    comment: str | None = None
    """What a reader wrote in the margin."""


@dataclass(frozen=True)
class Bullets:
    items: tuple[Runs, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True)
class Callout:
    """A passage set apart in a box."""

    paragraphs: tuple[Runs, ...]


@dataclass(frozen=True)
class NewPage:
    """The typist began a new page here."""


Piece = Heading | Paragraph | Bullets | Table | Callout | NewPage


@dataclass(frozen=True)
class Source:
    """One paper as its source tells it: the file to make, what is known of it, and its text."""

    path: Path
    front: dict[str, Any]
    body: str = ""

    def __post_init__(self) -> None:
        for key in ("file", "date"):
            if key not in self.front:
                raise SourceError(f"{self.path.name} has no “{key}”.")

    @property
    def file(self) -> str:
        return str(self.front["file"])

    @property
    def format(self) -> str:
        return self.file.rsplit(".", 1)[-1]

    @property
    def written(self) -> datetime:
        """When the paper says that it was written, for the file's own properties."""
        day = self.front["date"]
        return datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)

    def pieces(self) -> tuple[Piece, ...]:
        return tuple(_pieces(MarkdownIt("commonmark").enable("table").parse(self.body)))


def read_source(path: Path) -> Source:
    """A Markdown source has front matter between two rules; a YAML source is front matter throughout."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".yaml":
        return Source(path, yaml.safe_load(text))
    if not text.startswith("---\n") or "\n---\n" not in text:
        raise SourceError(f"{path.name} does not begin with front matter.")
    front, body = text[4:].split("\n---\n", 1)
    return Source(path, yaml.safe_load(front), body.strip("\n") + "\n")


def read_sources(folder: Path = SOURCES) -> tuple[Source, ...]:
    """Every source of the pack, in the order of the files that they make."""
    found = [read_source(path) for path in folder.iterdir() if path.suffix in (".md", ".yaml")]
    return tuple(sorted(found, key=lambda source: source.file))


def plain(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def _pieces(tokens: list[Token]) -> Iterator[Piece]:
    at = 0
    while at < len(tokens):
        end = _end_of(tokens, at)
        yield _piece(tokens[at], tokens[at + 1 : end])
        at = end + 1


def _end_of(tokens: list[Token], at: int) -> int:
    """The token that closes the one at `at`, or itself where it stands alone."""
    depth = 0
    for end in range(at, len(tokens)):
        depth += tokens[end].nesting
        if depth == 0:
            return end
    raise SourceError("A block of the source is not closed.")


def _piece(opening: Token, inside: list[Token]) -> Piece:
    inlines = [_runs(token) for token in inside if token.type == "inline"]
    match opening.type:
        case "heading_open":
            return Heading(int(opening.tag[1]), inlines[0])
        case "paragraph_open":
            return _paragraph(inlines[0])
        case "bullet_list_open" | "ordered_list_open":
            return Bullets(tuple(inlines), opening.type == "ordered_list_open")
        case "blockquote_open":
            return Callout(tuple(inlines))
        case "table_open":
            return _table(inside)
        case "hr":
            return NewPage()
    raise SourceError(f"The builder knows no “{opening.type}”.")


def _paragraph(runs: Runs) -> Paragraph:
    *before, last = runs
    text, found, comment = last.text.partition(COMMENT.strip())
    if not found:
        return Paragraph(runs)
    return Paragraph((*before, Run(text.rstrip(), last.bold, last.italic)), comment.strip())


def _table(inside: list[Token]) -> Table:
    rows: list[list[Runs]] = []
    for token in inside:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_runs(token))
    return Table(tuple(rows[0]), tuple(tuple(row) for row in rows[1:]))


def _runs(inline: Token) -> Runs:
    runs: list[Run] = []
    bold = italic = False
    for token in inline.children or []:
        bold = token.type == "strong_open" or (bold and token.type != "strong_close")
        italic = token.type == "em_open" or (italic and token.type != "em_close")
        text = " " if token.type == "softbreak" else token.content
        if text:
            runs.append(Run(text, bold, italic))
    return tuple(runs) or (Run(""),)
