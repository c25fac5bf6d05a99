"""Word files for the tests, written as raw XML where python-docx cannot write what Word can."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

import docx

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def said(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def word_file(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A Word file with this body; `parts` are further parts of word/ by their kind, such as "footnotes"."""
    buffer = BytesIO()
    docx.Document().save(buffer)
    links = ""
    written: dict[str, bytes] = {}
    with zipfile.ZipFile(buffer) as archive:
        for name in archive.namelist():
            written[name] = archive.read(name)
    for kind, xml in (parts or {}).items():
        written[f"word/{kind}1.xml"] = xml.encode()
        links += f'<Relationship Id="x{kind}" Type="{_RELATION}/{kind}" Target="{kind}1.xml"/>'
    document = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    written["word/document.xml"] = document.encode()
    rels = written["word/_rels/document.xml.rels"].decode()
    written["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", f"{links}</Relationships>").encode()
    return zipped(written)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """The parts as one archive."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()
