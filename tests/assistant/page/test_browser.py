"""The chat in a real browser, over the bundled samples."""

import re

from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}
# What no text may become; the page's own are icons, charts, page images and files to download.
NOT_OURS = (
    ":is(script, iframe, style, object, embed, base, math, img:not([src^='pages/']),"
    " svg:not([aria-hidden]):not(.bars), a:not([href^='originals/']):not([href^='conversations/']))"
)


def ask(page, question):
    """Type a question, and the answer it gets."""
    before = page.locator(".turn .answer").count()
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    answer = page.locator(".turn .answer").nth(before)
    answer.wait_for()
    return answer


def in_view(locator):
    box, size = locator.bounding_box(), locator.page.viewport_size
    return (
        0 <= box["x"]
        and 0 <= box["y"]
        and box["x"] + box["width"] <= size["width"] + 1
        and box["y"] + box["height"] <= size["height"] + 1
    )


def test_figure_is_answered_large_with_its_table_beside_it(visit):
    page = visit()
    answer = ask(page, "中卫市科技局2026年科学技术支出预算是多少？")
    expect(answer.locator(".amount strong")).to_have_text("3,069.68")
    expect(answer.locator(".amount .unit")).to_have_text("万元")
    expect(answer.locator(".readings").first).to_contain_text("30,696,800 元")
    expect(answer.locator(".scope")).to_contain_text("2026 年")
    size = answer.locator(".amount strong").evaluate(
        "e => parseFloat(getComputedStyle(e).fontSize)"
    )
    assert size >= 40
    marked = page.locator("#evidence td.figure")
    expect(marked).to_have_text("3069.68")
    expect(page.locator("#evidence tbody th.label").last).to_contain_text("科学技术支出")
    expect(page.locator("#evidence thead th.label").last).to_contain_text("预算数")
    page.wait_for_timeout(500)
    assert in_view(marked)
    chat, sheet = page.locator("#chat").bounding_box(), page.locator(".sheet").bounding_box()
    assert chat["x"] + chat["width"] <= sheet["x"]


def test_wide_table_is_scrolled_to_the_cell_with_its_row_label_in_view(visit):
    page = visit()
    ask(page, "中卫市科技局2026年科技成果转化与扩散的项目支出是多少？")
    marked = page.locator("#evidence td.figure")
    expect(marked).to_have_text("2340.00")
    page.wait_for_timeout(500)
    label = page.locator("#evidence tr:has(td.figure) th.label").last
    assert in_view(marked) and in_view(label)
    at = marked.evaluate(
        "e => { const b = e.getBoundingClientRect();"
        " return document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2).closest('td') === e }"
    )
    assert at, "something covers the marked cell"


def test_citation_opens_its_place_and_escape_leads_back(visit):
    page = visit()
    answer = ask(page, "中卫市科技局2026年公务接待费预算是多少？")
    expect(answer.locator(".amount strong")).to_have_text("0.26")
    button = answer.locator(".citation").last
    number = button.locator(".cite").inner_text()
    button.click()
    expect(page.locator("#evidence-title")).to_have_text(f"出处 {number}")
    expect(page.locator("#evidence-title")).to_be_focused()
    expect(page.locator("#evidence mark")).to_contain_text("0.26")
    page.keyboard.press("Escape")
    expect(page.locator(".sheet")).to_have_count(0)
    expect(button).to_be_focused()


def test_sentence_is_marked_in_its_paragraph(visit):
    page = visit()
    answer = ask(page, "中卫市科技局2026年机关运行经费比上年减少了多少？")
    button = answer.locator(".citation").first
    button.click()
    expect(page.locator("#evidence .passage mark").first).to_contain_text("机关运行经费")


def test_choice_is_asked_back_and_answered(visit):
    page = visit()
    answer = ask(page, "公务接待费是多少？")
    options = answer.locator(".options button")
    expect(options.first).to_be_visible()
    assert options.count() >= 2
    options.first.click()
    expect(page.locator(".turn").nth(1).locator(".amount strong")).to_be_visible()


def test_what_the_library_does_not_hold_is_refused(visit):
    page = visit()
    answer = ask(page, "火星市航天局2026年公务接待费是多少？")
    expect(answer).to_have_class(re.compile("refused"))
    expect(answer.locator(".amount")).to_have_count(0)
    expect(page.locator(".sheet")).to_have_count(0)


def test_computed_answer_shows_formula_and_operands_with_their_sources(visit):
    page = visit()
    answer = ask(page, "中卫市科技局2026年人员经费占基本支出的百分之多少？")
    expect(answer.locator(".formula")).to_contain_text("332.79")
    expect(answer.locator(".formula")).to_contain_text("354.61")
    rows = answer.locator(".breakdown tbody tr")
    expect(rows).to_have_count(2)
    rows.nth(1).locator("button.cite").click()
    expect(page.locator("#evidence td.figure, #evidence .passage mark strong")).to_contain_text(
        "354.61"
    )


def test_example_questions_of_the_welcome_are_answered(visit):
    page = visit()
    count = page.locator(".examples button").count()
    assert count >= 3
    for index in range(count):
        page.evaluate("sessionStorage.clear()")
        page.reload()
        example = page.locator(".examples button").nth(index)
        question = example.inner_text()
        example.click()
        answer = page.locator(".turn .answer")
        answer.wait_for()
        expect(page.locator(".question")).to_contain_text(question)
        assert "answered" in answer.get_attribute("class"), (question, answer.inner_text())


def test_follow_up_builds_on_the_conversation_of_its_own_user_only(visit):
    one, other = visit(), visit()
    ask(one, "中卫市科技局2026年公务接待费预算是多少？")
    expect(other.locator(".welcome")).to_be_visible()
    follow_up = ask(one, "那科学技术支出呢？")
    expect(follow_up.locator(".amount strong")).to_have_text("3,069.68")
    expect(one.locator(".turn")).to_have_count(2)
    ask(other, "那科学技术支出呢？")
    expect(other.locator(".turn")).to_have_count(1)


def test_language_follows_the_browser_and_the_switch_is_remembered(visit):
    page = visit(locale="en-US")
    expect(page.locator("h1")).to_have_text("Which budget figure do you need?")
    assert page.evaluate("document.documentElement.lang") == "en"
    answer = ask(page, "What is the 2026 public reception budget (公务接待费) of 中卫市科技局?")
    expect(answer.locator(".readings").first).to_contain_text("RMB 2,600")
    page.get_by_role("button", name="中文").click()
    expect(page.locator(".citations h3")).to_have_text("出处")
    expect(page.get_by_role("textbox", name="你的问题")).to_be_visible()
    page.reload()
    expect(page.locator("h1")).to_have_text("想查哪一笔预算？")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_phone_opens_the_source_below_and_leads_back(visit):
    page = visit(PHONE)
    answer = ask(page, "中卫市科技局2026年科学技术支出预算是多少？")
    expect(page.locator(".sheet")).to_be_hidden()
    button = answer.locator(".citation").first
    button.click()
    marked = page.locator("#evidence td.figure")
    expect(marked).to_be_visible()
    page.wait_for_timeout(1200)
    assert in_view(marked)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="返回", exact=True).click()
    expect(button).to_be_focused()
    page.wait_for_timeout(1200)
    assert in_view(button)


def test_page_is_usable_by_keyboard_alone(visit):
    page = visit()
    focused = "document.activeElement.closest('.examples') !== null"
    page.locator(".switch button").last.focus()
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate(focused):
            break
    assert page.evaluate(focused)
    page.keyboard.press("Enter")
    page.locator(".turn .answer").wait_for()
    page.locator("#question textarea").focus()
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('[data-cite]')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#evidence-title")).to_be_focused()


def test_controls_are_named_for_screen_readers(visit):
    page = visit()
    expect(page.get_by_role("textbox", name="你的问题")).to_be_visible()
    expect(page.get_by_role("button", name="提问")).to_be_visible()
    ask(page, "中卫市科技局2026年科学技术支出预算是多少？")
    expect(page.get_by_role("log")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("查看出处 1")).first).to_be_visible()
    expect(page.get_by_role("region", name="原表")).to_be_visible()
    expect(page.get_by_role("button", name="关闭出处")).to_be_visible()
    unnamed = page.evaluate(
        "[...document.querySelectorAll('button')].filter(b => b.checkVisibility() &&"
        " !b.innerText.trim() && !b.getAttribute('aria-label')).length"
    )
    assert unnamed == 0


def test_too_long_a_question_is_said(visit):
    page = visit()
    box = page.locator("#question textarea")
    box.evaluate("e => e.removeAttribute('maxlength')")
    answer = ask(page, "公务接待费" * 120)
    expect(answer).to_contain_text("500")


def test_hostile_questions_do_not_run(visit, hostile_texts):
    page = visit()
    for text in hostile_texts:
        ask(page, text.replace("\x00", ""))
    page.wait_for_timeout(300)
    assert page.locator(".turn").count() == len(hostile_texts)
    assert page.locator(f".turns {NOT_OURS}").count() == 0


def test_hostile_document_does_not_run(visit, served, filled_home, tmp_path, hostile_texts):
    rows = "\n".join(
        f"{text.replace(chr(0), '')}\t{n}.5" for n, text in enumerate(hostile_texts, 1)
    )
    paragraphs = "\n\n".join(text.replace(chr(0), "") for text in hostile_texts)
    source = tmp_path / '<img src=x onerror="window.hit=1">2026年部门预算.md'
    source.write_text(
        "# 测试市档案局2026年部门预算\n\n## 一、部门收支预算总表\n\n单位：万元\n\n"
        f"项目\t预算数\n公务接待费\t0.77\n{rows}\n\n## 二、情况说明\n\n{paragraphs}\n\n"
        f"测试市档案局2026年公务接待费0.77万元{hostile_texts[0]}{hostile_texts[1]}。\n",
        "utf-8",
    )
    with served(filled_home(tmp_path / "home", source)) as address:
        page = visit(address=address)
        answer = ask(page, "测试市档案局2026年公务接待费是多少？")
        expect(answer.locator(".amount strong")).to_have_text("0.77")
        for index in range(answer.locator(".citation").count()):
            answer.locator(".citation").nth(index).click()
            expect(page.locator("#evidence-title")).to_have_text(f"出处 {index + 1}")
            expect(page.locator("#evidence mark").first).to_contain_text("0.77")
        listed = ask(page, "测试市档案局2026年部门收支预算总表包括哪些项目？")
        expect(listed.locator("svg.bars")).to_be_visible()
        listed.locator(".understood summary").click()
        expect(listed.locator("form.change")).to_be_visible()
        page.wait_for_timeout(300)
        assert page.evaluate("window.hit") is None
        assert page.locator(f"#desk {NOT_OURS}").count() == 0


def test_figures_are_answered_while_the_models_load(
    visit, served, filled_home, tmp_path, sample_paths
):
    with served(filled_home(tmp_path / "home", *sample_paths), model="bundled") as address:
        page = visit(address=address)
        expect(page.locator("#status")).to_contain_text("查数字不受影响")
        answer = ask(page, "中卫市科技局2026年公务接待费预算是多少？")
        expect(answer.locator(".amount strong")).to_have_text("0.26")
        expect(page.locator("#status p")).to_have_count(0, timeout=120_000)
        answer = ask(page, "中卫市科技局的主要职能是什么？")
        expect(answer).to_have_class(re.compile("answered"))
