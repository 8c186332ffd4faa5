"""Adding files in a process of its own, so that a server goes on answering as fast as before.

Storing and embedding are work in one interpreter: done in the server's, every question waits for
them.  The process is of low priority, with all it starts, and ends with the one that started it;
what it was about to add is then not in, and all else is whole.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from index.child_process import ChildProcess
from index.errors import LibraryError
from index.ingest import Progress
from index.priority import stand_back
from index.records import AddResult
from index.settings import Settings
from index.sources import File, PassedOver

# Where memory runs out, Linux is to end this process rather than the server.
_OOM_SCORE = 500
_CANCEL = b"cancel"
_DONE = b"done"

Event = Progress | PassedOver | AddResult


class AddingLost(LibraryError):
    """The process ended before everything was added; the message says what became of it."""


@dataclass(frozen=True)
class _Failed:
    """What kept the process from adding anything at all."""

    cause: str


@dataclass(frozen=True)
class _Order:
    """What a process is to add, to which library."""

    settings: Settings
    files: tuple[Path | File, ...]
    again: bool


class AddingProcess:
    """Adds ``files`` to the library of ``settings`` as :meth:`index.library.Library.add_paths`.

    :meth:`events` is to be gone through once, by one thread; the others may be called meanwhile.
    """

    def __init__(self, settings: Settings, files: tuple[Path | File, ...], again: bool = False):
        self._process = ChildProcess("index.adding_process", "serve")
        self._connection = self._process.connection
        self._order = _Order(settings, files, again)

    def __enter__(self) -> AddingProcess:
        return self

    def __exit__(self, *_) -> None:
        self.end()

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def events(self) -> Iterator[Event]:
        """How far each file is, what was passed over, and one result a file, as they come.

        Raises LibraryError if the library cannot be opened, AddingLost if the process ended.
        """
        try:
            self._connection.send_bytes(pickle.dumps(self._order))
            while (news := self._connection.recv()) != _DONE:
                if isinstance(news, _Failed):
                    raise LibraryError(news.cause)
                yield news
        except (EOFError, OSError) as error:
            raise AddingLost(self._epitaph()) from error

    def cancel(self) -> None:
        """Have it stop after the file it is at; its events then end."""
        with suppress(OSError):
            self._connection.send_bytes(_CANCEL)

    def end(self) -> None:
        """End the process now; the file it is at is not added."""
        self._process.end()

    def _epitaph(self) -> str:
        name = self._process.wait()
        if name == signal.SIGKILL.name:
            return "入库进程被系统终止（可能内存不足）/ the adding was killed (out of memory?)"
        return f"入库进程意外结束（{name}）/ the adding ended unexpectedly ({name})"


def serve(descriptor: int) -> None:
    """Add what comes as an order through a connection, and tell of it through the same."""
    logging.basicConfig(level=logging.WARNING)
    stand_back()
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(str(_OOM_SCORE))
    connection = Connection(descriptor)
    order: _Order = pickle.loads(connection.recv_bytes())
    cancelled = threading.Event()
    threading.Thread(target=_listen, args=(connection, cancelled), daemon=True).start()
    try:
        _add(order, connection, cancelled)
        connection.send(_DONE)
    except LibraryError as error:
        connection.send(_Failed(str(error)))
    # At once: leaving by itself, the interpreter would wait for the model being loaded.
    os._exit(0)


def _add(order: _Order, connection: Connection, cancelled: threading.Event) -> None:
    from index.library import Library

    # Messages come from the threads of the reading too.
    lock = threading.Lock()

    def tell(event: Event) -> None:
        with lock:
            connection.send(event)

    with Library(order.settings) as library:
        results = library.add_paths(order.files, tell, again=order.again, passed_over=tell)
        with closing(results):
            for result in results:
                tell(result)
                if cancelled.is_set():
                    return


def _listen(connection: Connection, cancelled: threading.Event) -> None:
    with suppress(EOFError, OSError):
        while True:
            if connection.recv_bytes() == _CANCEL:
                cancelled.set()
    # Nobody waits for it any more.
    os.killpg(os.getpgrp(), signal.SIGKILL)
