"""Slide shows whose only finding stands where it is easily overlooked."""

from __future__ import annotations

from collections.abc import Callable

from tests.hostile.kind import FINDING
from tests.hostile.office import SLIDE, links, shape, slides, strict, with_macros

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
    "strict": lambda: strict(slides(shape(FINDING))),
    "with-macros": lambda: with_macros(slides(shape(FINDING)), "ppt"),
    "master-text": lambda: slides(shape("A plan."), links_of=(("l", "slideLayout", "../l.xml"),), parts={
        "ppt/l.xml": f"<p:sldLayout {SLIDE}><p:cSld><p:spTree/></p:cSld></p:sldLayout>",
        "ppt/_rels/l.xml.rels": links(("m", "slideMaster", "m.xml")),
        "ppt/m.xml": f"<p:sldMaster {SLIDE}><p:cSld><p:spTree>{shape(FINDING)}</p:spTree></p:cSld></p:sldMaster>"}),
    "table-in-group": lambda: slides("<p:grpSp>" + FRAME.format("", "x/table", "<a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>" + FINDING +
                                     "</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl>") + "</p:grpSp>"),
    "modern-comment": lambda: slides(shape("A plan."), parts={
        "ppt/slides/_rels/slide1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="c" Type="http://schemas.microsoft.com/office/2018/10/relationships/comments" Target="../c.xml"/></Relationships>',
        "ppt/c.xml": '<m:cmLst xmlns:m="http://schemas.microsoft.com/office/powerpoint/2018/8/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><m:cm id="1"><m:txBody><a:p><a:r><a:t>' + FINDING +
        "</a:t></a:r></a:p></m:txBody></m:cm></m:cmLst>"}),
}  # fmt: skip
