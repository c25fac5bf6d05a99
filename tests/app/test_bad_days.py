"""A full disk, a clock set back and two servers on one database lose and double nothing."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cast import Person, Sent
from flask import Flask

from app import create_app
from app.config import PROJECT, Config
from app.database import db
from app.models import Assessment, Review, User
from app.packs.uploads import receive
from app.record.decisions import verify_record
from app.record.trail import entries_of, write_entry

FULL = """
import io, resource, signal, sys
from pathlib import Path
from app import create_app
from app.config import Config
from app.database import db
from app.models import Review, User
from app.record.decisions import verify_record
from app.packs.uploads import receive
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
class Sent:
    filename = "big.txt"
    stream = io.BytesIO(b"x" * 5_000_000)
app = create_app(Config(data=Path(sys.argv[1]), work="held", database_url=sys.argv[4] or None))
with app.app_context():
    review, user = db.session.get_one(Review, sys.argv[2]), db.session.get_one(User, sys.argv[3])
    # Every file may grow to two megabytes, and then the disk is full.
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, resource.RLIM_INFINITY))
    outcome = receive(review, user, [Sent()])[0]
    print(outcome.kept, outcome.sentence)
    print(verify_record(db.session.get_one(Review, sys.argv[2])).ok)
"""


def test_a_full_disk_keeps_nothing_says_so_and_harms_nothing_else(
    app: Flask, review: Review, cast: dict[str, Person]
) -> None:
    data, review_id = Path(app.extensions["sightline"].data), review.id
    arguments = [str(data), review_id, cast["scrutineer"].id, app.extensions["sightline"].database_url or ""]
    db.session.remove()
    done = subprocess.run([sys.executable, "-c", FULL, *arguments], cwd=PROJECT, capture_output=True, text=True)
    assert done.stdout.startswith("False big.txt:"), done.stdout + done.stderr
    assert done.stdout.strip().endswith("True")
    left = [path for path in (data / "reviews").rglob("*") if path.is_file()]
    assert left == [], "no half of a file is left"
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


REALLY_FULL = """
import io, os, shutil, sys, warnings
from pathlib import Path
warnings.simplefilter("ignore")
from app import create_app
from app.config import Config
from app.database import db
from app.models import Review, User
from app.packs.storage import Storage
from app.packs.uploads import receive
from app.record.decisions import verify_record
from app.record.trail import entries_of, write_entry
data = Path(sys.argv[1]) / "data"
shutil.copytree(sys.argv[2], data)
spare = Path(sys.argv[1]) / "spare"
spare.write_bytes(b"x" * 1_500_000)
class Sent:
    def __init__(self, number):
        self.filename, self.stream = f"{number}.txt", io.BytesIO(os.urandom(700_000))
app = create_app(Config(data=data, work="held", database_url=sys.argv[5] or None))
expected = {"upload"} if sys.argv[5] else {"upload", "entry"}
with app.app_context():
    def people():
        db.session.rollback()
        return db.session.get_one(Review, sys.argv[3]), db.session.get_one(User, sys.argv[4])
    kept, written, number, faults = 0, 0, 0, set()
    while number < 60 and faults != expected:
        number += 1
        outcome = receive(*people(), [Sent(number)])[0]
        kept += outcome.kept
        faults |= set() if outcome.kept else {"upload"}
        try:
            write_entry(*people(), "read_with_reason", {"reason": "y" * 200_000})
            written += 1
        except Exception as error:
            faults.add("entry")
    print("full:", sorted(faults))
    review = people()[0]
    papers = list(review.papers)
    assert len(papers) == kept and sum(one.kind == "read_with_reason" for one in entries_of(review)) == written
    for paper in papers:
        Storage.of().verified_original(paper)
    assert verify_record(review).ok
    spare.unlink()
    assert receive(*people(), [Sent(99)])[0].kept
    write_entry(*people(), "read_with_reason", {"reason": "Room again."})
    assert verify_record(people()[0]).ok
    halves = [path for path in (data / "reviews").rglob(".*") if path.is_file()]
    print("kept", kept, "written", written, "halves", len(halves))
"""


def test_a_disk_that_is_truly_full_loses_nothing_and_works_again_once_there_is_room(
    app: Flask, review: Review, cast: dict[str, Person], tmp_path: Path
) -> None:
    disk, config = tmp_path / "disk", app.extensions["sightline"]
    disk.mkdir()
    arguments = [str(disk), str(config.data), review.id, cast["scrutineer"].id, config.database_url or ""]
    db.session.remove()
    db.engine.dispose()
    small = f'mount -t tmpfs -o size=12m tmpfs "{disk}" && exec "$@"'
    alone = ["unshare", "--mount", "sh", "-c"]
    if shutil.which("unshare") is None or subprocess.run([*alone, f"mount -t tmpfs tmpfs '{disk}'"]).returncode:
        pytest.skip("This machine lets nobody make a small disk.")
    done = subprocess.run(
        [*alone, small, "sh", sys.executable, "-c", REALLY_FULL, *arguments],
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )
    # PostgreSQL is not on the disk of the papers: where no paper can be kept any more, the record still can.
    refused = ["upload"] if config.database_url else ["entry", "upload"]
    assert f"full: {refused}" in done.stdout, done.stdout + done.stderr[-3000:]
    assert done.stdout.strip().endswith("halves 0"), done.stdout + done.stderr[-3000:]


def test_a_clock_set_back_breaks_neither_order_nor_record(
    review: Review, cast: dict[str, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_entry(review, cast["scrutineer"].user, "read_with_reason", {"reason": "Before."})
    monkeypatch.setattr("app.record.trail.now", lambda: datetime.now(UTC) - timedelta(days=400))
    write_entry(review, cast["scrutineer"].user, "read_with_reason", {"reason": "After."})
    assert [entry.payload["reason"] for entry in entries_of(review)[-2:]] == ["Before.", "After."]
    assert verify_record(review).ok


def test_two_servers_on_one_database_write_one_record(
    app: Flask, review: Review, assessment: Assessment, cast: dict[str, Person]
) -> None:
    review_id, user_id = review.id, cast["scrutineer"].id
    mine = app.extensions["sightline"]
    other = create_app(Config(data=mine.data, work="held", password_rounds=1, database_url=mine.database_url))
    faults: list[BaseException] = []

    def busy(server: Flask, name: str) -> None:
        try:
            with server.app_context():
                here, user = db.session.get_one(Review, review_id), db.session.get_one(User, user_id)
                for number in range(10):
                    receive(here, user, [Sent(f"{number}.txt", f"Minutes {number}.".encode())])
                    write_entry(here, user, "read_with_reason", {"reason": f"{name} {number}"})
                db.session.remove()
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=busy, args=(server, name)) for server, name in ((app, "one"), (other, "two"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert faults == []
    here = db.session.get_one(Review, review_id)
    said = [entry.payload.get("reason") for entry in entries_of(here) if entry.kind == "read_with_reason"]
    assert sorted(said) == sorted(f"{name} {number}" for name in ("one", "two") for number in range(10))
    assert len(here.papers) == 10, "the same file is kept once, whoever took it in"
    assert verify_record(here).ok
    with other.app_context():
        db.engine.dispose()
