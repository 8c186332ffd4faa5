"""The page served by the real command, in a process of its own."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from eval.benchmarks.processes import processor_seconds

_UP_WITHIN = 180.0
_LOOKED_EVERY = 0.02
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Page:
    """A process that was started to serve the page, and where it answers once it is up."""

    process: subprocess.Popen
    port: int
    # As time.perf_counter gives it.
    started: float

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self.process.pid

    def spent(self) -> tuple[float, float]:
        """Seconds since its start, and the processor seconds it used in them."""
        return time.perf_counter() - self.started, processor_seconds(self.pid)

    def request(self, path: str, body: dict | None = None) -> tuple[int, bytes]:
        """Status and body of the answer to a GET, or where ``body`` is given to a POST of it.

        Raises OSError or http.client.HTTPException where none comes.
        """
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_UP_WITHIN)
        headers = {"Content-Type": "application/json", "Accept-Language": "zh"}
        try:
            sent = None if body is None else json.dumps(body)
            line.request("POST" if sent else "GET", path, sent, headers)
            response = line.getresponse()
            return response.status, response.read()
        finally:
            line.close()

    def wait_until(self, path: str, wanted: Callable[[bytes], bool]) -> None:
        """Until a GET of ``path`` is answered by what is wanted.

        Raises RuntimeError where the process ends, or after three minutes.
        """
        end = time.monotonic() + _UP_WITHIN
        while not self._answers(path, wanted):
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("the page did not come up")
            time.sleep(_LOOKED_EVERY)

    def wait_until_warm(self) -> None:
        """Until what the page loads behind it is loaded.  Raises RuntimeError."""
        self.wait_until("/chat/status", lambda told: json.loads(told)["ready"])

    def _answers(self, path: str, wanted: Callable[[bytes], bool]) -> bool:
        try:
            status, told = self.request(path)
            return status == 200 and wanted(told)
        except (OSError, http.client.HTTPException, ValueError):
            return False


@contextmanager
def started(home: Path, model: str, **settings: str) -> Iterator[Page]:
    """The page over a library, from the moment its process is started; it ends with the block.

    ``model`` is the embedding model, ``settings`` are further environment variables.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "assistant.cli", "--home", str(home), "serve"]
    environment = os.environ | {"BUDGET_QA_EMBEDDING_MODEL": model} | settings
    begun = time.perf_counter()
    process = subprocess.Popen([*command, "--port", str(port)], env=environment, cwd=_ROOT)
    try:
        yield Page(process, port, begun)
    finally:
        process.terminate()
        process.wait(timeout=60)
