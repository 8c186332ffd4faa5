"""Finding and loading behind a running page what its first visitors would wait for."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

logger = logging.getLogger(__name__)


class Warmth:
    """Whether the text models are loaded; :meth:`start` loads them in a thread of its own.

    Until then figure questions are answered as always and questions about passages wait.
    A failure is logged and ends the waiting: the question that needs the models then meets the
    same error and says so.
    """

    def __init__(self, load: Callable[[], object] | None = None):
        self._works = [load] if load else []
        self._done = threading.Event()
        if load is None:
            self._done.set()

    @property
    def ready(self) -> bool:
        """True once nothing is being loaded any more."""
        return self._done.is_set()

    def first(self, work: Callable[[], object]) -> None:
        """Have something small done before the loading, as long as that has not begun."""
        self._works.insert(0, work)

    def start(self) -> None:
        """Begin loading; returns at once."""
        if not self.ready:
            threading.Thread(target=self._run, name="warm-up", daemon=True).start()

    def _run(self) -> None:
        try:
            for work in self._works:
                try:
                    work()
                except Exception:
                    logger.exception("What the page's first visitors need could not be loaded.")
        finally:
            self._done.set()
