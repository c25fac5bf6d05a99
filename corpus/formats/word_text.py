"""The words of one Word paragraph as a reader sees them, and what hangs on it: notes, boxes, pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from corpus.formats.characters import symbol
from corpus.formats.word_styles import W, on

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
GRAPHIC = "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"

DELETED_WHY = "Words struck out by tracked changes were not read."
HIDDEN_WHY = "Hidden text was found here, and was read."
PICTURE_WHY = "A picture was not read: words in it can only be seen."
SMALL_PICTURE_WHY = "A small picture (such as a logo) was not read."
CHART_WHY = "A chart was not read: its figures can only be seen."
OBJECT_WHY = "An embedded object (such as a spreadsheet) was not read. Upload it as a file of its own."
DIAGRAM_WHY = "A diagram was not read."
INK_WHY = "Handwriting or a drawing was not read: words in it can only be seen."
# Word's own guess at what a picture shows is nobody's description of it.
GUESSED = "automatically generated"

# 4.5 cm, in the unit of Office drawings. A picture smaller than that either way is a logo, a signature or an icon.
SMALL = 45 * 36_000

_STRUCK = {f"{W}del", f"{W}moveFrom"}
_MARKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes", f"{W}commentReference": "comments"}
_SKIPPED = {f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}instrText", f"{W}delText", f"{W}rt", f"{W}tblPr", f"{W}sdtEndPr"}


@dataclass
class Words:
    """What one paragraph says, and what hangs on it."""

    text: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    """Text boxes, each a container of paragraphs of its own."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """References to notes: footnotes, endnotes or comments, and the id."""
    unread: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    """What a person wrote to describe a picture or shape to those who cannot see it."""
    diagrams: list[str] = field(default_factory=list)
    """Relationship ids of diagrams' data."""
    all_bold: bool | None = None

    def __str__(self) -> str:
        return "".join(self.text)

    def say(self, text: str) -> None:
        self.text.append(text)


def words_of(paragraph: Any, bold: bool = False) -> Words:
    """The words of a paragraph; `bold` where its style makes them so."""
    words = Words()
    _walk(paragraph, words, bold)
    return words


def _walk(element: Any, words: Words, bold: bool) -> None:
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag in _STRUCK:
            _strike(child, words)
        elif tag == f"{W}r":
            _run(child, words, bold)
        elif tag == f"{MC}AlternateContent":
            _walk_one_of(child, words, bold)
        elif tag == f"{W}sdt":
            _content_control(child, words, bold)
        elif not _leaf(child, words):
            _walk(child, words, bold)


def _strike(element: Any, words: Words) -> None:
    """Words taken out are not read; words moved are read where they went."""
    taken_out = element.tag == f"{W}del" and any(
        (text.text or "").strip() for text in element.iter(f"{W}delText", f"{W}t")
    )
    if taken_out and DELETED_WHY not in words.unread:
        words.unread.append(DELETED_WHY)


def _run(run: Any, words: Words, bold: bool) -> None:
    properties = run.find(f"{W}rPr")
    start = len(words.text)
    _walk(run, words, bold)
    said = "".join(words.text[start:])
    if not said.strip():
        return
    if on(properties, "vanish"):
        words.remarks.append(HIDDEN_WHY)
    own = on(properties, "b")
    words.all_bold = (bold if own is None else own) and words.all_bold is not False


def _walk_one_of(element: Any, words: Words, bold: bool) -> None:
    """The same thing drawn twice, for newer and older programs: the first version that says anything is read."""
    versions = [child for child in element if child.tag in (f"{MC}Choice", f"{MC}Fallback")]
    for version in versions:
        if version is versions[-1] or says_anything(version):
            _walk(version, words, bold)
            return


def says_anything(element: Any) -> bool:
    drawn = next(element.iter(f"{W}drawing", f"{W}pict", f"{W}object", f"{W}sym"), None) is not None
    return drawn or any((text.text or "").strip() for text in element.iter(f"{W}t", f"{M}t"))


def _content_control(element: Any, words: Words, bold: bool) -> None:
    properties = element.find(f"{W}sdtPr")
    # The grey prompt "Click here to enter text" is nobody's answer.
    if properties is not None and on(properties, "showingPlcHdr"):
        return
    content = element.find(f"{W}sdtContent")
    if content is not None:
        _walk(content, words, bold)


def _leaf(child: Any, words: Words) -> bool:
    """Whether the element says something by itself and has been dealt with."""
    tag = child.tag
    if tag in (f"{W}t", f"{M}t"):
        words.say(child.text or "")
    elif tag in _MARKS:
        words.say(_MARKS[tag])
    elif tag == f"{W}sym":
        words.say(symbol(child.get(f"{W}font", ""), int(child.get(f"{W}char", "0") or "0", 16)))
    elif tag == f"{W}fldChar":
        words.say(_form_field(child))
    elif tag in _NOTES:
        words.notes.append((_NOTES[tag], child.get(f"{W}id", "")))
    elif tag == f"{W}txbxContent":
        words.boxes.append(child)
    elif tag == f"{V}textpath":
        words.say(child.get("string", ""))
    elif tag == f"{W}object":
        words.unread.append(OBJECT_WHY)
    elif tag == f"{V}imagedata":
        _miss_vml_picture(child, words)
    elif tag == GRAPHIC:
        return _graphic(child, words)
    elif tag == f"{WP}docPr":
        describe(child.get("descr"), words)
    elif tag == f"{V}shape":
        describe(child.get("alt"), words)
        return False
    else:
        return False
    return True


def _form_field(mark: Any) -> str:
    """What an old-style form field shows: the chosen entry of a list, or a ticked or empty box."""
    data = mark.find(f"{W}ffData")
    choices = data.find(f"{W}ddList") if data is not None else None
    box = data.find(f"{W}checkBox") if data is not None else None
    if choices is not None:
        entries = [entry.get(f"{W}val", "") for entry in choices.findall(f"{W}listEntry")]
        chosen = choices.find(f"{W}result")
        index = chosen.get(f"{W}val", "0") if chosen is not None else "0"
        return entries[int(index)] if index.isdigit() and int(index) < len(entries) else ""
    if box is not None:
        return "☒" if on(box, "checked") or (on(box, "checked") is None and on(box, "default")) else "☐"
    return ""


def _graphic(data: Any, words: Words) -> bool:
    """A drawing by its kind; one that may hold text boxes is walked into."""
    kind = data.get("uri", "").rsplit("/", 1)[-1]
    if kind == "picture":
        _miss_picture(data, words)
    elif kind == "chart" or kind == "chartex":
        words.unread.append(CHART_WHY)
    elif kind == "diagram":
        words.diagrams += [link.get(f"{RELATION}dm", "") for link in data]
    else:
        if next(data.iter("{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"), None) is not None:
            words.unread.append(PICTURE_WHY)
        elif not kind.startswith("wordprocessing") or kind == "wordprocessingInk":
            words.unread.append(INK_WHY)
        return False
    return True


def describe(said: str | None, words: Words) -> None:
    """Keeps the description of a picture or shape, unless a program guessed it."""
    if said and said.strip() and GUESSED not in said:
        words.descriptions.append(said)


def _miss_picture(data: Any, words: Words) -> None:
    frame = data.getparent().getparent()
    extent = frame.find(f"{WP}extent") if frame is not None else None
    sizes = [int(extent.get(side, "0") or "0") for side in ("cx", "cy")] if extent is not None else []
    if sizes and min(sizes) < SMALL:
        words.remarks.append(SMALL_PICTURE_WHY)
    else:
        words.unread.append(PICTURE_WHY)


def _miss_vml_picture(image: Any, words: Words) -> None:
    # The picture that stands for an embedded object is reported with the object.
    if not any(above.tag == f"{W}object" for above in image.iterancestors()):
        words.unread.append(PICTURE_WHY)
