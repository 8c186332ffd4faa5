"""A breaker: after repeated failures a service is left alone for a while."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

FAILURES = 3
PAUSE_SECONDS = 60.0


class Breaker:
    """Counts failures in a row; any number of threads may use it.

    After ``failures`` of them :meth:`allows` is False for ``pause`` seconds of ``clock``; then
    one attempt is let through, whose outcome decides.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        failures: int = FAILURES,
        pause: float = PAUSE_SECONDS,
    ):
        self._clock = clock
        self._most = failures
        self._pause = pause
        self._failed = 0
        self._closed_until = 0.0
        self._lock = Lock()

    def allows(self) -> bool:
        """Whether the service may be tried now."""
        with self._lock:
            if self._failed < self._most:
                return True
            now = self._clock()
            if now < self._closed_until:
                return False
            # Only the one who asks first tries it again; the others wait for the outcome.
            self._closed_until = now + self._pause
            return True

    def succeeded(self) -> None:
        """The service did what it was asked."""
        with self._lock:
            self._failed = 0

    def failed(self) -> bool:
        """The service did not; returns whether it is left alone from now on."""
        with self._lock:
            self._failed += 1
            if self._failed < self._most:
                return False
            self._closed_until = self._clock() + self._pause
            return True
