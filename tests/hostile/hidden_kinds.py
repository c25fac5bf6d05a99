"""Files whose only finding stands where it is easily overlooked: every one must be read, or its place reported."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject

from tests.corpus.typed_pdfs import lines, scanned
from tests.corpus.typed_pdfs import pdf as typed_pdf
from tests.hostile.kind import FINDING, Kind
from tests.hostile.office import NAMES, SHEET, SLIDE, links, para, row, shape, slides, word, workbook
from tests.hostile.other_kinds import HTML, mail
from tests.hostile.raw_pdf import pdf, stream, typed

PLAN = para("The plan was agreed by the executive.")
RUN = f"<w:r><w:t>{FINDING}</w:t></w:r>"
INLINE = '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="5000000" cy="5000000"/>{}<a:graphic><a:graphicData uri="{}">{}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'


def beside(kind: str, inside: str, mark: str = "") -> Callable[[], bytes]:
    """A Word file with a further part of this kind."""
    body = PLAN + para("Again.", f'<w:r><w:{mark} w:id="2"/></w:r>' if mark else "")
    return lambda: word(body, ("x", kind, f"{kind}.xml"), parts={f"word/{kind}.xml": inside})


WORD: dict[str, Callable[[], bytes]] = {
    "tracked-insertion": lambda: word(PLAN + f'<w:p><w:ins w:id="1" w:author="A">{RUN}</w:ins></w:p>'),
    "tracked-deletion": lambda: word(PLAN + f"<w:p><w:del><w:r><w:delText>{FINDING}</w:delText></w:r></w:del></w:p>"),
    "moved": lambda: word(PLAN + f'<w:p><w:moveTo w:id="1">{RUN}</w:moveTo></w:p>'),
    "box-drawn": lambda: word(PLAN + "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><a:graphic>"
                              "<a:graphicData uri=\"x/wordprocessingShape\"><wps:wsp><wps:txbx><w:txbxContent>" + para(FINDING) +
                              "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
                              "</mc:Choice></mc:AlternateContent></w:r></w:p>"),
    "box-old": lambda: word(PLAN + "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>" + para(FINDING) +
                            "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"),
    "box-in-header": lambda: word(PLAN, ("h", "header", "header1.xml"), parts={
        "word/header1.xml": f"<w:hdr {NAMES}><w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{para(FINDING)}"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p></w:hdr>"}),
    "footnote": beside("footnotes", f'<w:footnotes {NAMES}><w:footnote w:id="2">{para(FINDING)}</w:footnote></w:footnotes>',
                       "footnoteReference"),
    "footnote-nobody-points-at": beside("footnotes", f'<w:footnotes {NAMES}><w:footnote w:id="9">{para(FINDING)}'
                                        "</w:footnote></w:footnotes>"),
    "endnote": beside("endnotes", f'<w:endnotes {NAMES}><w:endnote w:id="2">{para(FINDING)}</w:endnote></w:endnotes>',
                      "endnoteReference"),
    "comment": beside("comments", f'<w:comments {NAMES}><w:comment w:id="2" w:author="A">{para(FINDING)}</w:comment></w:comments>',
                      "commentReference"),
    "header": beside("header", f"<w:hdr {NAMES}>{para(FINDING)}</w:hdr>"),
    "footer": beside("footer", f"<w:ftr {NAMES}>{para(FINDING)}</w:ftr>"),
    "footer-second": lambda: word(PLAN, ("a", "footer", "f1.xml"), ("b", "footer", "f2.xml"), parts={
        "word/f1.xml": f"<w:ftr {NAMES}>{para('1')}</w:ftr>", "word/f2.xml": f"<w:ftr {NAMES}>{para(FINDING)}</w:ftr>"}),
    "content-control": lambda: word(PLAN + f"<w:sdt><w:sdtContent>{para(FINDING)}</w:sdtContent></w:sdt>"),
    "content-control-inline": lambda: word(PLAN + f"<w:p><w:sdt><w:sdtContent>{RUN}</w:sdtContent></w:sdt></w:p>"),
    "hidden-text": lambda: word(PLAN + f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{FINDING}</w:t></w:r></w:p>"),
    "white-text": lambda: word(PLAN + f'<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>{FINDING}</w:t></w:r></w:p>'),
    "link": lambda: word(PLAN + f"<w:p><w:hyperlink>{RUN}</w:hyperlink></w:p>"),
    "field-result": lambda: word(PLAN + f'<w:p><w:fldSimple w:instr="DOCPROPERTY x">{RUN}</w:fldSimple></w:p>'),
    "smart-tag": lambda: word(PLAN + f"<w:p><w:smartTag>{RUN}</w:smartTag></w:p>"),
    "custom-xml": lambda: word(PLAN + f"<w:customXml>{para(FINDING)}</w:customXml>"),
    "ruby": lambda: word(PLAN + f"<w:p><w:r><w:ruby><w:rubyBase>{RUN}</w:rubyBase></w:ruby></w:r></w:p>"),
    "table-in-table": lambda: word(PLAN + f"<w:tbl><w:tr><w:tc>{para('a')}<w:tbl><w:tr><w:tc>{para(FINDING)}</w:tc></w:tr>"
                                   f"</w:tbl>{para('b')}</w:tc><w:tc>{para('c')}</w:tc></w:tr></w:tbl>"),
    "equation": lambda: word(PLAN + f"<w:p><m:oMath><m:r><m:t>{FINDING}</m:t></m:r></m:oMath></w:p>"),
    "watermark": lambda: word(PLAN + f'<w:p><w:r><w:pict><v:shape><v:textpath string="{FINDING}"/></v:shape></w:pict></w:r></w:p>'),
    "picture": lambda: word(PLAN + INLINE.format("", "http://x/picture", "<pic:pic/>")),
    "picture-alt-text": lambda: word(
        PLAN + INLINE.format(f'<wp:docPr id="1" name="p" descr="{FINDING}"/>', "http://x/picture", "<pic:pic/>")),
    "small-picture-alt-text": lambda: word(PLAN + INLINE.replace("5000000", "9000").format(
        f'<wp:docPr id="1" name="p" descr="{FINDING}"/>', "http://x/picture", "<pic:pic/>")),
    "shape-alt-text": lambda: word(PLAN + INLINE.format(
        f'<wp:docPr id="1" name="p" descr="{FINDING}"/>', "http://x/wordprocessingShape", "<wps:wsp/>")),
    "old-picture-alt-text": lambda: word(PLAN + f'<w:p><w:r><w:pict><v:shape alt="{FINDING}"><v:imagedata/></v:shape></w:pict></w:r></w:p>'),
    "chart": lambda: word(PLAN + INLINE.format("", "http://x/chart", '<c:chart r:id="c"/>')),
    "diagram": lambda: word(PLAN + INLINE.format("", "http://x/diagram", '<dgm:relIds r:dm="d"/>'), ("d", "diagramData", "d.xml"),
                            parts={"word/d.xml": f"<dgm:dataModel {NAMES}><dgm:pt><dgm:t><a:p><a:r><a:t>{FINDING}</a:t></a:r></a:p>"
                                   "</dgm:t></dgm:pt></dgm:dataModel>"}),
    "embedded-object": lambda: word(PLAN + '<w:p><w:r><w:object><o:OLEObject r:id="o"/></w:object></w:r></w:p>'),
    "other-file-inside": lambda: word(PLAN + '<w:altChunk r:id="c"/>', ("c", "aFChunk", "c.html"),
                                      parts={"word/c.html": f"<p>{FINDING}</p>"}),
    "form-list": lambda: word(PLAN + f'<w:p><w:r><w:fldChar><w:ffData><w:ddList><w:listEntry w:val="{FINDING}"/></w:ddList></w:ffData>'
                              "</w:fldChar></w:r></w:p>"),
    "title-property": lambda: word(PLAN, parts={"docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/'
                                   'package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
                                   f"<dc:title>{FINDING}</dc:title></cp:coreProperties>"}),
    "ink": lambda: word(PLAN + '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wpi"><w:drawing><wp:inline><a:graphic>'
                        '<a:graphicData uri="http://x/wordprocessingInk"/></a:graphic></wp:inline></w:drawing></mc:Choice>'
                        "</mc:AlternateContent></w:r></w:p>"),
    "bad-version": lambda: word(PLAN + "<w:p><w:r><mc:AlternateContent><mc:Choice><w:t> </w:t></mc:Choice><mc:Fallback>"
                                f"<w:t>{FINDING}</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"),
    "block-versions": lambda: word(PLAN + f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{para(FINDING)}</mc:Fallback>"
                                   "</mc:AlternateContent>"),
    "run-inserted-in-deleted-row": lambda: word(PLAN + "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + para(FINDING) +
                                                "</w:tc></w:tr></w:tbl>"),
}  # fmt: skip

SHEET_ROWS = row(1, "Agency", "Attended") + row(2, "Health", "Yes")
DRAWING = ("d", "drawing", "../drawings/drawing1.xml")
XDR = ('xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
       'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
       'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"')  # fmt: skip


def drawn(inside: str) -> Callable[[], bytes]:
    """A workbook with a drawing upon its sheet."""
    anchor = (
        f"<xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>1</xdr:row></xdr:from>{inside}</xdr:twoCellAnchor>"
    )
    return lambda: workbook(
        SHEET_ROWS, DRAWING, parts={"xl/drawings/drawing1.xml": f"<xdr:wsDr {XDR}>{anchor}</xdr:wsDr>"}
    )


SHEETS: dict[str, Callable[[], bytes]] = {
    "hidden-sheet": lambda: workbook(row(1, FINDING), state="hidden"),
    "very-hidden-sheet": lambda: workbook(row(1, FINDING), state="veryHidden"),
    "hidden-row": lambda: workbook(SHEET_ROWS + row(3, FINDING, "No", attributes='hidden="1"')),
    "hidden-column": lambda: workbook(sheet=f'<worksheet {SHEET}><cols><col min="1" max="1" hidden="1"/></cols><sheetData>'
                                      f"{row(1, FINDING, 'x')}</sheetData></worksheet>"),
    "comment": lambda: workbook(SHEET_ROWS, ("c", "comments", "../comments1.xml"), parts={
        "xl/comments1.xml": f'<comments {SHEET}><commentList><comment ref="B2"><text><t>{FINDING}</t></text></comment>'
        "</commentList></comments>"}),
    "threaded-comment": lambda: workbook(SHEET_ROWS, ("c", "threadedComment", "../threadedComments/t.xml"), parts={
        "xl/threadedComments/t.xml": '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/'
        f'threadedcomments"><threadedComment ref="B2"><text>{FINDING}</text></threadedComment></ThreadedComments>'}),
    "box": drawn(f"<xdr:sp><xdr:txBody><a:p><a:r><a:t>{FINDING}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"),
    "box-in-group": drawn(f"<xdr:grpSp><xdr:sp><xdr:txBody><a:p><a:r><a:t>{FINDING}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:grpSp>"),
    "picture": drawn("<xdr:pic/>"),
    "picture-alt-text": drawn(f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="1" name="p" descr="{FINDING}"/></xdr:nvPicPr></xdr:pic>'),
    "shape-alt-text": drawn(f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="1" name="p" descr="{FINDING}"/></xdr:nvSpPr></xdr:sp>'),
    "chart": drawn('<xdr:graphicFrame><a:graphic><a:graphicData><c:chart/></a:graphicData></a:graphic></xdr:graphicFrame>'),
    "diagram": drawn('<xdr:graphicFrame><a:graphic><a:graphicData uri="http://x/diagram"/></a:graphic></xdr:graphicFrame>'),
    "page-header": lambda: workbook(SHEET_ROWS, extra=f"<headerFooter><oddHeader>&amp;L{FINDING}</oddHeader></headerFooter>"),
    "page-footer-even": lambda: workbook(SHEET_ROWS, extra=f"<headerFooter><evenFooter>&amp;C&amp;8{FINDING}</evenFooter></headerFooter>"),
    "input-prompt": lambda: workbook(SHEET_ROWS, extra='<dataValidations><dataValidation sqref="B2" promptTitle="Note" '
                                     f'prompt="{FINDING}"/></dataValidations>'),
    "formula-without-value": lambda: workbook(row(1, "x") + f'<row r="2"><c r="A2"><f>"{FINDING}"</f></c></row>'),
    "formula-text": lambda: workbook(row(1, "x") + f'<row r="2"><c r="A2" t="str"><f>A9</f><v>{FINDING}</v></c></row>'),
    "rich-text": lambda: workbook('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', parts={
        "xl/sharedStrings.xml": f"<sst {SHEET}><si><r><t>The police did </t></r><r><t>not attend the review of neglect.</t></r></si></sst>"}),
    "chart-sheet": lambda: workbook(SHEET_ROWS, sheets='<sheet name="Chart" sheetId="2" r:id="rId4"/>', parts={
        "xl/chartsheets/s.xml": f"<chartsheet {SHEET}><sheetViews><sheetView workbookViewId=\"0\"/></sheetViews></chartsheet>",
 "xl/chartsheets/_rels/s.xml.rels": links(("d", "drawing", "../drawings/drawing1.xml"))}),
    "embedded-object": lambda: workbook(SHEET_ROWS, ("o", "oleObject", "../embeddings/o.bin"), parts={"xl/embeddings/o.bin": b"x"},
                                        extra='<oleObjects><oleObject progId="Word.Document" r:id="o"/></oleObjects>'),
    "name-of-a-constant": lambda: workbook(SHEET_ROWS, book=f'<definedNames><definedName name="note">"{FINDING}"</definedName></definedNames>'),
    "formats-damaged": lambda: workbook(row(1, "Agency", "Rating"), parts={"xl/styles.xml": f"<styleSheet {SHEET}><fills><fill/></fills>"
                                        "</styleSheet>"}),
    "link-tip": lambda: workbook(SHEET_ROWS, extra=f'<hyperlinks><hyperlink ref="A1" tooltip="{FINDING}"/></hyperlinks>'),
    "colour-only": lambda: workbook(row(1, "Agency", "Rating") + '<row r="2"><c r="A2" t="inlineStr"><is><t>Police</t></is></c>'
                                    '<c r="B2" s="1"/></row>', parts={"xl/styles.xml": f"<styleSheet {SHEET}><fonts><font/></fonts>"
                                    "<fills><fill><patternFill/></fill><fill><patternFill/></fill><fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFFF0000\"/>"
                                    "</patternFill></fill></fills><borders><border/></borders><cellXfs><xf/><xf fillId=\"2\"/></cellXfs>"
                                    "</styleSheet>"}),
}  # fmt: skip

FRAME = '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="1" name="f" descr="{}"/></p:nvGraphicFramePr><a:graphic><a:graphicData uri="{}">{}</a:graphicData></a:graphic></p:graphicFrame>'
SHOWS: dict[str, Callable[[], bytes]] = {
    "hidden-slide": lambda: slides(shape(FINDING), show="0"),
    "notes": lambda: slides(shape("A plan."), links_of=(("n", "notesSlide", "../n.xml"),), parts={
        "ppt/n.xml": f"<p:notes {SLIDE}><p:cSld><p:spTree>{shape(FINDING)}</p:spTree></p:cSld></p:notes>"}),
    "comment": lambda: slides(shape("A plan."), links_of=(("c", "comments", "../c.xml"),), parts={
        "ppt/c.xml": f"<p:cmLst {SLIDE}><p:cm><p:text>{FINDING}</p:text></p:cm></p:cmLst>"}),
    "off-the-slide": lambda: slides(shape("A plan.") + shape(FINDING, fill='<a:xfrm><a:off x="-90000000" y="0"/></a:xfrm>')),
    "group": lambda: slides(shape("A plan.") + f"<p:grpSp><p:grpSp>{shape(FINDING)}</p:grpSp></p:grpSp>"),
    "picture": lambda: slides(shape("A plan.") + "<p:pic/>"),
    "picture-alt-text": lambda: slides(shape("A plan.") + f'<p:pic><p:nvPicPr><p:cNvPr id="1" name="p" descr="{FINDING}"/></p:nvPicPr></p:pic>'),
    "shape-alt-text": lambda: slides(shape("A plan.") + shape("", f'descr="{FINDING}"')),
    "shape-filled-with-picture": lambda: slides(shape("A plan.") + shape("", fill="<a:blipFill/>")),
    "background-picture": lambda: slides(shape("A plan."), parts={"ppt/slides/slide1.xml": f"<p:sld {SLIDE}><p:cSld><p:bg><p:bgPr>"
                                         f"<a:blipFill/></p:bgPr></p:bg><p:spTree>{shape('A plan.')}</p:spTree></p:cSld></p:sld>"}),
    "table": lambda: slides(FRAME.format("", "x/table", "<a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>" + FINDING +
                                         "</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl>")),
    "diagram": lambda: slides(FRAME.format("", "x/diagram", '<dgm:relIds r:dm="d"/>'), links_of=(("d", "diagramData", "../d.xml"),),
                              parts={"ppt/d.xml": f"<dgm:dataModel {SLIDE}><dgm:pt><dgm:t><a:p><a:r><a:t>{FINDING}</a:t></a:r></a:p>"
                                     "</dgm:t></dgm:pt></dgm:dataModel>"}),
    "chart": lambda: slides(shape("A plan.") + FRAME.format("", "x/chart", '<c:chart r:id="c"/>'),
                            links_of=(("c", "chart", "../c.xml"),), parts={
        "ppt/c.xml": f"<c:chartSpace {SLIDE}><c:ser><c:tx><c:v>{FINDING}</c:v></c:tx><c:val><c:pt idx=\"0\"><c:v>1</c:v></c:pt>"
        "</c:val></c:ser></c:chartSpace>"}),
    "embedded-object": lambda: slides(shape("A plan.") + FRAME.format("", "http://x/presentationml/2006/ole", "")),
    "film": lambda: slides(shape("A plan.") + '<p:pic><p:nvPicPr><p:nvPr><a:videoFile/></p:nvPr></p:nvPicPr></p:pic>'),
    "layout-text": lambda: slides(shape("A plan."), links_of=(("l", "slideLayout", "../l.xml"),), parts={
        "ppt/l.xml": f"<p:sldLayout {SLIDE}><p:cSld><p:spTree>{shape(FINDING)}</p:spTree></p:cSld></p:sldLayout>"}),
    "connector-text": lambda: slides(shape("A plan.") + f"<p:cxnSp><p:txBody><a:p><a:r><a:t>{FINDING}</a:t></a:r></a:p></p:txBody></p:cxnSp>"),
}  # fmt: skip


def annotation(said: bytes) -> Callable[[], bytes]:
    """A PDF with one thing written upon its page."""
    return lambda: pdf(page=b"/Annots [6 0 R]", objects={6: b"<< /Type /Annot /Rect [72 500 400 560] %s >>" % said})


TEXT = FINDING.encode()
FIELD = b"/Subtype /Widget /FT %s /T (a) %s"


def field(said: bytes) -> Callable[[], bytes]:
    """A PDF with one field to fill in, without the picture of what was typed into it."""
    return lambda: pdf(
        page=b"/Annots [6 0 R]", root=b"/AcroForm << /Fields [6 0 R] /DA (/F1 10 Tf) /DR << /Font << /F1 5 0 R >> >> >>",
        objects={6: b"<< /Type /Annot /Subtype /Widget /Rect [72 500 500 560] /DA (/F1 10 Tf 0 g) /P 3 0 R %s >>" % said},
    )  # fmt: skip


def _attached() -> bytes:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf())))
    writer.add_attachment("finding.txt", TEXT)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _outlined() -> bytes:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf())))
    writer.add_outline_item(title=FINDING, page_number=0)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _free_text() -> bytes:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf())))
    rect = ArrayObject([FloatObject(n) for n in (72, 500, 400, 560)])
    note = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/FreeText"),
                             NameObject("/Rect"): rect, NameObject("/RC"): TextStringObject(f"<body><p>{FINDING}</p></body>")})  # fmt: skip
    writer.add_annotation(0, note)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


PDFS: dict[str, Callable[[], bytes]] = {
    "note": annotation(b"/Subtype /Text /Contents (%s)" % TEXT),
    "note-hidden": annotation(b"/Subtype /Text /F 2 /Contents (%s)" % TEXT),
    "typed-upon": annotation(b"/Subtype /FreeText /Contents (%s)" % TEXT),
    "typed-upon-richly": _free_text,
    "highlight": annotation(b"/Subtype /Highlight /QuadPoints [] /Contents (%s)" % TEXT),
    "line": annotation(b"/Subtype /Line /L [72 500 400 500] /Contents (%s)" % TEXT),
    "polygon": annotation(b"/Subtype /Polygon /Vertices [72 500 90 500 90 520] /Contents (%s)" % TEXT),
    "ink": annotation(b"/Subtype /Ink /InkList [] /Contents (%s)" % TEXT),
    "redaction": annotation(b"/Subtype /Redact /OverlayText (%s)" % TEXT),
    "popup": annotation(b"/Subtype /Popup /Contents (%s)" % TEXT),
    "stamp": annotation(b"/Subtype /Stamp /Contents (%s)" % TEXT),
    "file-pinned": annotation(b"/Subtype /FileAttachment /FS << /Type /Filespec /F (finding.txt) >>"),
    "film": annotation(b"/Subtype /RichMedia"),
    "field-text": field(b"/FT /Tx /T (a) /V (%s)" % TEXT),
    "field-choice": field(b"/FT /Ch /T (a) /V (%s) /Opt [(%s)]" % (TEXT, TEXT)),
    "field-hidden": field(b"/FT /Tx /T (a) /F 2 /V (%s)" % TEXT),
    "attachment": _attached,
    "outline": _outlined,
    "layer-switched-off": lambda: pdf(
        typed("A page.") + b" /OC /L BDC " + typed("", "", FINDING) + b" EMC",
        page=b"/Resources << /Font << /F1 5 0 R >> /Properties << /L 6 0 R >> >>",
        root=b"/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >>", objects={6: b"<< /Type /OCG /Name (Layer) >>"}),
    "white-text": lambda: pdf(typed("A page.") + b" 1 g " + typed("", "", FINDING)),
    "invisible-text": lambda: pdf(typed("A page.") + b" BT 3 Tr ET " + typed("", "", FINDING)),
    "form-drawn": lambda: pdf(typed("A page.") + b" /X Do", page=b"/Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >>",
                              objects={6: stream(typed("", "", FINDING), b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
                                                 b"/Resources << /Font << /F1 5 0 R >> >>")}),
    "beside-the-page": lambda: pdf(typed("A page.") + b" 1 0 0 1 0 -300 cm " + typed("", FINDING), page=b"/CropBox [0 600 595 842]"),
    "turned": lambda: pdf(typed(FINDING), page=b"/Rotate 90"),
    "tiny": lambda: pdf(typed("A page.") + b" BT /F1 0.8 Tf 72 600 Td (%s) Tj ET" % TEXT),
    "scan": lambda: scanned(typed_pdf(lines([FINDING]))),
    "metadata": lambda: pdf(trailer=b"/Info << /Title (%s) >>" % TEXT),
    "dynamic-form": lambda: pdf(root=b"/AcroForm << /Fields [] /XFA 6 0 R >>", objects={6: stream(b"<xdp>%s</xdp>" % TEXT)}),
    "picture-described": lambda: pdf(
        typed("A page.") + b" /Figure << /MCID 0 >> BDC q 300 0 0 300 72 200 cm /I Do Q EMC",
        page=b"/StructParents 0 /Resources << /Font << /F1 5 0 R >> /XObject << /I 6 0 R >> >>",
        root=b"/MarkInfo << /Marked true >> /StructTreeRoot 7 0 R",
        objects={6: stream(b"\x80" * 100, b"/Type /XObject /Subtype /Image /Width 10 /Height 10 /BitsPerComponent 8 "
                           b"/ColorSpace /DeviceGray"),
                 7: b"<< /Type /StructTreeRoot /K [8 0 R] /ParentTree << /Nums [0 [8 0 R]] >> >>",
                 8: b"<< /Type /StructElem /S /Figure /P 7 0 R /Pg 3 0 R /K 0 /Alt (%s) >>" % TEXT}),
    "replacement-text": lambda: pdf(typed("A page.") + b" /Span << /ActualText (%s) >> BDC " % TEXT + typed("", "x") + b" EMC"),
}  # fmt: skip


def parts(*said: bytes, kind: bytes = b"mixed") -> bytes:
    """A letter of these parts, each with its headers."""
    return mail(
        b"Content-Type: multipart/%s; boundary=x" % kind, b"".join(b"--x\r\n%s\r\n" % one for one in said) + b"--x--"
    )


PLAIN = b"Content-Type: text/plain\r\n\r\nThe plan was agreed."
LETTERS: dict[str, Callable[[], bytes]] = {
    "html-only": lambda: mail(HTML, b"<p>%s</p>" % TEXT),
    "html-says-more": lambda: parts(PLAIN, b"Content-Type: text/html\r\n\r\n<p>The plan was agreed.</p><p>%s</p>" % TEXT, kind=b"alternative"),
    "html-hidden": lambda: mail(HTML, b"<p>Plan</p><p style='display:none'>%s</p>" % TEXT),
    "html-picture-described": lambda: mail(HTML, b"<p>Plan</p><img src=x alt='%s'>" % TEXT),
    "html-title": lambda: mail(HTML, b"<html><head><title>%s</title></head><p>Plan</p>" % TEXT),
    "attached-text": lambda: parts(PLAIN, b"Content-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\n" + TEXT),
    "attached-inline": lambda: parts(PLAIN, b"Content-Type: text/plain\r\nContent-Disposition: inline\r\n\r\n" + TEXT),
    "attached-letter": lambda: parts(PLAIN, b"Content-Type: message/rfc822\r\n\r\nFrom: a@vale.example\r\nSubject: x\r\n\r\n" + TEXT),
    "attached-picture": lambda: parts(PLAIN, b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo="),
    "calendar": lambda: parts(PLAIN, b"Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nDESCRIPTION:%s\r\nEND:VCALENDAR" % TEXT),
    "outlook-bag": lambda: parts(PLAIN, b"Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\neJ8+"),
    "subject": lambda: b"Subject: %s\r\nFrom: a@vale.example\r\nTo: b@vale.example\r\n\r\nSee above." % TEXT,
    "quoted": lambda: mail(b"Content-Type: text/plain", b"I agree.\r\n\r\n> " + TEXT),
    "signature": lambda: mail(b"Content-Type: text/plain", b"I agree.\r\n\r\n-- \r\n" + TEXT),
    "after-the-end": lambda: parts(PLAIN) + b"\r\n" + TEXT,
    "before-the-parts": lambda: mail(b"Content-Type: multipart/mixed; boundary=x", TEXT + b"\r\n--x\r\n" + PLAIN + b"\r\n--x--"),
    "rich-text-part": lambda: parts(PLAIN, b"Content-Type: text/enriched\r\n\r\n<bold>%s</bold>" % TEXT),
    "html-form-field": lambda: mail(HTML, b"<p>Plan</p><textarea>%s</textarea><input value='x'>" % TEXT),
}  # fmt: skip

TEXTS: dict[str, Callable[[], bytes]] = {
    "utf-16.txt": lambda: FINDING.encode("utf-16"),
    "utf-16-unmarked.txt": lambda: FINDING.encode("utf-16-le"),
    "utf-32.txt": lambda: FINDING.encode("utf-32"),
    "comment.md": lambda: f"# Plan\n\n<!-- {FINDING} -->\n".encode(),
    "code.md": lambda: f"# Plan\n\n```\n{FINDING}\n```\n".encode(),
    "footnote.md": lambda: f"# Plan[^1]\n\n[^1]: {FINDING}\n".encode(),
    "picture-described.md": lambda: f"# Plan\n\n![{FINDING}](x.png)\n".encode(),
    "front-matter.md": lambda: f"---\ntitle: {FINDING}\n---\n# Plan\n".encode(),
    "after-a-million-spaces.txt": lambda: b"The plan." + b" " * 1_000_000 + TEXT,
    "after-a-form-feed.txt": lambda: b"The plan.\x0c" + TEXT,
}  # fmt: skip


def kinds() -> list[Kind]:
    """Every file that hides a finding."""
    tables = (("docx", WORD), ("xlsx", SHEETS), ("pptx", SHOWS), ("pdf", PDFS), ("eml", LETTERS))
    found = [
        Kind(f"lost-{name}.{ending}", make, finding=True) for ending, table in tables for name, make in table.items()
    ]
    return found + [Kind(f"lost-{name}", make, finding=True) for name, make in TEXTS.items()]
