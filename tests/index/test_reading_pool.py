"""Reading in worker processes: whatever a file does to its worker, the others are read."""

import os
import subprocess
import sys
import time

import pytest

from corpus.errors import ReadError
from index.reading_pool import ReadingPool
from index.reading_worker import Job


class Trap:
    """A path that does something to the worker that unpacks it."""

    def __init__(self, function, *arguments):
        self._does = function, arguments

    def __reduce__(self):
        return self._does

    def __str__(self):
        return "trap"


def read(pool, path):
    return pool.submit(Job(path, getattr(path, "name", "trap")), lambda *_: None).result(120)


def test_files_are_read_in_processes_of_their_own(written):
    with ReadingPool(2) as pool:
        paths = [written(f"{i}.md", f"{i}.26") for i in range(4)]
        futures = [pool.submit(Job(path, path.name), lambda *_: None) for path in paths]
        for path, future in zip(paths, futures, strict=True):
            reading = future.result(120)
            assert reading.document.name == path.name
            assert reading.document.profile.organisation == "某市测绘局"
            assert reading.reconciliation.checks


def test_a_crash_names_its_file_and_the_next_is_read(written):
    with ReadingPool(1) as pool:
        with pytest.raises(ReadError, match="trap.*(killed|crashed)"):
            read(pool, Trap(os.abort))
        with pytest.raises(ReadError, match="killed"):
            read(pool, Trap(os.kill, 0, 9))
        assert read(pool, written()).document.tables


def test_what_makes_no_progress_is_given_up_and_the_next_is_read(written):
    with ReadingPool(1, silence_limit=0.2) as pool:
        with pytest.raises(ReadError, match="no progress"):
            read(pool, Trap(time.sleep, 600))
    with ReadingPool(1) as pool:
        assert read(pool, written()).document.tables


def test_a_bad_file_is_an_error_of_its_own(tmp_path):
    (tmp_path / "empty.md").touch()
    with ReadingPool(1) as pool, pytest.raises(ReadError, match="empty"):
        read(pool, tmp_path / "empty.md")


def test_closing_ends_what_is_being_read(tmp_path):
    pool = ReadingPool(1)
    future = pool.submit(Job(Trap(time.sleep, 600), "trap"), lambda *_: None)
    pool.close()
    with pytest.raises(ReadError):
        future.result(0)


def test_no_worker_outlives_a_caller_that_was_killed(written):
    code = (
        "import subprocess, os, time; from pathlib import Path\n"
        "from index.reading_pool import ReadingPool; from index.reading_worker import Job\n"
        f"path = Path({str(written())!r})\n"
        "ReadingPool(1).submit(Job(path, path.name), print).result()\n"
        "pid = subprocess.run(['pgrep', '-P', str(os.getpid()), 'python'], capture_output=True)\n"
        "print(pid.stdout.split()[0].decode(), flush=True); time.sleep(600)"
    )
    caller = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    worker = int(caller.stdout.readline())
    os.kill(worker, 0)
    caller.kill()
    caller.wait()
    for _ in range(600):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("the worker is still there")
