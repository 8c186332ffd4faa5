"""Images of the pages of kept files, for showing where on its page a figure stands.

Pages are drawn in processes of their own (:mod:`index.page_worker`), few at a time; what was
drawn last is kept in memory.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor

from index.child_process import ChildProcess
from index.originals import Original
from index.page_worker import DrawnPage, NotDrawn, PageOrder

_log = logging.getLogger(__name__)

# Sharp on a screen of two pixels a point: in a panel beside the chat, and enlarged in it.
WIDTHS = (1600, 2800)
AT_ONCE = 2
# The largest known page takes one.
SECONDS = 15.0
# An A4 page of text takes some 80 kB in the smaller width.
CACHED_BYTES = 48 << 20
_ENTRY_BYTES = 500
# What drawing pages of many files leaves behind goes with the process.
_ORDERS_A_PROCESS = 500
# The process ends itself on time; this is for one that cannot.
_GRACE_SECONDS = 5.0
# A page that could not be drawn is tried again after so long: the machine may have been busy.
_TRIED_AGAIN_SECONDS = 60


class PageUnavailable(Exception):
    """A page that cannot be shown; ``missing`` where the file has no page of that number."""

    def __init__(self, cause: str, missing: bool = False):
        self.missing = missing
        super().__init__(cause)


class PageImages:
    """Draws pages of kept files and remembers them, up to ``cached_bytes``.

    ``pool`` has as many threads as pages are drawn at once: to be used by callers that must
    not be kept waiting.  A page that takes more than ``seconds`` cannot be drawn.  ``clock``
    tells seconds.
    """

    def __init__(
        self,
        cached_bytes: int = CACHED_BYTES,
        at_once: int = AT_ONCE,
        seconds: float = SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ):
        self.pool = ThreadPoolExecutor(at_once, thread_name_prefix="page-images")
        self._free: list[_Drawer] = [_Drawer() for _ in range(at_once)]
        self._drawers = threading.Semaphore(at_once)
        self._cached = _Cache(cached_bytes, clock)
        self._seconds = seconds
        self._busy: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def measure(self, original: Original, page: int) -> DrawnPage:
        """Size and number of pages of a file's 1-based page, without its image.

        Raises PageUnavailable.
        """
        return self._page(original, page, 0)

    def draw(self, original: Original, page: int, width: int = WIDTHS[0]) -> DrawnPage:
        """A file's 1-based page, ``width`` (one of :data:`WIDTHS`) pixels wide or, where a picture
        has fewer or the page is very long, less.

        Raises PageUnavailable.
        """
        if width not in WIDTHS:
            raise ValueError(f"page images are {WIDTHS} pixels wide, not {width}")
        return self._page(original, page, width)

    def close(self) -> None:
        """End the processes."""
        self.pool.shutdown(wait=False, cancel_futures=True)
        for drawer in self._free:
            drawer.end()

    def _page(self, original: Original, page: int, width: int) -> DrawnPage:
        if not original.has_pages:
            raise PageUnavailable("no format with pages", missing=True)
        key = (original.path.name, page, width)
        with self._lock:
            busy = self._busy.setdefault(key, threading.Lock())
        # Who asks for what is being drawn waits for it.
        with busy:
            with self._lock:
                found = self._cached.get(key)
            if found is None:
                order = PageOrder(original.path, original.is_pdf, page, width, self._seconds)
                found = self._drawn(order)
            with self._lock:
                self._cached.put(key, found)
                self._busy.pop(key, None)
        if isinstance(found, NotDrawn):
            raise PageUnavailable(found.cause, found.missing)
        return found

    def _drawn(self, order: PageOrder) -> DrawnPage | NotDrawn:
        with self._drawers:
            drawer = self._free.pop()
            try:
                return drawer.draw(order)
            finally:
                self._free.append(drawer)


class _Drawer:
    """One process at a time that draws pages; started when there is one to draw."""

    def __init__(self):
        self._process: ChildProcess | None = None
        self._orders = 0

    def draw(self, order: PageOrder) -> DrawnPage | NotDrawn:
        """The page of an order, or why there is none: also that it ended the process."""
        try:
            if self._process is None or self._process.ended:
                self._process = ChildProcess("index.page_worker", "serve")
                self._orders = 0
            self._orders += 1
            connection = self._process.connection
            connection.send(order)
            if not connection.poll(order.seconds + _GRACE_SECONDS):
                raise EOFError
            outcome = connection.recv()
        except (EOFError, OSError):
            self.end()
            _log.warning("page %d of %s could not be drawn", order.page, order.path.name)
            return NotDrawn("the drawing crashed or took too long")
        if self._orders >= _ORDERS_A_PROCESS:
            self.end()
        return outcome

    def end(self) -> None:
        if self._process:
            self._process.end()
            self._process = None


class _Cache:
    """What was drawn last, up to a number of bytes; used under its owner's lock."""

    def __init__(self, limit: int, clock: Callable[[], float]):
        self._limit = limit
        self._clock = clock
        self._size = 0
        self._held: OrderedDict[Hashable, tuple[DrawnPage | NotDrawn, float]] = OrderedDict()

    def get(self, key: Hashable) -> DrawnPage | NotDrawn | None:
        if key not in self._held:
            return None
        page, drawn_at = self._held[key]
        if isinstance(page, NotDrawn) and self._clock() - drawn_at > _TRIED_AGAIN_SECONDS:
            self._drop(key)
            return None
        self._held.move_to_end(key)
        return page

    def put(self, key: Hashable, page: DrawnPage | NotDrawn) -> None:
        if key not in self._held:
            self._held[key] = page, self._clock()
            self._size += _bytes(page)
        while self._size > self._limit:
            self._drop(next(iter(self._held)))

    def _drop(self, key: Hashable) -> None:
        self._size -= _bytes(self._held.pop(key)[0])


def _bytes(page: DrawnPage | NotDrawn) -> int:
    return _ENTRY_BYTES + (len(page.image) if isinstance(page, DrawnPage) else 0)
