"""How PostgreSQL carries many reviews: `make load`, or `python -m tests.bench.load --reviews 100 --papers 200`.

Two web processes and two workers, each a process of its own with connections of its own, on one server and one folder.
What 130 areas would need over ten years is worked out from what was measured, and each step of that is written down.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from app.config import PROJECT, Config

sys.path.append(str(PROJECT / "tests" / "app"))

from cast import Sent, make_review
from flask_migrate import upgrade
from pack import stock
from sqlalchemy import func, select, text

from app.database import db
from app.models import Entry, Job, Paper, Review
from app.packs.uploads import receive
from app.proposing.vectors import InPostgreSQL
from app.record.decisions import verify_record
from app.working.jobs import tend_jobs
from indexer.embedder import DIMENSIONS
from tests.bench.many_people import LOG, decisions, pages, processes, spread, timed
from tests.bench.working_out import worked_out
from tests.scale.conftest import running
from tests.scale.people import cast_of
from tests.scale.server import Server
from tests.scale.test_workers import WORKER

Json = dict[str, Any]

PASSAGES = 100
"""Passages of a paper; the sample pack's have 30 to 400."""
SEARCHES = 60
PACK = PROJECT / "corpus" / "samples" / "pack"


def vectors_into(review_id: str, papers: int) -> float:
    """Vectors of as many papers as asked, kept as an assessment keeps them; returns how many seconds that took."""
    numbers = np.random.default_rng(int(review_id[:8], 16))
    place, began = InPostgreSQL(db.engine, review_id), time.perf_counter()
    for paper in range(papers):
        rows = numbers.normal(size=(PASSAGES, DIMENSIONS)).astype(np.float32)
        place.keep(f"{paper:064d}", rows / np.linalg.norm(rows, axis=1, keepdims=True))
    return time.perf_counter() - began


def searches(review_id: str, papers: int) -> Json:
    """The two hundred nearest of a review's passages, as a question asks for them."""
    place, names = InPostgreSQL(db.engine, review_id), [f"{paper:064d}" for paper in range(papers)]
    asked = np.random.default_rng(1).normal(size=(SEARCHES, DIMENSIONS)).astype(np.float32)
    place.nearest(names, asked[0], 200)
    return spread([timed(lambda one=one: place.nearest(names, one, 200)) for one in asked])  # type: ignore[misc]


def jobs(config: Config, reviews: list[str], user: Any, files: list[Sent], worker: list[str]) -> Json:
    """Papers handed in to several reviews at once, until two workers have read and weighed them all."""
    user_id, before = user.id, db.session.scalar(select(func.count()).select_from(Job)) or 0
    papers = select(func.count()).select_from(Paper).where(Paper.state.in_(("waiting", "reading")))
    begun = select(Job.id).where(Job.review_id.in_(reviews), Job.state != "queued").limit(1)
    under_way = select(func.count()).select_from(Job).where(Job.state.in_(("queued", "running")))
    for review_id in reviews:
        receive(db.session.get_one(Review, review_id), db.session.get_one(type(user), user_id), files)
    with processes(worker, config, {}, {}):
        tend_jobs()
        while not db.session.scalar(begun):
            # They are still starting.
            db.session.rollback()
            time.sleep(0.05)
        began = time.perf_counter()
        while db.session.scalar(papers) or db.session.scalar(under_way):
            db.session.rollback()
            time.sleep(0.2)
    seconds, done = (
        time.perf_counter() - began,
        (db.session.scalar(select(func.count()).select_from(Job)) or 0) - before,
    )
    failed = db.session.scalar(select(func.count()).select_from(Job).where(Job.state == "failed"))
    if failed:
        raise RuntimeError("A job failed:\n" + (config.data / LOG).read_text()[-3000:])
    count = len(reviews) * len(files)
    return {
        "papers": count,
        "jobs": done,
        "failed": failed,
        "seconds": round(seconds, 1),
        "s a paper": round(seconds / count, 2),
    }


def sizes() -> Json:
    """What the database weighs, in bytes."""
    of = "SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class WHERE relkind = 'r' AND relname LIKE :like"
    vectors = int(db.session.scalar(text(of), {"like": "vector\\_%"}) or 0)
    whole = int(db.session.scalar(text("SELECT pg_database_size(current_database())")) or 0)
    return {"whole": whole, "vectors": vectors, "entries": db.session.scalar(select(func.count()).select_from(Entry))}


def measure(server: Server, folder: Path, reviews: int, papers: int) -> Json:
    """Fills a new installation and measures it, thing by thing."""
    config = Config(data=folder, password_rounds=1, office="none", database_url=server.address(server.new()))
    found: Json = {"reviews": reviews, "papers a review": papers, "passages a paper": PASSAGES}
    with running(config) as app:
        upgrade()
        nothing = sizes()["whole"]
        person = cast_of(app)["scrutineer"]
        ids, seconds = [], 0.0
        for nth in range(reviews):
            review = make_review(person.user, f"Area {nth}")
            stock(review, person.user)
            ids.append(review.id)
            seconds += vectors_into(review.id, papers)
        found["vectors kept a second"] = round(reviews * papers * PASSAGES / seconds)
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
        found["search of one review"] = searches(ids[0], papers)
        found["sizes"] = sizes() | {"before anything": nothing}
        found["pages"] = pages(config, ids, person)
        found["decisions of 8 people"] = decisions(ids, person.id, app)
        small = [Sent(f"{n}.txt", f"The plan was agreed on day {n}.".encode()) for n in range(5)]
        stub = [sys.executable, "-W", "ignore", "-c", WORKER.replace("time.sleep(0.3)", "pass")]
        found["queue and record alone"] = jobs(config, ids[: min(20, reviews)], person.user, small, stub)
        real = [
            Sent(path.name, path.read_bytes())
            for path in sorted(PACK.iterdir())
            if path.is_file() and path.name[0] != "."
        ]
        area, before = make_review(person.user, "Merrowdale").id, sizes()
        found["the sample pack, read and weighed"] = jobs(
            config, [area], person.user, real, [sys.executable, "-W", "ignore", "-m", "app.working.worker"]
        )
        after, own = sizes(), select(func.count()).select_from(text("vector_row")).where(text("review_id = :id"))
        found["one real review weighs"] = {
            "vectors": db.session.scalar(own, {"id": area}),
            "bytes of vectors": after["vectors"] - before["vectors"],
            "bytes of rows": after["whole"] - after["vectors"] - before["whole"] + before["vectors"],
        }
        found["bytes a paper"] = round(sum(len(one.content) for one in real) / len(real))
        found["bytes a reading"] = round(
            statistics.mean(path.stat().st_size for path in (folder / "reviews" / area / "readings").iterdir())
        )
        found["records hold"] = all(verify_record(db.session.get_one(Review, one)).ok for one in (*ids, area))
    return found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--reviews", type=int, default=20)
    asked.add_argument("--papers", type=int, default=50)
    said = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="sightline-load-") as folder:
        server = Server()
        try:
            found = measure(server, Path(folder) / "data", said.reviews, said.papers)
        finally:
            server.stop()
    machine = {"cores": os.cpu_count(), "machine": platform.machine(), "load": os.getloadavg()[0]}
    print(json.dumps({"on": date.today().isoformat(), **machine, **found, "worked out": worked_out(found)}, indent=1))  # noqa: T201, DTZ011


if __name__ == "__main__":
    main()
