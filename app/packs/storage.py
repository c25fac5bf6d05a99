"""The files of a review: originals, their readings, pictures of their pages and issued reports, each under its hash."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import secrets
import shutil
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from flask import current_app

from app.errors import StorageFull, Unverified, UploadTooLarge
from corpus.document import sha256_of_file
from corpus.limits import UPLOAD_BYTES
from corpus.reading_json import reading_from_json, reading_to_json

if TYPE_CHECKING:
    from flask import Flask

    from app.models import Paper, Report
    from corpus.document import Reading

CHUNK = 1024 * 1024
NAME = re.compile(r"[0-9a-f]{24,64}")


@dataclass(frozen=True)
class Storage:
    """`<data>/reviews/<review>/originals|readings|pages|reports`; every file is written whole or not at all."""

    root: Path

    @classmethod
    def of(cls, app: Flask | None = None) -> Storage:
        """The storage of this application."""
        storage: Storage = (app or current_app).extensions["sightline_storage"]
        return storage

    def folder(self, review_id: str) -> Path:
        """Everything that belongs to one review."""
        return self.root / _plain(review_id)

    def original(self, paper: Paper) -> Path:
        """The uploaded bytes; only the ending is left of the name, for files that nothing else tells apart."""
        return self.folder(paper.review_id) / "originals" / (_plain(paper.sha256) + ending_of(paper.name))

    def report(self, review_id: str, sha256: str) -> Path:
        """An issued report."""
        return self.folder(review_id) / "reports" / f"{_plain(sha256)}.docx"

    def page(self, review_id: str, sha256: str, number: int) -> Path:
        """The picture of one page, whether it has been made yet or not."""
        return self.folder(review_id) / "pages" / f"{_plain(sha256)}-{number:d}.png"

    def reading(self, review_id: str, sha256: str) -> Path:
        """What was read of a file, whether it has been read yet or not."""
        return self.folder(review_id) / "readings" / f"{_plain(sha256)}.json.gz"

    def keep_original(self, review_id: str, name: str, stream: IO[bytes], limit: int = UPLOAD_BYTES) -> tuple[str, int]:
        """The hash and size of the bytes kept; they are counted as they come, because headers lie."""
        folder = self.folder(review_id) / "originals"
        with _new_file(folder) as (file, settle):
            digest, size = hashlib.sha256(), 0
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > limit:
                    raise UploadTooLarge(f"This file is larger than {limit // 1_000_000} MB, so it was not kept.")
                digest.update(chunk)
                file.write(chunk)
            settle(folder / (digest.hexdigest() + ending_of(name)))
        return digest.hexdigest(), size

    def keep_report(self, review_id: str, docx: bytes) -> str:
        """The hash under which an issued report was kept."""
        sha256 = hashlib.sha256(docx).hexdigest()
        self._keep(self.report(review_id, sha256), docx)
        return sha256

    def form(self, review_id: str, sha256: str, ending: str) -> Path:
        """A file of an issued report, or a template, by its hash and its format."""
        return self.folder(review_id) / "reports" / f"{_plain(sha256)}.{_plain_ending(ending)}"

    def keep_form(self, review_id: str, data: bytes, ending: str) -> str:
        """The hash under which a file of a report was kept."""
        sha256 = hashlib.sha256(data).hexdigest()
        self._keep(self.form(review_id, sha256, ending), data)
        return sha256

    def verified_form(self, review_id: str, sha256: str, ending: str) -> Path:
        """A file of a report, once its bytes have been found to be what their hash says; Unverified otherwise."""
        path = self.form(review_id, sha256, ending)
        _verify(path, sha256)
        return path

    def keep_reading(self, review_id: str, sha256: str, reading: Reading) -> None:
        """Keeps what was read; it can be made again from the original."""
        said = {"of": sha256, "reading": reading_to_json(reading)}
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        # No time in the header: the same reading is the same bytes.
        self._keep(self.reading(review_id, sha256), gzip.compress(text.encode(), 6, mtime=0))

    def load_reading(self, review_id: str, sha256: str, *, boxes: bool = True) -> Reading | None:
        """What was read, with where each word stands on its page unless that is not wanted; None where it must be read (again)."""
        try:
            kept = gzip.decompress(self.reading(review_id, sha256).read_bytes())
            said = json.loads(kept)
            # A reading that was put in the place of another's, or damaged, is made again from the original.
            return reading_from_json(said["reading"], boxes=boxes) if said["of"] == sha256 else None
        except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError):
            return None

    def keep_page(self, review_id: str, sha256: str, number: int, png: bytes) -> None:
        """Keeps the picture of a page."""
        self._keep(self.page(review_id, sha256, number), png)

    def page_picture(self, review_id: str, sha256: str, number: int) -> bytes | None:
        """The picture of a page, or None where none has been made."""
        try:
            return self.page(review_id, sha256, number).read_bytes()
        except FileNotFoundError:
            return None

    def verified_original(self, paper: Paper) -> Path:
        """The original, once its bytes have been found to be what their hash says; Unverified otherwise."""
        path = self.original(paper)
        _verify(path, paper.sha256)
        return path

    def verified_report(self, report: Report) -> Path:
        """The report, once its bytes have been found to be what their hash says; Unverified otherwise."""
        path = self.report(report.review_id, report.sha256)
        _verify(path, report.sha256)
        return path

    def erase(self, review_id: str) -> None:
        """Removes every file of a review."""
        folder = self.folder(review_id)
        if folder.exists():
            shutil.rmtree(folder)
            _sync(self.root)

    def _keep(self, path: Path, data: bytes) -> None:
        with _new_file(path.parent) as (file, settle):
            file.write(data)
            settle(path)


def ending_of(name: str) -> str:
    """The ending of a file name where it is a plain one, such as `.pdf`."""
    ending = Path(name).suffix.lower()
    return ending if re.fullmatch(r"\.[a-z0-9]{1,8}", ending) else ""


def _plain(name: str) -> str:
    """A name that cannot climb out of its folder."""
    if not NAME.fullmatch(name):
        raise ValueError("A stored file is named by its id or its hash.")
    return name


def _plain_ending(ending: str) -> str:
    if ending not in ("docx", "pdf", "xlsx"):
        raise ValueError("A report is kept as docx, pdf or xlsx.")
    return ending


def _verify(path: Path, sha256: str) -> None:
    try:
        found = sha256_of_file(path)
    except OSError as error:
        raise Unverified from error
    if found != sha256:
        raise Unverified


class _NewFile:
    """A file being written beside its place; it exists for others only once it is whole and on the disk."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / f".{secrets.token_hex(12)}"
        self.file = os.fdopen(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    def settle(self, path: Path) -> None:
        self.file.flush()
        os.fsync(self.file.fileno())
        self.path.replace(path)
        _sync(path.parent)


@contextmanager
def _new_file(folder: Path) -> Iterator[tuple[IO[bytes], Callable[[Path], None]]]:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = _NewFile(folder)
    except OSError as error:
        raise StorageFull from error
    try:
        yield new.file, new.settle
    except OSError as error:
        raise StorageFull from error
    finally:
        new.path.unlink(missing_ok=True)
        with suppress(OSError):
            new.file.close()


def _sync(folder: Path) -> None:
    """Asks the disk to remember the folder's new entry, without which a rename can be lost."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
