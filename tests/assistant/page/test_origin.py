import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.page.origin import SameOrigin


@pytest.fixture
def client():
    app = FastAPI()
    app.add_middleware(SameOrigin)
    for path in ("/change", "/read"):
        app.add_api_route(path, lambda: "done", methods=["GET", "POST", "DELETE"])
    return TestClient(app, base_url="http://budget.example:7860")


@pytest.mark.parametrize(
    "headers",
    [
        {},  # a program
        {"origin": "http://budget.example:7860"},
        {"origin": "http://budget.example:7860", "sec-fetch-site": "same-origin"},
        # A proxy may have changed the name it was asked by.
        {"origin": "https://public.example", "sec-fetch-site": "same-origin"},
    ],
)
@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_our_own_pages_and_programs_may_change_something(client, method, headers):
    assert client.request(method, "/change", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "http://budget.example"},
        {"origin": "http://budget.example:7860.evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "http://budget.example:7860", "sec-fetch-site": "cross-site"},
    ],
)
@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_other_sites_may_not(client, method, headers):
    refused = client.request(method, "/change", headers={"accept-language": "en"} | headers)
    assert refused.status_code == 403 and "another web site" in refused.json()["detail"]


def test_other_sites_may_link_here(client):
    assert client.get("/read", headers={"sec-fetch-site": "cross-site"}).status_code == 200
