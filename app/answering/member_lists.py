"""Lists of those present and of apologies at the head of minutes, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from app.answering.agencies import agency_of_member
from corpus.document import Reading
from corpus.yaml_text import load_yaml

Listed = Literal["came", "apologies", "absent"]

FIRST_SEGMENTS = 12
"""Lists of those present stand at the head of a paper."""
LONGEST_LINE = 160
_NUMBERED = re.compile(
    r"^\s*(?:item\s+)?\d+[.)]?\s+\S|^\s*(?:agenda|welcome|minutes of|matters arising|introductions?)\b", re.IGNORECASE
)
_BULLET = re.compile(r"^[\s•●▪*·–-]+")
_SENTENCE_END = re.compile(r"(?<=[a-z)])\.\s+(?=[A-Z])")
_SEVERAL = re.compile(r";\s*|(?<=\)),\s+(?=[A-Z])")


def listed(reading: Reading) -> Iterator[tuple[int, int, int, Listed, str]]:
    """Each person of a list: the segment, where the words begin and end in it, under which list, and the words."""
    state: Listed | None = None
    for number, segment in enumerate(reading.segments[:FIRST_SEGMENTS]):
        rows = [(block.start, block.end) for block in segment.blocks if block.style == "row"]
        at = 0
        for line in segment.text.splitlines(keepends=True):
            start, at = at, at + len(line)
            words = line.strip()
            if not words or any(first <= start < last for first, last in rows):
                continue
            begun, rest = _begins(words)
            if begun is not None:
                state = begun
                offset = line.index(rest) if rest else 0
                yield from _people(number, start + offset, rest, state)
            elif _NUMBERED.match(words) or (len(words) > LONGEST_LINE and ";" not in words):
                state = None
            elif state is not None:
                yield from _people(number, start + line.index(words), words, state)


def _begins(words: str) -> tuple[Listed | None, str]:
    for state, pattern in _lists().items():
        if match := pattern.match(words):
            return state, words[match.end() :].strip()
    return None, ""


def _people(number: int, start: int, words: str, state: Listed) -> Iterator[tuple[int, int, int, Listed, str]]:
    at = 0
    for piece in _pieces(words):
        begin = words.index(piece, at)
        at = begin + len(piece)
        bare = _BULLET.sub("", piece).strip().rstrip(".;,")
        if len(bare.split()) < 2 or not bare[0].isupper():
            continue
        first = start + begin + piece.index(bare)
        yield number, first, first + len(bare), state, bare


def _pieces(words: str) -> list[str]:
    """Each person of a line: apart by semicolons, by bracketed roles, or by commas where there are only names."""
    first = _SENTENCE_END.split(words, maxsplit=1)[0]
    pieces = _SEVERAL.split(first)
    bare = first.split(", ")
    if len(pieces) == 1 and len(bare) > 1 and not _roles().search(first) and agency_of_member(first) is None:
        return bare
    return pieces


@cache
def _roles() -> re.Pattern[str]:
    rows = load_yaml((Path(__file__).parent / "attendance.yaml").read_text("utf-8"))
    return re.compile(rows["roles"], re.IGNORECASE)


@cache
def _lists() -> dict[Listed, re.Pattern[str]]:
    rows = load_yaml((Path(__file__).parent / "attendance.yaml").read_text("utf-8"))
    return {
        state: re.compile(rf"{pattern}\s*(?::|-\s|–\s|$)", re.IGNORECASE) for state, pattern in rows["lists"].items()
    }
