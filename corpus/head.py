"""The head of a paper: the places in which it says what it is, apart from what it goes on to say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath

from corpus.document import Block, Reading, Segment

OPENING_BLOCKS = 24
OPENING_CHARACTERS = 1_600
BODY_CHARACTERS = 60_000
TAIL_BLOCKS = 3
LINE_CHARACTERS = 600
"""A line of a head is read no further than this."""
CONTROL_LINES = 120
_COVER_SHEET = re.compile(
    r"^(?:cover|front|title|notes?|read ?me|about|info(?:rmation)?|intro(?:duction)?|document control|"
    r"version(?:s| control| history)?|contents|guide|key)\b",
    re.IGNORECASE,
)
_CONTROL = re.compile(
    r"\b(?:document (?:control|history|details|information|status)|"
    r"version (?:control|history)|revision history|amendment history|about this (?:document|paper|report))\b",
    re.IGNORECASE,
)
_VERSIONS = re.compile(r"\b(?:version|revision|issue|v\.?\d|ver)\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"[\s|–-]*\bpage\b(?:\s*\d+(?:\s*(?:of|/)\s*\d+)?)?\s*$", re.IGNORECASE)
_ENDLESS = re.compile(r"(\S{100})\S+")
_RUNNING = ("page header", "page footer")


@dataclass(frozen=True)
class Head:
    """What stands at a paper's head and foot, line by line, with the whole text behind it."""

    titles: tuple[str, ...]
    """Lines set as the title; then headings and lines that stand near the top."""
    set_titles: bool
    """Whether the paper has lines set as a title or a heading, and not only plain lines."""
    lines: tuple[str, ...]
    """The opening, a line or a cell at a time."""
    control: tuple[str, ...]
    """Document control, version history, and the cover sheet of a workbook."""
    running: tuple[str, ...]
    """Running headers and footers."""
    tail: tuple[str, ...]
    """The last lines, where a paper is signed and dated."""
    body: str
    file: str
    """The file's own name, without its folder and ending."""
    properties: dict[str, str]
    format: str

    @property
    def opening(self) -> str:
        return "\n".join(self.lines)


def head_of(reading: Reading, file: str) -> Head:
    """The head of what was read."""
    opening = list(_opening(reading))
    return Head(
        titles=_titles(opening),
        set_titles=any(block.style in ("title", "heading") for block, _ in opening[:4]),
        lines=tuple(line for block, text in opening for line in _lines(block, text)),
        control=tuple(islice(_control(reading), CONTROL_LINES)),
        running=tuple(_running(reading)),
        tail=tuple(_tail(reading)),
        body=_body(reading),
        file=PurePath(file).stem,
        properties=reading.properties,
        format=reading.kind,
    )


def _opening(reading: Reading) -> Iterator[tuple[Block, str]]:
    size = 0
    for segment, block, text in islice(_blocks(reading), OPENING_BLOCKS):
        if _is_running(segment) or size > OPENING_CHARACTERS:
            continue
        size += len(text)
        yield block, text


def _titles(opening: list[tuple[Block, str]]) -> tuple[str, ...]:
    """Title lines, else the headings at the very top, and then whatever stands first."""
    titles = [text for block, text in opening[:12] if block.style == "title"]
    headings = [text for block, text in opening[:4] if block.style == "heading"]
    first = [text for block, text in opening[:6] if block.style not in ("row", "metadata", "note")]
    return tuple(dict.fromkeys(titles + headings + first))


def _lines(block: Block, text: str) -> Iterator[str]:
    """A row as its label and value, or cell by cell; a history of versions keeps the word by its dates."""
    whole = [cell.strip() for cell in text.split(" | ")]
    cells = [_without_header(cell, block.columns) for cell in whole]
    if block.style != "row" or len(cells) == 1:
        yield from whole
    elif _VERSIONS.search(" ".join(block.columns)):
        yield from (f"version history, {cell}" for cell in whole)
    elif len(cells) == 2:
        yield f"{cells[0].rstrip(':')}: {cells[1]}"


def _without_header(cell: str, columns: tuple[str, ...]) -> str:
    for column in columns:
        if column and cell.startswith(f"{column}: "):
            return cell[len(column) + 2 :].strip()
    return cell.strip()


def _control(reading: Reading) -> Iterator[str]:
    """Lines under a heading such as Document control, on a cover sheet, or at the top of any sheet."""
    sheet = None
    for segment, block, text in _blocks(reading):
        new_sheet = segment.where.sheet is not None and segment.where.sheet != sheet
        sheet = segment.where.sheet
        headings = " / ".join(block.headings) or segment.where.heading or ""
        if (sheet and _COVER_SHEET.search(sheet)) or new_sheet or _CONTROL.search(headings):
            yield from _lines(block, text)
        elif sheet and block.style == "heading" and segment.where.cells in ("A2", "A3"):
            yield text


def _running(reading: Reading) -> Iterator[str]:
    lines = reading.properties.get("running", "").splitlines()
    lines += [text for segment, _, text in _blocks(reading) if _is_running(segment)]
    yield from (kept for line in lines if (kept := _PAGE_NUMBER.sub("", line).strip()))


def _tail(reading: Reading) -> list[str]:
    """The last few lines of prose; an e-mail and a workbook end anyhow."""
    if reading.kind in ("eml", "xlsx"):
        return []
    texts = [(block, text) for segment, block, text in _blocks(reading) if not _is_running(segment)]
    return [line for block, text in texts[-TAIL_BLOCKS:] for line in _lines(block, text)][-2 * TAIL_BLOCKS :]


def _body(reading: Reading) -> str:
    return _shortened("\n".join(segment.text for segment in reading.segments)[:BODY_CHARACTERS])


def _shortened(text: str) -> str:
    """The text with endless words cut short: nobody writes them, and looking for what is in one would have no end."""
    return _ENDLESS.sub(r"\1", text)


def _is_running(segment: Segment) -> bool:
    return (segment.where.heading or "").lower() in _RUNNING


def _blocks(reading: Reading) -> Iterator[tuple[Segment, Block, str]]:
    """Every block with its words on one line."""
    for segment in reading.segments:
        for block in segment.blocks:
            text = " ".join(_shortened(segment.text[block.start : block.end][:LINE_CHARACTERS]).split())
            if text:
                yield segment, block, text
