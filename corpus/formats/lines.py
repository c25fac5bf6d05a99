"""Plain text as paragraphs: what was typed as one thing stays together, however its lines are broken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import BlockStyle
from corpus.formats.grid import Cell, Row
from corpus.formats.rows import pieces_of
from corpus.formats.transcript import Piece, Transcript

BULLET = re.compile(r"\s*([•●▪■◦‣⁃∙·○*+–—-]|\(?([0-9]{1,3}(\.[0-9]{1,3})*|[a-z]|[ivx]{1,5})[.)])\s+\S", re.IGNORECASE)
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"(=+|-+)\s*$")
_RULE = re.compile(r"\s*([-_*=~#]\s*){3,}$")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
_CAPITALS = re.compile(r"[A-Z0-9][A-Z0-9 ,.&/()'’:–-]{3,70}$")
_NUMBERED_HEADING = re.compile(r"\d{1,2}(\.\d{1,2}){0,2}\.?\s+[A-Z][^.;?!]{2,70}$")

# A line that stops this far short of the longest was ended by its writer, not by the width of the window.
SHORT_OF = 0.7
WRAPPED = 60


def read_lines(transcript: Transcript, text: str, markdown: bool = False) -> None:
    """Adds every paragraph of a plain text to the transcript, under the headings that it is typed under."""
    for chunk in _chunks(transcript.seen(text)):
        _read_chunk(transcript, chunk, markdown)


def _chunks(text: str) -> Iterator[list[str]]:
    """Runs of lines without a blank one between."""
    chunk: list[str] = []
    for line in text.split("\n"):
        if line.strip():
            chunk.append(line)
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _read_chunk(transcript: Transcript, chunk: list[str], markdown: bool) -> None:
    # A ruled table is one whatever the file is called: minutes are pasted from other programs into plain text.
    if len(chunk) > 1 and _TABLE_RULE.match(chunk[1]) and "|" in chunk[0] and "|" in chunk[1]:
        _read_table(transcript, chunk)
        return
    for paragraph in _paragraphs(chunk, markdown):
        _read_paragraph(transcript, paragraph, markdown, alone=len(chunk) <= 2)


def _read_table(transcript: Transcript, chunk: list[str]) -> None:
    rows = [Row(_cells(line), header=index == 0) for index, line in enumerate(chunk) if index != 1]
    width = max((len(row.cells) for row in rows), default=0)
    for piece in pieces_of(rows, width, transcript.headings):
        transcript.add_paragraph(piece)


def _cells(line: str) -> tuple[Cell, ...]:
    parts = re.split(r"(?<!\\)\|", line.strip().strip("|"))
    texts = [part.replace("\\|", "|").strip() for part in parts]
    return tuple(Cell(column, text) for column, text in enumerate(texts) if text)


def _paragraphs(chunk: list[str], markdown: bool) -> Iterator[list[str]]:
    """Lines that belong together: a new one begins at a bullet or heading, or after a line its writer ended."""
    longest = max(len(line) for line in chunk)
    paragraph: list[str] = []
    for line in chunk:
        if paragraph and _begins(paragraph[-1], line, longest, markdown):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def _begins(before: str, line: str, longest: int, markdown: bool) -> bool:
    if markdown and _UNDERLINE.match(line) and not _RULE.match(before) and not BULLET.match(before):
        return False
    if BULLET.match(line) or _RULE.match(line) or _RULE.match(before):
        return True
    if markdown and (_MARKDOWN_HEADING.match(line) or _MARKDOWN_HEADING.match(before)):
        return True
    if line[:1].isspace() and BULLET.match(before):
        return False
    opens = line.lstrip("\"'“‘(>| ")[:1]
    if opens.islower():
        return False
    if longest < WRAPPED:
        return not before.rstrip().endswith(",")
    return len(before) < longest * SHORT_OF or (
        longest > 2 * WRAPPED and before.rstrip().endswith((".", "?", "!", ":"))
    )


def _read_paragraph(transcript: Transcript, lines: list[str], markdown: bool, alone: bool) -> None:
    text = "\n".join(line.rstrip() for line in lines).strip()
    if _RULE.match(text):
        return
    level, title = _heading(lines, text, markdown, alone)
    if level:
        transcript.open_heading(level, title)
        transcript.add_paragraph(Piece(text, "heading", transcript.headings[:-1]))
        return
    style: BlockStyle = "list" if BULLET.match(text) else "paragraph"
    transcript.add_paragraph(Piece(text, style, transcript.headings))


def _heading(lines: list[str], text: str, markdown: bool, alone: bool) -> tuple[int, str]:
    """The level and words of a heading, or level 0 where the paragraph is none."""
    matched = _MARKDOWN_HEADING.match(text)
    if markdown and matched and len(lines) == 1:
        return len(matched[1]), matched[2]
    if len(lines) == 2 and _UNDERLINE.match(lines[1]) and len(lines[1].strip()) > 2:
        return (1 if lines[1].startswith("=") else 2), lines[0].strip()
    bold = re.fullmatch(r"\*\*([^*]{2,80})\*\*:?", text)
    if markdown and bold and len(text.split()) <= 12:
        return 7, bold[1]
    if (
        alone
        and len(lines) == 1
        and (_CAPITALS.match(text) or _NUMBERED_HEADING.match(text))
        and len(text.split()) <= 10
    ):
        return (3 if text[0].isdigit() else 2), text
    return 0, ""
