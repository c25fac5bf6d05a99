"""A review carried from one installation to another, from SQLite to PostgreSQL or back: whole or not at all, unchanged."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from app.database import Base, db, now, writing
from app.errors import SightlineError
from app.keeping.rows import (
    REVIEW,
    Row,
    add_rows,
    framework_texts_of,
    from_line,
    people_of,
    rows_of,
    tables_of_a_review,
    to_line,
)
from app.models import FrameworkText, Job, Paper, Review, Role, User
from app.packs.storage import Storage
from app.record.decisions import verify_record
from app.record.trail import head_of

FORMAT = "sightline-review/1"
MANIFEST, PEOPLE, FRAMEWORKS = "manifest.json", "people.jsonl", "frameworks.jsonl"
DERIVED = ("vectors", "pages")
"""Folders of a review that are made again when they are missing."""
ORIGINALS = "originals"
"""Its files are named by their hashes."""
FILE = re.compile(r"files/([a-z]+/[0-9a-f]{24,64}(?:[.-][a-z0-9.-]{1,20})?)")
CHUNK = 1024 * 1024
NOT_WHOLE = "This is not a whole export of a review, or it was changed since: {}. Nothing was imported."


class NotHandedOver(SightlineError):
    """A review that cannot be exported or imported; the sentence says why, and nothing was changed."""


def export_review(review: Review, target: Path) -> int:
    """Writes a review with everything that belongs to it into one file; returns how many papers' files it holds."""
    if target.exists():
        raise NotHandedOver(f"There is something at {target} already. An export is never written over another.")
    under_way = select(Job.id).where(Job.review_id == review.id, Job.state.in_(("queued", "running")))
    if db.session.scalar(under_way) is not None:
        raise NotHandedOver("Its papers are being read or weighed. Export the review when that has finished.")
    half = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(half, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            count = _write(review, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED))
            file.flush()
            os.fsync(file.fileno())
        half.replace(target)
    except OSError as error:
        raise NotHandedOver("The export could not be written: is there room on the disk? Nothing was kept.") from error
    finally:
        half.unlink(missing_ok=True)
    return count


def _write(review: Review, archive: zipfile.ZipFile) -> int:
    rows = {table: rows_of(table, review.id) for table in tables_of_a_review()}
    lines = {f"rows/{table.name}.jsonl": own for table, own in rows.items()}
    lines[PEOPLE] = people_of((table, row) for table, own in rows.items() for row in own)
    lines[FRAMEWORKS] = framework_texts_of(review)
    hashes = {}
    with archive:
        for name, own in lines.items():
            content = "".join(to_line(row) + "\n" for row in own).encode()
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
            hashes[name] = hashlib.sha256(content).hexdigest()
        files = dict(_files_of(Storage.of().folder(review.id)))
        for name, path in files.items():
            with path.open("rb") as file:
                hashes[name] = hashlib.file_digest(file, "sha256").hexdigest()
            archive.write(path, name)
        said: dict[str, Any] = {"format": FORMAT, "schema": _schema(), "made": now().isoformat(), "review": review.id}
        said |= {"head": head_of(review), "files": hashes}
        archive.writestr(MANIFEST, json.dumps(said, indent=1) + "\n")
    return len(files)


def _files_of(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.glob("*/*")):
        if path.parent.name not in DERIVED and path.is_file() and not path.name.startswith("."):
            yield f"files/{path.relative_to(folder).as_posix()}", path


def import_review(source: Path) -> Review:
    """Brings an exported review in; it holds against its own record here too, or nothing of it stays."""
    try:
        with zipfile.ZipFile(source) as archive:
            return _bring_in(archive, _manifest(archive))
    except (zipfile.BadZipFile, SQLAlchemyError, KeyError, TypeError, ValueError) as error:
        raise NotHandedOver(NOT_WHOLE.format("it cannot be read")) from error
    except OSError as error:
        raise NotHandedOver("It could not be copied: is there room on the disk? Nothing was imported.") from error


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(archive.read(MANIFEST))
    if said.get("format") != FORMAT or said.get("schema") != _schema():
        raise NotHandedOver("It was exported by another version of Sightline. Bring both to the same one first.")
    names = {one.filename for one in archive.infolist()} - {MANIFEST}
    for name in sorted(names ^ set(said["files"])):
        raise NotHandedOver(NOT_WHOLE.format(f"{name} is {'missing' if name in said['files'] else 'not in its list'}"))
    return said


def _bring_in(archive: zipfile.ZipFile, said: dict[str, Any]) -> Review:
    tables = {f"rows/{table.name}.jsonl": table for table in tables_of_a_review()}
    rows = {table: [from_line(table, one) for one in _lines(archive, said, name)] for name, table in tables.items()}
    texts = Base.metadata.tables[FrameworkText.__tablename__]
    if [row["id"] for row in rows[REVIEW]] != [said["review"]]:
        raise NotHandedOver(NOT_WHOLE.format("it holds another review than it says"))
    with _unpacked(archive, said) as half, writing():
        # From here on nobody else writes, so of two imports of one review the second finds it here.
        if db.session.get(Review, said["review"]) is not None:
            raise NotHandedOver("This review is here already, so it was not imported again.")
        with _in_place(half, Storage.of().folder(said["review"])):
            for person in _lines(archive, said, PEOPLE):
                _make_known(json.loads(person))
            known = set(db.session.scalars(select(FrameworkText.sha256)))
            kept = (from_line(texts, line) for line in _lines(archive, said, FRAMEWORKS))
            add_rows(texts, [row for row in kept if row["sha256"] not in known])
            for table, own in rows.items():
                add_rows(table, own)
            review = db.session.get_one(Review, said["review"])
            _verify(review, said["head"])
    return review


def _lines(archive: zipfile.ZipFile, said: dict[str, Any], name: str) -> list[str]:
    content = archive.read(name)
    if hashlib.sha256(content).hexdigest() != said["files"][name]:
        raise NotHandedOver(NOT_WHOLE.format(f"{name} is not as it was"))
    return content.decode().split("\n")[:-1]


@contextmanager
def _unpacked(archive: zipfile.ZipFile, said: dict[str, Any]) -> Iterator[Path]:
    """The review's files, whole and checked, in a folder of their own for the time being."""
    folder = Storage.of().folder(said["review"])
    half = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    try:
        half.mkdir(parents=True, mode=0o700)
        for name, sha256 in said["files"].items():
            if name.startswith("files/"):
                _copy(archive, name, sha256, half)
        yield half
    finally:
        shutil.rmtree(half, ignore_errors=True)


@contextmanager
def _in_place(half: Path, folder: Path) -> Iterator[None]:
    """The files where they belong, for as long as nothing goes wrong; no row names what lay there before."""
    shutil.rmtree(folder, ignore_errors=True)
    half.replace(folder)
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _copy(archive: zipfile.ZipFile, name: str, sha256: str, folder: Path) -> None:
    place = FILE.fullmatch(name)
    if place is None:
        raise NotHandedOver(NOT_WHOLE.format("it holds a file that no review has"))
    path, digest = folder / place[1], hashlib.sha256()
    path.parent.mkdir(exist_ok=True, mode=0o700)
    with (
        archive.open(name) as read,
        os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written,
    ):
        while chunk := read.read(CHUNK):
            digest.update(chunk)
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())
    named_so = path.name[: len(sha256)] == sha256
    if digest.hexdigest() != sha256 or (path.parent.name == ORIGINALS and not named_so):
        raise NotHandedOver(NOT_WHOLE.format(f"{name} is not as it was"))


def _make_known(person: Row) -> None:
    """A person of the review whom this installation does not know comes with an account that has no password yet.

    One whose address belongs to another account here stays known by name, and their account stays closed: who they
    are here is for an administrator to say, and the record keeps the id that it was written with.
    """
    if db.session.get(User, person["id"]) is not None:
        return
    taken = db.session.scalar(select(User.id).where(func.lower(User.email) == person["email"].lower()))
    known = {role.name: role for role in db.session.scalars(select(Role))}
    db.session.add(
        User(
            id=person["id"],
            name=person["name"],
            email=f"{person['id']}@imported.invalid" if taken else person["email"],
            active=taken is None,
            fs_uniquifier=secrets.token_hex(32),
            roles=[known.get(name) or Role(name=name) for name in person["roles"]],
        )
    )
    db.session.flush()


def _verify(review: Review, head: str) -> None:
    verdict = verify_record(review, head)
    if not verdict.ok:
        raise NotHandedOver(f"{verdict.sentence} Nothing was imported.")
    for paper in db.session.scalars(select(Paper).where(Paper.review_id == review.id)):
        if not Storage.of().original(paper).is_file():
            raise NotHandedOver(NOT_WHOLE.format(f"the original of paper {paper.id} is missing"))


def _schema() -> str:
    return str(db.session.scalar(text("SELECT version_num FROM alembic_version")))
