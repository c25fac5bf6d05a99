"""A review goes from SQLite to PostgreSQL and back whole and unchanged, or not at all."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from whole import whole_review

from app.config import Config
from app.database import db, writing
from app.keeping.handing_over import NotHandedOver, export_review, import_review
from app.keeping.rows import rows_of, tables_of_a_review
from app.models import Entry, Job, Review, User
from app.packs.storage import Storage
from app.people.accounts import make_person
from app.record.decisions import verify_record
from app.record.trail import head_of
from app.working.jobs import queue_assessment
from tests.scale.conftest import running
from tests.scale.people import cast_of, review_of

Settle = Callable[[str], Config]


def everything_of(review: Review) -> tuple[dict[str, Any], dict[str, bytes]]:
    rows = {table.name: rows_of(table, review.id) for table in tables_of_a_review()}
    folder = Storage.of().folder(review.id)
    kept = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    return rows, {
        str(name): path.read_bytes() for name, path in kept.items() if name.parts[0] not in ("vectors", "pages")
    }


def finish_jobs() -> None:
    with writing():
        db.session.execute(db.update(Job).values(state="done"))


def test_there_and_back_every_row_and_every_file_is_the_same(settings: Settle, tmp_path: Path) -> None:
    with running(settings("sqlite-here")) as app:
        review = db.session.get_one(Review, str(whole_review(app, cast_of(app))["review_id"]))
        finish_jobs()
        review_id, before, head = review.id, everything_of(review), head_of(review)
        assert sum(bool(rows) for rows in before[0].values()) > 25
        export_review(review, tmp_path / "there")
    with running(settings("postgresql")):
        there = import_review(tmp_path / "there")
        assert everything_of(there) == before
        assert verify_record(there, head).ok
        export_review(there, tmp_path / "back")
    with running(settings("sqlite-again")):
        back = import_review(tmp_path / "back")
        assert back.id == review_id
        assert everything_of(back) == before
        assert head_of(back) == head
        assert verify_record(back, head).ok


@pytest.fixture
def exported(settings: Settle, tmp_path: Path) -> Path:
    """The export of a small review."""
    with running(settings("sqlite-here")) as app:
        review = review_of(cast_of(app))
        Storage.of().keep_report(review.id, b"PK: a report")
        export_review(review, tmp_path / "out")
    return tmp_path / "out"


def altered(source: Path, name: str, change: Callable[[bytes], bytes | None]) -> Path:
    """The same export with one file in it changed, or left out."""
    target = source.with_name(f"{source.name}-altered")
    with zipfile.ZipFile(source) as whole, zipfile.ZipFile(target, "w") as half:
        for one in whole.namelist():
            content = change(whole.read(one)) if one.startswith(name) else whole.read(one)
            if content is not None:
                half.writestr(one, content)
    return target


def with_own_hashes(source: Path) -> Path:
    """The same with a list of files that fits, as somebody would make who forges it."""
    import hashlib

    with zipfile.ZipFile(source) as whole:
        said = json.loads(whole.read("manifest.json"))
        said["files"] = {
            one: hashlib.sha256(whole.read(one)).hexdigest() for one in whole.namelist() if one != "manifest.json"
        }
    return altered(source, "manifest.json", lambda _: json.dumps(said).encode())


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("rows/entry.jsonl", lambda content: content.replace(b"Harland", b"Wexcomb")),
        ("rows/entry.jsonl", lambda content: b"".join(content.splitlines(keepends=True)[:-1])),
        ("rows/membership.jsonl", lambda _: None),
        ("files/reports", lambda _: b"another report"),
        ("manifest.json", lambda _: None),
        ("manifest.json", lambda content: content[:200]),
        ("manifest.json", lambda content: content.replace(b'"schema": "', b'"schema": "9')),
    ],
)
def test_an_export_that_was_changed_is_refused_and_leaves_nothing(
    exported: Path, settings: Settle, name: str, change: Callable[[bytes], bytes | None]
) -> None:
    with running(settings("postgresql")):
        with pytest.raises(NotHandedOver):
            import_review(altered(exported, name, change))
        assert_nothing_here()


def assert_nothing_here() -> None:
    assert db.session.scalar(db.select(Review)) is None
    assert db.session.scalar(db.select(Entry)) is None
    assert db.session.scalar(db.select(User)) is None
    assert [path for path in Storage.of().root.rglob("*") if path.is_file()] == []


def test_a_forged_record_is_found_by_its_chain_and_leaves_nothing(exported: Path, settings: Settle) -> None:
    forged = with_own_hashes(
        altered(exported, "rows/membership.jsonl", lambda content: content.replace(b'"reviewer"', b'"scrutineer"'))
    )
    with running(settings("postgresql")):
        with pytest.raises(NotHandedOver, match="Nothing was imported"):
            import_review(forged)
        assert_nothing_here()


def test_a_review_that_is_here_already_is_not_imported_over_itself(exported: Path, settings: Settle) -> None:
    with running(settings("postgresql")):
        import_review(exported)
        with pytest.raises(NotHandedOver, match="here already"):
            import_review(exported)
        assert verify_record(db.session.scalars(db.select(Review)).one()).ok


def test_a_person_with_the_address_of_another_is_not_taken_for_them(exported: Path, settings: Settle) -> None:
    with running(settings("postgresql")):
        with writing():
            known, _ = make_person("Ada Marlow", "ADA@harland.example", "scrutineer")
            known_id = known.id
        review = import_review(exported)
        owner = db.session.get_one(User, review.owner_id)
        assert owner.id != known_id
        assert owner.name == "Ada Marlow"
        assert not owner.active
        assert owner.password is None


def test_nothing_is_exported_while_work_is_being_done_on_it(either: Flask, tmp_path: Path) -> None:
    review = review_of(cast_of(either))
    queue_assessment(review.id)
    with pytest.raises(NotHandedOver, match="being read or weighed"):
        export_review(review, tmp_path / "out")
    assert list(tmp_path.glob("*out*")) == []
