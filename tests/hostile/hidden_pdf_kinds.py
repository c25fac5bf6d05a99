"""PDFs whose only finding stands where it is easily overlooked."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject

from tests.corpus.typed_pdfs import lines, scanned
from tests.corpus.typed_pdfs import pdf as typed_pdf
from tests.hostile.kind import FINDING
from tests.hostile.raw_pdf import pdf, stream, typed


def annotation(said: bytes) -> Callable[[], bytes]:
    """A PDF with one thing written upon its page."""
    return lambda: pdf(page=b"/Annots [6 0 R]", objects={6: b"<< /Type /Annot /Rect [72 500 400 560] %s >>" % said})


TEXT = FINDING.encode()


def field(said: bytes) -> Callable[[], bytes]:
    """A PDF with one field to fill in, without the picture of what was typed into it."""
    return lambda: pdf(
        page=b"/Annots [6 0 R]", root=b"/AcroForm << /Fields [6 0 R] /DA (/F1 10 Tf) /DR << /Font << /F1 5 0 R >> >> >>",
        objects={6: b"<< /Type /Annot /Subtype /Widget /Rect [72 500 500 560] /DA (/F1 10 Tf 0 g) /P 3 0 R %s >>" % said},
    )  # fmt: skip


def called(letters: bytes) -> bytes:
    """A PDF that draws the finding in letters of which it says that they are others."""
    meaning = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange %s endcmap end"
    return pdf(
        typed("A page.") + typed("", "", FINDING).replace(b"/F1", b"/F2"),
        page=b"/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >>",
        objects={
            6: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>",
            7: stream(meaning % letters),
        },
    )


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
    "stamp-drawn": lambda: pdf(page=b"/Annots [6 0 R]", objects={
        6: b"<< /Type /Annot /Subtype /Stamp /Rect [0 0 595 842] /AP << /N 7 0 R >> >>",
        7: stream(typed("", "", FINDING), b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >>")}),
    "field-drawn": lambda: pdf(page=b"/Annots [6 0 R]", root=b"/AcroForm << /Fields [6 0 R] >>", objects={
        6: b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [0 0 595 842] /AP << /N 7 0 R >> >>",
        7: stream(typed("", "", FINDING), b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >>")}),
    "page-not-counted": lambda: pdf(objects={
        2: b"<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 1 >>",
        6: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 7 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        7: stream(typed(FINDING))}),
    "letters-called-blanks": lambda: called(b"95 beginbfchar " + b" ".join(b"<%02X> <0020>" % c for c in range(32, 127)) + b" endbfchar"),
    "letters-called-private": lambda: called(b"1 beginbfrange <20> <7E> <E020> endbfrange"),
    "clipped": lambda: pdf(typed("A page.") + b" 7 Tr " + typed("", "", FINDING)),
    "painted-over": lambda: pdf(typed("", FINDING) + b" 1 1 1 rg 0 0 595 842 re f "),
    "mirrored": lambda: pdf(typed("A page.") + b" -1 0 0 1 595 0 cm " + typed("", "", FINDING)),
    "portfolio": lambda: pdf(root=b"/Collection << /Type /Collection >> /Names << /EmbeddedFiles << /Names [(a.docx) 6 0 R] >> >>", objects={
        6: b"<< /Type /Filespec /F (a.docx) /EF << /F 7 0 R >> >>", 7: stream(TEXT, b"/Type /EmbeddedFile")}),
    "file-beside-page": lambda: pdf(page=b"/AF [6 0 R]", objects={
        6: b"<< /Type /Filespec /F (a.docx) /EF << /F 7 0 R >> >>", 7: stream(TEXT, b"/Type /EmbeddedFile")}),
}  # fmt: skip
