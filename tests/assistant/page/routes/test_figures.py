"""The figure desk over HTTP: what is asked in the address is found, exported and compared."""

import csv
import io
from decimal import Decimal
from html import escape
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from assistant.engine import Assistant
from assistant.page.routes import figures
from assistant.page.services import Services
from assistant.page.session import ClientCookie
from assistant.page.words.figures import CHINESE, ENGLISH
from corpus.document import (
    CellState,
    Document,
    Grid,
    GridCell,
    Paragraph,
    Profile,
    Table,
    TableCell,
    TableState,
)
from index.conversations import Conversations
from index.library import Library
from index.settings import Settings

SAMPLES = Path(__file__).parents[4] / "corpus/samples"
BUDGET = "中卫市科技局2026年部门预算.md"


def a_publication(name, year, rows, organisation="青禾市水务局", kind="部门预算", title="支出总表"):
    cells = tuple(
        TableCell(n, 1, value, CellState.NUMBER if value else CellState.BLANK, (row,), ("合计",),
                  value=Decimal(value) if value else None, unit=unit)
        for n, (row, value, unit) in enumerate(rows, start=1)
    )  # fmt: skip
    grid = Grid(((GridCell("项目"), GridCell("合计")),), title=title)
    table = Table(title, "万元", (), TableState.FILLED, cells, grid, header_rows=1)
    sha256 = name.encode().hex()[:64].ljust(64, "0")
    profile = Profile(organisation=organisation, year=year, kind=kind)
    return Document(name, sha256, (Paragraph("说明。"),), profile=profile, tables=(table,))


@pytest.fixture(scope="module")
def held(tmp_path_factory, hostile_texts):
    """A sample, two budgets of a bureau that exists nowhere, one of them in yuan and each with a
    row of its own, and two documents of nothing but hostile text."""
    home = tmp_path_factory.mktemp("library")
    rows = [(text, "1.5", "万元") for text in hostile_texts]
    with Library(Settings(home, embedding_model="none")) as library:
        library.add(next(SAMPLES.glob(f"{BUDGET}")))
        library.add_document(
            a_publication(
                "水务2025.md",
                2025,
                [("公务接待费", "0.30", "万元"), ("差旅费", "", "万元"), ("老项目", "5", "万元")],
            )  # fmt: skip
        )
        library.add_document(
            a_publication(
                "水务2026.md", 2026, [("公务接待费", "2600", "元"), ("差旅费", "7", "元")]
            )
        )
        for name, year in (("甲.md", 2025), ("乙.md", 2026)):
            made = a_publication(
                name, year, rows, hostile_texts[1], hostile_texts[3], hostile_texts[6]
            )
            library.add_document(made)
        conversations = Conversations(home / "conversations.sqlite")
        yield Services(Assistant(library), library, conversations)
        conversations.close()


def browser(services, language="zh-CN"):
    app = FastAPI()
    app.add_middleware(ClientCookie)
    app.include_router(figures.router(services))
    return TestClient(app, headers={"accept-language": language})


@pytest.fixture(scope="module")
def desk(held):
    """A Chinese browser at the desk."""
    return browser(held)


def read(response):
    assert response.status_code == 200, response.text
    return list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"))))


def test_the_screen_is_in_the_language_of_the_browser(held):
    assert CHINESE.words_hint in browser(held, "zh").get("/screens/figures").text
    assert ENGLISH.words_hint in browser(held, "en-GB").get("/screens/figures").text


def test_figures_are_found_with_unit_exact_yuan_and_place(desk):
    asked = {"q": "公务接待费", "org": "中卫市科技局"}
    parts = desk.get("/figures/search", params=asked).json()
    assert "找到 2 个数据" in parts["note"]
    assert '<span class="number">0.26</span><span class="unit">万元</span>' in parts["table"]
    assert "2,600.00" in parts["table"] and BUDGET in parts["table"]
    assert 'value="2026"' in parts["facets"]


def test_filters_of_the_address_narrow_and_are_shown_as_chips(desk):
    asked = {
        "q": "公务接待费",
        "org": "青禾市水务局",
        "year": "2026",
        "least": "0.1",
        "unit": "万元",
    }
    parts = desk.get("/figures/search", params=asked).json()
    assert "找到 1 个数据" in parts["note"] and "2,600" in parts["table"]
    for name in ("org", "year", "least"):
        assert f'class="chip" data-name="{name}"' in parts["chips"]
    too_much = desk.get("/figures/search", params=asked | {"least": "0.2601"}).json()
    assert CHINESE.found_none in too_much["note"] and not too_much["table"]


def test_a_blank_is_shown_as_one_when_asked_for(desk):
    asked = {"q": "差旅费", "org": "青禾市水务局", "year": "2025"}
    assert not desk.get("/figures/search", params=asked).json()["table"]
    shown = desk.get("/figures/search", params=asked | {"blank": "1"}).json()["table"]
    assert f'<span class="none">{CHINESE.blank}</span>' in shown
    assert 'class="number"' not in shown


def test_pages_follow_each_other(desk):
    first = desk.get("/figures/search").json()
    second = desk.get("/figures/search", params={"offset": "50"}).json()
    assert "第 1–50 条" in first["pager"] and "第 51–100 条" in second["pager"]
    assert first["table"] != second["table"]


@pytest.mark.parametrize(
    "asked",
    [
        {"least": "abc"},
        {"most": "12人"},
        {"least": "5", "unit": "斤"},
        {"order": "colour"},
        {"source": "web"},
        {"year": "20x6"},
        {"offset": "-1"},
        {"in": "1; DROP TABLE figures"},
        {"q": " ".join(str(n) for n in range(30))},
        {"org": "局" * 400},
    ],
)
def test_what_asks_for_nothing_is_refused_in_words(desk, asked):
    for address in ("/figures/search", "/figures/export.csv", "/figures/export.xlsx"):
        refused = desk.get(address, params=asked)
        assert refused.status_code == 422 and isinstance(refused.json()["detail"], str)


def test_the_filtered_figures_are_exported_with_place_and_source(desk):
    asked = {"q": "公务接待费", "org": "青禾市水务局"}
    old, new = read(desk.get("/figures/export.csv", params=asked))
    assert (old["数值 value"], old["单位 unit"], old["金额（元） amount in yuan"]) == (
        "0.30", "万元", "3000.00",
    )  # fmt: skip
    assert (new["数值 value"], new["单位 unit"], new["金额（元） amount in yuan"]) == (
        "2600",
        "元",
        "2600",
    )
    assert new["文件 document"] == "水务2026.md" and new["列 column"] == "合计"
    assert new["出处 evidence"].startswith("http://testserver/#evidence/figure/")
    sheet = desk.get("/figures/export.xlsx", params=asked)
    header, first, _ = load_workbook(io.BytesIO(sheet.content))["figures"].iter_rows(
        values_only=True
    )
    assert dict(zip(header, first, strict=True))["数值 value"] == 0.3


def test_more_than_a_workbook_takes_is_refused_with_a_way_out(desk, monkeypatch):
    monkeypatch.setattr(figures, "MOST_SHEET_ROWS", 10)
    refused = desk.get("/figures/export.xlsx")
    assert refused.status_code == 413 and "CSV" in refused.json()["detail"]
    assert len(read(desk.get("/figures/export.csv"))) > 10


def test_documents_stand_side_by_side(desk):
    named = [("doc", "水务2025.md"), ("doc", "水务2026.md")]
    shown = desk.get("/figures/compare", params=named).json()
    assert "2 行对上，1 行只在部分文件中" in shown["note"]
    html = shown["comparison"]
    assert ">-400<" in html.replace("-400.00", "-400") and "-13.33%" in html
    assert CHINESE.obstacles["blank"] in html and CHINESE.not_present in html
    changed = desk.get("/figures/compare", params=[*named, ("changed", "1")]).json()
    assert "差旅费" not in changed["comparison"] and "公务接待费" in changed["comparison"]
    rows = read(desk.get("/figures/compared.csv", params=named))
    by_row = {row["行 row"]: row for row in rows}
    assert Decimal(by_row["公务接待费"]["2−1 差额 difference"]) == -400
    assert by_row["差旅费"]["2−1 差额 difference"] == "" and by_row["差旅费"]["1 水务2025.md"] == ""
    sheet = desk.get("/figures/compared.xlsx", params=named)
    assert len(list(load_workbook(io.BytesIO(sheet.content))["comparison"])) == 4


def test_one_document_offers_those_like_it_and_a_wrong_name_is_said(desk):
    offered = desk.get("/figures/compare", params={"doc": "水务2026.md"}).json()["comparison"]
    assert 'data-suggest="水务2025.md"' in offered and BUDGET not in offered
    missing = desk.get("/figures/compare", params=[("doc", "x.md"), ("doc", "水务2026.md")])
    assert missing.status_code == 404 and "x.md" in missing.json()["detail"]
    five = [("doc", f"{n}.md") for n in range(5)]
    assert desk.get("/figures/compare", params=five).status_code == 422
    assert desk.get("/figures/documents", params={"q": "水务"}).json() == [
        "水务2025.md",
        "水务2026.md",
    ]


def test_hostile_names_stay_text(desk, hostile_texts):
    both = [("doc", "甲.md"), ("doc", "乙.md")]
    parts = desk.get("/figures/search", params=both).json()
    searched = desk.get("/figures/search", params={"org": hostile_texts[1], "q": "<script>"}).json()
    compared = desk.get("/figures/compare", params=both).json()
    for html in (*parts.values(), *searched.values(), *compared.values()):
        for tag in ("<script", "<img", "<svg", "<iframe", "<base", "<style", "<math", "<a "):
            assert tag not in html
    assert (
        escape(hostile_texts[0]) in parts["table"]
        and escape(hostile_texts[0]) in compared["comparison"]
    )
    exported = read(desk.get("/figures/export.csv", params=both))
    assert len(exported) == 2 * len(hostile_texts)
    assert all(not value.startswith(("=", "@")) for row in exported for value in row.values())
    for address in ("export", "compared"):
        sheet = desk.get(f"/figures/{address}.xlsx", params=both)
        for row in load_workbook(io.BytesIO(sheet.content)).active.iter_rows():
            assert "f" not in {cell.data_type for cell in row}
