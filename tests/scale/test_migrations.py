"""The same migrations lead up on both databases, and down where there is nothing to lose."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from app.config import PROJECT, Config
from app.database import db, is_of_the_models
from tests.scale.conftest import running
from tests.scale.server import Server

LAST_THAT_GOES_DOWN = "0010"
UP = "from app import create_app; from flask_migrate import upgrade; app = create_app(); app.app_context().push(); upgrade()"


@pytest.fixture(params=["sqlite", "postgresql"])
def bare(request: pytest.FixtureRequest, server: Server, tmp_path: Path) -> Iterator[Flask]:
    """An installation whose database has nothing in it, not even tables."""
    name = server.new()
    url = server.address(name) if request.param == "postgresql" else None
    with running(Config(data=tmp_path / "data", work="held", database_url=url)) as app:
        yield app
    server.drop(name)


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_up_makes_what_the_models_say(either: Flask) -> None:
    with db.engine.connect() as connection:
        found = MigrationContext.configure(connection, opts={"include_name": is_of_the_models})
        assert compare_metadata(found, db.metadata) == []


def test_an_empty_database_goes_up_down_to_nothing_and_up_again(bare: Flask) -> None:
    upgrade(revision=LAST_THAT_GOES_DOWN)
    made = tables()
    downgrade(revision="base")
    assert tables() == set()
    upgrade(revision=LAST_THAT_GOES_DOWN)
    assert tables() == made


def test_vectors_and_queue_go_down_without_harm(scaled: Flask) -> None:
    assert {"vector_row", "vector_set", "huey_task"} <= tables()
    downgrade(revision="0013")
    assert not [name for name in tables() if name.startswith(("vector_", "huey_"))]
    upgrade(revision="0011")
    assert {"vector_row", "vector_set", "huey_task"} <= tables()


def test_what_somebody_recorded_is_not_thrown_away_on_the_way_down(
    bare: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    upgrade(revision=LAST_THAT_GOES_DOWN)
    before = tables()
    with db.engine.begin() as connection:
        connection.execute(text("INSERT INTO framework_text VALUES ('0', 'ours', 'text', '2025-01-01')"))
    with pytest.raises(SystemExit):
        downgrade(revision="base")
    assert "the record is not thrown away" in caplog.text
    assert tables() == before
    with db.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM framework_text")) == 1


def test_several_processes_that_start_at_once_bring_it_up_to_date_once(server: Server, tmp_path: Path) -> None:
    name = server.new()
    known = {"DATABASE_URL": server.address(name), "SIGHTLINE_DATA": str(tmp_path / "data"), "PATH": ""}
    starting = [
        subprocess.Popen([sys.executable, "-W", "ignore", "-c", UP], cwd=PROJECT, env=known, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    said = [process.communicate(timeout=120)[1].decode() for process in starting]
    assert [process.returncode for process in starting] == [0, 0, 0], said
    server.drop(name)
