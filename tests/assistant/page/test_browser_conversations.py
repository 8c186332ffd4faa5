"""Conversations kept, reopened, exported and reported, in a real browser."""

import json
from decimal import Decimal

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt
from openpyxl import load_workbook
from playwright.sync_api import expect

from assistant.cli import main

QUESTION = "云泽文数局2026年三公经费比2025年增加多少"
OTHER = "中卫市科技局2026年公务接待费预算是多少"
HOSTILE = '=1+1<img src=x onerror="window.hit=1">'
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def home(tmp_path_factory, filled_home, sample_paths):
    return filled_home(tmp_path_factory.mktemp("kept"), *sample_paths)


@pytest.fixture(scope="module")
def address(home, served):
    with served(home) as address:
        yield address


def ask(page, question):
    before = page.locator(".turn .answer").count()
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    page.locator(".turn .answer").nth(before).wait_for()


def history(page):
    page.locator('[data-history="open"]').click()
    page.locator(".history-open").first.wait_for()
    return page.locator("dialog.history")


def downloaded(page, kind, folder):
    page.locator(".export-menu summary").click()
    with page.expect_download() as download:
        page.locator(f'[data-export="{kind}"]').click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_conversation_is_reopened_with_its_evidence(visit, address):
    page = visit(address=address)
    ask(page, QUESTION)
    page.reload()
    expect(page.locator(".turn .asked")).to_have_text(QUESTION)
    page.locator('[data-history="new"]').click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, OTHER)
    drawer = history(page)
    expect(drawer.locator(".title")).to_have_text([OTHER, QUESTION])
    drawer.locator(".history-open").last.click()
    expect(page.locator(".turn .asked")).to_have_text(QUESTION)
    page.locator(".citation").last.click()
    expect(page.locator("#evidence .sheet")).to_contain_text("2026年部门预算")
    expect(page.locator("#evidence td.figure")).to_have_text("23.10")


def test_conversations_are_renamed_and_deleted_by_keyboard(visit, address):
    page = visit(viewport=PHONE, locale="en-US", address=address)
    ask(page, OTHER)
    drawer = history(page)
    drawer.locator('[data-history="rename"]').press("Enter")
    page.keyboard.type(HOSTILE)
    page.keyboard.press("Enter")
    expect(drawer.locator(".title")).to_have_text(HOSTILE)
    expect(drawer.get_by_role("status")).to_have_text("Renamed.")
    drawer.locator('li [data-history="delete"]').press("Enter")
    # What is pressed without looking keeps the conversation.
    page.keyboard.press("Enter")
    expect(drawer.locator(".title")).to_have_count(1)
    drawer.locator('li [data-history="delete"]').click()
    form = drawer.locator('[data-history-form="delete"]')
    box, frame = form.bounding_box(), drawer.bounding_box()
    assert frame["x"] <= box["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"]
    form.locator("[type=submit]").click()
    expect(drawer.locator(".title")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator(".export-menu")).to_be_hidden()


def test_an_export_reads_back(visit, address, tmp_path, formulas):
    page = visit(address=address)
    ask(page, QUESTION)
    book = load_workbook(downloaded(page, "xlsx", tmp_path))
    line = book["计算"]["D2"]
    assert formulas(book).value(line.value) == Decimal("16.10")
    link = book["数字"].cell(2, 16).hyperlink.target
    assert link.startswith(address)
    text = downloaded(page, "md", tmp_path).read_text("utf-8")
    assert "23.10" in text and '<a href="' + address in MarkdownIt().render(text)
    # Whoever gets the workbook is led to the place, also without the conversation.
    reader = visit(address=address)
    reader.goto("about:blank")
    reader.goto(link)
    expect(reader.locator("#evidence td.figure")).to_have_text(["7.00"])


def test_a_report_becomes_a_question_that_is_scored(visit, address, home, tmp_path):
    page = visit(address=address)
    ask(page, OTHER)
    thumbs = page.locator(".feedback")
    thumbs.locator('[data-rate="up"]').click()
    expect(thumbs.get_by_role("status")).to_have_text("谢谢，已记录。")
    thumbs.locator('[data-rate="down"]').click()
    form = page.locator("form.report")
    expect(form.locator('[name="value"]')).to_be_hidden()
    form.get_by_label("有确切的答案").check()
    form.get_by_label("数值").fill("0.26")
    form.get_by_label("说明（可不填）").fill(HOSTILE)
    form.locator("[type=submit]").click()
    expect(form.get_by_role("alert")).to_contain_text("单位")
    form.get_by_label("单位").fill("万元")
    form.get_by_label("所在文件").select_option(index=1)
    form.locator("[type=submit]").click()
    expect(form).to_have_count(0)
    page.reload()
    expect(page.locator('[data-rate="down"]')).to_have_attribute("aria-pressed", "true")
    page.locator("[data-report]").click()
    expect(page.locator("form.report").get_by_label("数值")).to_have_value("0.26")
    expect(page.locator("form.report textarea")).to_have_value(HOSTILE)

    out = tmp_path / "qa.jsonl"
    environment = {"BUDGET_QA_EMBEDDING_MODEL": "none"}
    run = CliRunner()
    made = run.invoke(main, ["--home", str(home), "reports", "--out", str(out)], env=environment)
    assert made.exit_code == 0, made.output
    (line,) = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert line["question"] == OTHER and HOSTILE in line["note"]
    assert line["expect"]["figures"] == [{"value": "0.26", "unit": "万元"}]
    scored = run.invoke(main, ["--home", str(home), "eval", str(out)], env=environment)
    assert "right 1.000" in scored.stdout, scored.output
