"""Sentences with their offsets, as minutes and reports write them: titles, initials and times kept whole."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from corpus.yaml_text import load_yaml

Span = tuple[int, int]

# The end of a sentence: its mark, closing quotes or brackets, a raised note number, then space.
_END = re.compile(r"([.!?…]+)([\"'”’)\]]*)(\[?\d{1,2}\]?)?(\s+|$)")
_LAST_WORD = re.compile(r"[\w.&'’-]*\w$")
_NUMBERING = re.compile(
    r"^[\s•●▪■◦‣⁃∙·○*–—-]*(\(?([0-9]{1,3}(\.[0-9]{1,3})*|[a-z]|[ivxlc]{1,5})[.)]?|Q\d*|A\d*)?$", re.IGNORECASE
)
_INITIALS = re.compile(r"(^|[\s(.])[A-Z]$")
_CLOCK = re.compile(r"\b[ap]\.?m$", re.IGNORECASE)
_STARTS = re.compile(r"[\"'“‘(\[]*[A-Z0-9£€$•●▪◦]")
_ITEM = re.compile(r"\s*([•●▪■◦‣⁃∙·○*–—-]|\(?([0-9]{1,2}|[a-z]|[ivx]{1,4})[.)])\s+\S", re.IGNORECASE)


@cache
def vocabulary() -> dict[str, Any]:
    """The word lists by which papers are cut, from the YAML beside this file."""
    lists: dict[str, Any] = load_yaml(Path(__file__).with_name("passages.yaml").read_text(encoding="utf-8"))
    return lists


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    words = vocabulary()
    return frozenset(words["abbreviations"]), frozenset(words["may_end"])


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of text[start:end], in order, without the space around them."""
    cuts = sorted({*_marks(text, start, end), *_lines(text, start, end)})
    spans = [trimmed(text, a, b) for a, b in zip([start, *cuts], [*cuts, end], strict=True)]
    return [span for span in spans if span[0] < span[1]]


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _marks(text: str, start: int, end: int) -> list[int]:
    """Where a full stop, question or exclamation mark ends a sentence."""
    cuts: list[int] = []
    begun = start
    for match in _END.finditer(text, start, end):
        if match.end() >= end:
            break
        if _ends(text, begun, match):
            begun = match.end()
            cuts.append(begun)
    return cuts


def _ends(text: str, begun: int, match: re.Match[str]) -> bool:
    before = text[max(begun, match.start() - 60) : match.start()]
    following = text[match.end() : match.end() + 4]
    if _NUMBERING.match(text[begun : match.start()]) if match.start() - begun < 16 else False:
        return False
    if match[1] in ("!", "?") or len(match[1]) > 1 or match[2]:
        return _STARTS.match(following) is not None
    if _STARTS.match(following) is None:
        return False
    return not _is_shortened(before, following)


def _is_shortened(before: str, following: str) -> bool:
    """Whether a full stop belongs to the word before it."""
    found = _LAST_WORD.search(before)
    word = found[0].lower() if found else ""
    if _CLOCK.search(before):
        return False
    if _INITIALS.search(before):
        return True
    shortened, may_end = _abbreviations()
    if word not in shortened:
        return False
    # "No. 4" is a number and "There is no." an answer; a figure after it tells them apart.
    return following[:1].isdigit() if word in may_end else True


def _lines(text: str, start: int, end: int) -> list[int]:
    """Where a new line begins a new thing: after a blank line, a finished line, or before a bullet or number."""
    cuts: list[int] = []
    position = text.find("\n", start, end)
    while position != -1:
        after = position + 1
        rest = text[after : min(end, after + 12)]
        before = text[max(start, position - 1) : position]
        if rest.startswith("\n") or _ITEM.match(rest) or (before and before in ":?!"):
            cuts.append(after)
        position = text.find("\n", after, end)
    return cuts
