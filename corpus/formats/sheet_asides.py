"""What a sheet says outside its cells and drawings: page headers and footers are read, the rest is reported."""

from __future__ import annotations

import html
import re

from corpus.document import Location
from corpus.formats.package import Package
from corpus.formats.transcript import Piece, Transcript

_EDGE = re.compile(r"<(?:\w+:)?(?:odd|even|first)(Header|Footer)>(.*?)</", re.DOTALL)
_CODES = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,3}|[A-Z])")
_OBJECT = re.compile(r"<(?:\w+:)?oleObject\b")
_PROMPT = re.compile(r"<(?:\w+:)?dataValidation\b[^>]*\sprompt=\"[^\"]")
_TIP = re.compile(r"<(?:\w+:)?hyperlink\b[^>]*\stooltip=\"[^\"]")
_CONSTANT = re.compile(rb"<(?:\w+:)?definedName\b[^>]*>\s*(?:&quot;|\")")
TAIL_BYTES = 2_000_000
"""What follows the cells of a sheet is small; more of it than this is not looked at."""
OBJECT_WHY = "An embedded object (such as a Word file) was not read. Upload it as a file of its own."
PROMPT_WHY = "Hints that appear when a cell is entered were not read."
TIP_WHY = "Words that appear when a link is pointed at were not read."
CONSTANT_WHY = "A name of this workbook stands for words of its own, which were not read."


def read_asides(package: Package, path: str, title: str, transcript: Transcript) -> None:
    """Adds what is printed on every page of a sheet, and reports objects, hints and tips."""
    data = package.parts.get(path, b"")
    tail = (
        data[data.rfind(b"</sheetData>") :][:TAIL_BYTES].decode("utf-8", "replace") if b"</sheetData>" in data else ""
    )
    where = Location(sheet=title, cells="A1")
    for which, coded in dict.fromkeys(_EDGE.findall(tail)):
        words = " ".join(_CODES.sub(" ", html.unescape(coded)).split())
        if any(letter.isalpha() for letter in words):
            transcript.add(where, [Piece(words, "note", (title, f"Page {which.lower()}"))])
    if _OBJECT.search(tail):
        transcript.miss(where, OBJECT_WHY)
    if _PROMPT.search(tail):
        transcript.miss(where, PROMPT_WHY)
    if _TIP.search(tail):
        transcript.miss(where, TIP_WHY)


def report_names(package: Package, transcript: Transcript) -> None:
    """Reports names that stand for words and not for cells."""
    if _CONSTANT.search(package.parts.get("xl/workbook.xml", b"")):
        transcript.miss(None, CONSTANT_WHY)
