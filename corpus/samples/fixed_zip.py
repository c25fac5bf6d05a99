"""Office files are zips that carry the hour they were made; here they are made to carry the paper's own date."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime

Patch = Callable[[str, bytes], bytes]

MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def fixed(data: bytes, written: datetime, patch: Patch | None = None) -> bytes:
    """The same zip with every date in it set to `written`, and each part passed through `patch`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            part = _dated(before.read(entry), written)
            info = zipfile.ZipInfo(entry.filename, written.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(info, patch(entry.filename, part) if patch else part)
    return out.getvalue()


def _dated(part: bytes, written: datetime) -> bytes:
    stamp = written.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", part)
