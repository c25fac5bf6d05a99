"""What a file is, told by its bytes and not by its name; what cannot be read is refused with what to do instead."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from corpus import limits
from corpus.limits import Refused

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE_PARTS: Final = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
_MAIL_HEADERS = {"from", "to", "subject", "date", "received", "message-id", "mime-version", "return-path", "cc"}

_SAVE_AS = "Save it as .docx or PDF and upload it again."
_LOCKED = "This file is locked with a password. Save a copy without the password and upload that."
_BROKEN_ZIP = "This file is damaged: its parts cannot be unpacked. Open it, save it again and upload the new copy."


def format_of(data: bytes, name: str) -> str:
    """The module of `corpus.formats` that reads these bytes; raises `Refused` where none does."""
    if not data:
        raise Refused("This file is empty (0 bytes).")
    if len(data) > limits.UPLOAD_BYTES:
        raise Refused(limits.too_big(len(data)))
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((_ZIP, b"PK\x05\x06")):
        return _office_format(data)
    if data.startswith(_OLE):
        raise Refused(_why_not_ole(data))
    return _text_format(data, name)


def _office_format(data: bytes) -> str:
    names = _part_names(data)
    for folder, kind in _OFFICE_PARTS.items():
        if "[Content_Types].xml" in names and any(name.startswith(folder) for name in names):
            return _readable_office(kind, names)
    if "mimetype" in names and "content.xml" in names:
        raise Refused(f"This is an OpenDocument file, which is not read. {_SAVE_AS}")
    raise Refused(
        "This is a zip archive. Take the papers out of it and give each one; an upload in the browser unpacks it by itself."
    )


def _readable_office(kind: str, names: set[str]) -> str:
    if "xl/workbook.bin" in names:
        raise Refused("This is a binary workbook (.xlsb), which is not read. Save it as .xlsx and upload it again.")
    return kind


def _part_names(data: bytes) -> set[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError):
        raise Refused(_BROKEN_ZIP) from None
    if len(parts) > limits.PARTS:
        raise Refused(limits.too_many(len(parts), "parts", limits.PARTS))
    return {part.filename for part in parts}


def _why_not_ole(data: bytes) -> str:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        return _LOCKED
    if holds("WordDocument"):
        return f"This is an old Word file (.doc), which is not read. {_SAVE_AS}"
    if holds("PowerPoint Document"):
        return "This is an old PowerPoint file (.ppt), which is not read. Save it as .pptx or PDF and upload it again."
    if holds("Workbook") or holds("Book"):
        return "This is an old Excel file (.xls), which is not read. Save it as .xlsx and upload it again."
    if holds("__substg1.0_") or holds("__properties_version1.0"):
        return "This is an Outlook message (.msg), which is not read. Save it as .eml or PDF and upload it again."
    return f"This is an old Office file, which is not read. {_SAVE_AS}"


def _text_format(data: bytes, name: str) -> str:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(_PICTURES) and b"\x00" in data[:4096]:
        raise Refused("This is a picture. Save it as a PDF and upload it again, and its words will be read.")
    if head.startswith(b"{\\rtf"):
        raise Refused(f"This is a rich text file (.rtf), which is not read. {_SAVE_AS}")
    if head.startswith((b"<!doctype html", b"<html")):
        raise Refused("This is a web page, which is not read. Save it as PDF and upload it again.")
    if head.startswith(b"<?xml"):
        raise Refused(f"This is an XML file, which is not read. {_SAVE_AS}")
    if _is_mail(data, name):
        return "eml"
    if _is_text(data):
        return "plain"
    raise Refused(f"This kind of file is not read, or it is damaged. {_SAVE_AS}")


def _is_mail(data: bytes, name: str) -> bool:
    head = data[:16384].replace(b"\r\n", b"\n").split(b"\n\n", 1)[0].decode("latin-1")
    headers = {line.split(":", 1)[0].lower() for line in head.split("\n") if re.match(r"[A-Za-z][A-Za-z-]*:", line)}
    known = len(headers & _MAIL_HEADERS)
    return b"\x00" not in data[:4096] and known >= (1 if name.lower().endswith(".eml") else 3)


def _is_text(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    sample = data[:65536]
    # UTF-16 without its mark: every other byte of English is nothing.
    if any(sample[side::2].count(0) > len(sample) * 0.3 and sample[1 - side :: 2].count(0) == 0 for side in (0, 1)):
        return True
    odd = sum(1 for byte in sample if byte < 9 or 13 < byte < 32)
    return b"\x00" not in sample and odd <= len(sample) // 100
