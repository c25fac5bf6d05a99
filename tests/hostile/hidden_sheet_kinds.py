"""Workbooks whose only finding stands where it is easily overlooked."""

from __future__ import annotations

from collections.abc import Callable

from tests.hostile.kind import FINDING
from tests.hostile.office import SHEET, links, row, strict, with_macros, workbook

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
    "strict": lambda: strict(workbook(row(1, FINDING))),
    "with-macros": lambda: with_macros(workbook(row(1, FINDING)), "xl"),
    "last-row": lambda: workbook(f'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>{FINDING}</t></is></c></row>'),
    "white-font": lambda: workbook(f'<row r="1"><c r="A1" s="1" t="inlineStr"><is><t>{FINDING}</t></is></c></row>', parts={
        "xl/styles.xml": f'<styleSheet {SHEET}><fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts><fills><fill/></fills><borders>'
        '<border/></borders><cellXfs><xf/><xf fontId="1"/></cellXfs></styleSheet>'}),
}  # fmt: skip
