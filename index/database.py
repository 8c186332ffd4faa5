"""The connection to the library's database: transactions, writer queue and schema check."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from index import schema
from index.errors import LibraryError
from index.keywords import KeywordIndex
from index.sqlite_engine import sqlite_engine


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
        try:
            parsed = make_url(url)
        except ArgumentError as error:
            raise LibraryError(f"不是数据库地址 / not a database URL: {url}") from error
        if parsed.get_backend_name() != "sqlite":
            raise LibraryError(
                f"暂只支持 SQLite 数据库 / only SQLite is supported so far: {parsed}"
            )
        self.place = parsed.database or ""
        self.keywords = KeywordIndex()
        try:
            if parsed.database:
                Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(
                f"无法建立数据文件夹 / cannot create the data folder of {self.place}: "
                f"{error.strerror}"
            ) from error
        self._engine = sqlite_engine(parsed)
        self._check_version()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view of the last commit.  Raises LibraryError if the database fails."""
        with self._failures(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that is committed as a whole, or not at all if the block raises.

        Raises LibraryError if the database fails (full disk, no permission, a writer that
        does not end); the block then has had no effect.
        """
        options = {"writes": True}
        with (
            self._failures(),
            self._engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise LibraryError(
                f"资料库 {self.place} 出错 / the library's database failed: {error.orig}"
            ) from error

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def _check_version(self) -> None:
        version = self._version()
        if version is None:
            with self.write() as connection:
                # Another process may have created it while this one waited for the lock.
                schema.metadata.create_all(connection)
                if meta(connection, "schema") is None:
                    self.keywords.create(connection)
                    set_meta(connection, "schema", str(schema.VERSION))
            version = self._version()
        if version != str(schema.VERSION):
            raise LibraryError(
                f"资料库 {self.place} 的版本是 {version}，本程序使用版本 {schema.VERSION}："
                "请移走该文件后重新添加文档 / "
                f"the library has schema version {version}, this program uses {schema.VERSION}: "
                "move the file away and add the documents again"
            )

    def _version(self) -> str | None:
        with self.read() as connection:
            try:
                return meta(connection, "schema")
            except OperationalError as error:
                if "no such table" in str(error.orig):
                    return None
                raise


def meta(connection: Connection, name: str) -> str | None:
    """A named value kept beside the data, None if it was never set."""
    table = schema.library_meta
    return connection.scalar(select(table.c.value).where(table.c.name == name))


def set_meta(connection: Connection, name: str, value: str) -> None:
    """Set a named value."""
    table = schema.library_meta
    changed = connection.execute(
        update(table).where(table.c.name == name).values(value=value)
    ).rowcount
    if not changed:
        connection.execute(insert(table).values(name=name, value=value))
