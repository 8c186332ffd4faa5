"""Texts checked and workbooks answered over HTTP."""

import base64
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from openpyxl import Workbook, load_workbook

from assistant.engine import Assistant
from assistant.page.limits import Limits, LimitSettings
from assistant.page.routes import check
from assistant.page.services import Services
from assistant.page.session import ClientCookie
from assistant.page.words.check import CHINESE, ENGLISH
from index.conversations import Conversations
from index.library import Library
from index.settings import Settings

SAMPLES = Path(__file__).parents[4] / "corpus/samples"
RIGHT = "中卫市科技局2026年公务接待费0.26万元。"
WRONG = "中卫市科技局2026年公务接待费0.36万元。"


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    home = tmp_path_factory.mktemp("library")
    with Library(Settings(home, embedding_model="none")) as library:
        library.add(next(SAMPLES.glob("中卫*.md")))
        conversations = Conversations(home / "conversations.sqlite")
        yield Services(Assistant(library), library, conversations)
        conversations.close()


def browser(services, language="zh-CN"):
    app = FastAPI()
    app.add_middleware(ClientCookie)
    app.include_router(check.router(services))
    return TestClient(app, headers={"accept-language": language})


@pytest.fixture
def desk(held):
    """A Chinese browser without questions asked before."""
    return browser(replace(held, limits=Limits()))


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def batch(desk, name, data):
    response = desk.post("/check/batch", files={"file": (name, data)})
    assert response.status_code == 200
    return [json.loads(line) for line in response.text.splitlines()]


def test_the_screen_is_in_the_language_of_the_browser(held):
    for language, words in (("zh", CHINESE), ("en", ENGLISH)):
        html = browser(held, language).get("/screens/check").text
        assert words.explained in html and "50,000" in html


def test_each_number_is_marked_and_the_right_one_told_with_its_place(desk, held):
    shown = desk.post(
        "/check/text", json={"text": RIGHT + "\n" + WRONG + "\n采购电脑12台。"}
    ).json()
    assert shown["note"] == CHINESE.counts.format(total=3, confirmed=1, contradicted=1, unknown=1)
    for verdict in ("confirmed", "contradicted", "unknown"):
        assert f'class="number {verdict}"' in shown["html"]
    assert "应为" in shown["html"] and "should be" not in shown["html"]
    key = int(shown["html"].split('data-open-figure="')[1].split('"')[0])
    assert held.library.figure(key).printed == "0.26"


def test_a_text_without_numbers_and_one_too_long(desk):
    assert desk.post("/check/text", json={"text": "没有数字。"}).json()["note"] == CHINESE.nothing
    refused = desk.post("/check/text", json={"text": "长" * 50_001})
    assert refused.status_code == 413 and "50000" in refused.json()["detail"].replace(",", "")


def test_the_text_of_a_file_is_checked_and_a_bad_file_explained(desk):
    shown = desk.post("/check/file", files={"file": ("稿.txt", RIGHT.encode())}).json()
    assert shown["text"] == RIGHT and 'class="number confirmed"' in shown["html"]
    refused = desk.post("/check/file", files={"file": ("坏.pdf", b"%PDF-1.4 broken")})
    assert refused.status_code == 422 and refused.json()["detail"].startswith("坏.pdf: ")


def test_the_result_is_exported(desk):
    text = {"text": WRONG + "<script>x</script>=1+1"}
    markdown = desk.post("/check/export.md", json=text)
    assert "0.36" in markdown.text and "<script>" not in markdown.text
    book = load_workbook(io.BytesIO(desk.post("/check/export.xlsx", json=text).content))
    _, row = book["check"].iter_rows()
    assert row[2].value == 0.36 and row[6].value == 0.26
    assert "f" not in {cell.data_type for cell in row}
    assert desk.post("/check/export.exe", json=text).status_code == 404


def test_a_workbook_comes_back_with_progress_and_answers(desk):
    data = workbook(
        ["单位", "年度", "项目", "金额（万元）"],
        ["中卫市科技局", 2026, "公务接待费", 0.26],
        ["中卫市科技局", 2026, "公务接待费", 26],
    )
    *progress, last = batch(desk, "清单.xlsx", data)
    assert progress == [{"done": 1, "total": 2}, {"done": 2, "total": 2}]
    assert (last["name"], last["rows"], last["answered"], last["differs"]) == (
        "清单-答案.xlsx",
        2,
        2,
        1,
    )
    sheet = load_workbook(io.BytesIO(base64.b64decode(last["file"]))).active
    assert sheet["G2"].value == 0.26 and sheet["J3"].value == "不符 differs"


@pytest.mark.parametrize(
    ("name", "data", "cause"),
    [("x.xlsx", b"nothing", "不是 Excel"), ("../../y.csv", b"a,b\n1,2\n", "没有找到表头")],
)
def test_a_file_that_is_none_is_explained(desk, name, data, cause):
    (line,) = batch(desk, name, data)
    assert cause in line["detail"] and line["detail"].startswith(name.rsplit("/")[-1])


def test_texts_and_workbooks_count_against_the_limit(held):
    client = browser(replace(held, limits=Limits(LimitSettings(per_minute=3))))
    client.get("/screens/check")
    assert client.post("/check/text", json={"text": "长" * 4000}).status_code == 200
    assert client.post("/check/text", json={"text": "短"}).status_code == 429
    assert client.post("/check/batch", files={"file": ("a.csv", b"x")}).status_code == 429


def test_hostile_text_stays_text(desk, hostile_texts):
    text = "\n".join(f"{hostile}{WRONG}{hostile}" for hostile in hostile_texts)
    html = desk.post("/check/text", json={"text": text}).json()["html"]
    assert html.count('class="number') >= len(hostile_texts)
    for tag in ("<script", "<img", "<svg", "<iframe", "<base", "<style", "<math", "<a "):
        assert tag not in html
