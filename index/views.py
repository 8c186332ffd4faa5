"""What a thread reads: the last commit, or within a view one and the same."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Connection

from index.database import Database


class Views:
    """The views of one database that threads have open."""

    def __init__(self, database: Database):
        self._database = database
        self._open = threading.local()

    @contextmanager
    def view(self) -> Iterator[None]:
        """Within this block everything that the thread reads by :meth:`read` is of one commit."""
        with self.read() as connection:
            outer = getattr(self._open, "connection", None)
            self._open.connection = connection
            try:
                yield
            finally:
                self._open.connection = outer

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """The thread's view, or else the last commit.  Raises LibraryError."""
        viewed = getattr(self._open, "connection", None)
        if viewed is not None:
            yield viewed
            return
        with self._database.read() as connection:
            yield connection
