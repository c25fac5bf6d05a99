"""Where the time of the main job goes, on the sample pack and on one of two thousand pages: reading, OCR, embedding, finding, rules.

`python -m tests.bench.shares sample|large` measures one pack in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

from app.config import PROJECT
from app.packs.pack import Pack, papers_below, read_pack
from app.proposing.assessing import assess, last_year
from app.proposing.stores import Stores
from corpus.passages import passages_of
from corpus.reader import read_file
from indexer.adapted import Adapted
from indexer.embedder import Embedder
from indexer.engine import GraphEngine, TorchEngine
from rules.framework_file import framework_named
from tests.bench.timing import Stages, measured_apart, most_memory

Json = dict[str, Any]

PACK = PROJECT / "corpus" / "samples" / "pack"
SCANNED = "11_Rapid_review_Child_R_July_2025.pdf"
AS_OF = date(2026, 9, 1)
PAPERS, PAGES, PARAGRAPHS = 20, 98, 8
"""Of the large pack: papers of typeset pages, pages a paper, paragraphs a page."""
SCANS = 8


def shares() -> Json:
    """Each pack in a process of its own."""
    found = {}
    for which, name in (("sample", "the sample pack"), ("large", "a pack of two thousand pages")):
        found[name] = measured_apart("tests.bench.shares", which)
    return found


def measured(folder: Path) -> Json:
    """Seconds of each stage and its share of the whole, how busy the cores were, and the most memory."""
    scans = _seconds_of_scans(folder)
    began, worked = time.perf_counter(), _processor()
    pack = read_pack(folder, lambda *_: None)
    reading = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as kept:
        embedding, spent = _assessed(pack, Path(kept))
    whole = time.perf_counter() - began
    busy = (_processor() - worked) / (whole * (os.cpu_count() or 1))
    ocr = min(reading, scans)
    stages = {
        "reading without scans": reading - ocr,
        "scans (OCR)": ocr,
        "embedding and leaning": embedding,
        "finding, without them": spent["finding evidence"] + spent.get("loading models", 0.0) - embedding,
        "rules": spent["judging"],
    }
    told: Json = {name: f"{seconds:.1f} s, {seconds / whole:.0%}" for name, seconds in stages.items()}
    others = whole - ocr - embedding
    return {
        "papers": len(pack.documents),
        "pages or places": sum(len(one.reading.segments) for one in pack.documents),
        "passages": sum(map(len, pack.passages.values())),
        "seconds": round(whole, 1),
        **told,
        "all but OCR and embedding": f"{others / whole:.0%}",
        "cores busy": f"{busy:.0%}",
        "memory, MB": most_memory(),
    }


def _seconds_of_scans(folder: Path) -> float:
    """Seconds that the papers with scanned pages take while every core is at one of them."""
    cores = os.cpu_count() or 1
    scanned = [one for one in papers_below(folder) if SCANNED[3:] in one.name]
    began = time.perf_counter()
    with ThreadPoolExecutor(cores) as readers:
        list(readers.map(read_file, scanned * cores))
    return (time.perf_counter() - began) / cores


def _assessed(pack: Pack, kept: Path) -> tuple[float, dict[str, float]]:
    """Seconds in the models, their loading included, and in each stage as the progress page is told it."""
    progress = Stages()
    with _timed((Embedder, "embed"), (Adapted, "embed"), (GraphEngine, "__init__"), (TorchEngine, "__init__")) as spent:
        framework, period = framework_named("six-steps"), pack.period or last_year(AS_OF)
        assess(pack, framework, AS_OF, period, Stores.in_folder(kept), progress)
    return spent(), progress.spent


@contextmanager
def _timed(*methods: tuple[type, str]) -> Iterator[Callable[[], float]]:
    """How long these methods take together while the block runs; one that another calls is not counted twice."""
    spent, within = [0.0], [0]

    def timed(really: Callable[..., Any]) -> Callable[..., Any]:
        def called(*given: Any, **named: Any) -> Any:
            began, within[0] = time.perf_counter(), within[0] + 1
            try:
                return really(*given, **named)
            finally:
                within[0] -= 1
                spent[0] += 0.0 if within[0] else time.perf_counter() - began

        return called

    with ExitStack() as patched:
        for owner, name in methods:
            patched.enter_context(patch.object(owner, name, timed(getattr(owner, name))))
        yield lambda: spent[0]


def _processor() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def write_large(folder: Path) -> None:
    """Papers of typeset pages in the sample's own words with other figures, and scans among them."""
    told = [
        one.text for path in papers_below(PACK) if path.suffix == ".docx" for one in passages_of("x", read_file(path))
    ]
    style = getSampleStyleSheet()["BodyText"]
    for paper in range(PAPERS):
        moved = str.maketrans("0123456789", "".join(str((digit + paper) % 10) for digit in range(10)))
        story: list[Any] = [Paragraph(f"Executive minutes, {paper + 1} June 2025", style)]
        for page in range(PAGES):
            texts = [told[(paper * 37 + page * PARAGRAPHS + n) % len(told)] for n in range(PARAGRAPHS)]
            story += [Paragraph(_plain(f"{text.translate(moved)} ({paper}.{page})"), style) for text in texts]
            story.append(PageBreak())
        SimpleDocTemplate(str(folder / f"{paper:02}_Executive_minutes.pdf")).build(story)
    for scan in range(SCANS):
        # Bytes after the end of a PDF change its hash and nothing else.
        (folder / f"{scan:02}_{SCANNED[3:]}").write_bytes((PACK / SCANNED).read_bytes() + f"\n% {scan}\n".encode())


def _plain(text: str) -> str:
    return text.replace("&", "and").replace("<", "").replace(">", "")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as large:
        if sys.argv[1] == "large":
            write_large(Path(large))
        sys.stdout.write(json.dumps(measured(Path(large) if sys.argv[1] == "large" else PACK)) + "\n")
