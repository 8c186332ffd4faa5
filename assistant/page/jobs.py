"""Adding behind the page: jobs that wait in line and are done one after the other.

Each job adds its files in a process of its own (:mod:`index.adding_process`), so that questions
are answered meanwhile as fast as ever.  What is known of the jobs is kept here, not with a user:
whoever administers the library sees the same.
"""

from __future__ import annotations

import logging
import secrets
import shutil
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.page.job import Job
from assistant.page.uploads import Upload
from index.adding_process import AddingLost, AddingProcess, Event
from index.errors import LibraryError
from index.ingest import Progress
from index.library import Library
from index.records import StoredDocument
from index.sources import File, PassedOver

logger = logging.getLogger(__name__)

MOST_WAITING = 30
MOST_KEPT = 20


class TooManyJobs(Exception):
    """As many jobs wait as may."""


class Jobs:
    """The jobs of one library, done by one thread that runs while there are some.

    Files lie in a folder of the library's home until their job ends; folders left behind by a
    server that is no more are deleted at once.
    """

    def __init__(self, library: Library):
        self._library = library
        self._lock = threading.Lock()
        self._jobs: deque[Job] = deque()
        self._revision = 0
        self._thread: threading.Thread | None = None
        self._process: AddingProcess | None = None
        self._root = library.settings.home / "uploads"
        self._own = self._root / secrets.token_hex(8)
        # Held by this server, whatever thread asks, while it lives.
        self._own_lock = FileLock(f"{self._own}.lock", thread_local=False)
        _sweep(self._root)

    def folder(self) -> Path:
        """A new folder for files that come in; to be given to :meth:`add`.

        Raises TooManyJobs where no further job may wait, and OSError.
        """
        self._check_room()
        with self._lock:
            self._root.mkdir(parents=True, exist_ok=True)
            if not self._own_lock.is_locked:
                self._own_lock.acquire(timeout=10)
            made = self._own / secrets.token_hex(8)
            made.mkdir(parents=True)
        return made

    def add(self, uploads: list[Upload], folder: Path) -> Job:
        """Have files added that lie in ``folder``, which is deleted afterwards.

        Raises TooManyJobs.
        """
        # Files that were not taken may have a name that is taken, or none.
        shown = [
            f"{number}\0{upload.name}" if upload.fault else upload.name
            for number, upload in enumerate(uploads)
        ]
        pairs = list(zip(shown, uploads, strict=True))
        files = tuple(File(u.path, u.name, name) for name, u in pairs if not u.fault)
        job = Job(secrets.token_hex(8), files, folder)
        for name, upload in pairs:
            job.expect(0, name, upload.name, upload.size, upload.fault)
        return self._begin(job)

    def read_again(self, document: StoredDocument, path: Path, folder: Path) -> Job:
        """Have a document read again from the file at ``path`` in ``folder``, which is deleted
        afterwards.  Raises TooManyJobs, and OSError where there is no such file.
        """
        size = path.stat().st_size
        file = File(path, document.name, document.name)
        job = Job(secrets.token_hex(8), (file,), folder, again=True)
        job.expect(0, document.name, document.name, size)
        return self._begin(job)

    def cancel(self, job_id: str) -> bool:
        """Have a job end after the file it is at; False if there is none that could."""
        with self._lock:
            job = next((job for job in self._jobs if job.id == job_id and not job.ended), None)
            if job is None:
                return False
            job.cancelled, job.revision = True, self._next()
            if job.running and self._process:
                self._process.cancel()
        return True

    def forget(self) -> None:
        """Take the jobs that ended off the list."""
        with self._lock:
            self._jobs = deque(job for job in self._jobs if not job.ended)
            self._next()

    def listed(self) -> tuple[int, list[Job]]:
        """The revision of the list, and its jobs as they are now, the newest first."""
        with self._lock:
            return self._revision, [job.copy() for job in reversed(self._jobs)]

    def close(self) -> None:
        """End what is being added, and delete the files that wait."""
        with self._lock:
            for job in self._jobs:
                job.cancelled = True
            process, thread = self._process, self._thread
        if process:
            process.end()
        if thread:
            thread.join()
        self._own_lock.release()
        _delete(self._own)
        Path(self._own_lock.lock_file).unlink(missing_ok=True)

    def _next(self) -> int:
        self._revision += 1
        return self._revision

    def _check_room(self) -> None:
        with self._lock:
            if sum(not job.ended for job in self._jobs) >= MOST_WAITING:
                raise TooManyJobs

    def _begin(self, job: Job) -> Job:
        self._check_room()
        with self._lock:
            job.begun = job.revision = self._next()
            self._jobs.append(job)
            while len(self._jobs) > MOST_KEPT and self._jobs[0].ended:
                self._jobs.popleft()
            if self._thread is None:
                # A daemon: leaving the program does not wait for what is being added.
                self._thread = threading.Thread(target=self._work, name="adding", daemon=True)
                self._thread.start()
        return job

    # In the thread

    def _work(self) -> None:
        while True:
            with self._lock:
                job = next((job for job in self._jobs if not job.ended), None)
                if job is None:
                    self._thread = None
                    return
                job.running, job.revision = True, self._next()
            whole = False
            try:
                whole = self._do(job)
            except Exception as error:
                logger.exception("job %s", job.id)
                self._fail(job, str(error))
            if job.folder:
                _delete(job.folder)
            with self._lock:
                job.end(self._next(), whole)

    def _do(self, job: Job) -> bool:
        """Add the files of a job; whether every one had its turn."""
        waiting = job.files
        while waiting and not job.cancelled:
            try:
                for event in self._events(job, waiting):
                    self._note(job, event)
                return not job.cancelled
            except AddingLost as error:
                if job.cancelled:
                    return False
                # The file it was at is at fault; those after it have their turn yet.
                at = job.current() or waiting[-1]
                self._fail(job, str(error), at)
                waiting = waiting[waiting.index(at) + 1 :]
            except LibraryError as error:
                self._fail(job, str(error))
                break
        return not job.cancelled

    def _events(self, job: Job, files: tuple[File, ...]) -> Iterator[Event]:
        with AddingProcess(self._library.settings, files, job.again) as process:
            with self._lock:
                if job.cancelled:
                    return
                self._process = process
            try:
                yield from process.events()
            finally:
                with self._lock:
                    self._process = None

    def _note(self, job: Job, event: Event) -> None:
        document = None
        if not isinstance(event, Progress | PassedOver) and event.status != "failed":
            with suppress(LibraryError):
                document = self._library.document(event.document)
        with self._lock:
            if isinstance(event, PassedOver):
                job.pass_over(self._next(), event)
            elif isinstance(event, Progress):
                job.proceed(self._next(), event)
            else:
                job.finish(self._next(), event, document)

    def _fail(self, job: Job, cause: str, file: File | None = None) -> None:
        with self._lock:
            job.fail(self._next(), cause, file)


def _sweep(root: Path) -> None:
    """Delete what servers left behind that are no more: whose lock nobody holds."""
    for folder in root.glob("*") if root.is_dir() else ():
        if not folder.is_dir():
            continue
        lock = FileLock(f"{folder}.lock")
        with suppress(Timeout, OSError):
            with lock.acquire(timeout=0):
                _delete(folder)
            Path(lock.lock_file).unlink(missing_ok=True)


def _delete(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
