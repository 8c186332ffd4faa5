"""The process that reads files for the library: it knows the readers, and no store or model.

Started by :mod:`index.reading_pool` as an interpreter of its own, so that a file on which a
reader crashes, hangs or runs out of memory ends this process and nothing else.
"""

from __future__ import annotations

import gc
import logging
import os
import queue
import signal
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

from corpus.document import Document
from corpus.errors import ReadError
from corpus.reconciliation import Reconciliation, reconcile
from index.priority import keep_back

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """A file to read: where it lies, the name it is known by, and in how many processes."""

    path: Path
    name: str
    workers: int = 1


@dataclass(frozen=True)
class Reading:
    """A file as read and understood, its self-check (None if that failed), and how long it took
    in seconds."""

    document: Document
    reconciliation: Reconciliation | None
    seconds: float


@dataclass(frozen=True)
class Page:
    """News of a reading under way: pages done, and how many there are."""

    done: int
    total: int


@dataclass(frozen=True)
class Failure:
    """Why a file could not be read; ``fault`` is the traceback where the cause is ours."""

    cause: str
    fault: str = ""


def read_file(job: Job, on_page: Callable[[int, int], None] | None = None) -> Reading:
    """Read, understand and check one file.  Raises ReadError, and whatever a fault of ours is."""
    from corpus.reading import read
    from corpus.understanding import understood

    started = time.perf_counter()
    document = read(job.path, on_page, job.workers)
    if document.name != job.name:
        document = replace(document, name=job.name)
        if document.profile.uncertain:
            # Its name may tell what its text does not.
            document = understood(document)
    return Reading(document, checked(document), time.perf_counter() - started)


def checked(document: Document) -> Reconciliation | None:
    """The self-check of a document, None if it failed."""
    try:
        return reconcile(document)
    except Exception:
        # A fault of ours in checking must not keep out a document that was read.
        _log.exception("self-check of %s", document.name)
        return None


def serve(descriptor: int) -> None:
    """Read what comes as :class:`Job` through a connection until it is closed; send :class:`Page`
    while a file is read, then its :class:`Reading` or :class:`Failure`."""
    # What a document is made of lives as long as its reading: looking for garbage in between
    # finds next to none, and costs a tenth of the time.
    gc.set_threshold(200_000, 20, 20)
    connection = Connection(descriptor)
    keep_back()
    with suppress(OSError):
        # Where memory runs out, Linux is to end this process rather than the one it reads for.
        Path("/proc/self/oom_score_adj").write_text("800")
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(connection, jobs), daemon=True).start()
    while True:
        connection.send(_outcome(jobs.get(), lambda *pages: connection.send(Page(*pages))))


def _receive(connection: Connection, jobs: queue.SimpleQueue[Job]) -> None:
    try:
        with suppress(EOFError, OSError):
            while True:
                jobs.put(connection.recv())
    finally:
        # Nobody waits for what is being read: end at once, with every process it started.
        os.killpg(os.getpgrp(), signal.SIGKILL)


def _outcome(job: Job, on_page: Callable[[int, int], None]) -> Reading | Failure:
    try:
        return read_file(job, on_page)
    except ReadError as error:
        return Failure(error.cause)
    except MemoryError:
        return Failure("内存不足 / not enough memory to read it")
    except Exception as error:
        return Failure(fault_of(error), traceback.format_exc())


def fault_of(error: Exception) -> str:
    """What the user is told of a fault of ours."""
    return f"内部错误 / internal error: {type(error).__name__}: {error}"
