import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from assistant.page.session import CLIENT, ClientCookie, client_of, language_of


@pytest.fixture
def app():
    app = FastAPI()
    names = iter(f"{number:032x}" for number in range(1, 100))
    app.add_middleware(ClientCookie, make=lambda: next(names))

    @app.get("/")
    def who(request: Request):
        return [client_of(request), language_of(request)]

    return app


def test_browser_is_the_same_client_each_time_and_no_other(app):
    one, other = TestClient(app), TestClient(app)
    first = one.get("/").json()[0]
    assert one.get("/").json()[0] == first
    assert other.get("/").json()[0] != first


def test_cookie_is_out_of_reach_of_scripts(app):
    set_cookie = TestClient(app).get("/").headers["set-cookie"]
    assert "HttpOnly" in set_cookie and "SameSite=Lax" in set_cookie and "Secure" not in set_cookie
    secure = TestClient(app, base_url="https://budget.example").get("/").headers["set-cookie"]
    assert "Secure" in secure


@pytest.mark.parametrize("forged", ["", "x", "../../etc", "f" * 31, "F" * 32, "f" * 64])
def test_name_that_we_did_not_make_is_replaced(app, forged):
    client = TestClient(app, cookies={CLIENT: forged})
    assert client.get("/").json()[0] != forged


@pytest.mark.parametrize(
    "headers, language",
    [
        ({}, "zh"),
        ({"accept-language": "zh-TW,zh;q=0.9"}, "zh"),
        ({"accept-language": "fr-FR,fr;q=0.9"}, "en"),
        ({"accept-language": "en", "cookie": "language=zh"}, "zh"),
        ({"accept-language": "zh", "cookie": "language=en"}, "en"),
    ],
)
def test_language_is_the_chosen_one_else_the_browsers(app, headers, language):
    assert TestClient(app).get("/", headers=headers).json()[1] == language
