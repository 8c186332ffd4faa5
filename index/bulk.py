"""Writing thousands of rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from sqlalchemy import Connection, Table


def insert_rows(connection: Connection, table: Table, rows: Sequence[dict]) -> None:
    """Insert rows that all name the same two or more columns, with values as SQLite takes them.

    An insert through SQLAlchemy arranges the values of every row by name anew, which for the
    figures of a document takes as long as writing them.
    """
    if not rows:
        return
    names = tuple(rows[0])
    places = ", ".join("?" * len(names))
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({places})",
        list(map(itemgetter(*names), rows)),
    )
