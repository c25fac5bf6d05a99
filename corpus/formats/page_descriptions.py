"""What a tagged PDF says of its pictures to those who cannot see them."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.formats.page_part import Part
from corpus.formats.page_words import PageWord, seen

MOST = 2_000
"""More elements of a page than this are not looked at."""
DEPTH = 40
GUESSED = "automatically generated"
"""What programs add to their own guess at what a picture shows, which is nobody's description of it."""


def described(page: pypdfium2.PdfPage, number: int) -> list[Part]:
    """The descriptions of a page's pictures as notes upon it; where each picture stands is not said."""
    corner = PageWord("", 0.0, 0.0, 0.0, 0.0, 10.0, False, number, (0.0, 0.0, 0.0, 0.0))
    words = (" ".join(seen(word) for word in said.split()) for said in descriptions_of(page))
    return [Part("note", (corner,), note=said) for said in words if said.strip()]


def descriptions_of(page: pypdfium2.PdfPage) -> list[str]:
    """The descriptions of a page's pictures, each once."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return []
    try:
        found = (_text(element, pdfium.FPDF_StructElement_GetAltText) for element in _elements(tree))
        return list(dict.fromkeys(said for said in found if said and GUESSED not in said))
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _elements(tree: Any) -> Iterator[Any]:
    """The elements of a page's structure; without recursion, and only so many, as files may lie."""
    count = pdfium.FPDF_StructTree_CountChildren(tree)
    waiting = [(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), 0) for index in range(min(count, MOST))]
    seen = 0
    while waiting and seen < MOST:
        element, depth = waiting.pop(0)
        seen += 1
        if not element:
            continue
        yield element
        if depth < DEPTH:
            inner = min(pdfium.FPDF_StructElement_CountChildren(element), MOST - seen)
            waiting += [(pdfium.FPDF_StructElement_GetChildAtIndex(element, i), depth + 1) for i in range(inner)]


def _text(element: Any, ask: Callable[..., int]) -> str:
    length = ask(element, None, 0)
    if not 2 < length <= 20_000:
        return ""
    buffer = ctypes.create_string_buffer(length)
    ask(element, buffer, length)
    return " ".join(buffer.raw.decode("utf-16-le", "replace").rstrip("\0").split())
