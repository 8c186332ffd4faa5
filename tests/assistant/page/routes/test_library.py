"""The library over HTTP: open to read, the administrator's to change."""

import re
import time

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.page.access import Access
from assistant.page.limits import Limits, LimitSettings
from assistant.page.routes import library as routes
from assistant.page.services import Services
from assistant.page.session import ClientCookie
from assistant.passwords import hash_password
from index.library import Library
from index.settings import Settings

NAME = "青禾市档案馆2031年部门预算.md"
TEXT = """# {organisation}2031年部门预算

## 一、收支总表

单位：万元

项目\t预算数
培训费\t1.50
差旅费\t2.50
合计\t{total}
"""


def publication(organisation="青禾市档案馆", total="4.00"):
    return TEXT.format(organisation=organisation, total=total).encode()


@pytest.fixture
def library(tmp_path):
    """A library with one small document that contradicts itself."""
    path = tmp_path / NAME
    path.write_bytes(publication(total="9.00"))
    with Library(Settings(tmp_path / "home", "none", workers=1)) as library:
        library.add(path)
        yield library


@pytest.fixture
def site(library):
    """``site(access, limits)``: an application over the library."""
    made = []

    def build(access=None, limits=None):
        app = FastAPI()
        app.add_middleware(ClientCookie)
        services = Services(
            None, library, None, access or Access(), Limits(limits or LimitSettings())
        )
        app.include_router(routes.router(services))
        made.append(app)
        return app

    return build


@pytest.fixture
def admin(site):
    """A browser on the machine itself, where no password is set."""
    return TestClient(
        site(), base_url="http://127.0.0.1", client=("127.0.0.1", 50000), headers=CHINESE
    )


CHINESE = {"accept-language": "zh-CN"}
ENGLISH = {"accept-language": "en"}


def files(*named):
    return [("files", (name, data)) for name, data in named]


def jobs_ended(client, seconds=90, **headers):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        news = client.get("/library/jobs", headers=headers).json()
        if not news["running"]:
            return news
        time.sleep(0.05)
    raise AssertionError("the job did not end")


def key_of(library, name=NAME):
    return library.document(name).id


def test_the_list_names_documents_with_what_they_hold(admin):
    html = admin.get("/screens/library").text
    assert NAME in html and "青禾市档案馆" in html and ">2031<" in html
    assert '<span class="mark bad">1</span>' in html
    english = admin.get("/screens/library", headers=ENGLISH).text
    assert "Choose files" in english and "Library" in english


def test_the_list_is_searched_and_sorted(admin, library):
    assert NAME in admin.get("/library/list", params={"search": "档案馆 2031"}).text
    assert "没有符合条件的文件" in admin.get("/library/list", params={"search": "气象"}).text
    html = admin.get("/library/list", params={"order": "year", "descending": "true"}).text
    assert re.search(r'aria-sort="descending" class="col-year', html)
    assert admin.get("/library/list", params={"offset": "-5", "order": "x"}).status_code == 200


def test_files_are_taken_in_and_a_bad_one_is_explained(admin, library):
    sent = files(
        ("乙.md", publication("青禾市气象局")),
        ("坏.pdf", b"%PDF-1.4 and no more"),
        ("../../丙\u202e.md", publication("青禾市水务局")),
    )
    assert admin.post("/library/uploads", files=sent).status_code == 200
    (job,) = jobs_ended(admin)["jobs"]
    rows = [job["rows"][str(number)] for number in job["order"]]
    assert "已添加" in rows[0] and "青禾市气象局 · 2031 · 部门预算" in rows[0]
    assert "未能添加" in rows[1] and "entry-error" in rows[1]
    assert "丙.md" in rows[2] and "已添加" in rows[2]
    assert "已处理 3 个，共 3 个文件；其中失败 1 个。" == job["said"]
    assert sorted(document.name for document in library.documents()) == ["丙.md", "乙.md", NAME]
    english = jobs_ended(admin, **ENGLISH)["jobs"][0]
    assert "Not added" in english["rows"]["1"]


def test_only_what_changed_is_told_again(admin):
    admin.post("/library/uploads", files=files(("乙.md", publication("青禾市气象局"))))
    news = jobs_ended(admin)
    again = admin.get("/library/jobs", params={"since": news["revision"]}).json()
    assert again["jobs"] == [{"id": news["jobs"][0]["id"], "ended": True}]
    admin.post("/library/jobs/forget")
    assert admin.get("/library/jobs").json()["jobs"] == []


def test_hostile_names_are_text(admin, hostile_texts):
    sent = files(
        *(
            (text.replace("\x00", "") + f"{number}.md", publication(f"第{number}局"))
            for number, text in enumerate(hostile_texts)
        )
    )
    assert admin.post("/library/uploads", files=sent).status_code == 200
    (job,) = jobs_ended(admin, 300)["jobs"]
    html = "".join(job["rows"].values()) + admin.get("/screens/library").text
    assert len(job["rows"]) == len(hostile_texts)
    assert not re.search(r"<(?:script|img|svg|iframe|style|math|base|textarea)\b", html)
    assert "\u202e" not in html


def test_too_large_an_upload_is_refused_in_words(site):
    client = TestClient(
        site(limits=LimitSettings(upload=1_000_000)),
        base_url="http://127.0.0.1",
        client=("127.0.0.1", 50000),
        headers=ENGLISH,
    )
    answer = client.post("/library/uploads", files=files(("大.md", b"x" * 2_100_000)))
    assert answer.status_code == 413 and "1 MB" in answer.json()["detail"]
    assert client.get("/library/jobs").json()["jobs"] == []


@pytest.mark.parametrize(
    ("content", "headers"),
    ((b"{}", {"content-type": "application/json"}), (b"x", {})),
)
def test_what_is_no_upload_is_refused(admin, library, content, headers):
    assert admin.post("/library/uploads", content=content, headers=headers).status_code == 422
    assert not [
        p
        for p in (library.settings.home / "uploads").rglob("*")
        if p.is_file() and p.suffix != ".lock"
    ]


def test_a_document_shows_what_was_understood_of_it(admin, library):
    html = admin.get(f"/library/documents/{key_of(library)}").text
    assert "合计（预算数）" in html and "9.00万元" in html and "4.00" in html
    assert f"library/documents/{key_of(library)}/findings/0/stated" in html
    assert "一、收支总表" in html or "收支总表" in html
    assert 'class="correcting"' in html and "data-remove" in html and "data-read-again" in html


def test_both_places_of_a_finding_open_as_evidence(admin, library):
    address = f"/library/documents/{key_of(library)}/findings/0"
    stated = admin.get(f"{address}/stated").text
    assert re.search(r'<td class="figure[^"]*"[^>]*><mark>9.00</mark>', stated)
    against = admin.get(f"{address}/against").text
    assert "2.50" in against and "<mark>" not in against
    assert admin.get(f"{address}/other99").status_code == 404
    assert admin.get(f"/library/documents/{key_of(library)}/findings/9/stated").status_code == 404


def test_a_table_opens_as_evidence(admin, library):
    (table,) = library.tables(NAME)
    html = admin.get(f"/library/tables/{table.id}").text
    assert "培训费" in html and "sheet" in html
    assert admin.get("/library/tables/999999").status_code == 404


def test_a_profile_is_corrected_and_taken_back(admin, library):
    answer = admin.post(
        f"/library/documents/{key_of(library)}/profile",
        json={"organisation": "青禾市文书馆", "year": 2030},
    )
    made = answer.json()["document"]
    stored = library.document(NAME)
    assert (made, stored.organisation, stored.year) == (stored.id, "青禾市文书馆", 2030)
    html = admin.get(f"/library/documents/{made}").text
    assert "人工更正" in html and "恢复为原文信息" in html
    admin.post(f"/library/documents/{made}/profile", json={"as_read": True})
    assert library.document(NAME).organisation == "青禾市档案馆"


def test_what_no_profile_can_be_is_refused_in_words(admin, library):
    answer = admin.post(f"/library/documents/{key_of(library)}/profile", json={"year": 1066})
    assert answer.status_code == 422 and "1066" in answer.json()["detail"]


def test_a_document_that_changed_meanwhile_is_not_touched(admin, library):
    old = key_of(library)
    library.correct_profile(NAME, year=2030)
    assert admin.get(f"/library/documents/{old}").status_code == 404
    assert admin.delete(f"/library/documents/{old}").status_code == 404
    assert admin.post(f"/library/documents/{old}/profile", json={"year": 2029}).status_code == 404
    assert library.document(NAME).year == 2030


def test_a_document_is_read_again_from_its_original(admin, library):
    before = key_of(library)
    assert admin.post(f"/library/documents/{before}/read-again").status_code == 200
    (job,) = jobs_ended(admin)["jobs"]
    assert "已更新" in job["rows"]["0"]
    assert key_of(library) != before
    assert library.original(key_of(library)) is not None


def test_a_document_is_removed(admin, library):
    answer = admin.delete(f"/library/documents/{key_of(library)}")
    assert NAME in answer.json()["text"]
    assert library.documents() == []


CHANGES = (
    ("GET", "/library/jobs"),
    ("POST", "/library/uploads"),
    ("POST", "/library/jobs/x/cancel"),
    ("POST", "/library/jobs/forget"),
    ("POST", "/library/documents/1/profile"),
    ("POST", "/library/documents/1/read-again"),
    ("DELETE", "/library/documents/1"),
)


@pytest.mark.parametrize(("method", "address"), CHANGES)
def test_others_change_nothing(site, library, method, address, monkeypatch):
    monkeypatch.setattr("assistant.passwords._N", 2)
    away = TestClient(site(), client=("203.0.113.7", 50000), headers=CHINESE)
    json = {"year": 2030} if "profile" in address else None
    refused = away.request(method, address, json=json)
    assert refused.status_code == 403 and "只有在运行本系统的机器上" in refused.json()["detail"]
    guarded = TestClient(site(Access(hash_password("geheim"))), headers=CHINESE)
    assert guarded.request(method, address, json=json).status_code == 401
    assert library.document(NAME).year == 2031


def test_others_see_no_forms_but_how_to_get_them(site, library, monkeypatch):
    monkeypatch.setattr("assistant.passwords._N", 2)
    guarded = TestClient(site(Access(hash_password("geheim"))), headers=CHINESE)
    html = guarded.get("/screens/library").text
    html += guarded.get(f"/library/documents/{key_of(library)}").text
    assert "管理员登录" in html and NAME in html
    for form in ("data-files", "correcting", "data-remove", "data-read-again", "data-forget"):
        assert form not in html
    away = TestClient(site(), client=("203.0.113.7", 50000), headers=ENGLISH)
    assert "data-files" not in away.get("/screens/library").text
