"""An HTML letter as the paragraphs that a reader sees."""

from __future__ import annotations

import re
from typing import Any

import lxml.html
from lxml import etree

from corpus.document import BlockStyle
from corpus.formats.grid import Cell, Row
from corpus.formats.rows import pieces_of
from corpus.formats.transcript import Piece, Transcript

_SKIPPED = {"script", "style", "head", "title", "template"}
"""What a mail program never shows; it runs no scripts, so that what stands in their place is shown."""
_BREAKS = {
    *("p", "div", "li", "tr", "blockquote", "ul", "ol", "table", "section", "article", "header", "footer"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "dl", "dt", "dd", "center", "tbody", "thead", "address", "main"),
}
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|mso-hide\s*:\s*all", re.IGNORECASE
)
HIDDEN_WHY = "Words that the message hides were found, and were read."


def text_of(html: str) -> str:
    """All the words of an HTML letter in one line."""
    transcript = Transcript("eml")
    read_html(transcript, html)
    return " ".join(segment.text for segment in transcript.segments)


def read_html(transcript: Transcript, html: str) -> None:
    """Adds every paragraph, list item and table row of an HTML letter to the transcript."""
    root = _parsed(html)
    if root is not None:
        if title := " ".join((root.findtext(".//title") or "").split()):
            transcript.properties.setdefault("page title", title[:500])
        reader = _LetterReader(transcript)
        reader.walk(root)
        reader.end()


def _parsed(html: str) -> Any | None:
    # Characters that XML forbids would make lxml refuse the whole letter.
    safe = "".join(c if c >= " " or c in "\t\n\r" else " " for c in html).encode("utf-8", "replace")
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(safe, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


class _LetterReader:
    """Walks an HTML tree and ends a paragraph wherever a browser would."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self.words: list[str] = []
        self.style: BlockStyle = "paragraph"

    def walk(self, element: Any) -> None:
        """Reads an element and what follows it, without recursion: hostile letters nest deeply."""
        for event, node in etree.iterwalk(element, events=("start", "end")):
            tag = node.tag if isinstance(node.tag, str) else ""
            if event == "start":
                self._enter(node, tag)
            else:
                self._leave(node, tag)

    def _enter(self, node: Any, tag: str) -> None:
        if tag in _SKIPPED or self._in_read_table(node):
            return
        if tag == "table" and _is_data(node):
            self.end()
            self._table(node)
            node.set("data-read", "1")
            return
        if tag in _BREAKS:
            self.end()
            self.style = (
                "list"
                if tag == "li"
                else self.style
                if node.getparent() is not None and _inside_item(node)
                else "paragraph"
            )
        if tag == "img" and (said := " ".join(node.get("alt", "").split())):
            self.words.append(f" {said} ")
        if tag == "br":
            self.words.append("\n")
        if _HIDDEN.search(node.get("style", "")) and "".join(node.itertext()).strip():
            self.transcript.remark(None, HIDDEN_WHY)
        self.words.append(_squeezed(node.text, node))

    def _leave(self, node: Any, tag: str) -> None:
        if self._in_read_table(node) and node.get("data-read") is None:
            return
        if tag in _BREAKS and node.get("data-read") is None:
            self._heading(tag) if re.fullmatch("h[1-6]", tag) else self.end()
        if tag in ("td", "th"):
            self.words.append(" ")
        if not _is_skipped(node.getparent()):
            self.words.append(_squeezed(node.tail, node))

    def _in_read_table(self, node: Any) -> bool:
        return any(above.get("data-read") or above.tag in _SKIPPED for above in node.iterancestors())

    def _heading(self, tag: str) -> None:
        text = " ".join("".join(self.words).split())
        self.words = []
        if text and len(text.split()) <= 20:
            self.transcript.open_heading(1 + int(tag[1]), text)
            self.transcript.add_paragraph(Piece(text, "heading", self.transcript.headings[:-1]))
        elif text:
            self.transcript.add_paragraph(Piece(text, "paragraph", self.transcript.headings))

    def end(self) -> None:
        """Ends the paragraph in hand."""
        lines = (" ".join(line.split()) for line in "".join(self.words).split("\n"))
        text = "\n".join(line for line in lines if line)
        self.words = []
        if text:
            self.transcript.add_paragraph(Piece(text, self.style, self.transcript.headings))

    def _table(self, table: Any) -> None:
        rows = []
        for element in table.iter("tr"):
            cells = element.xpath("./td|./th")
            texts = [" ".join(cell.text_content().split()) for cell in cells]
            head = bool(cells) and all(cell.tag == "th" for cell in cells) and len(cells) > 1
            rows.append(Row(tuple(Cell(i, text, 1) for i, text in enumerate(texts) if text), head))
        width = max((len(row.cells) for row in rows), default=0)
        for piece in pieces_of(rows, width, self.transcript.headings):
            self.transcript.add_paragraph(piece)


def _is_data(table: Any) -> bool:
    """Whether a table holds data rather than the layout of a newsletter: rows of cells, none inside another table."""
    if table.xpath(".//table") or len(table.xpath(".//tr")) < 2:
        return False
    return any(len(row.xpath("./td|./th")) > 1 for row in table.iter("tr"))


def _inside_item(node: Any) -> bool:
    return any(above.tag == "li" for above in node.iterancestors())


def _is_skipped(node: Any | None) -> bool:
    return node is not None and (node.tag in _SKIPPED or any(above.tag in _SKIPPED for above in node.iterancestors()))


def _squeezed(text: str | None, node: Any) -> str:
    """Text as a browser shows it: line breaks of the source are spaces, except in preformatted text."""
    if not text:
        return ""
    return (
        text if any(above.tag == "pre" for above in (node, *node.iterancestors())) else re.sub(r"[\t\n\r ]+", " ", text)
    )
