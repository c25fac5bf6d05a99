"""The parts of a page as its typist made them: headings, paragraphs, list items and rows, each with its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.formats.aligned_table import table_at
from corpus.formats.page_breaks import goes_on
from corpus.formats.page_headings import LARGE, depth, in_capitals, may_head, with_plain_headings
from corpus.formats.page_lines import Line, in_columns, lines_of
from corpus.formats.page_part import Part, PartCell
from corpus.formats.page_words import PageWord
from corpus.formats.ruled_table import RuledCell, RuledTable, SideBox
from corpus.formats.typeface import Typeface

_BULLET = re.compile(r"^(?:[•·▪●○◦‣⁃∙■□➢➤✓*–—-]|o|§)$")
_NUMBERED = re.compile(
    r"^(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|\((?:\d{1,3}|[a-z]|[ivx]{1,5})\)|\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}[a-z][.)])$"
)
_NUMBER_AND_WORD = re.compile(r"^\d{1,2}[.)][A-Z][a-z]")
_ENDS_SENTENCE = re.compile(r"[.!?:;][\"'”’)\]]*$")


def parts_of(words: list[PageWord], tables: Sequence[RuledTable | SideBox], face: Typeface) -> list[Part]:
    """The parts of one page in reading order; words that lie askew, such as a watermark, come last."""
    upright = [word for word in words if word.upright]
    askew = [word for word in words if not word.upright]
    parts: list[Part] = []
    for region, held in in_columns(upright, list(tables)):
        more = _region_parts(lines_of(region), held, face)
        if parts and more and goes_on(parts[-1], more[0]):
            parts[-1] = replace(parts[-1], words=parts[-1].words + more.pop(0).words)
        parts += more
    parts = with_plain_headings(parts, face)
    if askew:
        parts.append(Part("note", tuple(askew)))
    return parts


def _region_parts(lines: list[Line], tables: Sequence[RuledTable | SideBox], face: Typeface) -> list[Part]:
    parts: list[Part] = []
    last: list[Part] = []
    for table in sorted(tables, key=lambda table: table.y0):
        drawn = [ruled_part(table)] if isinstance(table, RuledTable) else parts_of(list(table.words), [], face)
        if any(line.y0 < table.y1 and line.y1 > table.y0 for line in lines):
            # Beside text, it is read after it: a box must not cut the sentence that runs past it.
            last += drawn
            continue
        parts += _text_parts([line for line in lines if line.middle < table.y0], face) + drawn
        lines = [line for line in lines if line.middle >= table.y0]
    return parts + _text_parts(lines, face) + last


def ruled_part(table: RuledTable) -> Part:
    """A ruled table as one part, the words of each cell line by line."""
    rows = tuple(tuple(_cell(cell) for cell in row if cell.words) for row in table.rows)
    return Part("row", rows=tuple(row for row in rows if row), edges=table.columns)


def _cell(cell: RuledCell) -> PartCell:
    """A cell with its words in order, and where in them a new item or paragraph begins."""
    words: list[PageWord] = []
    breaks: list[int] = []
    before: Line | None = None
    for line in lines_of(cell.words):
        bullet = len(line.words) > 1 and _BULLET.match(line.words[0].text) is not None
        if before is not None and (_starts_item(line) or line.middle - before.middle > 1.6 * line.size):
            breaks.append(len(words))
        words += line.words[1:] if bullet else line.words
        before = line
    return PartCell(cell.column, tuple(words), cell.span, tuple(breaks))


def _text_parts(lines: list[Line], face: Typeface) -> list[Part]:
    parts: list[Part] = []
    right = max((line.x1 for line in lines), default=0.0)
    i = 0
    while i < len(lines):
        table = table_at(lines[i:])
        if table is not None:
            rows = tuple(tuple(PartCell(c, words) for c, words in enumerate(row) if words) for row in table.rows)
            parts.append(Part("row", rows=rows))
            i += table.lines
            continue
        end = i + 1
        while end < len(lines) and _runs_on(lines[i:end], lines[end], right, face):
            end += 1
        parts.append(_part(lines[i:end], face))
        i = end
    return parts


def _runs_on(above: Sequence[Line], line: Line, right: float, face: Typeface) -> bool:
    """Whether a line goes on with the paragraph above it."""
    last = above[-1]
    if abs(line.size - last.size) > 0.08 * last.size or _starts_item(line) or table_like(line):
        return False
    if line.middle - last.middle > max(1.45, face.leading * 1.15) * last.size:
        return False
    if line.bold != last.bold and ((last.bold and may_head(above)) or (line.bold and _ENDS_SENTENCE.search(last.text))):
        return False
    if in_capitals(last.text) and not line.text.isupper() and may_head(above):
        return False
    if line.text[:1].islower():
        return True
    if _ENDS_SENTENCE.search(last.text) and line.x0 > last.x0 + line.size and not _starts_item(above[0]):
        return False
    room = right - last.x1
    first = line.words[0]
    deliberate = room > (first.x1 - first.x0) + 0.6 * line.size
    return not deliberate or (not _ENDS_SENTENCE.search(last.text) and _looks_wrapped(above, line, right))


def _looks_wrapped(above: Sequence[Line], line: Line, right: float) -> bool:
    """Whether a line that stops early runs on: it does where every line of the block stops at the same early edge."""
    edge = max([*(other.x1 for other in above), line.x1])
    return above[-1].x1 > edge - 0.18 * (edge - above[0].x0) and edge < right - line.size


def table_like(line: Line) -> bool:
    """Whether a line has a wide gap that is not just a list mark's indent."""
    return len(line.chunks) > 2 or (len(line.chunks) == 2 and len(line.chunks[0].text) > 3)


def _starts_item(line: Line) -> bool:
    first = line.words[0].text
    if _BULLET.match(first):
        return len(line.words) > 1
    return (bool(_NUMBERED.match(first)) and len(line.words) > 1) or bool(_NUMBER_AND_WORD.match(first))


def _part(lines: Sequence[Line], face: Typeface) -> Part:
    words = tuple(word for line in lines for word in line.words)
    size = max(line.size for line in lines)
    bold = all(line.bold for line in lines)
    large = size >= LARGE * face.size
    if may_head(lines) and (large or (bold and size >= 0.95 * face.size)) and len(" ".join(w.text for w in words)) > 1:
        text = " ".join(word.text for word in words)
        return Part("heading", words, rank=(round(size * 2) / 2 + (0.25 if bold else 0.0), depth(text)))
    if _BULLET.match(words[0].text) and len(words) > 1:
        return Part("list", words[1:])
    return Part("list" if _starts_item(lines[0]) else "paragraph", words)
