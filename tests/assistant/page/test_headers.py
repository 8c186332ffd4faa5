import re

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response
from fastapi.testclient import TestClient

from assistant.page.headers import SecurityHeaders

PAGE = "<html><head><script>start()</script><script type=module src=a.js></script></head></html>"


@pytest.fixture
def client():
    app = FastAPI()
    app.add_middleware(SecurityHeaders)
    app.add_api_route("/", lambda: HTMLResponse(PAGE))
    app.add_api_route("/other", lambda: HTMLResponse(PAGE))
    own = {"content-security-policy": "sandbox", "cache-control": "max-age=9"}
    app.add_api_route("/strict", lambda: Response("x", headers=own))
    return TestClient(app)


def test_every_answer_keeps_the_browser_to_this_host(client):
    for path in ("/", "/other", "/nowhere"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'self'" in policy
        assert not re.search(r"https?:|\*", policy)
        assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_the_page_s_own_scripts_run_by_a_number_used_once(client):
    first, second = client.get("/"), client.get("/")
    numbers = [
        re.search(r"'nonce-([\w-]+)'", r.headers["content-security-policy"])[1]
        for r in (first, second)
    ]
    assert numbers[0] != numbers[1]
    for response, number in zip((first, second), numbers, strict=True):
        assert response.text.count(f'<script nonce="{number}"') == 2
        assert int(response.headers["content-length"]) == len(response.content)
        assert response.headers["cache-control"] == "no-store"


def test_no_other_answer_lets_scripts_in_it_run(client):
    response = client.get("/other")
    assert response.text == PAGE and "nonce" not in response.headers["content-security-policy"]


def test_a_route_may_be_stricter(client):
    headers = client.get("/strict").headers
    assert headers["content-security-policy"] == "sandbox"
    assert headers["cache-control"] == "max-age=9"
