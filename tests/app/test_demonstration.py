"""The demonstration: one person per role, the papers handed over as a person would, and another area out of sight."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from cast import Person
from flask import Flask
from sqlalchemy import select

from app.commands import demonstration
from app.commands.demonstration import EVERYONE, USERS_FILE
from app.database import db
from app.models import Review, User
from app.packs.papers import papers_of
from app.reviewing.reviews import reviews_of
from app.working.jobs import jobs_under_way


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small stand-in for the sample pack, so that the test does not depend on what is in it."""
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "Minutes.txt").write_text("Minutes of June.")
    (folder / "Engagement strategy Quillshire.txt").write_text("A neighbour's paper.")
    monkeypatch.setattr(demonstration, "SAMPLES", folder)
    return folder


def run(app: Flask) -> list[str]:
    result = app.test_cli_runner().invoke(demonstration.demo)
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def merrowdale() -> Review:
    return db.session.scalars(select(Review).where(Review.area == "Merrowdale")).one()


def test_each_role_is_told_how_to_sign_in(app: Flask, pack: Path) -> None:
    lines = [line.split() for line in run(app)]
    assert [(role, email) for role, email, _ in lines] == [(part.role, part.email) for part in EVERYONE]
    _, email, password = lines[0]
    assert Person(app, "", email, password, app.test_client()).sign_in()


def test_a_second_run_changes_nothing_and_prints_the_same(app: Flask, pack: Path) -> None:
    first = run(app)
    assert run(app) == first
    assert len(papers_of(merrowdale())) == 2
    assert [job.kind for job in jobs_under_way(merrowdale())] == ["read_papers"]


def test_the_passwords_are_generated_and_kept_for_their_owner_only(app: Flask, pack: Path) -> None:
    run(app)
    kept = Path(app.extensions["sightline"].data) / USERS_FILE
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    passwords = [line.split()[1] for line in kept.read_text().splitlines()]
    assert len(set(passwords)) == len(EVERYONE)


def test_a_lost_password_file_gives_new_passwords_that_work(app: Flask, pack: Path) -> None:
    run(app)
    (Path(app.extensions["sightline"].data) / USERS_FILE).unlink()
    _, email, password = run(app)[1].split()
    assert Person(app, "", email, password, app.test_client()).sign_in()


def test_each_sees_their_own_area_and_no_other(app: Flask, pack: Path) -> None:
    run(app)
    seen = {
        part.email: [
            review.area for review in reviews_of(db.session.scalars(select(User).filter_by(email=part.email)).one())
        ]
        for part in EVERYONE
    }
    assert seen == {
        "scrutineer@merrowdale.example": ["Merrowdale"],
        "partnership@merrowdale.example": ["Merrowdale"],
        "reviewer@merrowdale.example": ["Merrowdale"],
        "administrator@merrowdale.example": [],
        "scrutineer@quillshire.example": ["Quillshire"],
    }
