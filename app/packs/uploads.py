"""Taking papers in: every file gets an outcome by name, and what was acknowledged is on the disk and in the record."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, Protocol, cast

from sqlalchemy import select

from app.database import db, writing
from app.errors import NothingChosen, PackClosed, SightlineError, StorageFull, UploadTooLarge
from app.models import Paper, Review, User
from app.packs.storage import CHUNK, Storage
from app.record.entries import paper_payload
from app.record.trail import append_entry
from app.working.jobs import queue_reading
from corpus.limits import UPLOAD_BYTES, Refused
from corpus.unpacking import Inner, may_be_archive, unpacking

NAME_LENGTH = 200
HEAD = 4
UNNAMED = "Paper without a name"


class SentFile(Protocol):
    """A file as a form sends it."""

    @property
    def filename(self) -> str | None: ...

    @property
    def stream(self) -> IO[bytes]: ...


@dataclass(frozen=True)
class UploadOutcome:
    """What became of one file, in a sentence for the person who sent it."""

    name: str
    kept: bool
    """Whether its bytes are in the pack now (from this upload or an earlier one)."""
    sentence: str
    paper: Paper | None = None


def receive(review: Review, user: User, files: Iterable[SentFile]) -> list[UploadOutcome]:
    """Keeps each file by itself, so that one that fails takes no other with it, and queues their reading."""
    sent = [file for file in files if file.filename]
    if not sent:
        raise NothingChosen
    outcomes = [outcome for file in sent for outcome in _receive(review, user, file)]
    queue_reading(review.id)
    return outcomes


def _receive(review: Review, user: User, file: SentFile) -> list[UploadOutcome]:
    """What became of one file sent: of itself, or where it is a zip archive of every file in it."""
    name, stream = shown_name(file.filename or ""), file.stream
    head = stream.read(HEAD)
    if not may_be_archive(head, name):
        return [_receive_one(review, user, name, _again(head, stream))]
    try:
        with _on_disk(_again(head, stream)) as spooled:
            return _receive_archive(review, user, name, spooled)
    except SightlineError as error:
        return [UploadOutcome(name, False, f"{name}: {error.sentence}")]
    except Refused as refusal:
        return [UploadOutcome(name, False, f"{name}: {refusal}")]


def _receive_archive(review: Review, user: User, name: str, spooled: IO[bytes]) -> list[UploadOutcome]:
    with unpacking(spooled) as archive:
        if archive is not None:
            taken: set[str] = set()
            outcomes = [_receive_inner(review, user, name, inner, taken) for inner in archive.files]
            return [_opened(name, outcomes, archive.left_out), *outcomes]
    spooled.seek(0)
    return [_receive_one(review, user, name, spooled)]


def _receive_inner(review: Review, user: User, archive: str, inner: Inner, taken: set[str]) -> UploadOutcome:
    name = inner_name(inner.name, taken)
    if inner.why is not None:
        return UploadOutcome(name, False, f"{name} (in {archive}): {inner.why}")
    return _receive_one(review, user, name, inner.stream)


def _opened(name: str, outcomes: list[UploadOutcome], left_out: int) -> UploadOutcome:
    kept, every = sum(outcome.kept for outcome in outcomes), len(outcomes)
    files = "1 file" if every == 1 else f"{every} files"
    said = f"{name} was opened: {kept} of {files} in it {'was' if kept == 1 else 'were'} taken in."
    if left_out:
        made = "1 file" if left_out == 1 else f"{left_out} files"
        said += f" {made} that a computer adds by itself {'was' if left_out == 1 else 'were'} left out."
    return UploadOutcome(name, kept > 0, said)


@contextmanager
def _on_disk(stream: IO[bytes]) -> Iterator[IO[bytes]]:
    """The bytes in a nameless file of the disk, which the child that unpacks them can be given."""
    with TemporaryFile() as spooled:
        size = 0
        try:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > UPLOAD_BYTES:
                    raise UploadTooLarge(
                        f"This file is larger than {UPLOAD_BYTES // 1_000_000} MB, so it was not kept."
                    )
                spooled.write(chunk)
            spooled.flush()
        except OSError as error:
            raise StorageFull from error
        spooled.seek(0)
        yield spooled


def _again(head: bytes, rest: IO[bytes]) -> IO[bytes]:
    return cast(IO[bytes], _Again(head, rest))


class _Again:
    """A stream of which the first bytes were looked at, read from its beginning."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = head
        self._rest = rest

    def read(self, most: int = -1) -> bytes:
        head, self._head = self._head, b""
        return head or self._rest.read(most)


def _receive_one(review: Review, user: User, name: str, stream: IO[bytes]) -> UploadOutcome:
    try:
        sha256, size = Storage.of().keep_original(review.id, name, stream)
        paper, is_new = _keep_row(review, user, name, sha256, size)
    except SightlineError as error:
        return UploadOutcome(name, False, f"{name}: {error.sentence}")
    if is_new:
        return UploadOutcome(name, True, f"{name} was received and is waiting to be read.", paper)
    again = f"{name} is the same file as {paper.name}, which is in the pack already. It is kept once."
    return UploadOutcome(name, True, again, paper)


def _keep_row(review: Review, user: User, name: str, sha256: str, size: int) -> tuple[Paper, bool]:
    with writing(review):
        same = select(Paper).where(Paper.review_id == review.id, Paper.sha256 == sha256)
        known = db.session.scalar(same)
        if known is not None:
            return known, False
        if not review.pack_open:
            raise PackClosed
        paper = Paper(review_id=review.id, name=name, sha256=sha256, size=size, uploaded_by=user.id)
        db.session.add(paper)
        db.session.flush()
        append_entry(review.id, user.id, "upload", paper_payload(paper))
    return paper, True


def inner_name(sent: str, taken: set[str]) -> str:
    """The name of a file in an archive; one that another has already is told apart by its folder, or by a number."""
    *folders, last = [part for part in sent.replace("\\", "/").split("/") if part.strip(". ")] or [""]
    name = shown_name(last)
    if name in taken and folders:
        name = shown_name(f"{folders[-1]} - {last}")
    stem, dot, ending = name.rpartition(".")
    number = 2
    while name in taken:
        name = f"{stem} ({number}){dot}{ending}" if dot else f"{ending} ({number})"
        number += 1
    taken.add(name)
    return name


def shown_name(sent: str) -> str:
    """A file's own name without folders, and without characters that cannot be seen or that turn text around."""
    last = sent.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C")
    name = " ".join(visible.split()).strip(". ")
    if len(name) > NAME_LENGTH:
        stem, dot, ending = name.rpartition(".")
        name = f"{stem[: NAME_LENGTH - 10]}…{dot}{ending[:8]}" if dot else name[:NAME_LENGTH]
    return name or UNNAMED
