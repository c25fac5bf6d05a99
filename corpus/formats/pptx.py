"""A slide show, one segment a slide: title, text, tables by row, diagrams and charts in words, and notes."""

from __future__ import annotations

from typing import Any

from corpus.document import BlockStyle, Location, Reading
from corpus.formats.package import Package, open_package
from corpus.formats.rows import pieces_of
from corpus.formats.slide_text import A, C, P, child, is_body, paragraphs, placeholder, series, table_rows
from corpus.formats.transcript import Piece, Transcript
from corpus.limits import Refused

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MODERN_COMMENT = "{http://schemas.microsoft.com/office/powerpoint/2018/8/main}cm"

_WHAT = "a PowerPoint file (.pptx)"
_TITLES = {"title", "ctrTitle"}
_FURNITURE = {"sldNum", "dt", "sldImg", "hdr"}
PICTURE_WHY = "A picture was not read: words in it can only be seen."
MEDIA_WHY = "A sound or film was not read."
OBJECT_WHY = "An embedded object was not read. Upload it as a file of its own."
CHART_WHY = "A chart was not read: its figures can only be seen."
HIDDEN_WHY = "This slide is hidden in the show, and was read."
# PowerPoint's own guess at what a picture shows is nobody's description of it.
GUESSED = "automatically generated"
# A chart with more points than a person would read out is reported instead.
CHART_POINTS = 200


def read(data: bytes, name: str) -> Reading:
    """Everything that a slide show says, slide by slide, hidden slides and notes included."""
    package = open_package(data, "ppt/", _WHAT)
    paths = _slides(package)
    transcript = Transcript("pptx")
    layouts: set[str] = set()
    for number, path in enumerate(paths, start=1):
        _SlideReader(package, path, number, transcript, layouts).read()
    transcript.properties.update(package.properties())
    return transcript.reading(pages=len(paths))


def _slides(package: Package) -> list[str]:
    """The paths of the slides in the order of the show, damaged and missing ones included."""
    roots = [link.target for link in package.relations("") if link.kind == "officeDocument"]
    path = roots[0] if roots else "ppt/presentation.xml"
    show = package.tree(path)
    if show is None:
        raise Refused(f"This file is damaged and cannot be opened as {_WHAT}.")
    targets = {link.id: link.target for link in package.relations(path)}
    return [targets.get(slide.get(f"{R}id", ""), "") for slide in show.iter(f"{P}sldId")]


class _SlideReader:
    """Reads one slide into a transcript."""

    def __init__(self, package: Package, path: str, number: int, transcript: Transcript, layouts: set[str]) -> None:
        self.package = package
        self.path = path
        self.where = Location(slide=number)
        self.transcript = transcript
        self.layouts = layouts
        self.pieces: list[Piece] = []
        self.title: tuple[str, ...] = ()

    def read(self) -> None:
        """The slide's own words first, then its notes and comments."""
        root = self.package.tree(self.path)
        tree = root.find(f"{P}cSld/{P}spTree") if root is not None else None
        if root is None or tree is None:
            self.transcript.miss(self.where, "This slide is damaged and was not read.")
            return
        if (
            next(root.iterfind(f"{P}cSld/{P}bg//{A}blip"), None) is not None
            or root.find(f"{P}cSld/{P}bg//{A}blipFill") is not None
        ):
            self.transcript.miss(self.where, PICTURE_WHY)
        if root.get("show") in ("0", "false"):
            self.transcript.remark(self.where, HIDDEN_WHY)
        shapes = list(tree)
        titles = [shape for shape in shapes if placeholder(shape) in _TITLES]
        for shape in titles:
            self._title(shape)
        for shape in shapes:
            if shape not in titles:
                self._shape(shape)
        self._layout()
        self._notes()
        self._comments()
        self.transcript.add(self.where, self.pieces)

    def _title(self, shape: Any) -> None:
        text = " ".join(line for line, _ in paragraphs(shape.find(f"{P}txBody")) if line)
        if text:
            self.pieces.append(Piece(text, "heading" if self.title or self.where.slide != 1 else "title"))
            self.title = (*self.title, " ".join(self.transcript.seen(text).split()))

    def _shape(self, shape: Any) -> None:
        tag = shape.tag
        self._described(shape)
        if tag in (f"{P}sp", f"{P}cxnSp"):
            self._text(shape)
        elif tag == f"{P}grpSp":
            for inner in shape:
                self._shape(inner)
        elif tag == f"{P}graphicFrame":
            self._frame(shape)
        elif tag == f"{P}pic":
            media = next(shape.iter(f"{A}videoFile", f"{A}audioFile"), None) is not None
            self.transcript.miss(self.where, MEDIA_WHY if media else PICTURE_WHY)
        elif tag == f"{MC}AlternateContent":
            self._one_of(shape)

    def _one_of(self, element: Any) -> None:
        """The same thing drawn twice for newer and older programs: the first version with words is read."""
        versions = [child for child in element if child.tag in (f"{MC}Choice", f"{MC}Fallback")]
        for version in versions:
            if version is versions[-1] or next(version.iter(f"{A}t", f"{C}chart"), None) is not None:
                for inner in version:
                    self._shape(inner)
                return

    def _text(self, shape: Any) -> None:
        kind = placeholder(shape)
        if kind in _FURNITURE:
            return
        for line, listed in paragraphs(shape.find(f"{P}txBody")):
            style: BlockStyle = "note" if kind == "ftr" else "list" if listed else "paragraph"
            headings = (*self.title, "Page footer") if kind == "ftr" else self.title
            self.pieces.append(Piece(line, style, headings))
        if next(shape.iter(f"{A}blipFill"), None) is not None:
            self.transcript.miss(self.where, PICTURE_WHY)

    def _described(self, shape: Any) -> None:
        """What a person wrote to describe a picture or shape to those who cannot see it."""
        own = shape[0] if len(shape) and str(shape[0].tag).endswith("Pr") else None
        named = child(own, "cNvPr") if own is not None else None
        said = (named.get("descr") or "").strip() if named is not None else ""
        if said and GUESSED not in said:
            self.pieces.append(Piece(said, "note", (*self.title, "Description of a picture")))

    def _layout(self) -> None:
        """The words that stand on a layout or its master and so on every slide made from it, read with the first of them."""
        layouts = self.package.related(self.path, "slideLayout")
        masters = [master for path in layouts for master in self.package.related(path, "slideMaster")]
        for path in (*layouts, *masters):
            root = self.package.tree(path) if path not in self.layouts else None
            self.layouts.add(path)
            for shape in () if root is None else root.iter(f"{P}sp"):
                # A placeholder only prompts ("Click to add a title") and is not shown.
                if not placeholder(shape):
                    headings = ("Slide layout",)
                    self.pieces += [Piece(line, "note", headings) for line, _ in paragraphs(shape.find(f"{P}txBody"))]

    def _frame(self, frame: Any) -> None:
        data = next(frame.iter(f"{A}graphicData"), None)
        kind = data.get("uri", "").rsplit("/", 1)[-1] if data is not None else ""
        table = next(frame.iter(f"{A}tbl"), None)
        if table is not None:
            self.pieces += pieces_of(*table_rows(table), self.title)
        elif kind == "chart":
            self._chart(frame)
        elif kind == "diagram":
            self._diagram(frame)
        else:
            self.transcript.miss(self.where, OBJECT_WHY if kind != "chartex" else CHART_WHY)

    def _linked(self, frame: Any, attribute: str) -> Any | None:
        ids = {element.get(attribute) for element in frame.iter() if element.get(attribute)}
        paths = [link.target for link in self.package.relations(self.path) if link.id in ids]
        return self.package.tree(paths[0]) if paths else None

    def _chart(self, frame: Any) -> None:
        """A chart's figures as last saved, one row a series."""
        root = self._linked(frame, f"{R}id")
        drawn = [] if root is None else list(root.iter(f"{C}ser"))
        if root is None or not drawn or sum(1 for _ in root.iter(f"{C}pt")) > CHART_POINTS:
            self.transcript.miss(self.where, CHART_WHY)
            return
        title = "".join(text.text or "" for text in root.iterfind(f".//{C}chart/{C}title//{A}t"))
        headings = (*self.title, " ".join(title.split()) or "Chart")
        if title.strip():
            self.pieces.append(Piece(title, "heading", self.title))
        for one in drawn:
            self.pieces.append(Piece(series(one), "row", headings))

    def _diagram(self, frame: Any) -> None:
        root = self._linked(frame, f"{R}dm")
        points = [] if root is None else [point for point in root.iter() if str(point.tag).endswith("}pt")]
        lines = [line for point in points for line, _ in paragraphs(child(point, "t"))]
        if not lines:
            self.transcript.miss(self.where, "A diagram was not read.")
        self.pieces += [Piece(line, "list", self.title) for line in lines]

    def _notes(self) -> None:
        for path in self.package.related(self.path, "notesSlide"):
            root = self.package.tree(path)
            for shape in () if root is None else root.iter(f"{P}sp"):
                if placeholder(shape) not in _FURNITURE | {"ftr"}:
                    headings = (*self.title, "Speaker notes")
                    self.pieces += [Piece(line, "note", headings) for line, _ in paragraphs(shape.find(f"{P}txBody"))]

    def _comments(self) -> None:
        for path in self.package.related(self.path, "comments"):
            root = self.package.tree(path)
            for comment in () if root is None else root.iter(f"{P}cm", _MODERN_COMMENT):
                old = [text.text or "" for text in comment.iter(f"{P}text")]
                lines = old or [line for body in comment.iter() if is_body(body) for line, _ in paragraphs(body)]
                self.pieces += [Piece(line, "comment", (*self.title, "Comment")) for line in lines]
