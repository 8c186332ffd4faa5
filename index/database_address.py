"""Where the library's database is: the addresses of BUDGET_QA_DATABASE, which are SQLAlchemy's.

The usual one, ``sqlite:///`` and the path of a file, is understood without SQLAlchemy; all others
are left to it, with its rules and what it refuses.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from urllib.parse import unquote

from index.errors import LibraryError
from index.sqlite_file import Connect, connected

_FILE = "sqlite:///"
_MEMORY = ("", ":memory:")


@dataclass(frozen=True)
class Address:
    """``place`` names the file to the user, ``connect`` opens a connection to it."""

    place: str
    connect: Connect


def address_of(url: str) -> Address:
    """The database of a URL.  Raises LibraryError if it is none, or no file of SQLite."""
    path = unquote(url.removeprefix(_FILE))
    if url.startswith(_FILE) and "?" not in url and path not in _MEMORY:
        # Now: the working folder may be another when the file is opened again.
        return Address(path, partial(connected, os.path.abspath(path)))
    return _understood(url)


def _understood(url: str) -> Address:
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            raise LibraryError(
                f"暂只支持 SQLite 数据库 / only SQLite is supported so far: {parsed}"
            )
        (path,), options = parsed.get_dialect()().create_connect_args(parsed)
    except ArgumentError as error:
        raise LibraryError(f"不是数据库地址 / not a database URL: {url}") from error
    if (parsed.database or "") in _MEMORY:
        raise LibraryError(f"资料库须是文件 / a library has to be a file: {parsed}")
    return Address(parsed.database, partial(connected, path, **options))
