"""The printed page beside the answer, in a real browser: the right page, the mark over the print."""

import io
import re

import numpy
import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import expect

from index.library import Library
from index.settings import Settings

LAPTOP = {"width": 1366, "height": 850}
PHONE = {"width": 390, "height": 844}
BESIDE = """mark => {
  const image = mark.closest('.page-paper').querySelector('img').getBoundingClientRect();
  const at = mark.getBoundingClientRect();
  return { x: at.x - image.x, y: at.y - image.y, width: at.width, height: at.height,
           across: image.width, down: image.height };
}"""


@pytest.fixture(scope="module")
def home(tmp_path_factory, filled_home, publication, sample_paths):
    (sample,) = (path for path in sample_paths if "中卫" in path.name)
    return filled_home(tmp_path_factory.mktemp("library"), publication.path, sample)


@pytest.fixture(scope="module")
def address(home, served):
    with served(home) as address:
        yield address


@pytest.fixture
def ask(visit, address):
    """Ask a question on a page of one's own; the page, once the answer is there."""

    def ask_it(question, viewport=LAPTOP, locale="zh-CN"):
        page = visit(viewport, locale, address)
        page.locator("#question textarea").fill(question)
        page.keyboard.press("Enter")
        page.locator(".turn .answer").wait_for()
        return page

    return ask_it


def opened(page, number=0):
    """Open a citation and wait until its page is drawn."""
    page.locator(".citation").nth(number).click()
    expect(page.locator(".sheet.opened")).to_be_visible()
    drawn(page)
    return page


def drawn(page):
    page.wait_for_function(
        "() => { const i = document.querySelector('.page-paper img');"
        " return i && i.complete && i.naturalWidth > 0 }"
    )
    page.wait_for_timeout(200)


def stored(home, publication, printed, page):
    """The stored figure printed so on a page."""
    with Library(Settings(home, "none")) as library:
        return next(
            figure
            for figure in library.figures(publication.NAME)
            if figure.printed == printed and figure.page == page and figure.box
        )


def size_of(publication, number):
    """Width and height of a page as shown, by pdfium itself."""
    with pypdfium2.PdfDocument(publication.path) as pdf:
        return pdf[number - 1].get_size()


def assert_over(page, mark, box, size):
    """The mark lies on the image as the stored rectangle on its page, within a pixel."""
    at = mark.evaluate(BESIDE)
    across, down = at["across"] / size[0], at["down"] / size[1]
    assert across == pytest.approx(down, rel=0.01)
    x0, top, x1, bottom = box
    assert at["x"] == pytest.approx(x0 * across, abs=1)
    assert at["y"] == pytest.approx(top * down, abs=1)
    assert at["width"] == pytest.approx((x1 - x0) * across, abs=1)
    assert at["height"] == pytest.approx((bottom - top) * down, abs=1)


def text_in(publication, number, box):
    """What pdfium finds printed in a rectangle of an upright page."""
    with pypdfium2.PdfDocument(publication.path) as pdf:
        opened = pdf[number - 1]
        left, _, _, top = opened.get_bbox()
        text = opened.get_textpage()
        found = text.get_text_bounded(left + box[0], top - box[3], left + box[2], top - box[1])
        text.close()
        return "".join(found.split())


def in_view(mark):
    """Whether a mark is in the part of the page that the panel shows."""
    return mark.evaluate(
        """mark => {
          const at = mark.getBoundingClientRect();
          const view = mark.closest('.page-scroller').getBoundingClientRect();
          return view.x <= at.x && view.y <= at.y && at.right <= view.right + 1
            && at.bottom <= view.bottom + 1 && at.width > 0;
        }"""
    )


def test_cell_is_marked_on_its_page(ask, home, publication):
    page = opened(ask(f"{publication.ORGANISATION}2026年公务接待费是多少？"))
    expect(page.locator(".page-count")).to_have_text("第 2 页，共 6 页")
    figure = stored(home, publication, "12.34", publication.TABLE_PAGE)
    mark = page.locator(".page-mark.figure")
    assert_over(page, mark, figure.box, size_of(publication, 2))
    assert text_in(publication, 2, figure.box) == "12.34"
    assert in_view(mark)
    expect(mark).to_have_attribute("aria-label", "此处标出数字：12.34 万元")
    labels = page.locator(".page-mark.label:visible")
    expect(labels).to_have_count(2)
    for index, printed in enumerate(("本年预算数", "公务接待费")):
        at = labels.nth(index).evaluate(BESIDE)
        scale = 595 / at["across"]
        box = [at["x"], at["y"], at["x"] + at["width"], at["y"] + at["height"]]
        assert text_in(publication, 2, [value * scale for value in box]) == printed
    # On the screen itself: what is marked holds dark print, and the mark is seen.
    shown = Image.open(io.BytesIO(page.screenshot(clip=mark.bounding_box()))).convert("RGB")
    pixels = numpy.asarray(shown).astype(int)
    dark = (pixels.sum(axis=2) < 250).mean()
    yellow = ((pixels[..., 0] > 200) & (pixels[..., 2] < 140)).mean()
    assert 0.005 < dark < 0.3 and yellow > 0.5


def test_page_on_its_side_and_cropped_page_have_their_marks_in_the_right_place(
    ask, home, publication
):
    page = opened(ask(f"{publication.ORGANISATION}2026年差旅费是多少？"))
    expect(page.locator(".page-count")).to_have_text("第 3 页，共 6 页")
    figure = stored(home, publication, "34.56", publication.SIDEWAYS_PAGE)
    mark = page.locator(".page-mark.figure")
    assert_over(page, mark, figure.box, size_of(publication, 3))
    box = mark.evaluate(BESIDE)
    assert box["height"] > box["width"] and box["across"] > box["down"]
    shown = Image.open(io.BytesIO(page.screenshot(clip=mark.bounding_box()))).convert("L")
    assert (numpy.asarray(shown) < 90).mean() > 0.005
    page.locator("#question textarea").fill(f"{publication.ORGANISATION}2026年培训费是多少？")
    page.keyboard.press("Enter")
    expect(page.locator(".page-count")).to_have_text("第 6 页，共 6 页")
    drawn(page)
    figure = stored(home, publication, "7.89", publication.CROPPED_PAGE)
    assert_over(page, page.locator(".page-mark.figure"), figure.box, size_of(publication, 6))
    assert text_in(publication, 6, figure.box) == "7.89"


def test_sentence_is_marked_line_by_line_with_its_figure(ask, publication):
    page = opened(ask(f"{publication.ORGANISATION}2026年公务接待费是多少？"), 1)
    expect(page.locator(".page-count")).to_have_text("第 4 页，共 6 页")
    lines = page.locator(".page-mark.sentence")
    expect(lines).to_have_count(2)
    found = []
    for mark in (lines.nth(0), lines.nth(1), page.locator(".page-mark.figure")):
        at = mark.evaluate(BESIDE)
        scale = 595 / at["across"]
        box = [at["x"], at["y"], at["x"] + at["width"], at["y"] + at["height"]]
        found.append(text_in(publication, 4, [value * scale for value in box]))
        assert in_view(mark)
    assert found[0] + found[1] == publication.SENTENCE
    assert found[2] in ("12.34", "12.34万元")


def test_sentence_over_a_page_end_leads_to_both_pages(ask, publication):
    page = opened(ask(f"{publication.ORGANISATION}2026年机关运行经费是多少？"))
    expect(page.locator(".page-count")).to_have_text("第 4 页，共 6 页")
    expect(page.locator(".page-mark.sentence:visible")).to_have_count(1)
    page.locator(".mark-pages button").nth(1).click()
    drawn(page)
    expect(page.locator(".page-count")).to_have_text("第 5 页，共 6 页")
    expect(page.locator(".page-mark.sentence:visible")).to_have_attribute("data-page", "5")


def test_page_is_enlarged_and_turned_with_its_marks(ask, home, publication):
    page = opened(ask(f"{publication.ORGANISATION}2026年公务接待费是多少？"))
    figure = stored(home, publication, "12.34", publication.TABLE_PAGE)
    paper = page.locator(".page-paper")
    widths = [paper.bounding_box()["width"]]
    page.get_by_role("button", name="放大").click()
    page.locator(".page-scroller").focus()
    page.keyboard.press("+")
    widths.append(paper.bounding_box()["width"])
    assert widths[1] > 1.5 * widths[0]
    assert_over(page, page.locator(".page-mark.figure"), figure.box, size_of(publication, 2))
    page.get_by_role("button", name="适合宽度").click()
    view = page.locator(".page-scroller").evaluate("e => e.clientWidth")
    assert paper.bounding_box()["width"] == pytest.approx(view, abs=1)
    assert_over(page, page.locator(".page-mark.figure"), figure.box, size_of(publication, 2))
    page.get_by_role("button", name="下一页").click()
    expect(page.locator(".page-count")).to_have_text("第 3 页，共 6 页")
    expect(page.locator(".page-mark:visible")).to_have_count(0)
    expect(page.locator(".page-paper img")).to_have_attribute("src", re.compile(r"/3\?width=1600$"))
    expect(page.locator(".page-paper img")).to_have_attribute("alt", re.compile("第 3 页"))
    back = page.get_by_role("button", name="回到标记处")
    back.click()
    expect(page.locator(".page-mark.figure")).to_be_visible()
    expect(back).to_be_hidden()
    drawn(page)
    page.get_by_role("button", name="上一页").click()
    expect(page.locator(".page-count")).to_have_text("第 1 页，共 6 页")
    before = page.get_by_role("button", name="上一页")
    expect(before).to_have_attribute("aria-disabled", "true")
    before.dispatch_event("click")
    expect(page.locator(".page-count")).to_have_text("第 1 页，共 6 页")


def test_table_as_read_is_one_tab_away_and_the_original_in_a_tab_of_its_own(ask, publication):
    page = opened(ask(f"{publication.ORGANISATION}2026年公务接待费是多少？"))
    expect(page.locator("td.figure")).to_be_hidden()
    page.get_by_role("tab", name="原页").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="读取的表格")).to_be_focused()
    expect(page.locator("td.figure")).to_have_text("12.34")
    expect(page.locator(".page-paper")).to_be_hidden()
    expect(page.get_by_role("button", name="下一页")).to_be_hidden()
    link = page.get_by_role("link", name=re.compile("打开原文件"))
    expect(link).to_have_attribute("target", "_blank")
    answer = page.request.get(page.url.split("#")[0] + link.get_attribute("href"))
    assert answer.body() == publication.path.read_bytes()
    assert answer.headers["content-disposition"].startswith("inline")


def test_format_without_pages_shows_its_table(ask):
    page = ask("中卫市科技局2026年科学技术支出预算是多少？")
    page.locator(".citation").first.click()
    expect(page.locator("td.figure")).to_have_text("3069.68")
    expect(page.locator(".page-paper")).to_have_count(0)
    expect(page.get_by_role("link", name="下载原文件")).to_be_visible()


def test_page_whose_image_is_lost_says_so_and_marks_nothing(ask, publication):
    page = ask(f"{publication.ORGANISATION}2026年公务接待费是多少？")
    page.route("**/pages/**", lambda route: route.fulfill(status=500))
    page.locator(".citation").nth(1).click()
    expect(page.locator(".page-failed")).to_have_text("第 4 页的图像无法显示。")
    expect(page.locator(".page-mark:visible")).to_have_count(0)


def test_source_that_cannot_be_fetched_can_be_closed_on_a_phone(ask, publication):
    page = ask(f"{publication.ORGANISATION}2026年公务接待费是多少？", PHONE)
    page.route("**/evidence/**", lambda route: route.abort())
    page.locator(".citation").first.click()
    page.locator("#evidence [data-close]").click()
    expect(page.locator("#evidence .sheet")).to_have_count(0)
    page.locator("#question textarea").click()


def test_phone_shows_the_source_over_the_whole_screen(ask, home, publication):
    page = opened(ask(f"{publication.ORGANISATION}2026年公务接待费是多少？", PHONE, "en-US"))
    sheet = page.locator(".sheet").bounding_box()
    assert (sheet["x"], sheet["y"]) == (0, 0)
    assert (sheet["width"], sheet["height"]) == (PHONE["width"], PHONE["height"])
    expect(page.locator(".page-count")).to_have_text("Page 2 of 6")
    mark = page.locator(".page-mark.figure")
    figure = stored(home, publication, "12.34", publication.TABLE_PAGE)
    assert_over(page, mark, figure.box, size_of(publication, 2))
    assert in_view(mark)
    # Nothing wider than the screen, and nothing behind the sheet can be reached.
    assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
    assert page.evaluate("document.getElementById('chat').inert")
    page.locator("#evidence [data-back]").click()
    expect(page.locator(".sheet")).to_have_count(0)
    assert not page.evaluate("document.getElementById('chat').inert")
    expect(page.locator(".citation").first).to_be_focused()
