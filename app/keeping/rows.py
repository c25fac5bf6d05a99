"""The rows of one review, whichever tables they are in: written as lines of JSON, and read back as the same rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, Table, insert, select
from sqlalchemy.types import TypeEngine

from app.database import Base, Moment, db
from app.models import Erasure, FrameworkText, OtherFramework, Review, User

Row = dict[str, Any]

REVIEW: Table = Base.metadata.tables["review"]
PEOPLE: Table = Base.metadata.tables["user"]


def tables_of_a_review() -> list[Table]:
    """Every table that holds rows of reviews, each after those that it refers to."""
    reached = [REVIEW]
    for table in Base.metadata.sorted_tables:
        if table is not REVIEW and table.name != Erasure.__tablename__ and _ways(table, reached):
            reached.append(table)
    return reached


def rows_of(table: Table, review_id: str) -> list[Row]:
    """The rows of one table that belong to the review, each after the row of the same table that it refers to."""
    found = select(table).where(_belongs(table, review_id)).order_by(*table.primary_key.columns)
    return _in_order(table, [dict(row._mapping) for row in db.session.execute(found)])


def people_of(rows: Iterable[tuple[Table, Row]]) -> list[Row]:
    """Who is named in these rows, by id, name, address and roles; never a password."""
    ids = {row[column.name] for table, row in rows for column in _naming(table, PEOPLE) if row[column.name]}
    found = db.session.scalars(select(User).where(User.id.in_(ids)).order_by(User.id))
    return [{"id": one.id, "name": one.name, "email": one.email, "roles": [r.name for r in one.roles]} for one in found]


def framework_texts_of(review: Review) -> list[Row]:
    """The texts of the frameworks that the review is held against, where they did not come with the service."""
    other = select(OtherFramework.framework_sha).where(OtherFramework.review_id == review.id)
    hashes = {review.framework_sha, *db.session.scalars(other)}
    table = Base.metadata.tables[FrameworkText.__tablename__]
    found = select(table).where(table.c.sha256.in_(hashes)).order_by(table.c.sha256)
    return [dict(row._mapping) for row in db.session.execute(found)]


def add_rows(table: Table, rows: list[Row]) -> None:
    """Adds the rows inside the caller's transaction."""
    for row in rows:
        db.session.execute(insert(table).values(**row))


def to_line(row: Row) -> str:
    """A row as a line of JSON."""
    said = {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def from_line(table: Table, line: str) -> Row:
    """The row that was written so; ValueError, KeyError or TypeError where it is none of this table."""
    said = json.loads(line)
    if set(said) != set(table.columns.keys()):
        raise ValueError(f"A row of {table.name} has other columns.")
    return {name: _value(table.c[name].type, value) for name, value in said.items()}


def _value(kind: TypeEngine[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, Moment):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value


def _naming(table: Table, other: Table) -> list[Any]:
    """The columns by which a table refers to another."""
    return [key.parent for key in table.foreign_keys if key.column.table is other]


def _ways(table: Table, reached: list[Table]) -> list[tuple[Any, Table]]:
    """How a table's rows belong to a review: by naming it, or failing that by naming a row that belongs to it."""
    direct = [(column, REVIEW) for column in _naming(table, REVIEW)]
    return direct or [(column, other) for other in reached if other is not table for column in _naming(table, other)]


def _belongs(table: Table, review_id: str) -> ColumnElement[bool]:
    if table is REVIEW:
        return table.c.id == review_id
    column, other = _ways(table, tables_of_a_review())[0]
    if other is REVIEW:
        belongs: ColumnElement[bool] = column == review_id
        return belongs
    within: ColumnElement[bool] = column.in_(select(other.c.id).where(_belongs(other, review_id)))
    return within


def _in_order(table: Table, rows: list[Row]) -> list[Row]:
    own = [column.name for column in _naming(table, table)]
    return list(_after_those_named(rows, own)) if own else rows


def _after_those_named(rows: list[Row], own: list[str]) -> Iterator[Row]:
    given: set[str] = set()
    while rows:
        ready = [row for row in rows if all(row[name] is None or row[name] in given for name in own)]
        if not ready:
            # They name each other in a ring; no database would have let them in.
            raise ValueError("Rows of the review refer to each other in a ring.")
        yield from ready
        given |= {row["id"] for row in ready}
        rows = [row for row in rows if row["id"] not in given]
