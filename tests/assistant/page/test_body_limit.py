import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from assistant.page.access import Access
from assistant.page.body_limit import MOST_JSON, MOST_TABLE, BodyLimit
from assistant.page.limits import MEGABYTE, Limits, LimitSettings

FORM = "multipart/form-data; boundary=x"


@pytest.fixture
def app():
    app = FastAPI()
    limits = Limits(LimitSettings(upload=20 * MEGABYTE))
    app.add_middleware(BodyLimit, limits=limits, access=Access())

    @app.post("/")
    async def size(request: Request) -> int:
        return len(await request.body())

    return app


def at(app, peer):
    return TestClient(app, base_url="http://127.0.0.1", client=(peer, 50000))


@pytest.fixture
def reader(app):
    return at(app, "203.0.113.9")


@pytest.fixture
def administrator(app):
    return at(app, "127.0.0.1")


def test_what_is_small_enough_comes_through_whole(reader):
    assert reader.post("/", content=b"x" * MOST_JSON).json() == MOST_JSON


@pytest.mark.parametrize("language, said", [("zh", "上限是 2 MB"), ("en", "at most 2 MB")])
def test_what_is_too_large_is_said_in_the_user_s_language(reader, language, said):
    headers = {"accept-language": language}
    refused = reader.post("/", content=b"x" * (MOST_JSON + 1), headers=headers)
    assert refused.status_code == 413 and said in refused.json()["detail"]


def test_a_body_of_unsaid_length_is_counted_as_it_comes(reader):
    def parts(count):
        yield from (b"x" * 100_000 for _ in range(count))

    assert reader.post("/", content=parts(20)).json() == MOST_JSON
    assert reader.post("/", content=parts(21)).status_code == 413


def test_files_of_readers_are_small_and_of_the_administrator_as_the_setting_says(
    reader, administrator
):
    headers = {"content-type": FORM}
    assert reader.post("/", content=b"x" * MOST_TABLE, headers=headers).status_code == 200
    assert reader.post("/", content=b"x" * (MOST_TABLE + 1), headers=headers).status_code == 413
    most = 20 * MEGABYTE
    assert administrator.post("/", content=b"x" * most, headers=headers).status_code == 200
    over = administrator.post("/", content=b"x" * (most + 2 * MEGABYTE), headers=headers)
    assert over.status_code == 413
