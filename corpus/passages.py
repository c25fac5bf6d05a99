"""A reading cut into passages: what a person would quote, each standing verbatim at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from corpus.document import Block, Passage, Reading, Segment
from corpus.sentences import Span, sentences, trimmed, vocabulary

# A quotation in a scrutineer's report runs to two or three sentences, and the sentence model reads about 180 words
# at once: 70 words leave room for the headings in front.
PARAGRAPH_WORDS = 70
# A row of an action log is one entry, and is split only when it holds a whole discussion.
ROW_WORDS = 90
# No person quotes more than this, however few words it is.
MOST_CHARACTERS = 4_000
# "Agreed." or "None." means nothing without its neighbour.
SHORT_WORDS = 6
# Under a heading such as "Contents", longer lines than this are text that the contents list did not end before.
CONTENTS_WORDS = 16
# A stem as long as this says something by itself ("Attendance fell in all three years, for these reasons:").
STEM_WORDS = 8
# Furniture is short; beyond this many characters a block is read as text whatever it looks like.
FURNITURE_CHARACTERS = 320

BORDER = " | "

_CONTACT = re.compile(
    r"\S+@\S+|(https?://|www\.)\S+|\+?\d[\d ()-]{8,}\d|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
    r"|\b(tel|telephone|email|e-mail|phone)\b:?",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(\.{4,}|…{2,}|(\. ){4,}|\t|_{4,})\s*\d{1,4}\s*$")
_BULLET = re.compile(r"[•●▪■◦‣⁃∙·○]+\s*|[*–—-]\s+")
_WORD = re.compile(r"\w")


def passages_of(document_id: str, reading: Reading) -> tuple[Passage, ...]:
    """Every passage of a reading, in order; headings, contents lists and page furniture are carried or left out."""
    found: list[Passage] = []
    stem = ""
    for number, segment in enumerate(reading.segments):
        for block in segment.blocks:
            text = segment.text[block.start : block.end]
            if block.style in ("title", "heading", "metadata"):
                stem = ""
            if not _is_quotable(block, text):
                continue
            stem = stem if block.style in ("list", "row") else ""
            headings = (*block.headings, stem) if stem else block.headings
            found += _passages(document_id, number, segment, block, headings)
            if text.rstrip().endswith(":") and block.style != "row":
                stem = _stem(segment.text, block)
    return tuple(found)


def _stem(text: str, block: Block) -> str:
    """The last sentence of a block that ends with a colon: it says what the items after it are."""
    start, end = sentences(text, block.start, block.end)[-1]
    return " ".join(text[start:end].split())


def _is_quotable(block: Block, text: str) -> bool:
    if block.style in ("title", "heading", "metadata") or _WORD.search(text) is None:
        return False
    if block.style == "row":
        return text != BORDER.join(block.columns)
    if text.rstrip().endswith(":") and len(text.split()) < STEM_WORDS:
        return False
    return not _is_furniture(block, text)


@cache
def _furniture() -> tuple[re.Pattern[str], frozenset[str]]:
    words = vocabulary()
    pattern = re.compile("|".join(f"(?:{line})" for line in words["furniture"]), re.IGNORECASE)
    return pattern, frozenset(words["furniture_headings"])


def _is_furniture(block: Block, text: str) -> bool:
    """Whether a block only furnishes the page: contents, page numbers, markings, greetings, addresses."""
    if len(text) > FURNITURE_CHARACTERS:
        return False
    pattern, headings = _furniture()
    line = " ".join(text.split())
    if pattern.fullmatch(line) or _LEADERS.search(text):
        return True
    heading = re.sub(r"^[\d.\s]+", "", block.headings[-1]).rstrip(": ").lower() if block.headings else ""
    count = len(line.split())
    if heading in headings and count <= CONTENTS_WORDS and not line.endswith((".", ";")):
        return True
    if heading in ("page header", "page footer") and count <= CONTENTS_WORDS and not line.endswith("."):
        return True
    return _CONTACT.search(line) is not None and len(_CONTACT.sub(" ", line).split()) <= SHORT_WORDS


def _passages(
    document_id: str, number: int, segment: Segment, block: Block, headings: tuple[str, ...]
) -> Iterator[Passage]:
    text = segment.text
    entry = _entry(text, block) if block.style == "row" else None
    for start, end in (piece for span in _spans(text, block) for piece in _not_endless(text, span)):
        start, end = trimmed(text, start, end)
        if start < end and _WORD.search(text, start, end):
            path = (*headings, entry) if entry and start > block.start + len(entry) else headings
            yield Passage(document_id, number, start, end, text[start:end], segment.where, block.style, path)


def _not_endless(text: str, span: Span) -> Iterator[Span]:
    """A piece whose words have no end, such as a picture written as letters, cut by its length."""
    start, end = span
    while end - start > MOST_CHARACTERS:
        border = text.rfind(" ", start + 1, start + MOST_CHARACTERS)
        cut = border if border > start else start + MOST_CHARACTERS
        yield start, cut
        start = cut
    yield start, end


def _entry(text: str, block: Block) -> str | None:
    """What names a row, for its later pieces to stand under: its first cell, where that is short."""
    border = text.find(BORDER, block.start, block.end)
    first = text[block.start : border] if border != -1 else ""
    return " ".join(first.split()) if 0 < len(first.split()) <= CONTENTS_WORDS else None


def _spans(text: str, block: Block) -> list[Span]:
    if block.style == "row":
        return _row_spans(text, block.start, block.end)
    begun = _BULLET.match(text, block.start, block.end)
    start = begun.end() if begun else block.start
    if block.style == "list" and _count(text, (start, block.end)) <= ROW_WORDS:
        return [(start, block.end)]
    return _grouped(text, start, block.end)


def _row_spans(text: str, start: int, end: int) -> list[Span]:
    """A row whole, or by its cells where it is long, and a long cell by its sentences."""
    if _count(text, (start, end)) <= ROW_WORDS:
        return [(start, end)]
    spans: list[Span] = []
    for cell in _cells(text, start, end):
        if _count(text, cell) > PARAGRAPH_WORDS:
            spans += _grouped(text, *cell)
        elif spans and _count(text, (spans[-1][0], cell[1])) <= PARAGRAPH_WORDS:
            spans[-1] = (spans[-1][0], cell[1])
        else:
            spans.append(cell)
    return spans


def _cells(text: str, start: int, end: int) -> Iterator[Span]:
    while (border := text.find(BORDER, start, end)) != -1:
        yield start, border
        start = border + len(BORDER)
    yield start, end


def _grouped(text: str, start: int, end: int) -> list[Span]:
    """Sentences, each with those that lean on it."""
    groups: list[Span] = []
    for span in (part for sentence in sentences(text, start, end) for part in _shortened(text, sentence)):
        if groups and _belongs(text, groups[-1], span):
            groups[-1] = (groups[-1][0], span[1])
        else:
            groups.append(span)
    return groups


def _belongs(text: str, before: Span, span: Span) -> bool:
    if _count(text, (before[0], span[1])) > PARAGRAPH_WORDS:
        return False
    if _count(text, span) < SHORT_WORDS or _count(text, before) < SHORT_WORDS:
        return True
    if _is_open(text, before):
        return True
    return text[before[1] - 1] == "?" or _leaning().match(text, span[0], span[1]) is not None


def _is_open(text: str, span: Span) -> bool:
    """Whether a quotation begins in the span and does not end there: someone's words are kept whole."""
    words = text[span[0] : span[1]]
    return words.count("“") > words.count("”") or (words.count('"') % 2 == 1 and '"' in words[:2])


@cache
def _leaning() -> re.Pattern[str]:
    words = sorted(vocabulary()["leaning"], key=len, reverse=True)
    return re.compile(r"[\"'“‘(]*(" + "|".join(re.escape(word) for word in words) + r")\b", re.IGNORECASE)


def _shortened(text: str, sentence: Span) -> Iterable[Span]:
    """A sentence of ordinary length whole; a long one at its semicolons, else its lines, else by count of words."""
    if _count(text, sentence) <= PARAGRAPH_WORDS:
        return [sentence]
    for border in (";", "\n"):
        parts = _packed(text, _cut(text, sentence, border))
        if len(parts) > 1:
            return [piece for part in parts for piece in _by_count(text, part)]
    return _by_count(text, sentence)


def _cut(text: str, span: Span, border: str) -> Iterator[Span]:
    start, end = span
    while (position := text.find(border, start, end)) != -1:
        yield start, position + 1
        start = position + 1
    yield start, end


def _packed(text: str, parts: Iterable[Span]) -> list[Span]:
    packed: list[Span] = []
    for part in parts:
        if packed and _count(text, (packed[-1][0], part[1])) <= PARAGRAPH_WORDS:
            packed[-1] = (packed[-1][0], part[1])
        else:
            packed.append(part)
    return packed


def _by_count(text: str, span: Span) -> list[Span]:
    # A little over is better than a tail of three words.
    if _count(text, span) <= PARAGRAPH_WORDS * 3 // 2:
        return [span]
    ends = [match.end() for match in re.compile(r"\S+").finditer(text, *span)]
    cuts = [span[0], *ends[PARAGRAPH_WORDS - 1 :: PARAGRAPH_WORDS]]
    return [pair for pair in zip(cuts, [*cuts[1:], span[1]], strict=True) if pair[0] < pair[1]]


def _count(text: str, span: Span) -> int:
    return len(text[span[0] : span[1]].split())
