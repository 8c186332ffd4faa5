import re
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from assistant.page.access import COOKIE, FREE_ATTEMPTS, Access
from assistant.page.app import create_app
from assistant.page.routes import access
from assistant.passwords import hash_password

PASSWORD = "开门 Sesame"


@pytest.fixture
def guarded(services, monkeypatch):
    """Services with a password, whose hash takes little work."""
    monkeypatch.setattr("assistant.passwords._N", 2)
    return replace(services, access=Access(hash_password(PASSWORD)))


@pytest.fixture
def client(guarded):
    return TestClient(create_app(guarded), base_url="http://budget.example")


def log_in(client, password=PASSWORD, **headers):
    return client.post("/access/login", json={"password": password}, headers=headers)


def test_the_password_opens_a_session_that_scripts_and_other_sites_cannot_use(client):
    assert "管理员登录" in client.get("/access/control").text
    response = log_in(client)
    assert response.status_code == 200 and response.json()["admin"]
    cookie = response.headers["set-cookie"]
    assert re.search(rf"\b{COOKIE}=[\w-]{{40,}};", cookie)
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Max-Age=43200" in cookie
    assert "Secure" not in cookie
    assert "退出登录" in client.get("/access/control").text


def test_over_https_the_cookie_stays_there(guarded):
    client = TestClient(create_app(guarded), base_url="https://budget.example")
    assert "Secure" in log_in(client).headers["set-cookie"]


def test_logging_out_ends_it_on_the_server_too(client):
    token = log_in(client).cookies[COOKIE]
    assert client.post("/access/logout", json={}).json() == {"admin": False, "text": "已退出登录。"}
    assert COOKIE not in client.cookies
    client.cookies.set(COOKIE, token)
    assert "管理员登录" in client.get("/access/control").text


@pytest.mark.parametrize("language, said", [("zh", "密码不对"), ("en", "not the password")])
def test_a_wrong_password_is_said(client, language, said):
    response = log_in(client, "x", **{"accept-language": language})
    assert response.status_code == 401 and said in response.json()["detail"]
    assert COOKIE not in response.cookies


def test_too_many_are_told_how_long_to_wait(client):
    for _ in range(FREE_ATTEMPTS):
        assert log_in(client, "x").status_code == 401
    response = log_in(client)
    assert response.status_code == 429 and response.headers["retry-after"] == "30"
    assert "30 秒" in response.json()["detail"]


def test_another_site_cannot_log_anybody_in_or_out(client):
    assert log_in(client, origin="http://evil.example").status_code == 403
    log_in(client)
    foreign = client.post("/access/logout", json={}, headers={"origin": "http://evil.example"})
    assert foreign.status_code == 403 and "退出登录" in client.get("/access/control").text


@pytest.mark.parametrize("body", [{}, {"password": None}, {"password": ["x"]}, [], "x"])
def test_what_is_no_login_is_none(client, body):
    assert client.post("/access/login", json=body).status_code == 422


def test_without_a_password_there_is_no_login(services, visitor):
    client = visitor(access)
    assert client.get("/access/control").text == ""
    assert log_in(client).status_code == 403
