"""Plain text, Markdown and tables as text: the characters worked out, then paragraph by paragraph or row by row."""

from __future__ import annotations

import codecs

from corpus.document import Reading
from corpus.formats.lines import read_lines
from corpus.formats.separated import SUFFIXES, NotATable, read_separated
from corpus.formats.transcript import Transcript

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# One broken character in two hundred is a damaged UTF-8 file; more are the letters of an older encoding.
BROKEN_SHARE = 0.005
BROKEN_WHY = "Some characters in this file are damaged: they show as � and were not read."


def read(data: bytes, name: str) -> Reading:
    """Everything that a text, Markdown or CSV file says."""
    markdown = name.lower().endswith((".md", ".markdown"))
    table = name.lower().endswith(SUFFIXES)
    transcript = Transcript("md" if markdown else "csv" if table else "txt")
    text, damaged = decoded(data)
    if damaged:
        transcript.miss(None, BROKEN_WHY)
    try:
        if table:
            read_separated(transcript, text)
            return transcript.reading()
    except NotATable:
        pass
    read_lines(transcript, text, markdown)
    return transcript.reading()


def decoded(data: bytes) -> tuple[str, bool]:
    """The text of a file whose encoding nobody has stated, and whether some of its characters are damaged."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return text, "\ufffd" in text
    if wide := _without_mark(data):
        return data.decode(wide, "replace"), False
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    if text.count("\ufffd") <= len(text) * BROKEN_SHARE and any(ord(c) > 0x7F and c != "\ufffd" for c in text):
        return text, True
    text = data.decode("cp1252", "replace")
    return text, "\ufffd" in text


def _without_mark(data: bytes) -> str:
    """UTF-16 without its mark: every other byte of English is nothing."""
    sample = data[:2000]
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if odd > len(sample) * 0.3 and even < len(sample) * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > len(sample) * 0.3 and odd < len(sample) * 0.05 else ""
