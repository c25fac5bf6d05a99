"""Installations side by side: each an application of its own, on SQLite or on PostgreSQL, with nobody in it yet."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from app.config import PROJECT, Config
from app.database import db
from tests.scale.server import Server, start

# The cast and their papers are those of the other tests.
sys.path.append(str(PROJECT / "tests" / "app"))

Settle = Callable[[str], Flask]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    started = start()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def empty(server: Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder and a database that were brought up to date once, to be copied."""
    folder, name = tmp_path_factory.mktemp("empty"), server.new()
    for url in (None, server.address(name)):
        with running(Config(data=folder, work="held", password_rounds=1, database_url=url)):
            upgrade()
    return folder, name


@contextmanager
def running(config: Config) -> Iterator[Flask]:
    """The application, inside its context; nothing of it is connected afterwards."""
    app = create_app(config)
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def database(server: Server, empty: tuple[Path, str]) -> Iterator[str]:
    """The address of a new database that is up to date."""
    name = server.new(like=empty[1])
    yield server.address(name)
    server.drop(name)


@pytest.fixture
def settings(tmp_path: Path, empty: tuple[Path, str], database: str) -> Callable[[str], Config]:
    """The settings of an installation called `name`: on PostgreSQL where the name begins so, otherwise on SQLite."""

    def settle(name: str) -> Config:
        data = tmp_path / name
        if not data.exists():
            shutil.copytree(empty[0], data)
        url = database if name.startswith("postgresql") else None
        return Config(data=data, work="held", password_rounds=1, office="none", database_url=url)

    return settle


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, settings: Callable[[str], Config]) -> Iterator[Flask]:
    """An installation on each of the two, one after the other."""
    with running(settings(request.param)) as app:
        yield app


@pytest.fixture
def scaled(settings: Callable[[str], Config]) -> Iterator[Flask]:
    """An installation on PostgreSQL."""
    with ExitStack() as stack:
        yield stack.enter_context(running(settings("postgresql")))
