"""The figure desk in a real browser: searched, narrowed, opened, exported, compared."""

import csv
import io

from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}
BUREAU = "云泽市文化和数字事务局"
BUDGETS = f"doc={BUREAU}2025年部门预算.md&doc={BUREAU}2026年部门预算.md"


def at(page, address):
    """The page at an address behind the ``#``."""
    page.evaluate("address => { location.hash = address; }", address)
    return page


def rows(page):
    return page.locator("#figures tr.row")


def test_figures_are_narrowed_opened_at_their_place_and_exported(visit):
    page = visit(screen="figures")
    expect(rows(page)).to_have_count(50)
    page.get_by_label("关键词").fill("公务接待费")
    page.get_by_label("关键词").press("Enter")
    note = page.locator("#figures [data-part=note]")
    expect(note).to_contain_text("找到 20 个数据")
    page.locator("#figures aside").get_by_label("部门决算").check()
    expect(page.locator("#figures .chip")).to_have_count(1)
    expect(note).not_to_contain_text("20 个")
    assert "kind=" in page.url and "q=" in page.url
    count = rows(page).count()
    for row in rows(page).all():
        expect(row.locator(".item")).to_contain_text("公务接待")
        expect(row.locator(".scope")).to_contain_text("决算")
    number = rows(page).first.locator(".number")
    assert number.evaluate("e => getComputedStyle(e.closest('td')).textAlign") == "right"
    page.locator("#figures tr.row [data-open]").first.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 2
    printed = rows(page).nth(1).locator(".number").inner_text().replace(",", "")
    page.keyboard.press("Enter")
    expect(page.locator("#evidence td.figure, #evidence mark strong").first).to_contain_text(
        printed
    )
    page.locator("#evidence [data-close]").first.click()

    with page.expect_download() as download:
        page.get_by_role("button", name="导出 CSV").click()
    text = download.value.path().read_text("utf-8-sig")
    exported = list(csv.DictReader(io.StringIO(text)))
    assert len(exported) == count
    assert {row["类型 kind"] for row in exported} == {"部门决算"}
    assert exported[1]["数值 value"] == printed
    # The address of the evidence leads back to it.
    page.goto(exported[1]["出处 evidence"])
    expect(page.locator("#evidence td.figure, #evidence mark strong").first).to_contain_text(
        printed
    )

    page.reload()
    page.locator("#figures .chip, #figures tr.row").first.wait_for()
    page.go_back()


def test_the_table_scrolls_in_its_place_and_keeps_the_room_beside_its_source(visit):
    page = visit(screen="figures")
    expect(rows(page)).to_have_count(50)
    height = page.viewport_size["height"]
    export = page.get_by_role("button", name="导出 CSV")
    assert export.bounding_box()["y"] < height
    rows(page).nth(40).scroll_into_view_if_needed()
    head = page.locator("#figures thead th").first
    assert 0 < head.bounding_box()["y"] < height / 2
    page.locator("#figures tr.row [data-open]").nth(40).click()
    expect(page.locator("#evidence .sheet")).to_be_visible()
    assert head.bounding_box()["y"] < height / 3, "the filters push the list away"


def test_a_search_is_kept_in_the_address_and_gone_back_to(visit):
    page = at(visit(screen="figures"), f"figures/q=差旅费&org={BUREAU}&year=2026")
    expect(page.locator("#figures .chip")).to_have_count(2)
    expect(page.get_by_label("关键词")).to_have_value("差旅费")
    before = rows(page).count()
    page.locator("#figures .chip").last.click()
    expect(page.locator("#figures .chip")).to_have_count(1)
    expect(rows(page)).not_to_have_count(before)
    page.go_back()
    expect(rows(page)).to_have_count(before)
    page.get_by_label("最低金额").fill("abc")
    page.get_by_label("最低金额").press("Enter")
    expect(page.locator("#figures .note.refused")).to_contain_text("abc")


def test_two_budgets_stand_side_by_side_and_a_cell_opens_its_source(visit):
    page = at(visit(screen="figures", locale="en-GB"), f"figures/view=compare&{BUDGETS}")
    table = page.locator("#figures table.compared")
    expect(page.locator("#figures [data-part=compare-note]")).to_contain_text("475 matched")
    row = table.locator("tr.row", has_text="住房公积金").first
    expect(row.locator("td.value").nth(0)).to_contain_text("623,700.00")
    expect(row.locator("td.value").nth(1)).to_contain_text("645,900.00")
    page.get_by_label("Only lines with a difference").check()
    expect(page.locator("#figures .compare-view .pager")).to_contain_text("of 287")
    expect(table.locator("tr.only_some")).to_have_count(0)
    cell = table.locator("tr.row").first.locator("[data-open]").last
    printed = cell.locator(".number").inner_text()
    cell.click()
    expect(page.locator("#evidence td.figure")).to_contain_text(printed)


def test_the_desk_fits_a_phone_in_english(visit):
    page = at(visit(viewport=PHONE, locale="en-GB", screen="figures"), "figures/q=接待")
    expect(page.locator("#figures [data-part=note]")).to_contain_text("22 figures")
    expect(rows(page)).to_have_count(22)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    edges = "e => [e.getBoundingClientRect().left, e.getBoundingClientRect().right]"
    left, right = rows(page).first.evaluate(edges)
    assert 0 <= left < right <= PHONE["width"]
    page.locator("#figures summary", has_text="Year").click()
    page.locator("#figures aside").get_by_label("2025").check()
    expect(page.locator("#figures .chip")).to_have_text("2025×")
