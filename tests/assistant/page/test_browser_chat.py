"""The chat beyond the answer, in a real browser: charts, copying, what follows, waiting."""

from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}
FIGURE = "云泽文数局2026年公务接待费是多少？"
PARTS = "云泽文数局2026年三公经费由哪些项目构成？"
YEARS = "云泽文数局2026年三公经费比2025年增加多少？"


def ask(page, question):
    """Type a question, and the answer it gets."""
    before = page.locator(".turn[data-turn]").count()
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    turn = page.locator(".turn[data-turn]").nth(before)
    turn.wait_for()
    return turn.locator(".answer")


def overflow(page):
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def test_composition_is_drawn_to_scale_beside_its_table(visit):
    page = visit()
    answer = ask(page, PARTS)
    widths = answer.locator("svg rect.bar").evaluate_all(
        "bars => bars.map(bar => bar.getBoundingClientRect().width)"
    )
    track = answer.locator("svg rect.track").first.bounding_box()["width"]
    shares = [16.8 / 23.1, 4.5 / 23.1, 1.8 / 23.1]
    assert len(widths) == 3
    for width, share in zip(widths, shares, strict=True):
        assert abs(width / track - share) < 0.01
    expect(answer.locator("svg .figure").first).to_contain_text("16.80 万元")
    expect(answer.locator(".breakdown tbody tr")).to_have_count(5)
    assert page.get_by_role("img", name="构成").count() == 1


def test_two_years_are_drawn_and_readable_on_a_phone(visit):
    page = visit(PHONE, "en-US")
    answer = ask(page, YEARS)
    bars = answer.locator("svg rect.bar")
    expect(bars).to_have_count(2)
    size = answer.locator("svg text").first.evaluate(
        "e => parseFloat(getComputedStyle(e).fontSize)"
    )
    assert size >= 13
    drawing = answer.locator("svg").bounding_box()
    for text in answer.locator("svg text").all():
        box = text.bounding_box()
        assert box["x"] + box["width"] <= drawing["x"] + drawing["width"] + 1
    assert overflow(page) <= 0


def test_answer_is_copied_with_its_source_and_said_to_be(visit):
    page = visit()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answer = ask(page, FIGURE)
    answer.get_by_role("button", name="复制答案和出处").click()
    expect(page.locator("#chat > [role=status].sr")).to_have_text("已复制答案和出处")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("云泽市文化和数字事务局2026年公务接待费 18,000.00元（")
    assert "行“商品和服务支出 › 公务接待费”" in text


def test_answer_is_copied_where_scripts_have_no_clipboard(visit):
    page = visit(locale="en-US")
    page.context.grant_permissions(["clipboard-read"])
    answer = ask(page, FIGURE)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    button = answer.locator("[data-copy]")
    button.click()
    expect(button).to_have_text("Copied with its source")
    expect(button).to_have_text("Copy with source")


def test_suggestions_follow_and_are_answered_when_pressed(visit):
    page = visit()
    ask(page, FIGURE)
    offered = page.locator(".suggestions button")
    expect(offered.first).to_be_visible()
    assert 2 <= offered.count() <= 4
    question = offered.first.get_attribute("data-ask")
    offered.first.click()
    turn = page.locator(".turn[data-turn]").nth(1)
    expect(turn.locator(".asked")).to_have_text(question)
    expect(turn.locator(".answer.answered")).to_be_visible()


def test_a_refusal_leads_to_what_is_held(visit):
    page = visit()
    expect(ask(page, "云泽文数局2020年公务接待费是多少？")).to_contain_text("2020")
    offered = page.locator(".suggestions button").first
    offered.click()
    expect(page.locator(".turn .answer.answered .amount")).to_be_visible()


def test_what_was_understood_is_changed_and_asked_again(visit):
    page = visit()
    answer = ask(page, FIGURE)
    answer.locator(".understood summary").click()
    form = answer.locator("form.change")
    expect(form.get_by_label("项目")).to_have_value("公务接待费")
    form.get_by_label("年度").select_option("2025")
    # The kinds held of that year come in, the field that was changed keeps the focus.
    expect(form.get_by_label("文件种类").locator("option[value=部门决算]")).to_have_count(1)
    expect(form.get_by_label("年度")).to_be_focused()
    form.get_by_label("文件种类").select_option("部门决算")
    form.get_by_role("button").click()
    turn = page.locator(".turn[data-turn]").nth(1)
    expect(turn.locator(".asked")).to_have_text("云泽文数局2025年部门决算的公务接待费是多少？")
    expect(turn.locator(".amount strong")).to_have_text("0.92")


def test_what_was_understood_is_changed_by_keyboard(visit):
    page = visit(locale="en-US")
    answer = ask(page, FIGURE)
    answer.locator(".understood summary").focus()
    page.keyboard.press("Enter")
    item = answer.locator("form.change").get_by_label("Item")
    item.fill("差旅费")
    page.keyboard.press("Enter")
    expect(page.locator(".turn[data-turn]").nth(1).locator(".amount strong")).to_have_text(
        "52,600.00"
    )


def test_enter_asks_shift_enter_breaks_the_line_and_up_recalls(visit):
    page = visit()
    box = page.locator("#question textarea")
    box.focus()
    page.keyboard.type("云泽文数局2026年")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("公务接待费是多少")
    expect(box).to_have_value("云泽文数局2026年\n公务接待费是多少")
    assert page.locator(".turn").count() == 0
    page.keyboard.press("Enter")
    expect(page.locator(".answer .amount")).to_be_visible()
    expect(box).to_have_value("")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(box).to_have_value("云泽文数局2026年\n公务接待费是多少")


def test_an_answer_is_heard_once_and_whole(visit):
    page = visit()
    ask(page, FIGURE)
    spoken = page.locator("#chat > [role=status].sr")
    expect(spoken).to_contain_text("18,000.00")
    expect(spoken).to_contain_text("来源")
    expect(page.get_by_role("log")).to_have_attribute("aria-live", "off")


def test_parts_of_an_answer_arrive_in_order_unless_motion_is_unwanted(visit):
    page = visit()
    answer = ask(page, YEARS)
    delays = "e => [...e.children].map(c => parseFloat(getComputedStyle(c).animationDelay))"
    coming = answer.evaluate(delays)
    assert coming == sorted(coming) and 0 < coming[-1] <= 1
    calm = visit()
    calm.emulate_media(reduced_motion="reduce")
    still = ask(calm, YEARS)
    assert set(
        still.evaluate("e => [...e.children].map(c => getComputedStyle(c).animationName)")
    ) == {  # fmt: skip
        "none"
    }


def test_a_question_is_seen_at_once_and_a_slow_one_can_be_stopped(visit):
    page = visit()
    # No answer comes while this holds the question.
    page.route("**/chat/ask", lambda route: None)
    box = page.locator("#question textarea")
    box.fill(FIGURE)
    page.keyboard.press("Enter")
    expect(page.locator(".pending .stage")).to_have_text("正在查找…")
    # The box stays usable; what is typed waits.
    box.fill("然后呢")
    expect(page.locator(".pending .stage")).to_contain_text("还在查找")
    page.get_by_role("button", name="停止").click()
    expect(page.locator(".answer.failed")).to_contain_text("已停止等待")
    expect(box).to_have_value("然后呢")
    page.unroute("**/chat/ask")
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(".answer .amount strong")).to_have_text("18,000.00")
    assert page.locator(".turn").count() == 1


def test_a_server_that_cannot_be_reached_is_said_and_tried_again(visit):
    page = visit(locale="en-US")
    page.context.set_offline(True)
    page.locator("#question textarea").fill(FIGURE)
    page.keyboard.press("Enter")
    failed = page.locator(".answer.failed")
    expect(failed).to_contain_text("cannot be reached")
    page.context.set_offline(False)
    failed.get_by_role("button", name="Try again").click()
    expect(page.locator(".answer .amount strong")).to_have_text("18,000.00")


def test_a_long_quotation_is_folded_and_opens(visit):
    page = visit()
    answer = ask(page, PARTS)
    words = answer.locator(".text details")
    expect(words.locator("p").first).to_be_hidden()
    words.locator("summary").click()
    expect(words.locator("p").first).to_contain_text("包括")


def test_no_screen_is_wider_than_a_phone(visit):
    page = visit(PHONE)
    for question in (PARTS, YEARS, "差旅费是多少", "什么是“三公”经费？", "云泽文数局2020年水费"):
        ask(page, question)
        assert overflow(page) <= 0, question
    page.locator(".understood summary").first.click()
    expect(page.locator("form.change").first).to_be_visible()
    assert overflow(page) <= 0
    region = page.get_by_role("region", name="数值").first
    assert region.evaluate("e => e.scrollWidth >= e.clientWidth")
    first = region.locator("tbody th").first.bounding_box()
    number = region.locator("tbody td").first.bounding_box()
    assert first["x"] + first["width"] <= number["x"] + 1


def test_text_twice_as_large_stays_within_the_page(visit):
    page = visit({"width": 683, "height": 425})
    page.evaluate("document.documentElement.style.zoom = 1.6")
    answer = ask(page, PARTS)
    expect(answer.locator("svg")).to_be_visible()
    assert overflow(page) <= 1
