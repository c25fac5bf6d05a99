"""Takes the papers out of a zip archive, inside the bounded child; what cannot be taken out is named with the reason.

Nothing is written by a name that the archive gives: the child answers with a stream, and the parent stores it by hash.
"""

from __future__ import annotations

import io
import json
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from corpus import limits
from corpus.limits import Refused

CHUNK = 1024 * 1024
LONGEST_NAME = 500

NESTED = "This is a zip archive inside the zip archive, which is not opened. Unpack it and upload the papers in it."
LOCKED = (
    "This file is locked with a password. Take it out of the archive, save a copy without the password and upload that."
)
DAMAGED = "This file is damaged in the archive and could not be unpacked. Upload it by itself."
LINK = "This is a link to another file, not a file. Upload the file itself."
EMPTY = "This file is empty (0 bytes)."
NO_FILES = "This zip archive holds no files."

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_LEFT_OUT: Final = {"thumbs.db", "desktop.ini", ".ds_store"}
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


@dataclass(frozen=True)
class _Part:
    """One file of the archive: by what name it is told, and why it is not taken out, if it is not."""

    info: zipfile.ZipInfo
    name: str
    size: int
    why: str | None


def is_archive(data: bytes) -> bool:
    """Whether these bytes are a zip of papers, and not an Office or OpenDocument file, which are zips as well."""
    if not data.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except _FAILURES:
        return False
    return "[Content_Types].xml" not in names and not {"mimetype", "content.xml"} <= names


def unpacked(data: bytes) -> Iterator[bytes]:
    """First a line that says whether it is an archive, then for each file a line about it and its bytes."""
    if len(data) > limits.UPLOAD_BYTES:
        raise Refused(limits.too_big(len(data)))
    if not is_archive(data):
        yield _line({"archive": False})
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts, left_out = _looked_through(archive)
        yield _line({"archive": True, "left_out": left_out})
        for part in parts:
            yield _line({"name": part.name, "size": part.size, "why": part.why})
            if part.why is None:
                yield from _chunks(archive, part.info)


def _looked_through(archive: zipfile.ZipFile) -> tuple[list[_Part], int]:
    """Every file unpacked once to be measured, because headers lie; and how many were left out that no person made."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > limits.PARTS:
        raise Refused(limits.too_many(len(infos), "files", limits.PARTS))
    papers = [info for info in infos if not _is_left_out(_name(info))]
    if not papers:
        raise Refused(NO_FILES)
    parts, total = [], 0
    for info in papers:
        size, why = _measured(archive, info, limits.UNPACKED_BYTES - total)
        total += size
        parts.append(_Part(info, _name(info), 0 if why else size, why))
    return parts, len(infos) - len(papers)


def _measured(archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: int) -> tuple[int, str | None]:
    """How many bytes a file unpacks to, and why it is not taken, if it is not; Refused where the whole is too much."""
    if info.flag_bits & _ENCRYPTED:
        return 0, LOCKED
    if stat.S_ISLNK(info.external_attr >> 16):
        return 0, LINK
    size, head, tail = 0, b"", bytearray()
    try:
        for chunk in _chunks(archive, info):
            size += len(chunk)
            if size > room:
                raise Refused(limits.too_big_unpacked())
            head = head or chunk[:4]
            if head.startswith(_ZIP) and size <= limits.UPLOAD_BYTES:
                tail += chunk
    except _FAILURES:
        return size, DAMAGED
    if size == 0:
        return 0, EMPTY
    if size > limits.UPLOAD_BYTES:
        return size, limits.too_big(size)
    return size, NESTED if tail and is_archive(bytes(tail)) else None


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its maker wrote it: many archives hold UTF-8 names without saying so."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name[-LONGEST_NAME:]


def _is_left_out(name: str) -> bool:
    """What a computer adds to an archive by itself: a Mac's resource forks, a folder's settings, an Office lock."""
    *folders, last = name.replace("\\", "/").split("/")
    return (
        "__MACOSX" in folders or last.startswith(("._", "~$")) or last.casefold() in _LEFT_OUT or not last.strip(". ")
    )


def _line(said: dict[str, object]) -> bytes:
    return json.dumps(said, ensure_ascii=True).encode("ascii") + b"\n"


_FAILURES: Final = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    KeyError,
    UnicodeError,
)
