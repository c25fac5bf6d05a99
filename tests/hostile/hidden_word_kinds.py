"""Word files whose only finding stands where it is easily overlooked."""

from __future__ import annotations

from collections.abc import Callable

from tests.hostile.kind import FINDING
from tests.hostile.office import NAMES, para, strict, with_macros, word

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
    "strict": lambda: strict(word(PLAN + para(FINDING))),
    "with-macros": lambda: with_macros(word(PLAN + para(FINDING)), "word"),
    "words-before-items": lambda: word(
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Agreed.</w:t></w:r></w:p>',
        ("n", "numbering", "numbering.xml"), parts={"word/numbering.xml": f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="0">'
        f'<w:lvl w:ilvl="0"><w:lvlText w:val="{FINDING}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/>'
        "</w:num></w:numbering>"}),
    "table-title": lambda: word(PLAN + f'<w:tbl><w:tblPr><w:tblCaption w:val="{FINDING}"/></w:tblPr><w:tr><w:tc>{para("a")}</w:tc></w:tr></w:tbl>'),
    "table-described": lambda: word(PLAN + f'<w:tbl><w:tblPr><w:tblDescription w:val="{FINDING}"/></w:tblPr><w:tr><w:tc>{para("a")}</w:tc>'
                                    f'<w:tc>{para("b")}</w:tc></w:tr></w:tbl>'),
    "document-elsewhere": lambda: word(PLAN + '<w:subDoc r:id="s"/>', ("s", "subDocument", "file:///there://part2.docx")),
    "row-in-a-control": lambda: word(PLAN + f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>{para(FINDING)}</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>"),
    "letter-by-letter": lambda: word("<w:p>" + "".join(f'<w:r><w:t xml:space="preserve">{c}</w:t></w:r>' for c in FINDING) + "</w:p>"),
    "right-to-left": lambda: word(PLAN + f'<w:p><w:dir w:val="rtl">{RUN}</w:dir></w:p>'),
}  # fmt: skip
