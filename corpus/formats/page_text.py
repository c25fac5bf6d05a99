"""The text of each page, cut into blocks under their headings, with the box of every word at its offsets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from corpus.document import Block, BlockStyle, Box, Location, Segment
from corpus.formats.grid import Cell, Names, Row
from corpus.formats.headers import column_names, is_title, names_columns, names_rows
from corpus.formats.page_part import Part, PartCell
from corpus.formats.page_words import PageWord
from corpus.formats.rows import BORDER

HYPHENS = "-\u2010\u2011"
# Words that English joins with a hyphen to what follows, so that a hyphen at a line's end belongs to them.
_HYPHENATED = {
    *("multi", "non", "self", "cross", "well", "long", "short", "high", "low", "half", "semi", "two", "three", "four"),
    *(
        "five",
        "six",
        "first",
        "second",
        "third",
        "year",
        "decision",
        "problem",
        "trauma",
        "evidence",
        "child",
        "family",
    ),
    *("person", "face", "county", "early", "follow"),
}


class Spelling:
    """How the document writes words that may have a hyphen, so that a line's end is joined as the writer would."""

    def __init__(self, pages: Iterable[Sequence[PageWord]]) -> None:
        self._seen: Counter[str] = Counter(_bare(word.text) for words in pages for word in words)

    def joined(self, left: str, right: str) -> str:
        """Two halves of a word at a line's end as one, with its hyphen only where it has one in mid-line."""
        stem = left.rstrip(HYPHENS)
        whole, hyphened = _bare(stem + right), _bare(f"{stem}-{right}")
        if self._seen[whole] != self._seen[hyphened]:
            return stem if self._seen[whole] > self._seen[hyphened] else left
        keeps = not right[:1].islower() or _bare(stem).rpartition("-")[2] in _HYPHENATED or "-" in stem
        return left if keeps else stem


def _bare(text: str) -> str:
    return text.strip(".,;:()[]'\"“”‘’").lower()


class _Typing:
    """The text of one segment being typed, with the boxes of its words and its blocks."""

    def __init__(self, spelling: Spelling) -> None:
        self.spelling = spelling
        self.text = ""
        self.blocks: list[Block] = []
        self.boxes: list[Box] = []

    def part(self, apart: str) -> int:
        """Begins a part, set off from what is above it, and says where."""
        if self.text:
            self.text += apart
        return len(self.text)

    def words(self, words: Sequence[PageWord]) -> None:
        """Words joined by spaces, and by nothing where a line's end cut a word in two."""
        for i, word in enumerate(words):
            after = words[i + 1] if i + 1 < len(words) else None
            cut = after is not None and _is_cut(word, after)
            letters = self.spelling.joined(word.text, after.text) if cut and after is not None else word.text
            self.letters(letters, word)
            if after is not None and not cut:
                self.text += " "

    def letters(self, letters: str, word: PageWord) -> None:
        start = len(self.text)
        self.text += letters
        self.boxes.append(Box(start, len(self.text), word.page, *word.box))

    def block(self, start: int, style: BlockStyle, headings: tuple[str, ...], columns: tuple[str, ...] = ()) -> None:
        if len(self.text) > start:
            self.blocks.append(Block(start, len(self.text), style, headings, columns))

    def segment(self, page: int) -> Segment:
        return Segment(Location(page=page), self.text, tuple(self.blocks), tuple(self.boxes))


def _is_cut(word: PageWord, after: PageWord) -> bool:
    """Whether a line's end falls within a word."""
    if len(word.text) < 3 or word.text[-1] not in HYPHENS or not after.text[:1].isalnum():
        return False
    return after.page != word.page or after.x0 < word.x1 - 1 or abs(after.middle - word.middle) > 0.6 * word.size


def segments_of(pages: Sequence[Sequence[Part]], numbers: Sequence[int], spelling: Spelling) -> list[Segment]:
    """One segment for each page with words; headings and the headers of a table carry over from page to page."""
    outline = _Outline()
    segments = []
    for number, parts in zip(numbers, pages, strict=True):
        typing = _Typing(spelling)
        for part in parts:
            _type(part, typing, outline)
        if typing.text.strip():
            segments.append(typing.segment(number))
    return segments


class _Outline:
    """The headings in force, and the table that the last page ended with."""

    def __init__(self) -> None:
        self._open: list[tuple[tuple[float, int], str]] = []
        self.table: tuple[tuple[float, ...], Names, dict[int, tuple[PageWord, ...]]] | None = None

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(text for _, text in self._open)

    def head(self, rank: tuple[float, int], text: str) -> None:
        self._open = [(above, name) for above, name in self._open if _above(above, rank)]
        self._open.append((rank, text))


def _above(upper: tuple[float, int], lower: tuple[float, int]) -> bool:
    """Whether a heading stays in force under another: it is larger, or as large with a shallower number."""
    if abs(upper[0] - lower[0]) > 0.6:
        return upper[0] > lower[0]
    return 0 < upper[1] < lower[1]


def _type(part: Part, typing: _Typing, outline: _Outline) -> None:
    if part.rows:
        _type_table(part, typing, outline)
        return
    if part.style not in ("note", "comment"):
        outline.table = None
    previous = typing.blocks[-1].style if typing.blocks else part.style
    tight = previous in ("heading", "title")
    start = typing.part("\n" if tight or part.style == previous == "list" else "\n\n")
    if part.note:
        typing.text += part.note
        typing.boxes += [Box(start, len(typing.text), w.page, *w.box) for w in part.words]
    else:
        typing.words(part.words)
    path = outline.path
    if part.style == "heading":
        outline.head(part.rank, typing.text[start:])
        path = outline.path[:-1]
    typing.block(start, part.style, path)


def _type_table(part: Part, typing: _Typing, outline: _Outline) -> None:
    rows = [_row(cells, typing.spelling) for cells in part.rows]
    names, sources, first = _headers(part, rows, outline)
    pairs = not names and names_rows(rows)
    outline.table = (part.edges, names, sources) if part.edges else None
    apart = "\n\n" if typing.blocks and typing.blocks[-1].style not in ("heading", "title") else "\n"
    section: tuple[str, ...] = ()
    for i, cells in enumerate(part.rows):
        start = typing.part(apart)
        apart = "\n"
        known = {} if i < first else names
        columns = tuple(dict.fromkeys(names.values()))
        if i >= first and is_title(rows[i], _width(part)):
            typing.words(cells[0].words)
            typing.block(start, "heading", outline.path)
            section = (typing.text[start:],)
            continue
        if pairs and len(cells) == 2:
            _type_pair(cells, typing)
            columns = (rows[i].cells[0].text,)
        else:
            _type_row(cells, known, sources, typing)
        typing.block(start, "row", outline.path + section, columns)


def _width(part: Part) -> int:
    return max(cell.column + cell.span for row in part.rows for cell in row)


def _row(cells: Sequence[PartCell], spelling: Spelling) -> Row:
    return Row(tuple(_cell(cell, spelling) for cell in cells))


def _cell(cell: PartCell, spelling: Spelling) -> Cell:
    typing = _Typing(spelling)
    typing.words(cell.words)
    return Cell(cell.column, typing.text, cell.span, all(word.bold for word in cell.words))


def _headers(part: Part, rows: Sequence[Row], outline: _Outline) -> tuple[Names, dict[int, tuple[PageWord, ...]], int]:
    """The names of the columns, the words they were read from, and how many rows they take up."""
    first = 0
    while first < len(rows) - 1 and len(rows[first].cells) == 1:
        first += 1
    body = rows[first:]
    if not names_rows(body) and names_columns(body[0], body[1:]):
        sources = {c: cell.words for cell in part.rows[first] for c in range(cell.column, cell.column + cell.span)}
        return column_names(body[0]), sources, first + 1
    if first and body and _heads_the_rest(part.rows[first - 1], body):
        lone = part.rows[first - 1][0]
        return column_names(rows[first - 1]), {lone.column: lone.words}, first
    if outline.table is not None and part.edges and _same_columns(outline.table[0], part.edges):
        return outline.table[1], outline.table[2], 0
    return {}, {}, 0


def _heads_the_rest(row: Sequence[PartCell], body: Sequence[Row]) -> bool:
    """Whether a row's one cell names a column of figures whose labels stand under an empty corner."""
    return row[0].column > 0 and row[0].span == 1 and len(row[0].words) <= 8 and len(body[0].cells) > 1


def _same_columns(above: tuple[float, ...], below: tuple[float, ...]) -> bool:
    return len(above) == len(below) and all(abs(a - b) <= 4 for a, b in zip(above, below, strict=True))


def _type_row(
    cells: Sequence[PartCell], names: Names, sources: dict[int, tuple[PageWord, ...]], typing: _Typing
) -> None:
    for i, cell in enumerate(cells):
        if i:
            typing.text += BORDER
        name = names.get(cell.column, "") if cell.span == 1 or len(cells) > 1 else ""
        if name and name.lower() != " ".join(word.text for word in cell.words).lower():
            _type_label(name, sources.get(cell.column, ()), typing)
        for start, end in pairwise((0, *cell.breaks, len(cell.words))):
            typing.text += "\n" if start else ""
            typing.words(cell.words[start:end])


def _type_label(name: str, words: Sequence[PageWord], typing: _Typing) -> None:
    start = len(typing.text)
    typing.words(words)
    if typing.text[start:] != name:
        # The name is gathered from more than one header row, so that no one run of words stands for it.
        typing.boxes = [box for box in typing.boxes if box.start < start]
        typing.text = typing.text[:start] + name
    typing.text += " " if name.endswith((":", "?")) else ": "


def _type_pair(cells: Sequence[PartCell], typing: _Typing) -> None:
    label, value = cells
    typing.words(label.words)
    typing.text += " " if typing.text.endswith((":", "?")) else ": "
    typing.words(value.words)
