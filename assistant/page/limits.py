"""How much one user may ask of the server, and how large it may be."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fastapi import HTTPException
from starlette.requests import HTTPConnection

from assistant.page.address import address_of
from assistant.page.session import CLIENT, client_of, language_of
from assistant.page.words.limits import LimitWords, limit_words
from index.errors import LibraryError

MEGABYTE = 1_000_000
_MOST_BUCKETS = 20_000
# So many characters of a text to be checked count as one question.
_CHARACTERS_A_QUESTION = 1000


@dataclass(frozen=True)
class LimitSettings:
    """The limits: ``question`` and ``text`` in characters, ``upload`` in bytes for all files of
    one upload, and questions a minute for one browser and for one address (0 for any number)."""

    upload: int = 200 * MEGABYTE
    question: int = 500
    text: int = 50_000
    per_minute: int = 60
    per_minute_of_address: int = 1200

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> LimitSettings:
        """Settings from ``BUDGET_QA_MAX_UPLOAD_MB``, ``BUDGET_QA_MAX_QUESTION``,
        ``BUDGET_QA_MAX_TEXT``, ``BUDGET_QA_QUESTIONS_PER_MINUTE`` and
        ``BUDGET_QA_QUESTIONS_PER_MINUTE_OF_ADDRESS``.

        Raises LibraryError for what is no such number.
        """

        def number(name: str, default: int, least: int) -> int:
            text = environment.get(name, "").strip()
            if not text:
                return default
            if not (text.isascii() and text.isdecimal()) or not least <= int(text) <= 10**9:
                raise LibraryError(
                    f"{name} 须为不小于 {least} 的整数 / must be a whole number from {least} on:"
                    f" {text!r}"
                )
            return int(text)

        return cls(
            number("BUDGET_QA_MAX_UPLOAD_MB", cls.upload // MEGABYTE, 1) * MEGABYTE,
            number("BUDGET_QA_MAX_QUESTION", cls.question, 10),
            number("BUDGET_QA_MAX_TEXT", cls.text, 100),
            number("BUDGET_QA_QUESTIONS_PER_MINUTE", cls.per_minute, 0),
            number("BUDGET_QA_QUESTIONS_PER_MINUTE_OF_ADDRESS", cls.per_minute_of_address, 0),
        )


class OverLimit(HTTPException):
    """A limit is passed: 413 for too much, 429 for too often; ``detail`` is for the user."""

    def __init__(self, status: int, message: str, seconds: float = 0.0):
        # At least one: 0 would say "at once".
        self.seconds = max(1, math.ceil(seconds)) if status == 429 else 0
        headers = {"Retry-After": str(self.seconds)} if self.seconds else None
        super().__init__(status, message, headers)


class Limits:
    """Keeps users within the settings; all checks raise :class:`OverLimit` in their language."""

    def __init__(
        self,
        settings: LimitSettings | None = None,
        clock: Callable[[], float] = time.monotonic,
    ):
        self.settings = settings or LimitSettings()
        self._clients = _Buckets(self.settings.per_minute, clock)
        self._addresses = _Buckets(self.settings.per_minute_of_address, clock)
        self._lock = threading.Lock()

    def check_question(self, request: HTTPConnection, question: str) -> None:
        """Lets a question pass that is short enough and not too soon, and counts it."""
        limit = self.settings.question
        if len(question) > limit:
            raise OverLimit(413, _words(request).question.format(limit=limit))
        self.count(request)

    def check_text(self, request: HTTPConnection, text: str) -> None:
        """Lets a text to be checked pass, which counts as a question per 1,000 characters."""
        limit = self.settings.text
        if len(text) > limit:
            raise OverLimit(413, _words(request).text.format(limit=limit))
        self.count(request, 1 + len(text) // _CHARACTERS_A_QUESTION)

    def check_upload(self, request: HTTPConnection, size: int) -> None:
        """Lets files of so many bytes in all pass."""
        if size > self.settings.upload:
            megabytes = self.settings.upload // MEGABYTE
            raise OverLimit(413, _words(request).upload.format(limit=megabytes))

    def count(self, request: HTTPConnection, questions: int = 1) -> None:
        """Counts work worth so many questions for the browser and the address of a request.

        More than a minute's worth passes where nothing was asked before.
        """
        address = address_of(request)
        # A fresh browser has no count of its own yet: who drops the cookie each time meets the
        # limit of the address.
        client = client_of(request) if CLIENT in request.cookies else ""
        with self._lock:
            seconds = self._addresses.wait(address, questions)
            if client:
                seconds = max(seconds, self._clients.wait(client, questions))
            if seconds <= 0:
                self._addresses.take(address, questions)
                if client:
                    self._clients.take(client, questions)
        if seconds > 0:
            shown = max(1, math.ceil(seconds))
            raise OverLimit(429, _words(request).often.format(seconds=shown), seconds)


class _Buckets:
    """A token bucket for each key: full it holds one minute's worth, and fills in one minute."""

    def __init__(self, per_minute: int, clock: Callable[[], float]):
        self._size = per_minute
        self._clock = clock
        # What each held and when; full ones need not be kept, the least used go first.
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str, cost: int) -> float:
        """How many seconds until ``cost`` may be taken; 0 for now."""
        if not self._size:
            return 0.0
        missing = min(cost, self._size) - self._now(key)
        # What the sum of many small parts lacks to a whole is no reason to wait.
        return missing * 60 / self._size if missing > 1e-9 else 0.0

    def take(self, key: str, cost: int) -> None:
        """Take ``cost``, which may leave a debt where it is more than a full bucket."""
        if not self._size:
            return
        self._held[key] = (self._now(key) - cost, self._clock())
        self._held.move_to_end(key)
        while len(self._held) > _MOST_BUCKETS:
            self._held.popitem(last=False)

    def _now(self, key: str) -> float:
        now = self._clock()
        held, at = self._held.get(key, (float(self._size), now))
        return min(self._size, held + (now - at) * self._size / 60)


def _words(request: HTTPConnection) -> LimitWords:
    return limit_words(language_of(request))
