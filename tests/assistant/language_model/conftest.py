"""A stand-in for a language model's server: real HTTP on this machine, saying what a test wants."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from assistant.making import make_assistant

MODEL = "stand-in"
KEY = "sk-secret-0123456789"


class StandIn:
    """A server that speaks both protocols.

    ``says`` is a text or a function of the request's messages that gives one; ``misbehave``,
    where set, gets the handler and answers in its own way.  ``requests`` holds what came in.
    """

    model = MODEL

    def __init__(self):
        self.says = "{}"
        self.misbehave = None
        self.requests = []
        self._lock = threading.Lock()
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                with stand_in._lock:
                    stand_in.requests.append((self.path, dict(self.headers), json.loads(body)))
                if stand_in.misbehave is not None:
                    stand_in.misbehave(self)
                    return
                self.reply(stand_in.answer(self.path, json.loads(body)["messages"]))

            def reply(self, body, status=200, headers=()):
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                for name, value in headers:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request, client_address):
                # A client that gave up is what some tests are about.
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def answer(self, path, messages):
        """A sound reply in the protocol that ``path`` belongs to."""
        text = self.says(messages) if callable(self.says) else self.says
        message = {"role": "assistant", "content": text}
        if path == "/api/chat":
            form = {"model": MODEL, "message": message, "done": True}
        else:
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            form = {"id": "1", "object": "chat.completion", "created": 1, "model": MODEL}
            form["choices"] = [choice]
        return json.dumps(form, ensure_ascii=False).encode()

    @property
    def port(self):
        return self._server.server_port

    def told(self, number=-1):
        """The material of a request that came in, as the JSON object it is."""
        return json.loads(self.requests[number][2]["messages"][-1]["content"])

    def environment(self, protocol, seconds="20", **more):
        """Settings that lead to this server."""
        base = f"http://127.0.0.1:{self.port}"
        return {
            "BUDGET_QA_LLM": protocol,
            "BUDGET_QA_LLM_MODEL": MODEL,
            "BUDGET_QA_LLM_URL": base if protocol == "ollama" else f"{base}/v1",
            "BUDGET_QA_LLM_KEY": KEY,
            "BUDGET_QA_LLM_TIMEOUT": seconds,
            **more,
        }

    def close(self):
        """Ends the server; it may be closed before its test ends."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()


@pytest.fixture
def server(monkeypatch):
    """The stand-in server; no proxy of the environment stands between."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    stand_in = StandIn()
    yield stand_in
    stand_in.close()


@pytest.fixture
def key():
    """The key that the settings give, which nothing may show."""
    return KEY


@pytest.fixture(params=["openai", "ollama"])
def protocol(request):
    """Each protocol in turn."""
    return request.param


@pytest.fixture
def make_helped(server):
    """``make_helped(library)``: the assistant over a library, helped by the stand-in."""

    def make(library, protocol="openai", seconds="20"):
        return make_assistant(library, server.environment(protocol, seconds))

    return make


@pytest.fixture
def helped(make_helped, library):
    """``helped(protocol)``: the assistant over the samples, helped by the stand-in."""

    def make(protocol="openai", seconds="20"):
        return make_helped(library, protocol, seconds)

    return make


@pytest.fixture(scope="session")
def exact(assistant):
    """The assistant over the samples without any help."""
    return assistant


@pytest.fixture
def form():
    """``form(**fields)``: a reply to the request to understand a question."""

    def make(**fields):
        return json.dumps({"operation": "amount", **fields}, ensure_ascii=False)

    return make
