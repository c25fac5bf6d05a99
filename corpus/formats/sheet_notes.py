"""What lies upon a sheet beside its cells: comments and text boxes are read, charts and pictures reported."""

from __future__ import annotations

from typing import Any

from openpyxl.utils import get_column_letter

from corpus.document import Location
from corpus.formats.package import Package, damage
from corpus.formats.transcript import Piece, Transcript

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_THREADED = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
# Excel's own guess at what a picture shows is nobody's description of it.
_GUESSED = "automatically generated"
# Excel puts this in front of a threaded comment's copy for older programs.
_THREAD_COPY = "[Threaded comment]"


class SheetNotes:
    """Reads what lies upon one sheet into a transcript."""

    def __init__(self, package: Package, transcript: Transcript, title: str) -> None:
        self.package = package
        self.transcript = transcript
        self.title = title

    def _at(self, cells: str) -> Location:
        return Location(sheet=self.title, cells=cells)

    def _tree(self, part: str) -> Any | None:
        root = self.package.tree(part)
        if root is None:
            self.transcript.miss(self._at("A1"), damage((part,)))
        return root

    def read(self, path: str) -> None:
        """Comments, text boxes, charts and pictures of a sheet."""
        threaded = self._threaded(path)
        for part in self.package.related(path, "comments"):
            root = self._tree(part)
            authors = [] if root is None else [author.text or "" for author in root.iter(f"{_MAIN}author")]
            for comment in () if root is None else root.iter(f"{_MAIN}comment"):
                text = "".join(run.text or "" for run in comment.iter(f"{_MAIN}t"))
                if not (threaded and text.startswith(_THREAD_COPY)):
                    self._comment(comment.get("ref", "A1"), text, _author(authors, comment.get("authorId", "")))
        for part in self.package.related(path, "drawing"):
            self._drawing(part)

    def _threaded(self, path: str) -> bool:
        parts = self.package.related(path, "threadedComment")
        for part in parts:
            root = self._tree(part)
            for comment in () if root is None else root.iter(f"{_THREADED}threadedComment"):
                text = "".join(run.text or "" for run in comment.iter(f"{_THREADED}text"))
                self._comment(comment.get("ref", "A1"), text, "")
        return bool(parts)

    def _comment(self, cell: str, text: str, author: str) -> None:
        label = f"Comment by {author}" if author else "Comment"
        self.transcript.add(self._at(cell or "A1"), [Piece(text, "comment", (self.title, label))])

    def _drawing(self, part: str) -> None:
        root = self._tree(part)
        for anchor in () if root is None else root:
            where = self._at(_anchored(anchor))
            if next(anchor.iter(_CHART), None) is not None:
                self.transcript.miss(where, "A chart was not read: its figures can only be seen.")
            if next(anchor.iter(f"{_DRAWN}pic"), None) is not None:
                self.transcript.miss(where, "A picture was not read: words in it can only be seen.")
            if next(anchor.iter(f"{_DRAWN}graphicFrame"), None) is not None and next(anchor.iter(_CHART), None) is None:
                self.transcript.miss(where, "A diagram was not read: words in it can only be seen.")
            for named in anchor.iter(f"{_DRAWN}cNvPr"):
                said = (named.get("descr") or "").strip()
                if said and _GUESSED not in said:
                    self.transcript.add(where, [Piece(said, "note", (self.title, "Description of a picture"))])
            for box in anchor.iter(f"{_DRAWN}txBody"):
                lines = ["".join(run.text or "" for run in line.iter(f"{_A}t")) for line in box.iter(f"{_A}p")]
                self.transcript.add(where, [Piece(line, "note", (self.title, "Text box")) for line in lines])


def _author(authors: list[str], index: str) -> str:
    name = authors[int(index)].strip() if index.isdigit() and int(index) < len(authors) else ""
    return "" if name.startswith("tc=") else name


def _anchored(anchor: Any) -> str:
    column, row = (anchor.find(f"{_DRAWN}from/{_DRAWN}col"), anchor.find(f"{_DRAWN}from/{_DRAWN}row"))
    if column is None or row is None or not (column.text or "").isdigit() or not (row.text or "").isdigit():
        return "A1"
    return f"{get_column_letter(min(int(column.text), 16_383) + 1)}{int(row.text) + 1}"
