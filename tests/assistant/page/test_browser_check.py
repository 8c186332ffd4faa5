"""Checking a text and answering a workbook in a real browser."""

import io
import re

from openpyxl import Workbook, load_workbook
from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}
BUREAU = "云泽市文化和数字事务局"
TEXT = (
    f"{BUREAU}2026年差旅费6.26万元，另购电脑12台。<img src=x onerror=window.hit=1>。\n"
    f"{BUREAU}2025年公务接待费支出决算为0.92万元。"
)


def at(page, address):
    """The page at an address behind the ``#``."""
    page.evaluate("address => { location.hash = address; }", address)
    return page


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_each_number_of_a_text_is_judged_and_the_right_one_opens_at_its_place(visit):
    page = visit(screen="check")
    page.get_by_label("要核对的文字").fill(TEXT)
    page.get_by_role("button", name="核对", exact=True).click()
    expect(page.locator("#check .number")).to_have_count(3)
    expect(page.locator("#check .number.confirmed")).to_contain_text("0.92万元")
    wrong = page.locator("#check .number.contradicted")
    expect(wrong).to_contain_text("6.26万元")
    expect(page.locator("#check .number.unknown")).to_contain_text("12台")
    wrong.click()
    item = page.locator("#check li.led")
    expect(item).to_contain_text("52,600.00 元")
    item.locator("[data-open-figure]").first.click()
    expect(page.locator("#evidence td.figure, #evidence mark strong").first).to_contain_text("52")
    page.locator("#evidence [data-close]").first.click()
    page.locator("#check [data-verdict=contradicted]").click()
    expect(page.locator("#check .items > li:visible")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("button", name="Excel").click()
    sheet = load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    assert [row[2].value for row in sheet.iter_rows(min_row=2)] == [6.26, 12, 0.92]


def test_the_text_of_a_file_is_checked_on_a_phone_in_english(visit):
    page = visit(viewport=PHONE, locale="en-GB", screen="check")
    page.locator("#check .check-form input[type=file]").set_input_files(
        {
            "name": "draft.txt",
            "mimeType": "text/plain",
            "buffer": TEXT.replace("\n", "\n\n").encode(),
        }
    )
    expect(page.locator("#check [data-part=check-note]")).to_have_text(
        "3 numbers: 1 confirmed, 1 contradicted, 1 unknown"
    )
    expect(page.get_by_label("Text to check")).to_have_value(re.compile("0.92万元"))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator("#check .check-form input[type=file]").set_input_files(
        {"name": "bad.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 nothing"}
    )
    expect(page.locator("#check .note.refused").first).to_contain_text("bad.pdf")


def test_a_workbook_of_items_comes_back_with_its_figures(visit):
    page = at(visit(screen="check"), "check/batch")
    rows = (
        ["单位", "年度", "预决算", "项目", "金额（万元）", '=HYPERLINK("http://example.invalid")'],
        [BUREAU, 2025, "决算", "公务接待费", 0.92, None],
        [BUREAU, 2026, "预算", "差旅费", 6, None],
    )
    page.locator("#check .batch-form input[type=file]").set_input_files(
        {"name": "清单.xlsx", "mimeType": "", "buffer": workbook(*rows)}
    )
    page.get_by_role("button", name="开始查数").click()
    expect(page.locator("#check [data-part=batch-note]")).to_contain_text(
        "查完 2 行：2 行有答案，1 行金额不符"
    )
    with page.expect_download() as download:
        page.get_by_role("button", name="下载结果").click()
    assert download.value.suggested_filename == "清单-答案.xlsx"
    sheet = load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    header = [cell.value for cell in sheet[1]]
    found = [
        dict(zip(header, (cell.value for cell in row), strict=True))
        for row in sheet.iter_rows(min_row=2)
    ]
    assert [row["核对 check"] for row in found] == ["一致 agrees", "不符 differs"]
    assert [row["金额（元） amount in yuan"] for row in found] == [9200, 52600]
    assert found[1]["相差（元） difference in yuan"] == 60000 - 52600

    page.locator("#check .batch-form input[type=file]").set_input_files(
        {"name": "坏.xlsx", "mimeType": "", "buffer": b"no workbook"}
    )
    page.get_by_role("button", name="开始查数").click()
    expect(page.locator("#check [data-part=batch-note].refused")).to_contain_text("坏.xlsx")
