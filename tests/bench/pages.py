"""How quickly every page opens with 500 papers in the review: first, again, and for 20 people at once.

`python -m tests.bench.pages [--keep FOLDER]`: a folder that holds a bench's data is used again.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from app.config import PROJECT
from tests.bench.large_review import open_app
from tests.bench.populated import Made, populate

Json = dict[str, Any]

PAPERS = 500
ROLES = ("scrutineer", "business_manager", "reviewer")
ROUNDS = 3
PEOPLE, SECONDS_THINKING, SECONDS = 20, (1.0, 5.0), 60
PROMISED = {"p50 ms": 100, "p95 ms": 300}
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
SLOWEST = 12
WORKED = "X-Bench-Worked"
"""The header in which the bench's server says how long its thread was at work."""


@dataclass(frozen=True)
class Opened:
    """One page that someone opened."""

    role: str
    endpoint: str
    path: str
    status: int
    ms: float
    size: int
    cpu: float
    """Milliseconds that the server's thread was at work on it, whatever else the machine was doing."""


class Visitor:
    """Someone with a browser of their own, signed in."""

    def __init__(self, port: int, role: str, email: str, password: str) -> None:
        self.port, self.role, self.cookies = port, role, SimpleCookie()
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        token = TOKEN.search(self._send("GET", "/sign-in")[1].decode())
        assert token, "the sign-in page has no token"
        said = urlencode({"email": email, "password": password, "csrf_token": token[1]})
        assert self._send("POST", "/sign-in", said)[0] == 302, f"{role} could not sign in"

    def open(self, endpoint: str, path: str) -> Opened:
        """Opens a page to its last byte."""
        started = time.perf_counter()
        status, body, worked = self._send("GET", path)
        return Opened(self.role, endpoint, path, status, 1000 * (time.perf_counter() - started), len(body), worked)

    def _send(self, method: str, path: str, body: str | None = None) -> tuple[int, bytes, float]:
        headers = {"Cookie": "; ".join(f"{name}={one.value}" for name, one in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.line.request(method, path, body, headers)
        answer = self.line.getresponse()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies.load(line)
        return answer.status, answer.read(), float(answer.headers.get(WORKED, 0))


def main() -> None:
    """Print every figure as JSON."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--keep", type=Path)
    asked.add_argument("--papers", type=int, default=PAPERS)
    asked.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    asked.add_argument("--alone", action="store_true", help="leave out the 20 people at once")
    said = asked.parse_args()
    if said.serve:
        return serve(said.keep, said.serve)
    figures = pages(said.keep, said.papers, together=not said.alone)
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")
    return None


def pages(keep: Path | None = None, papers: int = PAPERS, *, together: bool = True) -> Json:
    """Every figure of the pages; the review is made in `keep`, or in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as thrown:
        data = keep or Path(thrown)
        made = Made.kept(data / "bench.json") if (data / "bench.json").exists() else populate(data, papers)
        with served(data) as port:
            return {"papers": papers, "promised": PROMISED, **measured(port, made, together=together)}


def serve(data: Path, port: int) -> None:
    """The service as `make run` serves it, without its worker."""
    import waitress

    app = open_app(data)
    app.wsgi_app = timed(app.wsgi_app)
    waitress.serve(app, host="127.0.0.1", port=port, threads=app.extensions["sightline"].threads, ident=None)


def timed(app: Any) -> Any:
    """The application with the processor's time of each answer beside it: on a busy machine the clock alone misleads."""

    def answer(environ: Any, start: Any) -> Any:
        began = time.thread_time()

        def begin(status: str, headers: list[tuple[str, str]], error: Any = None) -> Any:
            worked = 1000 * (time.thread_time() - began)
            return start(status, [*headers, (WORKED, f"{worked:.1f}")], error)

        return app(environ, begin)

    return answer


@contextmanager
def served(data: Path) -> Iterator[int]:
    """The service in a process of its own, so that those who measure take none of its time."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tests.bench.pages", "--keep", str(data), "--serve", str(port)]
    server = subprocess.Popen(command, cwd=PROJECT)
    try:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait()


def measured(port: int, made: Made, *, together: bool) -> Json:
    """First, again, and all at once."""
    first: list[Opened] = []
    again: list[Opened] = []
    for role in ROLES:
        visitor = Visitor(port, role, *made.people[role])
        own = [one for page in dict.fromkeys(made.pages) if (one := visitor.open(*page)).status == 200]
        first += own
        again += [visitor.open(one.endpoint, one.path) for _ in range(ROUNDS) for one in own]
    figures = {
        "pages": len(first),
        "first": spread(one.ms for one in first),
        "one person": spread(one.ms for one in again),
        "one person, processor's time": spread(one.cpu for one in again),
        "slowest, processor's time": slowest(again),
        "largest": [f"{one.size // 1024} kB {one.path}" for one in sorted(first, key=lambda one: -one.size)[:5]],
    }
    return figures | ({f"{PEOPLE} people": crowd(port, made, first)} if together else {})


def crowd(port: int, made: Made, seen: Sequence[Opened]) -> Json:
    """Twenty people who open a page every few seconds, each in an order of their own."""
    opened: list[Opened] = []

    def work(nth: int) -> None:
        role, chance = ROLES[nth % len(ROLES)], random.Random(nth)
        visitor = Visitor(port, role, *made.people[role])
        own, over = [one for one in seen if one.role == role], time.monotonic() + SECONDS
        while time.monotonic() < over:
            time.sleep(chance.uniform(*SECONDS_THINKING))
            one = chance.choice(own)
            opened.append(visitor.open(one.endpoint, one.path))

    people = [threading.Thread(target=work, args=(nth,)) for nth in range(PEOPLE)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    failed = sum(one.status != 200 for one in opened)
    worked = {"processor's time": spread(one.cpu for one in opened)}
    return spread(one.ms for one in opened) | worked | {"pages": len(opened), "failed": failed}


def spread(spent: Iterator[float]) -> Json:
    """Median and 95th percentile."""
    found = sorted(spent)
    at = min(len(found) - 1, round(0.95 * len(found)))
    return {"p50 ms": round(statistics.median(found)), "p95 ms": round(found[at]), "most ms": round(found[-1])}


def slowest(opened: Sequence[Opened]) -> Mapping[str, int]:
    """The pages that take longest, by the median of the processor's time in milliseconds."""
    of: dict[str, list[float]] = defaultdict(list)
    for one in opened:
        of[f"{one.endpoint} ({one.role})"].append(one.cpu)
    medians = {page: round(statistics.median(spent)) for page, spent in of.items()}
    return dict(sorted(medians.items(), key=lambda one: -one[1])[:SLOWEST])


if __name__ == "__main__":
    main()
