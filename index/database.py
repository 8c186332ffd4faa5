"""The connection to the library's database: transactions, writer queue and schema check.

Reading is portable SQL text, its values bound, on the driver's own connection: a question only
reads, and is answered before SQLAlchemy is imported.  The tables (:mod:`index.schema`) and what
writes (:mod:`index.storing`, :mod:`index.text_storing`) are SQLAlchemy Core.  What a row holds is
said once, both ways, by the module that reads it.  What reads within a write transaction is given
that transaction's own connection by :func:`index.sqlite_engine.driver_of`.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.database_address import address_of
from index.errors import LibraryError
from index.keywords import KeywordIndex
from index.sqlite_file import Readers, failures

if TYPE_CHECKING:
    import sqlalchemy

# Raised whenever stored data would be read differently: a changed column, tokeniser or chunk.
VERSION = 4

_SCHEMA = "schema"


class Database:
    """Transactions on the library's database.

    Readers see the last commit and never wait.  Writers queue: a write transaction takes the
    database's write lock when it begins.
    """

    def __init__(self, url: str):
        """Open the database at a SQLAlchemy URL, creating it where there is none.

        Raises LibraryError if it cannot be opened, is no database, or has another schema
        version.
        """
        address = address_of(url)
        self.place = address.place
        self.keywords = KeywordIndex()
        self._failed = f"资料库 {self.place} 出错 / the library's database failed"
        try:
            Path(self.place).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(
                f"无法建立数据文件夹 / cannot create the data folder of {self.place}: "
                f"{error.strerror}"
            ) from error
        self._connect = address.connect
        self._readers = Readers(self._connect)
        self._engine: sqlalchemy.Engine | None = None
        self._engine_lock = threading.Lock()
        self._check_version()

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A consistent view of the last commit.  Raises LibraryError if the database fails."""
        with failures(self._failed), self._readers.transaction() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sqlalchemy.Connection]:
        """One transaction that is committed as a whole, or not at all if the block raises.

        Raises LibraryError if the database fails (full disk, no permission, a writer that
        does not end); the block then has had no effect.
        """
        # A question writes nothing, and is answered before this is imported.
        from index.sqlite_engine import sqlite_engine, transaction

        with self._engine_lock:
            if self._engine is None:
                self._engine = sqlite_engine(self._connect)
            engine = self._engine
        with failures(self._failed), transaction(engine, writes=True) as connection:
            yield connection

    def close(self) -> None:
        """Close every connection; a transaction afterwards opens them again."""
        self._readers.close()
        if self._engine is not None:
            self._engine.dispose()

    def _check_version(self) -> None:
        version = self._version()
        if version is None:
            self._create()
            version = self._version()
        if version != str(VERSION):
            raise LibraryError(
                f"资料库 {self.place} 的版本是 {version}，本程序使用版本 {VERSION}："
                "请移走该文件后重新添加文档 / "
                f"the library has schema version {version}, this program uses {VERSION}: "
                "move the file away and add the documents again"
            )

    def _create(self) -> None:
        from index import schema
        from index.sqlite_engine import driver_of

        with self.write() as connection:
            # Another process may have created it while this one waited for the lock.
            schema.metadata.create_all(connection)
            if meta(driver_of(connection), _SCHEMA) is None:
                self.keywords.create(connection)
                schema.set_meta(connection, _SCHEMA, str(VERSION))

    def _version(self) -> str | None:
        with self.read() as connection:
            try:
                return meta(connection, _SCHEMA)
            except sqlite3.OperationalError as error:
                if "no such table" in str(error):
                    return None
                raise


def meta(connection: sqlite3.Connection, name: str) -> str | None:
    """A named value kept beside the data, None if it was never set."""
    row = connection.execute("SELECT value FROM library_meta WHERE name = ?", (name,)).fetchone()
    return row and row[0]
