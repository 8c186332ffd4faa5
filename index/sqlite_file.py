"""Connections to a SQLite file: how each is set up, those that read, and how failures are told.

No SQLAlchemy here: a question only reads, and importing it takes longer than answering.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import PathLike

from index.errors import LibraryError

# Long enough for many documents to be committed by others before it is our turn.
_WAIT_FOR_WRITER_MS = 120_000
# How many connections that nobody reads with are kept open.
_MOST_IDLE = 8

Connect = Callable[[], sqlite3.Connection]


def connected(path: str | PathLike, *, durable: bool = True, **options) -> sqlite3.Connection:
    """A connection to the SQLite file at ``path``, which any thread may use, one at a time.

    Transactions begin and end where SQL says so.  Write-ahead log: readers never wait, writers
    queue.  Without ``durable`` a commit does not wait for the disk: a loss of power may take back
    the last ones, never harm the file
    (`synchronous <https://www.sqlite.org/pragma.html#pragma_synchronous>`_ NORMAL with WAL).
    ``options`` are further ones of :func:`sqlite3.connect`.  Raises sqlite3.DatabaseError.
    """
    # The driver's own transaction handling would begin late and commit around DDL.
    options |= {"isolation_level": None, "check_same_thread": False}
    connection = sqlite3.connect(path, **options)
    try:
        connection.execute(f"PRAGMA busy_timeout = {_WAIT_FOR_WRITER_MS}")
        connection.execute("PRAGMA foreign_keys = ON")
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            connection.execute("PRAGMA journal_mode = WAL")
        if not durable:
            connection.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        connection.close()
        raise
    return connection


class Readers:
    """Connections that read, kept open from one reading to the next; for any number of threads."""

    def __init__(self, connect: Connect):
        self._connect = connect
        self._lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A consistent view of the last commit, which cannot be written to.

        Raises sqlite3.DatabaseError.
        """
        with self._lock:
            idle = self._idle
            connection = idle.pop() if idle else None
        if connection is None:
            connection = self._connect()
            connection.execute("PRAGMA query_only = ON")
        kept = False
        try:
            connection.execute("BEGIN")
            yield connection
        finally:
            try:
                connection.rollback()
                with self._lock:
                    # Those lent before the closing are closed when they come back.
                    kept = idle is self._idle and len(idle) < _MOST_IDLE
                    if kept:
                        idle.append(connection)
            finally:
                if not kept:
                    connection.close()

    def close(self) -> None:
        """Close the connections; a reading afterwards opens new ones."""
        with self._lock:
            closed, self._idle = self._idle, []
        for connection in closed:
            connection.close()


@contextmanager
def failures(what: str) -> Iterator[None]:
    """Raise LibraryError, ``what`` with the cause, where the database fails within the block:
    read through the driver, or written through SQLAlchemy."""
    try:
        yield
    except Exception as error:
        # SQLAlchemy's own errors name the driver's as their origin.
        cause = getattr(error, "orig", error)
        if not isinstance(cause, sqlite3.DatabaseError):
            raise
        raise LibraryError(f"{what}: {cause}") from error
