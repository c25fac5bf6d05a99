"""A Word file, paragraph by paragraph and row by row, with what hangs beside the text: notes, comments, boxes."""

from __future__ import annotations

import re
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from lxml import etree

from corpus.document import BlockStyle, Location, Reading
from corpus.formats.package import Package, damage, open_package
from corpus.formats.rows import numbered_pieces
from corpus.formats.transcript import Piece, Transcript
from corpus.formats.word_numbering import label_key, labels_of
from corpus.formats.word_styles import PLAIN, Style, W, heading_level, styles_of
from corpus.formats.word_tables import COLOUR_WHY, THROUGH, children, described, grid_of, inside, is_layout
from corpus.formats.word_text import DELETED_WHY, DIAGRAM_WHY, MC, Words, says_anything, words_of
from corpus.limits import Refused

_BULLET = re.compile(r"^\s*([•●▪■◦‣⁃∙·○–—*-]|\(?[a-z0-9]{1,3}[.)])\s+\S", re.IGNORECASE)
_DIAGRAM_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_NOTE_NAMES = {"footnotes": "Footnote", "endnotes": "Endnote", "comments": "Comment"}
_CHUNK_WHY = "Another file is embedded in this one and was not read. Upload it as a file of its own."


def read(data: bytes, name: str) -> Reading:
    """Everything that a Word file says, in order, and what could not be read in it."""
    package = open_package(data, "word/", "a Word file (.docx)")
    try:
        document = docx.Document(package.for_library("word/document.xml"))
        body = document.element.body
    except (OpcError, KeyError, ValueError, AttributeError, TypeError, etree.XMLSyntaxError) as error:
        raise Refused("This file is damaged and cannot be opened as a Word file (.docx).") from error
    path = str(document.part.partname).lstrip("/")
    reader = _WordReader(package, path)
    reader.read_body(body)
    if package.broken:
        reader.transcript.miss(None, damage(package.broken))
    reader.transcript.properties.update(package.properties())
    return reader.transcript.reading()


class _WordReader:
    """Reads one Word file into a transcript."""

    def __init__(self, package: Package, path: str) -> None:
        self.package = package
        self.path = path
        self.transcript = Transcript("docx")
        self.styles = styles_of(self._part("styles"))
        self.labels = labels_of(self._part("numbering"))
        self.notes = {kind: self._notes(kind) for kind in _NOTE_NAMES}
        self.aside: tuple[str, ...] = ()
        self.style: BlockStyle | None = None
        self.titled = False

    def _part(self, kind: str) -> Any | None:
        paths = self.package.related(self.path, kind)
        return self.package.tree(paths[0]) if paths else None

    def _notes(self, kind: str) -> dict[str, Any]:
        root = self._part(kind)
        notes = () if root is None else root.iter(f"{W}{kind[:-1]}")
        real = (note for note in notes if note.get(f"{W}type", "normal") == "normal")
        return {note.get(f"{W}id", ""): note for note in real}

    def read_body(self, body: Any) -> None:
        """The text, then the notes that nothing points at, then what is printed on every page."""
        self._blocks(body)
        for kind, notes in self.notes.items():
            for note_id in list(notes):
                self._note(kind, note_id)
        for kind, label in (("header", "Page header"), ("footer", "Page footer")):
            self._page_edges(kind, label)

    @property
    def _path(self) -> tuple[str, ...]:
        return self.transcript.headings + self.aside

    def _here(self) -> Location:
        heading = self._path[-1] if self._path else ""
        return Location(heading=heading, paragraph=max(1, len(self.transcript.segments)))

    def _blocks(self, container: Any, contents: bool = False) -> None:
        for child in container:
            if child.tag == f"{W}p":
                self._paragraph(child, contents)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag == f"{W}sdt":
                gallery = next(child.iter(f"{W}docPartGallery"), None)
                inside = gallery is not None and gallery.get(f"{W}val", "") == "Table of Contents"
                self._blocks([part for part in child if part.tag == f"{W}sdtContent"], contents or inside)
            elif child.tag in THROUGH:
                self._blocks(child, contents)
            elif child.tag == f"{MC}AlternateContent":
                self._blocks(_version_that_says(child), contents)
            elif child.tag in (f"{MC}Choice", f"{MC}Fallback"):
                self._blocks(child, contents)
            elif child.tag == f"{W}del":
                self.transcript.miss(self._here(), DELETED_WHY)
            elif child.tag in (f"{W}altChunk", f"{W}subDoc"):
                self.transcript.miss(self._here(), _CHUNK_WHY)

    def _paragraph(self, paragraph: Any, contents: bool = False) -> None:
        properties = paragraph.find(f"{W}pPr")
        style = self._style(properties)
        words = words_of(paragraph, style.bold)
        text = self.transcript.seen(str(words)).strip()
        if text and (label := self.labels.pop(label_key(properties), "")):
            self.transcript.add_paragraph(Piece(label, self.style or "note", (*self._path, "Label of a list")))
        if text:
            self._say(text, properties, style, words, contents or style.contents)
        self._beside(words)

    def _style(self, properties: Any | None) -> Style:
        named = properties.find(f"{W}pStyle") if properties is not None else None
        return self.styles.get(named.get(f"{W}val", ""), PLAIN) if named is not None else PLAIN

    def _say(self, text: str, properties: Any | None, style: Style, words: Words, contents: bool) -> None:
        listed = self._is_listed(properties, style, text)
        level = (
            None
            if self.aside or self.style or contents
            else heading_level(properties, style, bool(words.all_bold), text, listed)
        )
        if contents:
            self.transcript.add_paragraph(Piece(text, "paragraph", ("Contents",)))
        elif level == 0 and not self.titled:
            self.titled = True
            self.transcript.add_paragraph(Piece(text, "title"))
        elif level is not None:
            self.transcript.open_heading(level, text)
            self.transcript.add_paragraph(Piece(text, "heading", self._path[:-1]))
        else:
            self.transcript.add_paragraph(Piece(text, self.style or ("list" if listed else "paragraph"), self._path))

    def _is_listed(self, properties: Any | None, style: Style, text: str) -> bool:
        numbering = properties.find(f"{W}numPr/{W}numId") if properties is not None else None
        if numbering is not None:
            return bool(numbering.get(f"{W}val", "0") != "0")
        return style.listed or _BULLET.match(text) is not None

    def _beside(self, words: Words) -> None:
        """What hangs on a paragraph, after it: its boxes, notes and comments, and what could not be read."""
        for why in words.unread:
            self.transcript.miss(self._here(), why)
        for why in words.remarks:
            self.transcript.remark(self._here(), why)
        for said in words.descriptions:
            headings = (*self._path, "Description of a picture")
            self.transcript.add_paragraph(Piece(said, self.style or "note", headings))
        for box in words.boxes:
            self._with(self.aside or ("Text box",), self.style, box)
        for relation in words.diagrams:
            self._diagram(relation)
        for kind, note_id in words.notes:
            self._note(kind, note_id)

    def _with(self, aside: tuple[str, ...], style: BlockStyle | None, container: Any) -> None:
        before = self.aside, self.style
        self.aside, self.style = aside, style
        self._blocks(container)
        self.aside, self.style = before

    def _note(self, kind: str, note_id: str) -> None:
        """A note where it is first pointed at, once."""
        note = self.notes[kind].pop(note_id, None)
        if note is None:
            return
        label = _NOTE_NAMES[kind]
        author = note.get(f"{W}author", "").strip() if kind == "comments" else ""
        self._with((f"{label} by {author}" if author else label,), "comment" if kind == "comments" else "note", note)

    def _diagram(self, relation_id: str) -> None:
        targets = [link.target for link in self.package.relations(self.path) if link.id == relation_id]
        root = self.package.tree(targets[0]) if targets else None
        texts = [] if root is None else [text.text or "" for text in root.iter(_DIAGRAM_TEXT)]
        if not any(text.strip() for text in texts):
            self.transcript.miss(self._here(), DIAGRAM_WHY)
        for text in texts:
            if text.strip():
                self.transcript.add_paragraph(Piece(text, "list", (*self._path, "Diagram")))

    def _page_edges(self, kind: str, label: str) -> None:
        """Headers or footers: the sections of a document mostly repeat the same one, which is read once."""
        seen: set[str] = set()
        self.transcript.close_headings()
        for path in self.package.related(self.path, kind):
            root = self.package.tree(path)
            text = "" if root is None else "".join(root.itertext()).strip()
            if root is not None and (text not in seen or not text):
                seen.add(text)
                self._with((label,), "note", root)

    def _table(self, table: Any) -> None:
        beside: list[Words] = []
        nested: list[Any] = []
        for said in described(table):
            self.transcript.add_paragraph(Piece(said, self.style or "note", (*self._path, "Description of a table")))
        if is_layout(table):
            for row in children(table, f"{W}tr"):
                for cell in children(row, f"{W}tc"):
                    self._blocks(cell)
            return
        grid = grid_of(table, lambda cell: self._cell(cell, beside, nested))
        pieces = numbered_pieces(grid.rows, grid.width, self._path)
        for _, piece in pieces:
            self.transcript.add_paragraph(
                piece if self.style is None else Piece(piece.text, self.style, piece.headings)
            )
        if grid.struck_rows:
            self.transcript.miss(self._here(), DELETED_WHY)
        if grid.coloured:
            self.transcript.miss(self._here(), COLOUR_WHY)
        for words in beside:
            self._beside(words)
        for inner in nested:
            self._table(inner)

    def _cell(self, cell: Any, beside: list[Words], nested: list[Any]) -> tuple[str, bool]:
        lines: list[str] = []
        bold = True
        for part in inside(cell):
            if part.tag == f"{W}tbl":
                nested.append(part)
                continue
            words = words_of(part, self._style(part.find(f"{W}pPr")).bold)
            line = self.transcript.seen(str(words)).strip()
            if line:
                lines.append(line)
                bold = bold and bool(words.all_bold)
            beside.append(words)
        return "\n".join(lines), bold and bool(lines)


def _version_that_says(element: Any) -> list[Any]:
    """Of the same blocks written for newer and older programs, the first version that says anything."""
    versions = [part for part in element if part.tag in (f"{MC}Choice", f"{MC}Fallback")]
    return next(([version] for version in versions if says_anything(version)), versions[:1])
