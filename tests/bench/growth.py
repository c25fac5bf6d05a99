"""How the main job grows: the sample pack once, four and sixteen times over, each copy with figures of its own.

`python -m tests.bench.growth COPIES` measures one size in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from app.config import PROJECT
from app.packs.pack import Pack, documents_of, make_pack, read_pack
from app.packs.sealed import Sealed
from app.packs.sealed_readings import SealedReadings
from app.proposing.assessing import assess, last_year
from app.proposing.stores import Stores
from corpus.document import Reading, sha256_of
from rules.framework_file import framework_named
from tests.bench.timing import measured_apart, most_memory

Json = dict[str, Any]

PACK = PROJECT / "corpus" / "samples" / "pack"
COPIES = (1, 4, 16)
AS_OF = date(2026, 9, 1)


def growth() -> Json:
    """Each size in a process of its own."""
    found = {}
    with tempfile.TemporaryDirectory() as kept:
        for copies in COPIES:
            found[f"{copies} × 24 papers"] = measured_apart("tests.bench.growth", str(copies), kept)
    return found


def measured(copies: int, kept: Path) -> Json:
    """Finding and judging: from nothing, again, and with one paper more; reading is left out."""
    readings = SealedReadings(Sealed(kept))
    papers = [(one.file, one.sha256, one.reading) for one in read_pack(PACK, lambda *_: None, None, readings).documents]
    many = [each for copy in range(copies) for each in _copied(papers, copy)]
    last, most = many[-1:], many[:-1]
    with tempfile.TemporaryDirectory() as folder:
        first, pages = _seconds(most, Path(folder))
        again, _ = _seconds(most, Path(folder))
        one_more, _ = _seconds(most + last, Path(folder))
    return {
        "papers": len(many),
        "pages or places": pages,
        "seconds, from nothing": first,
        "seconds, nothing changed": again,
        "seconds, one paper more": one_more,
        "memory, MB": most_memory(),
    }


def _seconds(papers: list[tuple[str, str, Reading]], folder: Path) -> tuple[float, int]:
    started = time.perf_counter()
    kept = Sealed(folder)
    pack: Pack = make_pack(documents_of(papers, kept))
    period = pack.period or last_year(AS_OF)
    assess(pack, framework_named("six-steps"), AS_OF, period, Stores.in_folder(folder, kept), lambda *_: None)
    return round(time.perf_counter() - started, 1), sum(len(one.reading.segments) for one in pack.documents)


def _copied(papers: list[tuple[str, str, Reading]], copy: int) -> Iterator[tuple[str, str, Reading]]:
    """The papers with every figure moved on by the number of the copy: as long as they were, and other papers."""
    moved = str.maketrans("0123456789", "".join(str((digit + copy) % 10) for digit in range(10)))
    for file, sha256, reading in papers:
        segments = tuple(replace(one, text=one.text.translate(moved) if copy else one.text) for one in reading.segments)
        yield f"{copy}/{file}", sha256_of(f"{copy} {sha256}".encode()), replace(reading, segments=segments)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measured(int(sys.argv[1]), Path(sys.argv[2]))))
