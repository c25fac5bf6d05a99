"""Taking papers in: every file gets an outcome by name, and what was acknowledged is on the disk and in the record."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, Protocol

from sqlalchemy import select

from app.database import db, writing
from app.errors import NothingChosen, PackClosed, SightlineError
from app.jobs import queue_reading
from app.models import Paper, Review, User
from app.recorded import paper_payload
from app.storage import Storage
from app.trail import append_entry

NAME_LENGTH = 200
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
    outcomes = [_receive_one(review, user, file) for file in sent]
    queue_reading(review.id)
    return outcomes


def _receive_one(review: Review, user: User, file: SentFile) -> UploadOutcome:
    name = shown_name(file.filename or "")
    try:
        sha256, size = Storage.of().keep_original(review.id, name, file.stream)
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


def shown_name(sent: str) -> str:
    """A file's own name without folders, and without characters that cannot be seen or that turn text around."""
    last = sent.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C")
    name = " ".join(visible.split()).strip(". ")
    if len(name) > NAME_LENGTH:
        stem, dot, ending = name.rpartition(".")
        name = f"{stem[: NAME_LENGTH - 10]}…{dot}{ending[:8]}" if dot else name[:NAME_LENGTH]
    return name or UNNAMED
