"""Who may change the library: reading is open, the rest needs the administrator.

Without a password set, the administrator is whoever sits at the machine; with one, whoever has
logged in with it.  Sessions are kept in memory: they end when the program does.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping

import anyio
from fastapi import HTTPException, Request
from starlette.requests import HTTPConnection

from assistant.page.address import address_of, is_local
from assistant.page.session import language_of
from assistant.page.words.access import access_words
from assistant.passwords import PasswordHashError, check_hash, is_password
from index.errors import LibraryError

COOKIE = "budget-qa-admin"
SESSION_SECONDS = 12 * 3600
PASSWORD_VARIABLE = "BUDGET_QA_ADMIN_PASSWORD_HASH"
_MOST_SESSIONS = 100
_MOST_ADDRESSES = 10_000
# Whoever fails so often waits, each time twice as long.
FREE_ATTEMPTS = 5
_FIRST_WAIT, _LONGEST_WAIT, _FORGOTTEN_AFTER = 30.0, 900.0, 3600.0


class TooManyAttempts(Exception):
    """An address has to wait ``seconds`` before it may try to log in again."""

    def __init__(self, seconds: float):
        super().__init__(f"wait {seconds:.0f} seconds")
        self.seconds = seconds


class Access:
    """Tells administrators from others.

    ``password_hash`` is "" where none is set (:func:`assistant.passwords.hash_password`).
    """

    def __init__(self, password_hash: str = "", clock: Callable[[], float] = time.monotonic):
        self._hash = password_hash
        self._clock = clock
        self._lock = threading.Lock()
        self._sessions: OrderedDict[str, float] = OrderedDict()
        self._attempts = _Attempts(clock)
        # A hash takes 32 MB and a good part of a second: one at a time, and no thread waits.
        self._hashing = anyio.CapacityLimiter(1)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Access:
        """With the password of ``BUDGET_QA_ADMIN_PASSWORD_HASH``.

        Raises LibraryError, which does not repeat it, if that is no such hash.
        """
        stored = environment.get(PASSWORD_VARIABLE, "").strip()
        try:
            return cls(check_hash(stored) if stored else "")
        except PasswordHashError:
            raise LibraryError(
                f"{PASSWORD_VARIABLE} 须为 budget-qa password 输出的一行 / must be what"
                " budget-qa password prints"
            ) from None

    @property
    def has_login(self) -> bool:
        """Whether there is a password to log in with."""
        return bool(self._hash)

    def is_admin(self, request: HTTPConnection) -> bool:
        """Whether a request is the administrator's."""
        if not self._hash:
            return is_local(request)
        token = request.cookies.get(COOKIE, "")
        with self._lock:
            return self._sessions.get(_digest(token), 0.0) > self._clock()

    def require_admin(self, request: Request) -> None:
        """A dependency of routes: refuses, in the user's language, who is not the administrator.

        Raises HTTPException: 401 where a login would help, else 403.
        """
        if self.is_admin(request):
            return
        words = access_words(language_of(request))
        if self._hash:
            raise HTTPException(401, words.login_needed)
        raise HTTPException(403, words.local_only)

    async def log_in(self, request: HTTPConnection, password: str) -> str | None:
        """The token of a new session, None for a wrong password or where none is set.

        Raises TooManyAttempts, whether the password is right or not.
        """
        if not self._hash:
            return None
        address = address_of(request)
        # Counted before it is judged, so that many at once are no way around.
        self._attempts.begin(address)
        right = await anyio.to_thread.run_sync(
            is_password, password, self._hash, limiter=self._hashing
        )
        if not right:
            return None
        self._attempts.succeeded(address)
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._sessions[_digest(token)] = self._clock() + SESSION_SECONDS
            while len(self._sessions) > _MOST_SESSIONS:
                self._sessions.popitem(last=False)
        return token

    def log_out(self, request: HTTPConnection) -> None:
        """Ends the session of a request, if it has one."""
        with self._lock:
            self._sessions.pop(_digest(request.cookies.get(COOKIE, "")), None)


class _Attempts:
    """Logins tried from each address, until one succeeds."""

    def __init__(self, clock: Callable[[], float]):
        self._clock = clock
        self._lock = threading.Lock()
        # Failures in a row, the time of the last, and until when to wait; the latest at the end.
        self._of: OrderedDict[str, tuple[int, float, float]] = OrderedDict()

    def begin(self, address: str) -> None:
        """Counts an attempt.  Raises TooManyAttempts where the address has to wait."""
        with self._lock:
            now = self._clock()
            failures, last, until = self._of.pop(address, (0, now, 0.0))
            if now - last > _FORGOTTEN_AFTER:
                failures = 0
            if now < until:
                self._of[address] = (failures, last, until)
                raise TooManyAttempts(until - now)
            failures += 1
            wait = 0.0
            if failures >= FREE_ATTEMPTS:
                doubled = _FIRST_WAIT * 2 ** min(failures - FREE_ATTEMPTS, 10)
                wait = min(doubled, _LONGEST_WAIT)
            self._of[address] = (failures, now, now + wait if wait else 0.0)
            while len(self._of) > _MOST_ADDRESSES:
                self._of.popitem(last=False)

    def succeeded(self, address: str) -> None:
        """Forgets the failures of an address."""
        with self._lock:
            self._of.pop(address, None)


def _digest(token: str) -> str:
    # What is kept, and what is looked up, is never the token itself.
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
