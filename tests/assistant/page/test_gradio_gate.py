"""What of Gradio answers, asked of the whole application."""

import pytest
from fastapi.testclient import TestClient

from assistant.engine import Assistant
from assistant.page.app import create_app
from assistant.page.limits import Limits, LimitSettings
from assistant.page.services import Services
from index.conversations import Conversations
from index.library import Library
from index.settings import Settings

ASKED = "中卫市科技局2026年公务接待费预算是多少"
RUN, CALL = "/gradio_api/run/", "/gradio_api/call/"


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture(scope="module")
def clock():
    return Clock()


@pytest.fixture(scope="module")
def client(tmp_path_factory, sample_paths, clock):
    home = tmp_path_factory.mktemp("library")
    with Library(Settings(home, embedding_model="none")) as library:
        (path,) = (path for path in sample_paths if "中卫" in path.name)
        library.add(path)
        limits = Limits(LimitSettings(text=2000, per_minute_of_address=30), clock)
        conversations = Conversations(home / "conversations.sqlite")
        services = Services(Assistant(library), library, conversations, limits=limits)
        with TestClient(create_app(services), raise_server_exceptions=False) as client:
            yield client
        conversations.close()


@pytest.fixture(autouse=True)
def a_minute_later(clock):
    clock.now += 60


@pytest.mark.parametrize(
    "path",
    [
        "/docs",
        "/redoc",
        "/openapi.json",
        "/monitoring",
        "/monitoring/summary",
        "/monitoring/abc",
        "/login",
        "/logout",
        "/manifest.json",
        "/pwa_icon",
        "/svelte/svelte.js",
        "/runs",
        "/gradio_api/runs",
        "/gradio_api/run-history/records",
        "/gradio_api/deep_link",
        "/gradio_api/user",
        "/gradio_api/token",
        "/gradio_api/app_id",
        "/gradio_api/dev/reload",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=constraints.txt",
        "/gradio_api/file/etc/passwd",
        "/gradio_api/proxy=https://x.hf.space/",
        "/gradio_api/upload_progress",
        "/gradio_api/vibe-code/",
        "/gradio_api/custom_component/a/client/component/index.js",
        "/gradio_api/stream/a/b/1/playlist.m3u8",
        "/gradio_api/profiling/traces",
        "/file=/etc/passwd",
        "/assets/../../../../../etc/passwd",
        "/gradio_api/../monitoring",
    ],
)
def test_what_is_not_needed_does_not_answer(client, path):
    for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"):
        assert client.request(method, path).status_code in (404, 405), method


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/component_server",
        "/gradio_api/process_recording",
        "/gradio_api/run-history/connect",
        "/gradio_api/vibe-edit",
        "/gradio_api/stream/x",
    ],
)
def test_nothing_can_be_sent_but_calls(client, path):
    sent = client.post(path, files={"files": ("a.txt", b"x")})
    assert sent.status_code == 404


def test_the_page_and_the_description_of_the_tools_answer(client):
    for path in ("/", "/config", "/theme.css", "/favicon.ico", "/gradio_api/openapi.json"):
        assert client.get(path).status_code == 200, path
    named = client.get("/gradio_api/info").json()["named_endpoints"]
    assert set(named) == {"/ask", "/find_figure", "/list_documents", "/check_text"}
    assert "never compute" in named["/ask"]["description"]


def test_a_deep_link_is_passed_over(client):
    assert client.get("/?deep_link=abc").status_code == 200
    assert client.get("/config?deep_link=abc").json().get("deep_link_state") != "invalid"


def test_tools_take_arguments_by_place_and_by_name(client):
    by_place = client.post(RUN + "ask", json={"data": [ASKED]}).json()["data"][0]
    by_name = client.post(RUN + "ask", json={"question": ASKED}).json()["data"][0]
    assert by_place["figures"] == by_name["figures"] and by_name["figures"][0]["value"] == "0.26"
    listed = client.post(RUN + "list_documents", json={}).json()["data"][0]
    assert listed["held"] == 1
    found = client.post(RUN + "find_figure", json={"item": "公务接待费", "limit": 1}).json()
    assert len(found["data"][0]["figures"]) == 1


@pytest.mark.parametrize(
    "tool, body",
    [
        ("ask", {}),
        ("ask", {"data": []}),
        ("ask", {"data": [ASKED, [], "more"]}),
        ("ask", {"question": ASKED, "answer": "5"}),
        ("ask", {"question": 5}),
        ("ask", {"question": ASKED, "history": "一个提问"}),
        ("find_figure", {"item": "费", "limit": "all"}),
        ("find_figure", {}),
        ("check_text", {"text": ""}),
    ],
)
def test_wrong_arguments_are_said_and_are_no_failure_of_the_server(client, tool, body):
    response = client.post(RUN + tool, json=body)
    assert response.status_code == 422
    told = response.json()
    assert told.get("detail") or told.get("error")


@pytest.mark.parametrize("content", [b"", b"nonsense", b"[1]", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_said(client, content):
    sent = client.post(RUN + "ask", content=content, headers={"content-type": "application/json"})
    assert sent.status_code == 422


@pytest.mark.parametrize("path", [RUN + "nosuch", CALL + "nosuch", RUN + "predict"])
def test_only_the_tools_can_be_called(client, path):
    assert client.post(path, json={"data": [ASKED]}).status_code == 404


@pytest.mark.parametrize("number", [99, -1, None, "0", [0]])
def test_the_queue_takes_only_the_tools(client, number):
    join = {"fn_index": number, "session_hash": "abc", "data": [ASKED]}
    assert client.post("/gradio_api/queue/join", json=join).status_code == 404


@pytest.mark.parametrize("path", [RUN + "ask", CALL + "ask", CALL + "v2/ask"])
def test_too_long_a_question_is_refused_however_it_comes(client, path):
    refused = client.post(path, json={"question": "长" * 501}, headers={"accept-language": "en"})
    assert refused.status_code == 413 and "500 characters" in refused.json()["detail"]


def test_too_long_a_text_is_refused(client):
    refused = client.post(RUN + "check_text", json={"text": "长" * 2001})
    assert refused.status_code == 413 and "2000" in refused.json()["detail"]


def test_calls_count_as_questions_of_who_makes_them(client):
    for _ in range(30):
        assert client.post(RUN + "list_documents", json={}).status_code == 200
    for path in (RUN + "ask", CALL + "ask", CALL + "v2/ask"):
        refused = client.post(path, json={"question": ASKED})
        assert refused.status_code == 429 and refused.headers["retry-after"] == "2"
    join = {"fn_index": 0, "session_hash": "abc", "data": [ASKED, None]}
    assert client.post("/gradio_api/queue/join", json=join).status_code == 429
    assert client.post("/chat/ask", json={"question": ASKED}).status_code == 429


def test_another_site_may_neither_call_nor_read(client):
    headers = {"origin": "http://evil.example"}
    assert client.post(RUN + "ask", json={"question": ASKED}, headers=headers).status_code == 403
    assert client.post("/mcp", json={}, headers=headers).status_code == 403
    for path in ("/config", "/gradio_api/info", "/screens/masthead"):
        allowed = client.get(path, headers=headers).headers
        assert not [name for name in allowed if name.startswith("access-control-allow-origin")]
