"""Engines on SQLite files: write-ahead log, readers that never wait, writers that queue."""

from __future__ import annotations

from sqlalchemy import URL, Connection, Engine, create_engine, event

# Long enough for many documents to be committed by others before it is our turn.
_WAIT_FOR_WRITER_MS = 120_000


def sqlite_engine(url: URL | str, *, durable: bool = True) -> Engine:
    """An engine on the SQLite file of a URL.

    A connection with the execution option ``writes`` takes the write lock when its transaction
    begins, so that writers queue instead of failing.  Without ``durable`` a commit does not
    wait for the disk: a loss of power may take back the last ones, never harm the file
    (`synchronous <https://www.sqlite.org/pragma.html#pragma_synchronous>`_ NORMAL with WAL).
    """
    engine = create_engine(url)

    def configure(dbapi_connection, _record) -> None:
        # The driver's own transaction handling would begin late and commit around DDL; the
        # begin event below does it instead.
        dbapi_connection.isolation_level = None
        cursor = dbapi_connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {_WAIT_FOR_WRITER_MS}")
        cursor.execute("PRAGMA foreign_keys = ON")
        if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            cursor.execute("PRAGMA journal_mode = WAL")
        if not durable:
            cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.close()

    event.listen(engine, "connect", configure)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
