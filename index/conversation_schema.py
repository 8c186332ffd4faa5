"""The tables of the store of conversations, and the check that a file is one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from index.errors import LibraryError

VERSION = 1
# Marks the file as ours (https://www.sqlite.org/pragma.html#pragma_application_id).
_APPLICATION = 0x62716163

metadata = MetaData()

conversations = Table(
    "conversations",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("client", String, nullable=False),
    # "" until there is a first question.
    Column("title", Text, nullable=False),
    Column("begun", String, nullable=False),
    Column("changed", String, nullable=False),
    # The number the next turn will have: numbers are never given twice.
    Column("next_turn", Integer, nullable=False),
    Index("conversations_of_client", "client", "changed"),
    Index("conversations_by_age", "changed"),
    sqlite_autoincrement=True,
)

turns = Table(
    "turns",
    metadata,
    Column(
        "conversation",
        Integer,
        ForeignKey("conversations.key", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("number", Integer, primary_key=True),
    Column("question", Text, nullable=False),
    # JSON, null where there is no answer.
    Column("answer", Text),
    Column("failure", Text, nullable=False),
    Column("asked", String, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    # Feedback was said to whoever runs the product: it outlives the conversation.
    Column("conversation", Integer, ForeignKey("conversations.key", ondelete="SET NULL")),
    Column("turn", Integer, nullable=False),
    Column("given", String, nullable=False),
    Column("rating", String, nullable=False),
    Column("comment", Text, nullable=False),
    Column("expected", Text),
    Column("documents", Text, nullable=False),
    Column("program", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("history", Text, nullable=False),
    Column("answer", Text),
    Column("failure", Text, nullable=False),
    UniqueConstraint("conversation", "turn"),
    sqlite_autoincrement=True,
)


def check_file(path: Path) -> None:
    """Raise LibraryError if the file at ``path`` is not a store of conversations of this version.

    A file that is not there yet, or is empty, is well; a foreign one is left as it is.
    """
    try:
        if not path.exists() or (path.is_file() and not path.stat().st_size):
            return
        with closing(sqlite3.connect(path, timeout=60)) as connection:
            application, version = _marks(connection.execute)
            held = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except (OSError, sqlite3.Error) as error:
        raise _unusable(path, str(error)) from error
    if not held and not application:
        return
    if application != _APPLICATION:
        raise _unusable(path, "不是对话记录 not a store of conversations")
    if version != VERSION:
        raise _unusable(path, f"版本 version {version}，本程序使用 this program uses {VERSION}")


def create(connection: Connection) -> None:
    """Create the tables where another process has not done so; needs the write lock."""
    if _marks(connection.exec_driver_sql)[0] == _APPLICATION:
        return
    metadata.create_all(connection)
    connection.exec_driver_sql(f"PRAGMA application_id = {_APPLICATION}")
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


def _marks(execute) -> tuple[int, int]:
    names = ("application_id", "user_version")
    return tuple(execute(f"PRAGMA {name}").fetchone()[0] for name in names)


def _unusable(path: Path, cause: str) -> LibraryError:
    return LibraryError(
        f"对话记录 {path} 无法使用：{cause}。请移走该文件 / "
        f"the stored conversations cannot be used: {cause}. Move the file away"
    )
