"""Files to the first words of evidence for each of 24 questions: ours beside what one would put together from libraries.

Each pipeline runs in a process of its own, from a cold start, on the same folder and, but for ours, on the same plain text.
`python -m tests.bench.pipelines NAME PACK` prints what it shows, question by question, as JSON.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from app.config import PROJECT
from rules.framework_file import framework_named

Json = dict[str, Any]
Shown = dict[str, list[str]]
"""What is shown for each question, best first."""

WORDS_SHOWN = 400
CHUNK_WORDS = 80
NEAREST = 40
ENOUGH_OF_A_QUOTE = 25
"""Letters of a gold quote that must stand in what is shown, where the quote was cut."""


def measure(pack: Path, gold: dict[str, Any], names: tuple[str, ...] = ()) -> Json:
    """Seconds, memory and evidence shown of every pipeline on one pack."""
    return {name: _measured(name, pack, gold) for name in names or tuple(PIPELINES)}


def _measured(name: str, pack: Path, gold: dict[str, Any]) -> Json:
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        child = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "tests.bench.pipelines", name, str(pack)],
            env={**os.environ, "SIGHTLINE_DATA": folder},
            cwd=PROJECT,
            capture_output=True,
            check=False,
        )
        seconds = time.perf_counter() - started
    if child.returncode:
        return {"not run": child.stderr.decode().strip().splitlines()[-1][:120]}
    said = json.loads(child.stdout)
    return {
        "seconds": round(seconds, 1),
        "memory, MB": said["memory"],
        f"gold evidence within {WORDS_SHOWN} words": f"{share_shown(said['shown'], gold):.0%}",
    }


def share_shown(shown: Shown, gold: dict[str, Any]) -> float:
    """The share of the quotes of a careful scrutineer that stand in the first words shown for their question."""
    quotes = [(question, one["quote"]) for question, said in gold.items() for one in said["evidence"]]
    held = [_stands_in(quote, " ".join(within(shown.get(question, [])))) for question, quote in quotes]
    return sum(held) / len(held) if held else 0.0


def within(passages: list[str], words: int = WORDS_SHOWN) -> Iterator[str]:
    """The passages, each once, that fit into so many words."""
    for passage in dict.fromkeys(passages):
        words -= len(passage.split())
        if words < 0:
            return
        yield passage


def _stands_in(quote: str, shown: str) -> bool:
    letters, held = _letters(quote), _letters(shown)
    return letters in held or (len(letters) > 2 * ENOUGH_OF_A_QUOTE and letters[: len(letters) * 2 // 3] in held)


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text.lower())


def ours(pack: Path) -> Shown:
    """`flask assess`: everything read and judged; of each question the evidence in the order of the page."""
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        subprocess.run([sys.executable, "-m", "flask", "assess", str(pack), "--json", out.name], check=True, stdout=2)
        questions = json.loads(Path(out.name).read_text("utf-8"))["questions"]
    return {one["id"]: in_turn([[e["quote"] for e in part["evidence"]] for part in one["parts"]]) for one in questions}


def in_turn(parts: list[list[str]]) -> list[str]:
    """The first passage of every part, then the second of every part, and so on."""
    longest = max(map(len, parts), default=0)
    return [part[place] for place in range(longest) for part in parts if place < len(part)]


def sentence_transformers(pack: Path) -> Shown:
    """Plain text, sentence-transformers as it comes, FAISS."""
    import faiss
    from sentence_transformers import SentenceTransformer

    from indexer.embedder import packaged_folder

    chunks = list(chunks_of(pack))
    model = SentenceTransformer(str(packaged_folder()), device="cpu", local_files_only=True)
    rows = model.encode(chunks, normalize_embeddings=True, show_progress_bar=False)
    index = faiss.IndexFlatIP(rows.shape[1])
    index.add(rows)
    asked = _questions()
    _, places = index.search(model.encode(list(asked.values()), normalize_embeddings=True), min(NEAREST, len(chunks)))
    return {question: [chunks[i] for i in row] for question, row in zip(asked, places, strict=True)}


def txtai(pack: Path) -> Shown:
    """Plain text and txtai, words and meaning together, with the same weights."""
    from txtai import Embeddings

    from indexer.embedder import packaged_folder

    chunks = list(chunks_of(pack))
    index = Embeddings(path=str(packaged_folder()), hybrid=True, content=False)
    index.index(enumerate(chunks))
    return {
        question: [chunks[int(i)] for i, _ in index.search(text, NEAREST)] for question, text in _questions().items()
    }


def _questions() -> dict[str, str]:
    return {one.id: one.text for one in framework_named("six-steps").questions}


def chunks_of(pack: Path) -> Iterator[str]:
    """The folder's text as one gets it from pypdf, python-docx and openpyxl, paragraph by paragraph."""
    for path in sorted(pack.rglob("*")):
        words = _text_of(path).split() if path.is_file() else []
        yield from (" ".join(words[at : at + CHUNK_WORDS]) for at in range(0, len(words), CHUNK_WORDS))


def _text_of(path: Path) -> str:
    try:
        return READERS.get(path.suffix.lower(), _as_text)(path)
    except Exception:  # a file that such a pipeline cannot read is left out of it
        return ""


def _pdf(path: Path) -> str:
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def _docx(path: Path) -> str:
    import docx

    paper = docx.Document(str(path))
    cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])


def _xlsx(path: Path) -> str:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return "\n".join(" ".join(str(v) for v in row if v is not None) for sheet in book for row in sheet.values)


def _pptx(path: Path) -> str:
    import pptx

    return "\n".join(
        s.text_frame.text for one in pptx.Presentation(str(path)).slides for s in one.shapes if s.has_text_frame
    )


def _as_text(path: Path) -> str:
    return path.read_text("utf-8", "ignore")


READERS: dict[str, Callable[[Path], str]] = {".pdf": _pdf, ".docx": _docx, ".xlsx": _xlsx, ".pptx": _pptx}
PIPELINES: dict[str, Callable[[Path], Shown]] = {
    "Sightline": ours,
    "sentence-transformers + FAISS": sentence_transformers,
    "txtai, hybrid": txtai,
}


def main(name: str, pack: str) -> None:
    """One pipeline over one pack, as JSON."""
    shown = PIPELINES[name](Path(pack))
    whose = resource.RUSAGE_CHILDREN if name == "Sightline" else resource.RUSAGE_SELF
    sys.stdout.write(json.dumps({"shown": shown, "memory": resource.getrusage(whose).ru_maxrss // 1024}))


if __name__ == "__main__":
    main(*sys.argv[1:3])
