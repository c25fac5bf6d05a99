"""A cast of invented people, two reviews, and a browser that refuses to be shown broken HTML."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cast import CAST, Person, StrictBrowser, make_review, proposal
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

from app import create_app
from app.config import Config
from app.database import db, writing
from app.models import Assessment, Review
from app.people.accounts import make_person
from app.proposing.assessments import keep_assessment
from app.reviewing.reviews import assign
from tests.scale.server import IS_WANTED, Server, start

ReadyMade = tuple[Path, dict[str, tuple[str, str]]]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "settings(**named): settings of the application for this test")


@pytest.fixture(scope="session")
def server() -> Iterator[Server | None]:
    """PostgreSQL, where the suite is asked to run on it; SQLite otherwise."""
    started = start() if IS_WANTED else None
    yield started
    if started:
        started.stop()


@pytest.fixture(scope="session")
def ready_database(server: Server | None) -> str | None:
    """The database on the server that is copied for each test."""
    return server.new() if server else None


@pytest.fixture(scope="session")
def ready_made(
    tmp_path_factory: pytest.TempPathFactory, server: Server | None, ready_database: str | None
) -> ReadyMade:
    """A data folder with the cast in it, made once and copied for each test; with each one's id and password."""
    folder = tmp_path_factory.mktemp("ready-made")
    url = server.address(ready_database) if server and ready_database else None
    app = create_app(Config(data=folder, work="held", password_rounds=1, database_url=url))
    keys = {}
    with app.app_context():
        upgrade()
        for part, (name, email, role) in CAST.items():
            with writing():
                user, password = make_person(name, email, role)  # type: ignore[arg-type]
            keys[part] = (user.id, password)
        db.session.remove()
        db.engine.dispose()
    return folder, keys


@contextmanager
def _copied(server: Server | None, ready_database: str | None) -> Iterator[str | None]:
    """The address of a copy of the ready database; None where it is a file in the data folder."""
    if server is None:
        yield None
        return
    name = server.new(like=ready_database)
    yield server.address(name)
    server.drop(name)


@pytest.fixture
def database_url(ready_made: ReadyMade, server: Server | None, ready_database: str | None) -> Iterator[str | None]:
    """A database of the test's own on the server; None where it is a file in the data folder."""
    with _copied(server, ready_database) as url:
        yield url


@pytest.fixture(scope="module")
def database_of_the_module(
    ready_made: ReadyMade, server: Server | None, ready_database: str | None
) -> Iterator[str | None]:
    """The same for all tests of one file."""
    with _copied(server, ready_database) as url:
        yield url


@pytest.fixture
def app(
    ready_made: ReadyMade, tmp_path: Path, request: pytest.FixtureRequest, database_url: str | None
) -> Iterator[Flask]:
    """The application on a data folder of its own; `@pytest.mark.settings(...)` sets it up differently."""
    data = tmp_path / "data"
    shutil.copytree(ready_made[0], data)
    marked = request.node.get_closest_marker("settings")
    settings = {"work": "held", "password_rounds": 1, "office": "none", "database_url": database_url}
    settings |= marked.kwargs if marked else {}
    app = create_app(Config(data=data, **settings))
    app.test_client_class = StrictBrowser
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def anyone(app: Flask) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return app.test_client()


def _person(app: Flask, keys: dict[str, tuple[str, str]], part: str) -> Person:
    identity, password = keys[part]
    return Person(app, identity, CAST[part][1], password, app.test_client())


@pytest.fixture
def cast(app: Flask, ready_made: ReadyMade) -> dict[str, Person]:
    """Everyone, none of them signed in."""
    return {part: _person(app, ready_made[1], part) for part in CAST}


@pytest.fixture
def scrutineer(cast: dict[str, Person]) -> Person:
    return cast["scrutineer"].sign_in()


@pytest.fixture
def business_manager(cast: dict[str, Person]) -> Person:
    return cast["business_manager"].sign_in()


@pytest.fixture
def reviewer(cast: dict[str, Person]) -> Person:
    return cast["reviewer"].sign_in()


@pytest.fixture
def administrator(cast: dict[str, Person]) -> Person:
    return cast["administrator"].sign_in()


@pytest.fixture
def stranger(cast: dict[str, Person]) -> Person:
    """A scrutineer of another area."""
    return cast["stranger"].sign_in()


@pytest.fixture
def review(cast: dict[str, Person]) -> Review:
    """Harland Vale's review, in which the scrutineer, the business manager and the reviewer have a place."""
    made = make_review(cast["scrutineer"].user, "Harland Vale")
    assign(None, made, cast["business_manager"].user, "partnership")
    assign(None, made, cast["reviewer"].user, "reviewer")
    return made


@pytest.fixture
def other_review(cast: dict[str, Person]) -> Review:
    """Wexcombe's review, which is none of Harland Vale's business."""
    made = make_review(cast["stranger"].user, "Wexcombe")
    assign(None, made, cast["other_business_manager"].user, "partnership")
    return made


@pytest.fixture
def assessment(review: Review) -> Assessment:
    """Two questions proposed: 1.1 Amber, 1.2 Red because the papers are silent."""
    content = {
        "schema": "assessment/1",
        "documents": [],
        "questions": [proposal("1.1", "amber"), proposal("1.2", "red", "silent")],
    }
    return keep_assessment(review.id, content, pack="1" * 64)
