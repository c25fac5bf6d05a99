"""Where a review's vectors are kept: files in its folder, or beside the rows in PostgreSQL, which then searches them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from flask import current_app
from pgvector import Vector
from pgvector.psycopg import register_vector
from psycopg import Connection as Session
from sqlalchemy import Connection, Engine, text

from app.config import Config
from app.database import db
from app.packs.storage import Storage
from indexer.embedder import Vectors
from indexer.vector_store import InFolder, Keeps

VECTORS = "vectors"
OF_NO_REVIEW = ""
"""The framework's own sentences belong to no review."""
HASHED = (
    "encode(sha256(convert_to(name, 'UTF8') || string_agg(vector_send(embedding), ''::bytea ORDER BY place)), 'hex')"
)
"""What PostgreSQL makes of the rows of a set; `_hash_of` makes the same of them before they are kept."""

TAKE = """SELECT s.sha256, string_agg(vector_send(r.embedding), ''::bytea ORDER BY r.place) AS body
    FROM vector_set s JOIN vector_row r USING (review_id, name)
    WHERE s.review_id = :review AND s.name = :name GROUP BY s.sha256"""
WHOLE = f"""SELECT s.name FROM vector_set s JOIN (
        SELECT name, {HASHED} AS sha256 FROM vector_row WHERE review_id = :review AND name = ANY(:names) GROUP BY name
    ) r USING (name, sha256) WHERE s.review_id = :review"""  # noqa: S608 - a constant of ours
NEAREST = """SELECT name, place FROM vector_row WHERE review_id = %(review)s AND name = ANY(%(names)s)
    ORDER BY embedding <#> %(asked)s, name, place LIMIT %(many)s"""
ROWS = """SELECT vector_send(r.embedding) FROM unnest(CAST(:names AS varchar[]), CAST(:places AS integer[]))
    WITH ORDINALITY AS w(name, place, turn)
    JOIN vector_row r ON r.review_id = :review AND r.name = w.name AND r.place = w.place ORDER BY w.turn"""
CLAIM = """INSERT INTO vector_set (review_id, name, sha256) VALUES (:review, :name, :sha256)
    ON CONFLICT (review_id, name) DO UPDATE SET sha256 = excluded.sha256"""
EMPTY = "DELETE FROM vector_row WHERE review_id = :review AND name = :name"
COPY = "COPY vector_row (review_id, name, place, embedding) FROM STDIN WITH (FORMAT BINARY)"
THERE = "SELECT 1 FROM review WHERE id = :review FOR KEY SHARE"


def place_of_vectors(review_id: str | None = None) -> Keeps:
    """Where the vectors of a review are kept, or of the frameworks' own sentences where none is named."""
    config: Config = current_app.extensions["sightline"]
    if config.server is not None:
        return InPostgreSQL(db.engine, review_id or OF_NO_REVIEW)
    return InFolder((Storage.of().folder(review_id) if review_id else config.data) / VECTORS)


def forget_vectors(review_id: str) -> None:
    """Takes a review's vectors out of PostgreSQL, inside the transaction that deletes the review."""
    for table in ("vector_row", "vector_set"):
        db.session.execute(text(f"DELETE FROM {table} WHERE review_id = :review"), {"review": review_id})  # noqa: S608


class InPostgreSQL:
    """The vectors of one review: every query names it, and so reads nothing of another's."""

    def __init__(self, engine: Engine, review_id: str) -> None:
        self.engine = engine
        self.review_id = review_id

    def take(self, name: str, shape: tuple[int, int]) -> Vectors | None:
        with self._connection() as connection:
            found = connection.execute(text(TAKE), {"review": self.review_id, "name": name}).first()
        if found is None or _hash_of(name, found.body) != found.sha256:
            return None
        rows = _rows_in(found.body)
        return rows if rows.shape == shape else None

    def keep(self, name: str, rows: Vectors) -> None:
        said = {"review": self.review_id, "name": name, "sha256": _hash_of(name, _bytes_of(rows))}
        with self._connection() as connection, connection.begin():
            if self.review_id != OF_NO_REVIEW and connection.scalar(text(THERE), said) is None:
                # The review was deleted while we worked on it: nothing of it is left behind.
                return
            connection.execute(text(CLAIM), said)
            connection.execute(text(EMPTY), said)
            session = _session_of(connection)
            with session.cursor() as cursor, cursor.copy(COPY) as copy:
                copy.set_types(["varchar", "varchar", "int4", "vector"])
                for place, row in enumerate(rows):
                    copy.write_row((self.review_id, name, place, Vector(row)))

    def whole(self, names: Sequence[str]) -> set[str]:
        with self._connection() as connection:
            return set(connection.scalars(text(WHOLE), {"review": self.review_id, "names": list(names)}))

    def nearest(self, names: Sequence[str], asked: Vectors, many: int) -> list[tuple[str, int]]:
        said = {"review": self.review_id, "names": list(names), "asked": Vector(asked), "many": many}
        with self._connection() as connection:
            return _session_of(connection).execute(NEAREST, said).fetchall()

    def rows_at(self, places: Sequence[tuple[str, int]]) -> Vectors:
        said = {"review": self.review_id, "names": [name for name, _ in places], "places": [at for _, at in places]}
        with self._connection() as connection:
            return _rows_in(b"".join(connection.scalars(text(ROWS), said)))

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        with self.engine.connect().execution_options(isolation_level="READ COMMITTED") as connection:
            yield connection


def _session_of(connection: Connection) -> Session[Any]:
    """psycopg's own connection, which knows what a vector is."""
    session = connection.connection.driver_connection
    assert isinstance(session, Session)
    register_vector(session)
    return session


def _hash_of(name: str, body: bytes) -> str:
    """The hash of rows under their own name: those of other texts, put in this place, do not match it."""
    return hashlib.sha256(name.encode() + body).hexdigest()


def _bytes_of(rows: Vectors) -> bytes:
    return b"".join(Vector(row).to_binary() for row in rows)


def _rows_in(body: bytes) -> Vectors:
    """The rows in pgvector's binary form: each begins with how many numbers it has, and two bytes that mean nothing."""
    if not body:
        return np.zeros((0, 0), dtype=np.float32)
    dimensions = int.from_bytes(body[:2], "big")
    kind = np.dtype([("head", "V4"), ("row", ">f4", (dimensions,))])
    return np.frombuffer(body, dtype=kind)["row"].astype(np.float32)
