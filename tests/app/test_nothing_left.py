"""Erased means erased: whatever table or file there is or will be, no byte of a deleted review is left in the data folder.

On PostgreSQL no row of any table holds one either; what is left in its freed pages and logs is not ours to promise.
"""

from __future__ import annotations

import io
import json
import os
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from by_force import without_guards_or_checks
from cast import Person
from flask import Flask
from kept_bytes import everything_in
from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, Table, text
from werkzeug.datastructures import FileStorage

from app.database import Moment, db
from app.keeping import erasing
from app.keeping.erasing import erase_review, finish_erasing
from app.models import Review
from app.packs.storage import Storage
from app.proposing.vectors import place_of_vectors
from corpus.document import Block, Location, Reading, Segment
from indexer.vector_store import VectorStore
from tests.indexer.passages import Letters
from tests.scale.server import IS_WANTED, only_sqlite

OF_NO_REVIEW = {
    "user", "role", "roles_users", "identity", "second_factor", "erasure",
    "framework_text", "framework_draft", "framework_version", "framework_ruling", "framework_entry",
}  # fmt: skip
"""Accounts and frameworks are not a review's; what marks a review for deletion is gone when the deletion is."""
LONG = 400
"""So often a mark is repeated that it runs over many pages of the database."""


def tables_of_reviews() -> list[Table]:
    """Every table from whose rows a foreign key leads to a review, parents first."""
    reached: list[Table] = []
    for table in db.metadata.sorted_tables:
        parents = {key.column.table.name for key in table.foreign_keys}
        if table.name == "review" or parents & {"review", *(one.name for one in reached)}:
            reached.append(table)
    return reached


def marked(table: Table, mark: str, known: dict[str, str]) -> dict[str, Any]:
    """A row that says the mark wherever it can hold words; its keys lead to rows that are there."""
    return {column.name: _value(table, column, mark, known) for column in table.columns}


def _value(table: Table, column: Column[Any], mark: str, known: dict[str, str]) -> Any:
    said = f"{mark}-{table.name}-{column.name} " * LONG
    # SQLite takes more words than a column is made for; PostgreSQL does not.
    room = getattr(column.type, "length", None) if IS_WANTED else None
    if column.foreign_keys:
        return known.get(next(iter(column.foreign_keys)).column.table.name)
    if column.primary_key:
        return f"{mark}-{table.name}"[:room]
    if isinstance(column.type, JSON):
        return json.dumps([said])
    if isinstance(column.type, Boolean | Integer):
        return False if isinstance(column.type, Boolean) else 99
    if isinstance(column.type, Float):
        return 0.5
    if isinstance(column.type, Moment | Date):
        return str(date(2025, 1, 1)) if isinstance(column.type, Date) else datetime.now(UTC).replace(tzinfo=None)
    return said[:room]


def fill(review_id: str, user_id: str, mark: str) -> list[str]:
    """A row of this review in every table there is; returns the marks that were put in."""
    known, marks = {"review": review_id, "user": user_id}, []
    with without_guards_or_checks():
        for table in tables_of_reviews():
            if table.name == "review":
                continue
            row = marked(table, mark, known)
            names = ", ".join(f'"{name}"' for name in row)
            values = ", ".join(f":{name}" for name in row)
            db.session.execute(text(f'INSERT INTO "{table.name}" ({names}) VALUES ({values})'), row)
            known |= {table.name: row["id"]} if "id" in row else {}
            marks += [
                f"{mark}-{table.name}-{name} "
                for name, value in row.items()
                if f"{mark}-{table.name}-{name} " in str(value)
            ]
    return marks


def files_of(review: Review, mark: str) -> list[str]:
    """A file of every sort that is kept of a review; returns what stands in them."""
    storage, words = Storage.of(), f"{mark}-reading " * LONG
    sha256, _ = storage.keep_original(review.id, "a.txt", io.BytesIO(f"{mark}-original".encode()))
    segment = Segment(Location(paragraph=1), words, (Block(0, len(words), "paragraph"),))
    storage.keep_reading(review.id, sha256, Reading("read", None, "txt", (segment,)))
    storage.keep_page(review.id, sha256, 1, f"{mark}-page".encode())
    storage.keep_report(review.id, f"{mark}-report".encode())
    storage.keep_form(review.id, f"{mark}-form".encode(), "pdf")
    VectorStore(place_of_vectors(review.id), Letters()).vectors([words])
    return [f"{mark}-original", f"{mark}-page", f"{mark}-report", f"{mark}-form"]


def whole_of(data: Path) -> bytes:
    return b"\0".join(kept for _, kept in everything_in(data))


def found_in(data: Path, marks: list[str]) -> set[str]:
    whole = whole_of(data)
    return {mark for mark in marks if mark.encode() in whole}


def test_every_table_is_known_to_be_a_reviews_or_not() -> None:
    reached = {table.name for table in tables_of_reviews()}
    assert reached | OF_NO_REVIEW == {table.name for table in db.metadata.sorted_tables}
    assert not reached & OF_NO_REVIEW


def test_no_byte_of_a_deleted_review_is_left_in_any_table_or_file(
    app: Flask, review: Review, other_review: Review, cast: dict[str, Person]
) -> None:
    data, stranger = Path(app.extensions["sightline"].data), cast["stranger"].id
    administrator = cast["administrator"].id
    marks = fill(review.id, stranger, "zqx") + files_of(review, "zqx")
    others = fill(other_review.id, administrator, "zqy") + files_of(other_review, "zqy")
    assert found_in(data, marks) == set(marks), "all of it is there to be found before"

    ada = cast["scrutineer"].sign_in()
    sent = {"files": FileStorage(io.BytesIO(b"zqx-uploaded"), "zqx-named.txt")}
    assert ada.post(f"/reviews/{review.id}/papers", sent, content_type="multipart/form-data").status_code == 302
    assert found_in(data, ["zqx-uploaded", "zqx-named.txt"]) == {"zqx-uploaded", "zqx-named.txt"}
    folder = Storage.of().folder(review.id)
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    review_id, title, area = review.id, review.title, review.area
    # As in life: this test's own look at the database is over before the service empties its journal.
    db.session.rollback()
    assert ada.post(f"/reviews/{review_id}/delete", {"area": area}).status_code == 302

    whole = whole_of(data)
    at = whole.find(b"zqx")
    assert at == -1, whole[max(0, at - 60) : at + 60]
    assert [one for one in (review_id, title, area) if one.encode() in whole] == []
    assert not folder.exists()
    assert [len(kept) for kept in files if kept in whole] == []
    assert found_in(data, others) == set(others), "another review is left alone"
    for table in tables_of_reviews():
        kept = db.session.execute(text(f'SELECT count(*) FROM "{table.name}"')).scalar()
        assert kept, f"the other review's row in {table.name} is still there"


def test_a_deletion_cut_short_by_a_crash_is_finished_by_the_next_tending(
    app: Flask, review: Review, cast: dict[str, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = Path(app.extensions["sightline"].data)
    marks = fill(review.id, cast["stranger"].id, "zqx") + files_of(review, "zqx")
    with monkeypatch.context() as crash:
        crash.setattr(Storage, "erase", _killed)
        with pytest.raises(ConnectionAbortedError):
            erase_review(review)
    assert found_in(data, marks), "its files are still there"
    finish_erasing()
    assert found_in(data, marks) == set()
    assert list((data / "erasing").iterdir()) == []


@only_sqlite
def test_a_deletion_beside_somebody_who_reads_is_finished_when_they_are_done(
    app: Flask, review: Review, cast: dict[str, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "CHECKPOINT_TRIES", 1)
    data = Path(app.extensions["sightline"].data)
    marks = fill(review.id, cast["stranger"].id, "zqx")
    with closing(sqlite3.connect(data / "sightline.sqlite3")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM review").fetchone()
        erase_review(review)
        assert found_in(data, marks), "the journal may not be emptied under a reader"
        assert len(list((data / "erasing").iterdir())) == 1
    finish_erasing()
    assert found_in(data, marks) == set()


def test_a_deletion_that_was_never_done_deletes_nothing_later(app: Flask, review: Review) -> None:
    notes = Path(app.extensions["sightline"].data) / "erasing"
    notes.mkdir()
    (notes / review.id).touch()
    finish_erasing()
    assert (notes / review.id).exists(), "it may be under way"
    os.utime(notes / review.id, (0, 0))
    finish_erasing()
    assert not (notes / review.id).exists()
    assert db.session.get(Review, review.id) is not None


def _killed(*_: Any) -> None:
    raise ConnectionAbortedError
