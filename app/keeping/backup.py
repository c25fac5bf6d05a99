"""A copy of everything while the service runs, whole or not at all, and its return into an empty data folder, verified."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from app.config import Config
from app.database import db, now
from app.errors import SightlineError
from app.models import Paper, Report, Review
from corpus.document import sha256_of_file

DATABASE = "sightline.sqlite3"
MANIFEST = "manifest.json"
FORMAT = "sightline-backup/1"
NOT_KEPT = ("sessions", "jobs.sqlite3", "worker.lock", "secret-key", "vectors", "pages")
"""What a backup leaves out: it ends by itself, is made again when missing, or must not lie beside the data it protects."""


class BackupRefused(SightlineError):
    """A backup that cannot be made or taken back; the sentence says why, and nothing was changed."""

    sentence = "The backup was refused."


@dataclass(frozen=True)
class Restored:
    """What came back, and what of it does not hold."""

    reviews: int
    files: int
    faults: tuple[str, ...]


def back_up(config: Config, target: Path) -> int:
    """Copies the database as of one moment, then every file that it names; returns how many files there are."""
    if config.database_url:
        raise BackupRefused(
            "This service keeps its rows in PostgreSQL: back those up with pg_dump, and the data folder too."
        )
    if target.exists():
        raise BackupRefused(f"There is something at {target} already. A backup is never written over another.")
    half = target.with_name(f".{target.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    try:
        half.mkdir(parents=True, mode=0o700)
        _copy_database(config.data / DATABASE, half / DATABASE)
        for folder, name in _named_files(half / DATABASE, config.data):
            _copy(config.data / folder / name, half / folder / name)
        for own in sorted(config.data.iterdir()):
            if own.is_file() and not own.name.startswith((DATABASE, ".", *NOT_KEPT)):
                _copy(own, half / own.name)
        count = _write_manifest(half)
        # Only now does it have its name: what has the name is whole.
        half.replace(target)
        _sync(target.parent)
    except OSError as error:
        raise BackupRefused(
            "The backup could not be written: is there room on the disk? Nothing was kept of it."
        ) from error
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return count


def _copy_database(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as live, closing(sqlite3.connect(target)) as copy:
        # All at once: a copy in steps would begin again at each write, and under load never end.
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    target.chmod(0o600)


def _named_files(database: Path, data: Path) -> Iterator[tuple[Path, str]]:
    """The files of `database` that cannot be made again, by their folder in the data folder.

    Originals and reports are written before their rows and never changed, so that each named one is there.
    """
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as copy:
        reviews = [row[0] for row in copy.execute("SELECT id FROM review ORDER BY id")]
    for review in reviews:
        for folder in sorted((data / "reviews" / review).glob("*")):
            if folder.name in NOT_KEPT or not folder.is_dir():
                continue
            yield from (
                (folder.relative_to(data), file.name) for file in sorted(folder.iterdir()) if file.name[0] != "."
            )


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (
        source.open("rb") as read,
        os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written,
    ):
        shutil.copyfileobj(read, written, 1024 * 1024)
        written.flush()
        os.fsync(written.fileno())


def _write_manifest(folder: Path) -> int:
    files = {
        str(path.relative_to(folder)): sha256_of_file(path) for path in sorted(folder.rglob("*")) if path.is_file()
    }
    said = {"format": FORMAT, "made": now().isoformat(), "files": files}
    (folder / MANIFEST).write_text(json.dumps(said, indent=1) + "\n")
    return len(files)


def checked_manifest(folder: Path) -> dict[str, str]:
    """The files of a backup with their hashes, once every one was found to be there, whole, and no other."""
    try:
        said = json.loads((folder / MANIFEST).read_text())
        files: dict[str, str] = dict(said["files"])
    except (OSError, ValueError, KeyError, TypeError):
        raise BackupRefused(
            f"There is no whole backup at {folder}: its list of files is missing or cannot be read."
        ) from None
    if said.get("format") != FORMAT or DATABASE not in files:
        raise BackupRefused("This is not a backup that this version can take back.")
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {MANIFEST}
    for name in sorted(there ^ set(files)):
        raise BackupRefused(
            f"The backup is not as it was made: {name} is {'missing' if name in files else 'not in its list'}."
        )
    for name, sha256 in files.items():
        if sha256_of_file(folder / name) != sha256:
            raise BackupRefused(f"The backup is not as it was made: {name} was changed.")
    return files


def restore(config: Config, source: Path) -> int:
    """Puts a whole backup into an empty data folder, and nothing where anything is amiss; returns how many files."""
    if config.database_url:
        raise BackupRefused("This service keeps its rows in PostgreSQL: restore those with pg_restore.")
    if config.data.exists() and any(not path.name.startswith(NOT_KEPT) for path in config.data.iterdir()):
        raise BackupRefused(f"{config.data} is not empty. A backup is only taken back into an empty data folder.")
    files = checked_manifest(source)
    half = config.data.with_name(f".{config.data.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    try:
        for name, sha256 in files.items():
            _copy(source / name, half / name)
            if sha256_of_file(half / name) != sha256:
                raise BackupRefused(f"{name} changed while it was being copied. Nothing was restored.")
        config.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        for left in config.data.iterdir():
            shutil.move(str(left), half / left.name)
        config.data.rmdir()
        half.replace(config.data)
        config.data.chmod(0o700)
        _sync(config.data.parent)
    except OSError as error:
        raise BackupRefused(
            "The backup could not be copied: is there room on the disk? Nothing was restored."
        ) from error
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return len(files)


def verify_everything() -> Restored:
    """Holds every review against its record, and every original and report against its hash."""
    from app.packs.storage import Storage
    from app.record.decisions import verify_record
    from app.record.frameworks import verify_frameworks

    storage, faults, files = Storage.of(), [], 0
    reviews = list(db.session.scalars(select(Review).order_by(Review.id)))
    for review in reviews:
        verdict = verify_record(review)
        if not verdict.ok:
            faults.append(f"Review {review.id}: {verdict.sentence}")
        kept = list(db.session.scalars(select(Paper).where(Paper.review_id == review.id)))
        for paper in kept:
            files += 1
            try:
                storage.verified_original(paper)
            except SightlineError:
                faults.append(f"Review {review.id}: the original of paper {paper.id} is missing or was changed.")
        files += len(list(db.session.scalars(select(Report.id).where(Report.review_id == review.id))))
    if not (verdict := verify_frameworks()).ok:
        faults.append(f"The record of frameworks: {verdict.sentence}")
    return Restored(len(reviews), files, tuple(faults))


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
