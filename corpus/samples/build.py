"""Makes the sample document pack from its sources: `python -m corpus.samples.build OUT_DIR`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from corpus.samples.as_docx import as_docx
from corpus.samples.as_eml import as_eml
from corpus.samples.as_pdf import as_pdf
from corpus.samples.as_pptx import as_pptx
from corpus.samples.as_scan import as_scan
from corpus.samples.as_xlsx import as_xlsx
from corpus.samples.source import SOURCES, Source, SourceError, read_sources

MAKERS: dict[str, Callable[[Source], bytes]] = {
    "pdf": lambda source: as_scan(source) if source.front.get("scanned") else as_pdf(source),
    "docx": as_docx,
    "xlsx": as_xlsx,
    "pptx": as_pptx,
    "eml": as_eml,
    "txt": lambda source: source.body.encode(),
    "md": lambda source: source.body.encode(),
}


def file_of(source: Source) -> bytes:
    """The bytes of the paper that a source tells; the same every time."""
    if source.format not in MAKERS:
        raise SourceError(f"{source.path.name} asks for a “{source.format}”, which the builder cannot make.")
    return MAKERS[source.format](source)


def build(out: Path, sources: Path = SOURCES) -> tuple[Path, ...]:
    """Writes every paper of the pack into `out`, and says which files it wrote."""
    out.mkdir(parents=True, exist_ok=True)
    made = []
    for source in read_sources(sources):
        path = out / source.file
        path.write_bytes(file_of(source))
        made.append(path)
    return tuple(made)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the folder that the sample pack goes into: python -m corpus.samples.build OUT_DIR")
    for built in build(Path(sys.argv[1])):
        print(built.name)  # noqa: T201 - what a person who runs this wants to see
