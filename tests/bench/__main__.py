"""`make bench`: how fast the main job is, each figure beside its baseline in one run; medians, never a passing grade."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from app.config import PROJECT
from app.packs.pack import Pack, make_pack, read_pack
from app.packs.sealed import Sealed
from app.proposing.assessing import assess, last_year
from app.proposing.stores import Stores
from rules.framework_file import framework_named
from tests.bench.embedding import embedding, peak
from tests.bench.growth import growth
from tests.bench.pipelines import measure
from tests.bench.searching import search
from tests.bench.shares import shares
from tests.bench.timing import ROUNDS, Stages, measured_apart

Json = dict[str, Any]

PACK = PROJECT / "corpus" / "samples" / "pack"
AS_OF = date(2026, 9, 1)
TAUGHT_NOTHING = ("garsdale", "quillhaven", "wexcombe")


def main() -> None:
    """Print every figure as JSON; each part runs by itself, so that its memory and its time are its own."""
    figures = {
        "machine": machine(),
        "start-up": start_up(),
        "whole command": whole_command(),
        "pipelines": {pack.parent.name: measure(pack, read_questions(gold)) for pack, gold in packs()},
        "growth": growth(),
        "where the time goes": shares(),
        "main job": main_job(),
        "search": search(),
        "embedding": embedding(),
        "asking, at 100,000 passages": measured_apart("tests.bench.answering"),
    }
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")


def packs() -> list[tuple[Path, Path]]:
    """Whole packs that have a careful scrutineer's answers and taught us nothing."""
    folders = [PROJECT / "tests" / "packs" / name for name in TAUGHT_NOTHING]
    return [(folder / "documents", folder / "gold.json") for folder in folders]


def read_questions(gold: Path) -> Json:
    """What the scrutineer would cite, by question."""
    found: Json = json.loads(gold.read_text("utf-8"))
    return dict(found.get("questions", found))


def start_up() -> Json:
    """Seconds until a command answers, and until the server's pages do."""
    command = [sys.executable, "-m", "flask", "frameworks"]
    spent = [timed_run(command) for _ in range(ROUNDS)]
    app = [timed_run([sys.executable, "-c", "import app; app.create_app()"]) for _ in range(ROUNDS)]
    return {
        "`flask frameworks`, seconds": statistics.median(spent),
        "application made, seconds": statistics.median(app),
    }


def timed_run(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, cwd=PROJECT, capture_output=True)
    return round(time.perf_counter() - started, 2)


def machine() -> Json:
    """What it ran on."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "processor": processor(),
        "cores": os.cpu_count(),
        "load before": f"{os.getloadavg()[0]:.1f}",
        "python": sys.version.split()[0],
        "peak of matrix multiply": f"{peak():.0f} GFLOP/s",
    }


def processor() -> str:
    """The processor's name and whether it computes in bfloat16."""
    told = Path("/proc/cpuinfo").read_text("utf-8") if Path("/proc/cpuinfo").exists() else platform.processor()
    name = next(
        (line.partition(":")[2].strip() for line in told.splitlines() if line.startswith("model name")), told[:60]
    )
    return f"{name}, {'with' if 'bf16' in told else 'without'} bfloat16"


def main_job() -> Json:
    """Files to proposals: each stage's seconds, first and again; and one paper more."""
    framework = framework_named("six-steps")
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        pack = read_pack(PACK, lambda *_: None)
        reading = time.perf_counter() - started
        first = stages(pack, framework, Stores.in_folder(Path(folder), Sealed(Path(folder))))
        again = stages(pack, framework, Stores.in_folder(Path(folder), Sealed(Path(folder))))
        fewer = make_pack(pack.documents[1:], pack.area)
    with tempfile.TemporaryDirectory() as folder:
        stages(fewer, framework, Stores.in_folder(Path(folder), Sealed(Path(folder))))
        one_more = stages(pack, framework, Stores.in_folder(Path(folder), Sealed(Path(folder))))
    return {
        "papers": len(pack.documents),
        "passages": sum(map(len, pack.passages.values())),
        "reading the files, OCR included": round(reading, 2),
        "finding and judging, first time": first,
        "finding and judging, nothing changed": again,
        "finding and judging, one paper more": one_more,
    }


def stages(pack: Pack, framework: Any, stores: Stores) -> Json:
    """Seconds by what is being done, as the progress page is told it."""
    progress = Stages()
    assess(pack, framework, AS_OF, pack.period or last_year(AS_OF), stores, progress)
    return {name: round(seconds, 2) for name, seconds in progress.spent.items()}


def whole_command() -> Json:
    """`flask assess` from a cold start, as a person runs it; the first run has no vectors kept."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SIGHTLINE_DATA": folder}
        command = [sys.executable, "-m", "flask", "assess", str(PACK), "--json", str(Path(folder) / "out.json")]
        spent, memory = [], []
        for _ in range(3):
            started = time.perf_counter()
            with subprocess.Popen(command, env=environment, cwd=PROJECT, stdout=subprocess.DEVNULL) as child:
                _, _, used = os.wait4(child.pid, 0)
                child.returncode = 0
            spent.append(round(time.perf_counter() - started, 2))
            memory.append(used.ru_maxrss // 1024)
    return {
        "seconds, first": spent[0],
        "seconds, nothing changed": min(spent[1:]),
        "memory, MB, first": memory[0],
        "memory, MB, nothing changed": memory[1],
    }


if __name__ == "__main__":
    main()
