"""The connection against a real server on this machine: both protocols, and all that goes wrong."""

import gzip
import json
import logging
import socket
import threading
import time

import pytest

from assistant.language_model import connection
from assistant.language_model.connection import LanguageModel
from assistant.language_model.settings import LanguageModelSettings
from index.errors import LibraryError

PATHS = {"openai": "/v1/chat/completions", "ollama": "/api/chat"}


@pytest.fixture
def model(server, protocol):
    """``model(seconds)``: a model at the stand-in server."""

    def make(seconds="20", **more):
        environment = server.environment(protocol, seconds, **more)
        return LanguageModel(LanguageModelSettings.from_environment(environment), time.monotonic)

    return make


def asked(model, seconds=None):
    until = model.clock() + (seconds or model.settings.seconds)
    return model.reply("instructions", '{"question": "预算"}', until)


def test_a_reply_in_either_protocol_is_an_object(server, protocol, model, key):
    server.says = '{"answer": "预算"}'
    assert asked(model()) == {"answer": "预算"}
    ((path, headers, body),) = server.requests
    assert path == PATHS[protocol] and body["model"] == server.model
    assert {k.lower(): v for k, v in headers.items()}["authorization"] == f"Bearer {key}"
    assert [m["role"] for m in body["messages"]] == ["system", "user"]
    assert body["messages"][1]["content"] == '{"question": "预算"}'


def test_no_key_of_the_environment_goes_out_unasked(server, model, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-service")
    asked(model(BUDGET_QA_LLM_KEY=""))
    assert "sk-of-another-service" not in str(server.requests)


def test_thoughts_and_fences_around_the_object_are_passed_over(server, model):
    server.says = '<think>{"answer": 1}</think>```json\n{"answer": 2}\n```'
    assert asked(model()) == {"answer": 2}


@pytest.mark.parametrize(
    "text", ["", "no idea", "[1]", '{"answer": ', "{" * 15_000, '{"a":' * 3000, "null"]
)
def test_what_is_no_object_is_no_reply(server, model, text):
    server.says = text
    assert asked(model()) is None


def _status(code):
    return lambda handler: handler.reply(b'{"error": "%d"}' % code, code)


def _closes(handler):
    handler.connection.shutdown(socket.SHUT_RDWR)


def _halves(handler):
    handler.send_response(200)
    handler.send_header("content-length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.wfile.flush()
    handler.connection.shutdown(socket.SHUT_RDWR)


def _floods(handler):
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b" " * 1_000_000)
    handler.close_connection = True


def _packs(handler):
    packed = gzip.compress(b" " * 50_000_000)
    handler.reply(packed, headers=[("content-encoding", "gzip")])


def _redirects(handler):
    handler.reply(b"{}", 307, [("location", "http://127.0.0.1:9/elsewhere")])


MISBEHAVING = {
    "500": _status(500),
    "429": _status(429),
    "401": _status(401),
    "closes": _closes,
    "halves": _halves,
    "floods": _floods,
    "packs": _packs,
    "redirects": _redirects,
    "not utf-8": lambda handler: handler.reply(b'{"choices": "\xff\xfe"}'),
    "not json": lambda handler: handler.reply(b"<html>busy</html>"),
    "other json": lambda handler: handler.reply(b'{"choices": []}'),
    "empty": lambda handler: handler.reply(b""),
}


@pytest.mark.parametrize("misbehave", MISBEHAVING.values(), ids=MISBEHAVING)
def test_a_misbehaving_server_gives_no_reply_and_is_asked_once(server, model, misbehave):
    server.misbehave = misbehave
    assert asked(model()) is None
    assert len(server.requests) == 1


def test_a_server_that_is_not_there_gives_no_reply(server, model):
    unreachable = model()
    server.close()
    assert asked(unreachable) is None


def test_a_slow_drip_ends_with_the_time_given(server, model):
    over = threading.Event()

    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        # Each byte comes before any time-out between two of them.
        while not over.wait(0.05):
            handler.wfile.write(b" ")
            handler.wfile.flush()

    server.misbehave = drip
    slow = model()
    slow.load()
    start = time.monotonic()
    try:
        assert asked(slow, seconds=0.5) is None
        assert time.monotonic() - start < 10
    finally:
        over.set()


def test_after_repeated_failures_nothing_is_sent_until_the_pause_is_over(server, protocol):
    now = [0.0]
    settings = LanguageModelSettings.from_environment(server.environment(protocol))
    model = LanguageModel(settings, lambda: now[0])
    server.misbehave = _status(500)
    for _ in range(10):
        assert asked(model) is None
    tried = len(server.requests)
    assert tried < 10
    server.misbehave, server.says = None, '{"answer": 1}'
    assert asked(model) is None and len(server.requests) == tried
    now[0] += 3600
    assert asked(model) == {"answer": 1}


def test_many_ask_at_once_and_each_gets_its_own(server, model):
    server.says = lambda messages: json.dumps({"answer": messages[-1]["content"]})
    shared = model()
    found = {}

    def ask(number):
        found[number] = shared.reply("", str(number), shared.clock() + 60)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {n: {"answer": str(n)} for n in range(40)}


def test_neither_key_nor_texts_are_logged(server, model, key, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    server.misbehave = lambda handler: handler.reply(
        json.dumps({"error": {"message": handler.headers["authorization"]}}).encode(), 401
    )
    asked(model())
    ours = [r for r in caplog.records if r.name.startswith("assistant")]
    assert ours and not any(key in r.getMessage() or r.exc_info for r in ours)
    shown = capfd.readouterr()
    assert key not in shown.out + shown.err


def test_missing_packages_are_named_with_the_cure(monkeypatch):
    monkeypatch.setitem(connection._MODULES, "openai", "llama_index.llms.not_installed")
    settings = LanguageModelSettings("openai", "any", "http://127.0.0.1:9/v1")
    with pytest.raises(LibraryError, match=r"\[llm\]"):
        LanguageModel(settings, time.monotonic)
