"""Talking to a language model: one JSON object back within the time given, or nothing.

The two protocols are spoken by llama-index.  What it leaves open is bounded here: the whole
call by time (its own time-outs start anew with every byte), the reply by size, the number of
calls under way, and, after repeated failures, whether it is called at all.
"""

from __future__ import annotations

import importlib.util
import json
import logging
import queue
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from assistant.language_model.breaker import Breaker
from assistant.language_model.settings import OLLAMA, OPENAI, LanguageModelSettings
from index.errors import LibraryError

logger = logging.getLogger(__name__)

_MODULES = {OPENAI: "llama_index.llms.openai_like", OLLAMA: "llama_index.llms.ollama"}
_MOST_BYTES = 1_000_000
_MOST_CHARACTERS = 20_000
_MOST_TOKENS = 800
_CONTEXT_TOKENS = 8192
_AT_ONCE = 16
_THOUGHTS = re.compile(r"<think>.*?</think>", re.S)


class _NoReply(Exception):
    """Why there is no reply, in words that hold nothing the service sent."""


class Allowance:
    """The time that one question may wait for a model, however often it is asked."""

    def __init__(self, model: LanguageModel):
        self._model = model

    @cached_property
    def until(self) -> float:
        """When it is over: it counts from the first call, and loading packages does not count."""
        self._model.load()
        return self._model.clock() + self._model.settings.seconds


@dataclass(frozen=True)
class _Call:
    """One call under way: ``chat`` asks, ``close`` ends it from another thread."""

    chat: Callable[[str, str], str]
    close: Callable[[], None]


class LanguageModel:
    """A language model that answers in JSON objects; any number of threads may ask.

    Raises LibraryError where the packages for its protocol are not installed.
    """

    def __init__(self, settings: LanguageModelSettings, clock: Callable[[], float]):
        _check_installed(settings.protocol)
        self.settings = settings
        self.clock = clock
        self._breaker = Breaker(clock)
        self._slots = threading.BoundedSemaphore(_AT_ONCE)

    def load(self) -> Callable[[float], _Call]:
        """Loads the packages, which takes seconds the first time; how to make a call."""
        return _connector(self.settings)

    def reply(self, instructions: str, material: str, until: float) -> dict | None:
        """The JSON object that the model replies by ``until`` (of the clock), else None.

        Why there is none is logged by kind only: neither the key nor what was sent or received.
        """
        if not self._breaker.allows():
            return None
        connect = self.load()
        left = until - self.clock()
        if left <= 0 or not self._slots.acquire(timeout=left):
            return None
        try:
            text = self._within(left, connect, instructions, material)
        except Exception as error:
            self._say_failed(error)
            return None
        self._breaker.succeeded()
        try:
            return _json_object(text)
        except (ValueError, RecursionError):
            logger.info("The language model's reply is no JSON object.")
            return None

    def _within(self, seconds: float, connect, instructions: str, material: str) -> str:
        outcome: queue.SimpleQueue = queue.SimpleQueue()
        under_way: list[_Call] = []

        def work() -> None:
            try:
                under_way.append(connect(seconds))
                outcome.put(under_way[0].chat(instructions, material))
            except BaseException as error:
                outcome.put(error)
            finally:
                for call in under_way:
                    call.close()
                self._slots.release()

        # Not a pool: a call that hangs must not keep the program from ending.
        try:
            threading.Thread(target=work, name="language-model", daemon=True).start()
        except RuntimeError:
            self._slots.release()
            raise
        try:
            got = outcome.get(timeout=seconds)
        except queue.Empty:
            for call in under_way:
                call.close()
            raise _NoReply("time is up") from None
        if isinstance(got, BaseException):
            raise got
        return got

    def _say_failed(self, error: Exception) -> None:
        cause = str(error) if isinstance(error, _NoReply) else type(error).__name__
        logger.info("The language model gave no reply: %s", cause)
        if self._breaker.failed():
            logger.warning("The language model failed repeatedly and is left alone for a while.")


def _check_installed(protocol: str) -> None:
    try:
        found = importlib.util.find_spec(_MODULES[protocol])
    except ModuleNotFoundError:
        found = None
    if found is None:
        raise LibraryError(
            "语言模型需另装软件包 / the language model needs further packages:"
            " pip install --constraint constraints.txt --editable '.[llm]'"
        )


def _connector(settings: LanguageModelSettings) -> Callable[[float], _Call]:
    """How to make a call of ``seconds``; the packages are loaded here, before time counts."""
    import httpx
    from llama_index.core.llms import ChatMessage

    if settings.protocol == OPENAI:
        from llama_index.llms.openai_like import OpenAILike
    else:
        from llama_index.llms.ollama import Ollama
        from ollama import Client

    def connect(seconds: float) -> _Call:
        # A connection of its own for every call, so that one can be ended without the others.
        # No redirect is followed: questions go where the settings say and nowhere else.
        headers = {"accept-encoding": "identity"}
        bounds = {
            "timeout": seconds,
            "follow_redirects": False,
            "verify": _certificates(),
            "event_hooks": {"response": [_bound_reply]},
        }
        if settings.protocol == OPENAI:
            client = httpx.Client(headers=headers, **bounds)
            model = OpenAILike(
                model=settings.model,
                api_base=settings.url,
                # Never empty: a key of the environment meant for another service would go out.
                api_key=settings.key or "none",
                is_chat_model=True,
                temperature=0,
                max_tokens=_MOST_TOKENS,
                max_retries=0,
                timeout=seconds,
                http_client=client,
            )
        else:
            if settings.key:
                headers["authorization"] = f"Bearer {settings.key}"
            client = Client(settings.url, headers=headers, **bounds)
            model = Ollama(
                model=settings.model,
                base_url=settings.url,
                client=client,
                temperature=0,
                context_window=_CONTEXT_TOKENS,
                json_mode=True,
                thinking=False,
                additional_kwargs={"num_predict": _MOST_TOKENS},
            )

        def chat(instructions: str, material: str) -> str:
            messages = [
                ChatMessage(role="system", content=instructions),
                ChatMessage(role="user", content=material),
            ]
            return model.chat(messages).message.content or ""

        return _Call(chat, client.close)

    return connect


@cache
def _certificates():
    """The known certificates, whose loading takes longer than all else of a call here."""
    import httpx

    return httpx.create_ssl_context()


def _bound_reply(response) -> None:
    """Puts the bound on size around a reply's bytes before they are read."""
    if response.headers.get("content-encoding", "identity") != "identity":
        # A few bytes may unpack to any number.
        del response.headers["content-encoding"]
    response.stream = _bounded_stream(response.stream)


def _bounded_stream(inner):
    import httpx

    class Bounded(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            size = 0
            for chunk in inner:
                size += len(chunk)
                if size > _MOST_BYTES:
                    raise _NoReply("the reply is too large")
                yield chunk

        def close(self) -> None:
            inner.close()

    return Bounded()


def _json_object(text: str) -> dict:
    """The first JSON object of a reply, which models like to wrap in thoughts and fences."""
    bare = _THOUGHTS.sub("", text[:_MOST_CHARACTERS])
    start = bare.find("{")
    if start < 0:
        raise ValueError("no object")
    found, _ = json.JSONDecoder().raw_decode(bare, start)
    return found
