"""PDFs written object by object, so that any object can be wrong."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream(data: bytes, more: bytes = b"") -> bytes:
    """A stream object, as it stands."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


def packed(data: bytes, more: bytes = b"") -> bytes:
    """A stream object, deflated."""
    return stream(zlib.compress(data, 9), b"/Filter /FlateDecode " + more)


def typed(*lines: str) -> bytes:
    """The content of a page with these lines of type."""
    said = b"".join(b"(%s) Tj T* " % line.encode("latin-1") for line in lines)
    return b"BT /F1 12 Tf 14 TL 72 740 Td " + said + b"ET"


def pdf(
    content: bytes | None = None, page: bytes = b"", root: bytes = b"", objects: Mapping[int, bytes] | None = None,
    trailer: bytes = b"",
) -> bytes:  # fmt: skip
    """A PDF of one page: 1 the root, 2 the pages, 3 the page, 4 its content, 5 its font; `objects` adds or replaces."""
    resources = b"" if b"/Resources" in page else b"/Resources << /Font << /F1 5 0 R >> >>"
    box = b"" if b"/MediaBox" in page else b"/MediaBox [0 0 595 842]"
    made = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % root,
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R %s %s %s >>" % (box, resources, page),
        4: stream(typed("A page of the plan.") if content is None else content),
        5: FONT,
        **(objects or {}),
    }
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, said in sorted(made.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, said)
    last = max(made)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
    for number in range(1, last + 1):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (last + 1, trailer, start)
    return bytes(out)
