"""Office files written part by part, so that any part can be wrong."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
_TYPE = "application/vnd.openxmlformats-officedocument."
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    f'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    f'xmlns:wp="{_DRAWN}/wordprocessingDrawing" xmlns:a="{_DRAWN}/main" xmlns:pic="{_DRAWN}/picture" '
    f'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    f'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:c="{_DRAWN}/chart" '
    f'xmlns:dgm="{_DRAWN}/diagram" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
SHEET = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{_OFFICE}"'
SLIDE = (
    f'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="{_DRAWN}/main" xmlns:r="{_OFFICE}" '
    f'xmlns:c="{_DRAWN}/chart" xmlns:dgm="{_DRAWN}/diagram"'
)
_STRICT = "http://purl.oclc.org/ooxml"
STRICT = {
    _OFFICE: f"{_STRICT}/officeDocument/relationships",
    **{f"http://schemas.openxmlformats.org/{kind}/2006/main": f"{_STRICT}/{kind}/main"
       for kind in ("wordprocessingml", "spreadsheetml", "drawingml", "presentationml")},
}  # fmt: skip
MACROS = {
    f"{_TYPE}{kind}.main+xml": f"application/vnd.ms-{program}.macroEnabled.main+xml"
    for kind, program in (("wordprocessingml.document", "word.document"), ("spreadsheetml.sheet", "excel.sheet"),
                          ("presentationml.presentation", "powerpoint.presentation"))
}  # fmt: skip
Link = tuple[str, str, str]
"""Of a relationship: its id, the last word of its type, its target; a target with :// is outside the file."""


def archive(parts: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as one archive."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as out:
        for name, data in parts.items():
            out.writestr(name, data)
    return buffer.getvalue()


def _rewritten(data: bytes, changes: Mapping[str, str], more: Mapping[str, bytes | str]) -> bytes:
    parts: dict[str, bytes | str] = {}
    with zipfile.ZipFile(BytesIO(data)) as source:
        for name in source.namelist():
            text = source.read(name).decode()
            for old, new in changes.items():
                text = text.replace(old, new)
            parts[name] = text
    return archive({**parts, **more})


def strict(data: bytes) -> bytes:
    """The same file as Office saves it on being asked for the strict standard: every name is another."""
    return _rewritten(data, STRICT, {})


def with_macros(data: bytes, folder: str) -> bytes:
    """The same file with a program in it."""
    return _rewritten(data, MACROS, {f"{folder}/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def links(*found: Link) -> str:
    """The relationships of a part."""
    lines = (
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if '://' in target else ''}/>"
        for name, kind, target in found
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def _types(main: str, kind: str, more: Mapping[str, str]) -> str:
    named = {f"/{main}": kind, **more}
    lines = "".join(f'<Override PartName="{part}" ContentType="{_TYPE}{name}+xml"/>' for part, name in named.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Default Extension="bin" ContentType="application/octet-stream"/>'
        f'<Default Extension="html" ContentType="text/html"/>{lines}</Types>'
    )


def word(
    body: str = "", *more: Link, parts: Mapping[str, bytes | str] | None = None, document: str | bytes | None = None
) -> bytes:
    """A Word file with this body; `more` are links of its document, `parts` further parts."""
    kinds = {"styles": "styles", "footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments"}
    types = {
        f"/word/{target}": f"wordprocessingml.{kinds.get(kind, kind)}" for _, kind, target in more if kind in kinds
    }
    types |= {f"/word/{target}": f"wordprocessingml.{kind}" for _, kind, target in more if kind in ("header", "footer")}
    whole = document or f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
    return archive(
        {
            "[Content_Types].xml": _types("word/document.xml", "wordprocessingml.document.main", types),
            "_rels/.rels": links(("rId1", "officeDocument", "word/document.xml")),
            "word/document.xml": whole,
            "word/_rels/document.xml.rels": links(*more),
            **(parts or {}),
        }
    )


def para(text: str, inside: str = "") -> str:
    """A paragraph that says this."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r>{inside}</w:p>"


def workbook(
    rows: str = "", *more: Link, extra: str = "", state: str = "visible", book: str = "", sheets: str = "",
    parts: Mapping[str, bytes | str] | None = None, sheet: str | bytes | None = None,
) -> bytes:  # fmt: skip
    """A workbook with one sheet of these rows; `extra` follows its data, `more` are links of the sheet."""
    whole = sheet or f"<worksheet {SHEET}><sheetData>{rows}</sheetData>{extra}</worksheet>"
    types = {
        "/xl/worksheets/sheet1.xml": "spreadsheetml.worksheet",
        "/xl/sharedStrings.xml": "spreadsheetml.sharedStrings",
        "/xl/comments1.xml": "spreadsheetml.comments",
        "/xl/drawings/drawing1.xml": "drawing",
        "/xl/styles.xml": "spreadsheetml.styles",
        "/xl/chartsheets/s.xml": "spreadsheetml.chartsheet",
    }
    there = {part: kind for part, kind in types.items() if part.endswith("sheet1.xml") or part[1:] in (parts or {})}
    return archive(
        {
            "[Content_Types].xml": _types("xl/workbook.xml", "spreadsheetml.sheet.main", there),
            "_rels/.rels": links(("rId1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook {SHEET}><sheets><sheet name="Data" sheetId="1" state="{state}" r:id="rId1"/>'
            f"{sheets}</sheets>{book}</workbook>",
            "xl/_rels/workbook.xml.rels": links(
                ("rId1", "worksheet", "worksheets/sheet1.xml"),
                ("rId2", "sharedStrings", "sharedStrings.xml"),
                ("rId3", "styles", "styles.xml"),
                ("rId4", "chartsheet", "chartsheets/s.xml"),
            ),
            "xl/worksheets/sheet1.xml": whole,
            "xl/worksheets/_rels/sheet1.xml.rels": links(*more),
            **(parts or {}),
        }
    )


def row(number: int, *texts: str, attributes: str = "") -> str:
    """A row of cells that say these."""
    cells = "".join(
        f'<c r="{chr(65 + i)}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for i, text in enumerate(texts)
    )
    return f'<row r="{number}" {attributes}>{cells}</row>'


def slides(
    *shapes: str, show: str = "1", links_of: tuple[Link, ...] = (), parts: Mapping[str, bytes | str] | None = None
) -> bytes:
    """A slide show with a slide for each group of shapes."""
    count = len(shapes)
    types = {f"/ppt/slides/slide{i + 1}.xml": "presentationml.slide" for i in range(count)}
    listed = "".join(f'<p:sldId id="{256 + i}" r:id="rId{i + 1}"/>' for i in range(count))
    made: dict[str, bytes | str] = {
        "[Content_Types].xml": _types("ppt/presentation.xml", "presentationml.presentation.main", types),
        "_rels/.rels": links(("rId1", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {SLIDE}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": links(
            *((f"rId{i + 1}", "slide", f"slides/slide{i + 1}.xml") for i in range(count))
        ),
    }
    for i, group in enumerate(shapes):
        tree = f"<p:cSld><p:spTree>{group}</p:spTree></p:cSld>"
        made[f"ppt/slides/slide{i + 1}.xml"] = f'<p:sld {SLIDE} show="{show}">{tree}</p:sld>'
        made[f"ppt/slides/_rels/slide{i + 1}.xml.rels"] = links(*links_of)
    return archive({**made, **(parts or {})})


def shape(text: str, properties: str = "", fill: str = "") -> str:
    """A shape with a line of text."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="a" {properties}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{fill}</p:spPr>'
        f"<p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
