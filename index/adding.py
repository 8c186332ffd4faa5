"""Adding many files: read in worker processes, stored one after the other in their order."""

from __future__ import annotations

import logging
import queue
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from corpus.errors import ReadError
from index.documents import file_name
from index.errors import LibraryError
from index.ingest import Ingest, Progress, Report, sha256_of
from index.reading_pool import ReadingPool
from index.reading_worker import Job, Reading, fault_of, read_file
from index.records import AddResult
from index.sources import File, OnPassedOver, file_at, files_of

_log = logging.getLogger(__name__)

# Small text files are read sooner than a worker starts; of many of them the later ones gain
# from workers all the same.
_QUICK_ENDINGS = frozenset((".md", ".markdown", ".txt", ".csv", ".tsv", ".html", ".htm"))
_QUICK_BYTES = 200_000
_QUICK_FILES = 8


def _unheard(_: object) -> None:
    pass


def add(ingest: Ingest, path: Path, report: Report | None, workers: int, again: bool) -> AddResult:
    """Add one publication; see :meth:`index.library.Library.add`."""
    with tempfile.TemporaryDirectory() as folder:
        found = list(islice(files_of([path], Path(folder)), 2))
    if len(found) > 1:
        several = "含有多份文件，请用 add_paths 添加 / holds several publications: use add_paths"
        return failed(file_at(path), several)
    (result,) = add_paths(ingest, [path], report, workers, again)
    return result


def add_paths(
    ingest: Ingest,
    paths: Iterable[Path | File],
    report: Report | None,
    workers: int,
    again: bool,
    passed_over: OnPassedOver | None = None,
) -> Iterator[AddResult]:
    """Add files, folders and archives; see :meth:`index.library.Library.add_paths`."""
    ingest.originals.clear()
    with tempfile.TemporaryDirectory() as folder, ReadingPool(workers) as pool:
        files = files_of(paths, Path(folder), passed_over or _unheard)
        first = list(islice(files, 2))
        # A file that is alone may use every core by itself.
        run = _Run(ingest, pool, report or _unheard, again, workers if len(first) == 1 else 1)
        under_way: deque[_Task] = deque()
        for file in chain(first, files):
            under_way.append(run.begin(file))
            # What is read waits in memory for its turn to be stored: never more than this.
            if len(under_way) > 2 * workers:
                yield run.finish(under_way.popleft())
        while under_way:
            yield run.finish(under_way.popleft())


@dataclass(frozen=True)
class _Task:
    """A file whose reading is under way in a worker (``reading``), is to be done in its turn, or
    is not needed as the ``result`` is known."""

    file: File
    result: AddResult | None = None
    reading: Future[Reading] | None = None


class _Run:
    """One call of :func:`add_paths`."""

    def __init__(
        self, ingest: Ingest, pool: ReadingPool, report: Report, again: bool, workers: int
    ):
        self._ingest = ingest
        self._pool = pool
        self._report = report
        self._again = again
        self._workers = workers
        self._quick = 0
        self._seen: dict[str, tuple[str, str]] = {}
        # News of the workers, to be told in the caller's thread; None when a file is done.
        self._news: queue.SimpleQueue[Progress | None] = queue.SimpleQueue()

    def begin(self, file: File) -> _Task:
        """Look at a file, and have it read where that is worth a worker."""
        if file.fault:
            return _Task(file, failed(file, file.fault))
        try:
            result = self._result_without_reading(file)
        except Exception as error:
            result = failed(file, _cause(file, error))
        if result:
            return _Task(file, result)
        self._ingest.start()
        if self._is_quick(file.path):
            return _Task(file)
        self._report(Progress(file.shown, "reading"))
        reading = self._pool.submit(
            self._job(file),
            lambda done, total: self._news.put(Progress(file.shown, "reading", done, total)),
        )
        reading.add_done_callback(lambda _: self._news.put(None))
        return _Task(file, reading=reading)

    def finish(self, task: _Task) -> AddResult:
        """Wait for a file to be read, and store it."""
        file = task.file
        started = time.perf_counter()
        try:
            if task.result:
                return task.result
            reading = self._read(task)
            started = time.perf_counter() - reading.seconds
            result = self._ingest.store(reading, file.shown, self._report, self._again, file.path)
        except Exception as error:
            result = failed(file, _cause(file, error))
        finally:
            if file.passing:
                file.path.unlink(missing_ok=True)
        return replace(result, seconds=round(time.perf_counter() - started, 3))

    def _result_without_reading(self, file: File) -> AddResult | None:
        name = file_name(file.name)
        digest = sha256_of(file.path)
        first, its_digest = self._seen.setdefault(name, (file.shown, digest))
        if first != file.shown and digest != its_digest:
            return failed(
                file,
                f"与 {first} 同名但内容不同，请改名后再添加 / "
                f"same name as {first} but other content: rename it",
            )
        result = self._ingest.unchanged(file.shown, name, digest, self._report, self._again)
        if result:
            self._ingest.originals.keep(file.path, digest)
        return result

    def _is_quick(self, path: Path) -> bool:
        if path.suffix.lower() not in _QUICK_ENDINGS or path.stat().st_size > _QUICK_BYTES:
            return False
        self._quick += 1
        return self._quick <= _QUICK_FILES

    def _job(self, file: File) -> Job:
        return Job(file.path, file_name(file.name), self._workers)

    def _read(self, task: _Task) -> Reading:
        if task.reading is None:
            self._report(Progress(task.file.shown, "reading"))
            return read_file(self._job(task.file))
        while not task.reading.done():
            news = self._news.get()
            if news:
                self._report(news)
        return task.reading.result()


def failed(file: File, cause: str) -> AddResult:
    """The result for a file that was not added."""
    return AddResult(file.shown, file_name(file.name), "failed", cause)


def _cause(file: File, error: Exception) -> str:
    if isinstance(error, ReadError):
        return error.cause
    if isinstance(error, LibraryError):
        return str(error)
    if isinstance(error, OSError):
        return error.strerror or str(error)
    # A fault of ours in one document must not keep the others out.
    _log.error("%s", file.shown, exc_info=error)
    return fault_of(error)
