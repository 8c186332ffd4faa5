import asyncio

import pytest
from fastapi import HTTPException
from starlette.requests import Request

from assistant.page.access import COOKIE, FREE_ATTEMPTS, SESSION_SECONDS, Access, TooManyAttempts
from assistant.passwords import hash_password
from index.errors import LibraryError

PASSWORD = "开门 Sesame"
with pytest.MonkeyPatch.context() as patch:
    # As little work as possible: these tests are not about the hash.
    patch.setattr("assistant.passwords._N", 2)
    STORED = hash_password(PASSWORD)


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def access(clock):
    return Access(STORED, clock)


def request(token="", peer="203.0.113.9", host="budget.example", language="zh"):
    headers = [(b"host", host.encode()), (b"accept-language", language.encode())]
    if token:
        headers.append((b"cookie", f"{COOKIE}={token}".encode()))
    return Request({"type": "http", "client": (peer, 50000), "headers": headers})


def log_in(access, password, **about):
    return asyncio.run(access.log_in(request(**about), password))


def test_without_a_password_the_machine_itself_is_the_administrator():
    access = Access()
    assert access.is_admin(request(peer="127.0.0.1", host="localhost:7860"))
    assert not access.is_admin(request())
    assert not access.has_login and log_in(access, "") is None


def test_with_a_password_the_machine_itself_has_to_log_in(access):
    assert not access.is_admin(request(peer="127.0.0.1", host="localhost:7860"))
    token = log_in(access, PASSWORD)
    assert access.is_admin(request(token))
    assert not access.is_admin(request(token[:-1])) and not access.is_admin(request())


def test_a_session_ends_by_logging_out_and_by_time(access, clock):
    one, other = log_in(access, PASSWORD), log_in(access, PASSWORD)
    assert one != other
    access.log_out(request(one))
    assert not access.is_admin(request(one)) and access.is_admin(request(other))
    clock.now += SESSION_SECONDS - 1
    assert access.is_admin(request(other))
    clock.now += 2
    assert not access.is_admin(request(other))


def test_a_wrong_password_opens_nothing(access):
    for password in ("", "sesame", STORED):
        assert log_in(access, password) is None


def test_whoever_fails_often_waits_and_longer_each_time(access, clock):
    for _ in range(FREE_ATTEMPTS):
        assert log_in(access, "x") is None
    waits = []
    for _ in range(3):
        with pytest.raises(TooManyAttempts) as waiting:
            log_in(access, "x")
        waits.append(waiting.value.seconds)
        clock.now += waits[-1]
        assert log_in(access, "x") is None
    assert waits == sorted(waits) and waits[0] < waits[-1]


def test_while_waiting_the_right_password_is_not_taken_either(access, clock):
    for _ in range(FREE_ATTEMPTS):
        log_in(access, "x")
    with pytest.raises(TooManyAttempts):
        log_in(access, PASSWORD)
    # Others are not kept waiting.
    assert log_in(access, PASSWORD, peer="203.0.113.10")
    clock.now += 30
    assert log_in(access, PASSWORD)
    # Once in, there is nothing to wait for any more.
    assert log_in(access, "x") is None and log_in(access, PASSWORD)


def test_many_attempts_at_once_are_no_way_around(access):
    async def all_at_once():
        attempts = (access.log_in(request(), "x") for _ in range(FREE_ATTEMPTS + 5))
        return await asyncio.gather(*attempts, return_exceptions=True)

    results = asyncio.run(all_at_once())
    assert sum(isinstance(result, TooManyAttempts) for result in results) == 5


def test_failures_are_forgotten_in_time(access, clock):
    for _ in range(FREE_ATTEMPTS - 1):
        log_in(access, "x")
    clock.now += 3601
    for _ in range(FREE_ATTEMPTS - 1):
        assert log_in(access, "x") is None
    assert log_in(access, PASSWORD)


@pytest.mark.parametrize("language, said", [("zh", "登录"), ("en", "login")])
def test_who_could_log_in_is_told_to(access, language, said):
    with pytest.raises(HTTPException) as refusal:
        access.require_admin(request(language=language))
    assert refusal.value.status_code == 401 and said in refusal.value.detail


@pytest.mark.parametrize("language, said", [("zh", "机器"), ("en", "machine")])
def test_who_cannot_is_told_why(language, said):
    with pytest.raises(HTTPException) as refusal:
        Access().require_admin(request(language=language))
    assert refusal.value.status_code == 403 and said in refusal.value.detail


def test_a_password_set_as_it_is_stops_the_start_without_being_repeated():
    assert not Access.from_environment({}).has_login
    assert Access.from_environment({"BUDGET_QA_ADMIN_PASSWORD_HASH": STORED + "\n"}).has_login
    with pytest.raises(LibraryError, match="budget-qa password") as refusal:
        Access.from_environment({"BUDGET_QA_ADMIN_PASSWORD_HASH": "geheim"})
    assert "geheim" not in str(refusal.value)
