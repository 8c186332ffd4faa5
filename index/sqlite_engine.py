"""Writing to SQLite files with SQLAlchemy: transactions that queue, and reading within them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from index.sqlite_file import Connect


def sqlite_engine(connect: Connect) -> Engine:
    """An engine on the connections that ``connect`` makes, as :func:`index.sqlite_file.connected`
    sets them up."""
    # The address only says which kind of database it is.
    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def transaction(engine: Engine, *, writes: bool) -> Iterator[Connection]:
    """One transaction, committed as a whole or, if the block raises, not at all.

    One that ``writes`` takes the write lock when it begins, so that writers queue instead of
    failing.
    """
    options = {"writes": writes}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def driver_of(connection: Connection) -> sqlite3.Connection:
    """The driver's connection behind one of SQLAlchemy's: what reads takes it, and so sees what
    the same transaction has written."""
    return connection.connection.driver_connection


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
