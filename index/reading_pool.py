"""Reading files in worker processes, so that both cores read and one bad file harms no other.

Each worker is a fresh interpreter with a pipe of its own (:mod:`index.reading_worker`).  The
process pools of the standard library are not used: they fork, or import the caller's main
module again, and when a worker dies they give up every file in their queue without telling
which one killed it.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future

from corpus.errors import ReadError
from index.child_process import ChildProcess
from index.reading_worker import Failure, Job, Page, Reading

_log = logging.getLogger(__name__)

# The slowest known page, a full scanned one on a busy machine, takes half a minute; what says
# nothing for ten times as long hangs.
SILENCE_LIMIT = 300.0
_OnPage = Callable[[int, int], None]


class ReadingPool:
    """Up to ``workers`` processes that read files; started when there is a file for them.

    A worker that says nothing for ``silence_limit`` seconds is ended.  To be closed at the end.
    """

    def __init__(self, workers: int, silence_limit: float = SILENCE_LIMIT):
        self._silence_limit = silence_limit
        self._most = max(1, workers)
        self._jobs: queue.SimpleQueue = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._running: set[_Worker] = set()
        self._waiting = 0
        self._closed = False

    def __enter__(self) -> ReadingPool:
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def submit(self, job: Job, on_page: _OnPage) -> Future[Reading]:
        """Have a file read: a future of its reading, or of a ReadError.

        ``on_page(done, total)`` is called in a thread of the pool.
        """
        future: Future[Reading] = Future()
        with self._lock:
            self._waiting += 1
            if self._waiting > len(self._threads) and len(self._threads) < self._most:
                # Daemons: a caller that leaves without closing the pool must not be kept.
                thread = threading.Thread(target=self._work, daemon=True)
                self._threads.append(thread)
                thread.start()
        self._jobs.put((job, on_page, future))
        return future

    def close(self) -> None:
        """End the workers at once, whatever they read; what was not read yet fails."""
        with self._lock:
            self._closed = True
            running = list(self._running)
        for worker in running:
            worker.end()
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        worker = None
        while (task := self._jobs.get()) is not None:
            job, on_page, future = task
            try:
                worker = worker or self._start()
                future.set_result(worker.read(job, on_page, self._silence_limit))
            except _Lost as lost:
                self._end(worker)
                worker = None
                future.set_exception(ReadError(job.path, lost.cause))
            except Exception as error:
                future.set_exception(error)
            with self._lock:
                self._waiting -= 1
        if worker:
            self._end(worker)

    def _start(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise _Lost("已中断 / interrupted")
            worker = _Worker()
            self._running.add(worker)
            return worker

    def _end(self, worker: _Worker | None) -> None:
        if worker:
            worker.end()
            with self._lock:
                self._running.discard(worker)


class _Lost(Exception):
    """A worker that does not answer any more; ``cause`` says what became of it."""

    def __init__(self, cause: str):
        self.cause = cause
        super().__init__(cause)


class _Worker:
    """One process that reads one file after the other."""

    def __init__(self):
        self._process = ChildProcess("index.reading_worker", "serve")
        self._connection = self._process.connection

    def read(self, job: Job, on_page: _OnPage, silence_limit: float) -> Reading:
        """Have one file read.  Raises ReadError, and _Lost if that ended the worker."""
        try:
            self._connection.send(job)
            while True:
                news = self._next(silence_limit)
                if isinstance(news, Reading):
                    return news
                if isinstance(news, Failure):
                    if news.fault:
                        _log.error("%s\n%s", job.name, news.fault)
                    raise ReadError(job.path, news.cause)
                on_page(news.done, news.total)
        except (EOFError, OSError) as error:
            raise _Lost(self._epitaph()) from error

    def end(self) -> None:
        """End the process and all it has started."""
        self._process.end()

    def _next(self, silence_limit: float) -> Page | Reading | Failure:
        if not self._connection.poll(silence_limit):
            raise _Lost(
                f"读取时停住超过 {silence_limit:.0f} 秒，已放弃 / "
                f"given up: the reader made no progress for {silence_limit:.0f} s"
            )
        return self._connection.recv()

    def _epitaph(self) -> str:
        how = self._process.wait()
        if how == "SIGKILL":
            return "读取进程被系统终止（可能内存不足）/ the reader was killed (out of memory?)"
        return f"读取进程崩溃（{how}）/ the reader crashed ({how})"
