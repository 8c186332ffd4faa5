"""The library in a real browser: files added while questions are asked, corrected, removed."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

LAPTOP = {"width": 1366, "height": 850}
PHONE = {"width": 390, "height": 844}
SLOW = 120_000
OFFICES = "农业 统计 教育 民政 司法 交通 文化 体育 商务 财政 粮食 地震".split()
TEXT = """# {organisation}2031年部门预算

## 一、收支总表

单位：万元

项目\t预算数
培训费\t{training}
差旅费\t2.50
合计\t{total}

## 二、情况说明

{organisation}2031年培训费预算{training}万元。{more}
"""


def publication(organisation, training="1.50", total="4.00", more=""):
    return TEXT.format(
        organisation=organisation, training=training, total=total, more=more
    ).encode()


def sent(name, data):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


@pytest.fixture(scope="module")
def address(tmp_path_factory, filled_home, served):
    """A library of the administrator at this machine, with one document to ask about."""
    folder = tmp_path_factory.mktemp("library")
    path = folder / "青禾市档案馆2031年部门预算.md"
    path.write_bytes(publication("青禾市档案馆", total="9.00"))
    with served(filled_home(folder / "home", path)) as address:
        yield address


@pytest.fixture
def library(visit, address):
    """The library screen for a fresh user."""

    def open_library(viewport=LAPTOP, locale="zh-CN"):
        page = visit(viewport, locale, address, "library")
        page.locator(".library-list .list, .library-list .none").first.wait_for()
        return page

    return open_library


def upload(page, *files):
    page.locator("[data-files]").first.set_input_files(list(files))


def entry(page, name):
    return page.locator(".entries li", has_text=name)


def document(page, name):
    page.locator(".list .name a", has_text=name).click()
    page.locator(".document h1", has_text=name).wait_for()


def ask(page, question):
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    answer = page.locator(".turn .answer").last
    answer.wait_for()
    return answer


def test_questions_are_answered_while_files_are_added_and_a_bad_one_is_explained(
    library, visit, address
):
    page, other = library(), visit(address=address)
    many = [
        sent(f"{name}局2031年部门预算.md", publication(f"青禾市{name}局", f"{number + 3}.25"))
        for number, name in enumerate(OFFICES)
    ]
    bad = sent("坏的.pdf", b"%PDF-1.4 and no more")
    upload(page, *many[:6], bad, *many[6:])
    expect(page.locator(".job .job-state").first).to_contain_text("/ 13")
    answer = ask(other, "青禾市档案馆2031年培训费预算是多少？")
    expect(answer.locator(".amount strong")).to_have_text("1.50")
    expect(page.locator(".job .job-state").first).to_have_text("已完成 · 13 / 13", timeout=SLOW)
    expect(entry(page, "坏的.pdf").locator(".entry-state")).to_have_text("未能添加")
    expect(entry(page, "坏的.pdf").locator(".entry-error")).to_have_text("文件已损坏或不是 PDF")
    expect(entry(page, "地震局").locator(".entry-profile")).to_have_text(
        "青禾市地震局 · 2031 · 部门预算"
    )
    expect(page.locator(".jobs-said")).to_have_text("已处理 13 个，共 13 个文件；其中失败 1 个。")
    expect(page.locator(".pager p")).to_contain_text("共 13 份")
    expect(page.locator("#masthead .held")).to_contain_text("13 份文件")
    answer = ask(other, "青禾市地震局2031年培训费预算是多少？")
    expect(answer.locator(".amount strong")).to_have_text("14.25")
    page.reload()
    expect(entry(page, "坏的.pdf").locator(".entry-state")).to_have_text("未能添加")
    page.locator("[data-forget]").click()
    expect(page.locator(".jobs")).to_be_hidden()


def test_files_are_dropped_and_the_keyboard_reaches_the_picker(library):
    page = library(locale="en-US")
    page.evaluate(
        """([name, text]) => {
          const data = new DataTransfer();
          data.items.add(new File([text], name));
          const drop = document.querySelector('.drop');
          drop.dispatchEvent(new DragEvent('dragover', { dataTransfer: data, cancelable: true }));
          drop.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
        }""",
        ["拖入.md", publication("青禾市气象局").decode()],
    )
    expect(entry(page, "拖入.md").locator(".entry-state")).to_have_text("Added", timeout=SLOW)
    picker = page.locator("[data-files]").first
    # What comes of the upload has settled, so that nothing takes the focus again.
    expect(page.locator(".pager p")).to_contain_text("of ")
    picker.focus()
    expect(picker).to_be_focused()
    with page.expect_file_chooser() as chooser:
        picker.press("Space")
    assert chooser.value.is_multiple()


def test_both_places_of_a_finding_open_beside_it(library):
    page = library()
    document(page, "青禾市档案馆2031年部门预算.md")
    first = page.locator(".findings > li").first
    expect(first.locator(".finding-message")).to_contain_text("合计")
    stated, against = first.locator(".both [data-evidence]").all()
    stated.click()
    expect(page.locator("#evidence td.figure")).to_have_text("9.00")
    against.click()
    expect(page.locator("#evidence td.figure")).to_have_count(0)
    expect(page.locator("#evidence .scroller")).to_contain_text("2.50")
    page.keyboard.press("Escape")
    expect(against).to_be_focused()
    page.locator(".tables [data-evidence]").first.click()
    expect(page.locator("#evidence .scroller")).to_contain_text("培训费")


def test_a_corrected_profile_is_what_answers_go_by(library, visit, address):
    page = library()
    upload(page, sent("来历不明.md", publication("青禾市林业局")))
    expect(entry(page, "来历不明.md").locator(".entry-state")).to_have_text("已添加", timeout=SLOW)
    entry(page, "来历不明.md").locator("a").click()
    page.locator(".document h1").wait_for()
    page.locator(".editing summary").click()
    page.get_by_label("单位", exact=True).fill("青禾市草原站")
    page.get_by_label("年度", exact=True).fill("2029")
    page.get_by_role("button", name="保存更正").click()
    expect(page.locator(".document-said")).to_contain_text("已保存")
    expect(page.locator(".profile")).to_contain_text("青禾市草原站")
    answer = ask(visit(address=address), "青禾市草原站2029年培训费预算是多少？")
    expect(answer.locator(".amount strong")).to_have_text("1.50")
    page.locator(".editing summary").click()
    page.get_by_role("button", name="恢复为原文信息").click()
    expect(page.locator(".profile")).to_contain_text("青禾市林业局")


def test_impossible_corrections_are_refused_in_words(library):
    page = library()
    document(page, "青禾市档案馆2031年部门预算.md")
    page.locator(".editing summary").click()
    page.get_by_role("button", name="保存更正").click()
    expect(page.locator(".correcting-fault")).to_have_text("没有改动。")
    page.get_by_label("年度", exact=True).evaluate("e => { e.min = ''; e.max = ''; }")
    page.get_by_label("年度", exact=True).fill("1066")
    page.get_by_role("button", name="保存更正").click()
    expect(page.locator(".correcting-fault")).to_contain_text("1066")


def test_a_document_is_read_again_and_removed(library):
    page = library()
    upload(page, sent("要移除的.md", publication("青禾市水务局")))
    expect(entry(page, "要移除的.md").locator(".entry-state")).to_have_text("已添加", timeout=SLOW)
    document(page, "要移除的.md")
    page.get_by_role("button", name="重新读取").click()
    again = page.locator(".job", has_text="重新读取").locator(".entry-state")
    expect(again).to_have_text("已更新", timeout=SLOW)
    document(page, "要移除的.md")
    page.locator("[data-remove]").click()
    expect(page.locator(".removing")).to_contain_text("要移除的.md")
    page.locator("[data-keep]").click()
    expect(page.locator("[data-remove]")).to_be_focused()
    page.locator("[data-remove]").click()
    page.locator("[data-remove-now]").click()
    expect(page.locator(".library-said")).to_contain_text("已移除")
    expect(page.locator(".list .name a", has_text="要移除的.md")).to_have_count(0)


def test_the_list_is_searched_and_sorted_and_a_document_has_an_address(library, address):
    page = library(locale="en-US")
    page.get_by_label("Find documents").fill("档案馆 2031")
    expect(page.locator(".list tbody tr")).to_have_count(1)
    page.get_by_role("button", name=re.compile("^Figures")).click()
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Figures")
    document(page, "青禾市档案馆2031年部门预算.md")
    assert re.fullmatch(r"library/\d+", urlsplit(page.url).fragment)
    page.reload()
    expect(page.locator(".document h1")).to_contain_text("青禾市档案馆")
    expect(page.get_by_role("heading", name="Contradictions")).to_be_visible()
    page.go_back()
    expect(page.locator(".library-list")).to_be_visible()


def test_hostile_names_and_text_do_not_run(library, hostile_texts):
    page = library()
    more = "\n\n".join(text.replace("\x00", "") for text in hostile_texts)
    data = publication("青禾市审计局", total="9.00", more=more)
    names = ['<img src=x onerror="window.hit=1">.md', "\u202egnp.<script>window.hit=1<script>.md"]
    upload(page, *(sent(name, data + name.encode()) for name in names))
    expect(page.locator(".job .job-state").first).to_have_text("已完成 · 2 / 2", timeout=SLOW)
    document(page, "<img src=x")
    for button in page.locator(":is(.both, .tables) [data-evidence]").all()[:4]:
        button.click()
        page.locator("#evidence .sheet").wait_for()
    page.wait_for_timeout(300)
    assert page.evaluate("window.hit") is None
    assert page.locator("#library :is(script, img, svg, iframe, style)").count() == 0


def test_who_is_no_administrator_reads_and_changes_nothing(
    visit, tmp_path, filled_home, served, sample_paths
):
    from assistant.passwords import hash_password

    home = filled_home(tmp_path / "home", sample_paths[0])
    with served(home, BUDGET_QA_ADMIN_PASSWORD_HASH=hash_password("Sesame 42")) as address:
        page = visit(address=address, screen="library")
        page.locator(".list .name a").first.wait_for()
        expect(page.locator(".library .hint")).to_contain_text("管理员登录")
        expect(page.locator("[data-files]")).to_have_count(0)
        page.locator(".list .name a").first.click()
        page.locator(".document h1").wait_for()
        expect(page.locator(":is(.correcting, [data-remove], [data-read-again])")).to_have_count(0)
        number = urlsplit(page.url).fragment.split("/")[1]
        status = page.evaluate(
            f"fetch('library/documents/{number}', {{ method: 'DELETE' }}).then(a => a.status)"
        )
        assert status == 401
        page.locator("#masthead [data-access=open]").click()
        page.locator("#access-password").fill("Sesame 42")
        page.keyboard.press("Enter")
        expect(page.locator("[data-remove]")).to_be_visible(timeout=SLOW)
        page.goto(f"{address}/#library")
        expect(page.locator("[data-files]").first).to_be_attached()


def test_phone_shows_cards_that_fit(library):
    page = library(PHONE, "en-US")
    expect(page.locator(".list .name a").first).to_be_visible()
    document(page, "青禾市档案馆2031年部门预算.md")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    button = page.locator(".findings [data-evidence]").first
    button.click()
    expect(page.locator("#evidence td.figure")).to_be_visible()
    page.get_by_role("button", name=re.compile("Back|Close")).first.click()
    expect(button).to_be_focused()
    page.get_by_role("link", name=re.compile("Back to the list")).click()
    expect(page.locator(".library-home")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_controls_have_names(library):
    page = library(locale="en-US")
    document(page, "青禾市档案馆2031年部门预算.md")
    unnamed = page.evaluate(
        "[...document.querySelectorAll('#library :is(button, a, input, select)')].filter(e =>"
        " e.checkVisibility() && !e.innerText?.trim() && !e.getAttribute('aria-label')"
        " && !e.labels?.length).length"
    )
    assert unnamed == 0
