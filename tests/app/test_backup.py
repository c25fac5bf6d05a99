"""A backup made while people work comes back whole, is whole or not there, and shows at once where it was damaged."""

from __future__ import annotations

import json
import random
import threading
from contextvars import Context
from pathlib import Path

import pytest
from cast import Person, Sent
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from app.config import Config
from app.database import db
from app.keeping import backup as keeping
from app.keeping.backup import BackupRefused, Restored, back_up, restore, verify_everything
from app.models import Assessment, Review, User
from app.packs.storage import Storage
from app.packs.uploads import receive
from app.record.decisions import NewAction, decide
from app.record.trail import head_of, write_entry
from app.reporting.reports import issue_report
from corpus.document import Block, Location, Reading, Segment, sha256_of_file
from tests.scale.server import only_sqlite
from tests.soak import sized

pytestmark = only_sqlite

READING = Reading("read", None, "txt", (Segment(Location(paragraph=1), "Agreed.", (Block(0, 7, "paragraph"),)),))


@pytest.fixture
def full(app: Flask, review: Review, assessment: Assessment, cast: dict[str, Person]) -> Review:
    """A review with papers, a reading, a decision and an issued report."""
    ada = cast["scrutineer"].user
    receive(review, ada, [Sent(f"{number}.txt", f"Minutes {number}.".encode()) for number in range(5)])
    Storage.of().keep_reading(review.id, review.papers[0].sha256, READING)
    said = {"question": "1.1", "rating": "green", "red_reason": None, "reason": "I saw it.", "supersedes": None}
    decision = decide(review, ada, action=NewAction("Ask.", "Chair"), **said)  # type: ignore[arg-type]
    issue_report(review, ada, b"PK one", assessment, [decision], head_of(review))
    return review


def config_of(app: Flask) -> Config:
    config: Config = app.extensions["sightline"]
    return config


def restored(source: Path, data: Path) -> Restored:
    """What a new machine makes of a backup."""
    config = Config(data=data, work="held", password_rounds=1)
    restore(config, source)
    app = create_app(config)
    with app.app_context():
        upgrade()
        found = verify_everything()
        db.session.remove()
        db.engine.dispose()
    return found


class Busy(threading.Thread):
    """Somebody who uploads papers and has entries written as fast as they can."""

    def __init__(self, app: Flask, review_id: str, user_id: str) -> None:
        super().__init__(daemon=True)
        self.app, self.review_id, self.user_id = app, review_id, user_id
        self.over, self.done = threading.Event(), 0

    def run(self) -> None:
        with self.app.app_context():
            review, user = db.session.get_one(Review, self.review_id), db.session.get_one(User, self.user_id)
            while not self.over.is_set():
                self.over.wait(0.05)
                self.done += 1
                receive(review, user, [Sent(f"busy {self.done}.txt", f"Busy {self.done}.".encode() * 500)])
                write_entry(review, user, "read_with_reason", {"reason": f"Call {self.done}."})
            db.session.remove()


def test_backups_made_under_load_come_back_whole(
    app: Flask, full: Review, cast: dict[str, Person], tmp_path: Path
) -> None:
    busy = Busy(app, full.id, cast["scrutineer"].id)
    busy.start()
    try:
        for number in range(sized(3, 20)):
            before = busy.done
            back_up(config_of(app), tmp_path / f"backup-{number}")
            found = restored(tmp_path / f"backup-{number}", tmp_path / f"new-{number}")
            assert found.faults == ()
            assert found.reviews == 1
            assert found.files >= 6 + before - 1, "what was acknowledged before the backup began is in it"
    finally:
        busy.over.set()
        busy.join()
    assert busy.done > 3, "there was a load"


def test_a_reading_comes_back_and_what_ends_by_itself_does_not(app: Flask, full: Review, tmp_path: Path) -> None:
    back_up(config_of(app), tmp_path / "backup")
    restored(tmp_path / "backup", tmp_path / "new")
    assert Storage(tmp_path / "new" / "reviews").load_reading(full.id, full.papers[0].sha256) == READING
    names = {path.name for path in (tmp_path / "backup").rglob("*")}
    assert not names & {"sessions", "secret-key", "jobs.sqlite3", "worker.lock"}


def test_a_backup_is_never_written_over_another(app: Flask, full: Review, tmp_path: Path) -> None:
    back_up(config_of(app), tmp_path / "backup")
    with pytest.raises(BackupRefused, match="already"):
        back_up(config_of(app), tmp_path / "backup")


def test_a_backup_that_cannot_be_finished_leaves_nothing(
    app: Flask, full: Review, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = iter(range(3))

    def full_disk(source: Path, target: Path) -> None:
        if next(copies) == 2:
            raise OSError(28, "No space left on device")
        copy(source, target)

    copy = keeping._copy
    monkeypatch.setattr(keeping, "_copy", full_disk)
    with pytest.raises(BackupRefused, match="room on the disk"):
        back_up(config_of(app), tmp_path / "backup")
    assert list(tmp_path.glob("*backup*")) == []


def test_a_damaged_backup_is_refused_and_puts_nothing_back(app: Flask, full: Review, tmp_path: Path) -> None:
    back_up(config_of(app), tmp_path / "backup")
    files = [
        path for path in sorted((tmp_path / "backup").rglob("*")) if path.is_file() and path.name != "manifest.json"
    ]
    chance = random.Random(5)
    for number in range(sized(6, 60)):
        path = chance.choice(files)
        whole = path.read_bytes()
        if number % 3 == 0:
            path.unlink()
        elif number % 3 == 1:
            (tmp_path / "backup" / "more").write_bytes(b"foreign")
        else:
            at = chance.randrange(len(whole))
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(BackupRefused, match="not as it was made"):
            restore(Config(data=tmp_path / "new"), tmp_path / "backup")
        assert not (tmp_path / "new").exists()
        path.write_bytes(whole)
        (tmp_path / "backup" / "more").unlink(missing_ok=True)
    manifest = tmp_path / "backup" / "manifest.json"
    manifest.write_text(manifest.read_text()[:200])
    with pytest.raises(BackupRefused, match="list of files"):
        restore(Config(data=tmp_path / "new"), tmp_path / "backup")


def test_a_backup_is_not_put_over_a_folder_in_use(app: Flask, full: Review, tmp_path: Path) -> None:
    back_up(config_of(app), tmp_path / "backup")
    with pytest.raises(BackupRefused, match="not empty"):
        restore(config_of(app), tmp_path / "backup")


def test_a_backup_whose_original_was_forged_together_with_its_list_is_found_on_restoring(
    app: Flask, full: Review, tmp_path: Path
) -> None:
    back_up(config_of(app), tmp_path / "backup")
    original = next((tmp_path / "backup").rglob("originals/*"))
    original.write_bytes(b"Forged minutes.")
    manifest = tmp_path / "backup" / "manifest.json"
    said = json.loads(manifest.read_text())
    said["files"][str(original.relative_to(tmp_path / "backup"))] = sha256_of_file(original)
    manifest.write_text(json.dumps(said))
    found = restored(tmp_path / "backup", tmp_path / "new")
    assert len(found.faults) == 1
    assert "is missing or was changed" in found.faults[0]


def test_the_commands_make_and_take_back_a_backup(app: Flask, full: Review, tmp_path: Path) -> None:
    done = app.test_cli_runner().invoke(args=["backup", str(tmp_path / "backup")])
    assert done.exit_code == 0, done.output
    new = create_app(Config(data=tmp_path / "new", work="held"))
    # As in life, in a process that knows nothing of the service it was made by.
    done = Context().run(lambda: new.test_cli_runner().invoke(args=["restore", str(tmp_path / "backup")]))
    assert done.exit_code == 0, done.output
    assert "All 1 reviews hold" in done.output
    with new.app_context():
        db.engine.dispose()
