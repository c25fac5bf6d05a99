"""All that an installation keeps, searched raw: the files of its data folder and, on PostgreSQL, the rows of its tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import text

from app.database import db

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


def everything_in(data: Path) -> Iterator[tuple[str, bytes]]:
    """Each file and each row, by the name of the file or the table."""
    for path in data.rglob("*"):
        if path.is_file():
            yield path.name, path.read_bytes() + str(path).encode()
    if db.engine.dialect.name == "postgresql":
        yield from _rows()


def found(data: Path, mark: str) -> list[str]:
    """The files and tables in which a string stands."""
    return [name for name, kept in everything_in(data) if mark.encode() in kept]


def _rows() -> Iterator[tuple[str, bytes]]:
    """What every row of every table says: of the application, of its vectors and of its queue."""
    with db.engine.connect() as connection:
        for table in connection.scalars(text(TABLES)).all():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):
                yield table, b"\0".join(_said(value) for value in row)


def _said(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
