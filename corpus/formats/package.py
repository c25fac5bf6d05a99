"""An Office file is an archive of XML parts: opened within the published limits, and made fit for the libraries."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from lxml import etree

from corpus.limits import PARTS, UNPACKED_BYTES, Refused, too_big_unpacked, too_many

_CHUNK = 1 << 20
TRIED_BYTES = 20_000_000
"""Parts beyond this are not tried beforehand: it would take the memory that reading them needs."""
_XML = (".xml", ".rels")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_PROPERTIES = {
    f"{_DUBLIN}title": "title",
    f"{_DUBLIN}creator": "author",
    f"{_DUBLIN}subject": "subject",
    f"{_CORE}lastModifiedBy": "last modified by",
    f"{_CORE}category": "category",
    f"{_CORE}keywords": "keywords",
    f"{_TERMS}created": "created",
    f"{_TERMS}modified": "modified",
}
# The strict form of the standard says the same under other addresses, which the libraries do not know.
_STRICT_ADDRESS = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)(/main)?")
# Macro-enabled files and templates hold the same text; the libraries open only the plain kinds.
_OPEN = b"application/vnd.openxmlformats-officedocument."
_PLAIN_KINDS = {
    b"application/vnd.ms-word.document.macroEnabled.main+xml": _OPEN + b"wordprocessingml.document.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml": _OPEN + b"wordprocessingml.document.main+xml",
    b"wordprocessingml.template.main+xml": b"wordprocessingml.document.main+xml",
    b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml": _OPEN
    + b"presentationml.presentation.main+xml",
    b"presentationml.slideshow.main+xml": b"presentationml.presentation.main+xml",
    b"presentationml.template.main+xml": b"presentationml.presentation.main+xml",
}


@dataclass(frozen=True)
class Relation:
    """A link from one part of a package to another, by the last word of its type."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Package:
    """The parts of an Office file by path, unpacked within the limits."""

    parts: dict[str, bytes]

    def tree(self, path: str) -> Any | None:
        """The XML of a part, or None where the part is missing or broken."""
        data = self.parts.get(path)
        return xml_of(data) if data else None

    def relations(self, path: str) -> tuple[Relation, ...]:
        """What a part is linked to, with targets as paths within the package."""
        folder, name = posixpath.split(path)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return ()
        return tuple(_relation(link, folder) for link in root if link.get("Target") is not None)

    def related(self, path: str, kind: str) -> tuple[str, ...]:
        """The paths of the parts of one kind that a part is linked to and that are there."""
        links = (link for link in self.relations(path) if link.kind == kind and not link.external)
        return tuple(link.target for link in links if link.target in self.parts)

    def properties(self) -> dict[str, str]:
        """What the file says of itself."""
        found: dict[str, str] = {}
        for path in ("docProps/core.xml", *self.related("", "core-properties")):
            root = self.tree(path)
            for element in () if root is None else root:
                name = _PROPERTIES.get(element.tag) if isinstance(element.tag, str) else None
                if name and (element.text or "").strip():
                    found.setdefault(name, element.text.strip())
        return found

    @cached_property
    def broken(self) -> tuple[str, ...]:
        """The paths of the XML parts that cannot be read."""
        parts = ((path, data) for path, data in self.parts.items() if path.endswith(_XML) and len(data) <= TRIED_BYTES)
        return tuple(path for path, data in parts if xml_of(data) is None)

    def for_library(self, main: str = "") -> BytesIO:
        """The package without what makes the libraries stumble: broken parts, lost links, macros, pictures.

        The `main` part is kept whatever its state, so that the library says what is wrong with it.
        """
        sound = Package({path: data for path, data in self.parts.items() if path == main or path not in self.broken})
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
            for path, data in sound.parts.items():
                archive.writestr(path, sound._fit(path, data))
        buffer.seek(0)
        return buffer

    def _fit(self, path: str, data: bytes) -> bytes:
        if path == "[Content_Types].xml":
            for special, plain in _PLAIN_KINDS.items():
                data = data.replace(special, plain)
            return data
        if path.endswith(".rels"):
            return self._without_lost_links(path, data)
        return data

    def _without_lost_links(self, path: str, data: bytes) -> bytes:
        root = xml_of(data)
        if root is None:
            return data
        folder = posixpath.dirname(posixpath.dirname(path))
        for link in list(root):
            if link.get("Target") is None:
                root.remove(link)
                continue
            relation = _relation(link, folder)
            if not relation.external and relation.target not in self.parts:
                root.remove(link)
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def damage(broken: tuple[str, ...]) -> str:
    """The sentence that says which parts of a file could not be read."""
    names = ", ".join(posixpath.basename(path) for path in broken[:5])
    return f"Some parts inside this file are damaged and were not read: {names}."


def _relation(link: Any, folder: str) -> Relation:
    target = unquote(link.get("Target"))
    inside = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    kind = (link.get("Type") or "").rsplit("/", 1)[-1]
    return Relation(link.get("Id") or "", kind, inside, (link.get("TargetMode") or "").lower() == "external")


def xml_of(data: bytes) -> Any | None:
    """The root of an XML part, with no entity resolved and no network; None where it is broken."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def open_package(data: bytes, main: str, what: str) -> Package:
    """The parts of an Office file whose main part is under `main`; Refused, saying `what` it should have been."""
    if data.startswith(_OLE):
        raise Refused(
            f"This file is protected by a password or is in an old format. Save it as {what} without a password."
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            package = Package(_unpacked(archive, what))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as error:
        raise Refused(f"This file is damaged and cannot be opened as {what}.") from error
    if not any(path.startswith(main) for path in package.parts):
        raise Refused(f"This file is not {what}, whatever its name says.")
    return package


def _unpacked(archive: zipfile.ZipFile, what: str) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > PARTS:
        raise Refused(too_many(len(entries), "parts", PARTS))
    parts: dict[str, bytes] = {}
    left = UNPACKED_BYTES
    for entry in entries:
        if entry.is_dir():
            continue
        if entry.flag_bits & 1:
            raise Refused(f"This file is protected by a password. Save it as {what} without a password.")
        part = _part(archive, entry, left)
        left -= len(part)
        name = entry.filename.replace("\\", "/").lstrip("/")
        # Pictures and embedded files are measured and then let go: their absence is reported where they stood.
        parts[name] = _transitional(part) if name.endswith(_XML) else b""
    return parts


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    chunks: list[bytes] = []
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise Refused(too_big_unpacked())
                chunks.append(chunk)
    except zlib.error as error:
        raise zipfile.BadZipFile(str(error)) from error
    return b"".join(chunks)


def _transitional(part: bytes) -> bytes:
    if b"<!DOCTYPE" in part[:4096] or b"<!ENTITY" in part[:4096]:
        raise Refused("This file holds XML declarations that no Office program writes, so it is not opened.")
    return _STRICT_ADDRESS.sub(rb"http://schemas.openxmlformats.org/\1/2006\2", part)
