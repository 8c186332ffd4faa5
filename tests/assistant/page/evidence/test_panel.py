import re
from dataclasses import replace
from pathlib import Path

from assistant.answer import Evidence
from assistant.page.evidence.panel import Source, gone_sheet, message, panel, quote_sheet
from assistant.page.evidence.places import FIGURE, LABEL, SENTENCE, TABLE, Found, PageMark, PageView
from assistant.page.evidence.table_marks import marks
from assistant.page.wording import CHINESE, ENGLISH
from assistant.page.words.evidence import evidence_words
from index.originals import Original
from index.records import StoredDocument, StoredPassage

SENTENCE_TEXT = "预算数为0.26万元，其中：公务接待费0.26万元。"
PDF = Original(Path("kept"), "application/pdf")
WORD = Original(Path("kept"), "application/octet-stream")


def document(name="示例.md", pages=None):
    return StoredDocument(
        7, name, "0" * 64, "某局", (), "", 2026, "部门预算", pages, (), 1, 1, 1, "2026-03-01"
    )


def source(row=1, column=1, value="0.26", **more):
    return Source(
        "1",
        "示例.md",
        value=value,
        unit="万元",
        row=("公务接待费",),
        column=("预算数",),
        evidence=Evidence(1, table_id=1, row=row, column=column),
        **more,
    )


def passage(text=f"前一句。{SENTENCE_TEXT}后一句。", section=("第三部分", "三、三公经费")):
    return StoredPassage(1, 1, "示例.md", 1, "text", section, text)


def cited_sentence(quote=SENTENCE_TEXT, span=None):
    return Source("2", "示例.md", quote=quote, evidence=Evidence(1, passage_id=1, span=span))


def table_sheet(cited, table, words, opened=True, original=None):
    """The panel of a table of a format without pages."""
    place = cited.evidence or Evidence(1)
    cells = marks(table, place.row, place.column, cited.row, cited.column, cited.value)
    held = Found(cited, document(), original, table, None, cells)
    return panel(held, None, words, opened)


def passage_sheet(cited, text, words):
    return panel(Found(cited, document(), None, passage=text), None, words)


def cells(html, kind):
    pattern = rf'<(?:td|th)[^>]* class="[^"]*\b{kind}\b[^"]*"[^>]*>(.*?)</(?:td|th)>'
    return [re.sub("<[^>]+>", "", text) for text in re.findall(pattern, html)]


def page_panel(printed_table, marked, words=CHINESE, off_page=False, cited=None, pages=41):
    """The panel of a table of a PDF, 600 × 800 points a page, with some marks on its pages."""
    table = printed_table([["项目", "预算数"], ["公务接待费", "0.26"]])
    cited = cited or source(page=20)
    found = marks(table, 1, 1, cited.row, cited.column, "0.26")
    held = Found(cited, document("示例.pdf", pages), PDF, table, None, found, tuple(marked))
    sizes = {mark.page: (600.0, 800.0) for mark in marked} | {20: (600.0, 800.0)}
    return panel(held, PageView(20, pages, sizes, tuple(marked), off_page), words)


def shown_marks(html):
    """Kind, page, style and whether hidden of every mark on the pages."""
    pattern = (
        r'<div class="page-mark (\w+)" data-page="(\d+)" style="([^"]*)" [^>]*?(hidden)?></div>'
    )
    return [
        (kind, int(page), style, bool(hidden))
        for kind, page, style, hidden in re.findall(pattern, html)
    ]


def test_page_is_shown_with_the_place_marked_in_percent(printed_table):
    html = page_panel(
        printed_table,
        [
            PageMark(20, (300.0, 200.0, 360.0, 220.0), FIGURE),
            PageMark(20, (60.0, 200.0, 300.0, 220.0), LABEL),
            PageMark(19, (300.0, 80.0, 360.0, 100.0), LABEL),
        ],
    )
    assert shown_marks(html) == [
        ("figure", 20, "left:50.0000%;top:25.0000%;width:10.0000%;height:2.5000%", False),
        ("label", 20, "left:10.0000%;top:25.0000%;width:40.0000%;height:2.5000%", False),
        ("label", 19, "left:50.0000%;top:10.0000%;width:10.0000%;height:2.5000%", True),
    ]
    assert "第 20 页，共 41 页" in html
    assert 'src="pages/7/20?width=1600"' in html
    assert 'href="originals/7" target="_blank"' in html
    assert 'aria-label="此处标出数字：0.26 万元"' in html
    # The table as read stands ready behind the page.
    assert 'aria-selected="true">原页' in html and cells(html, "figure") == ["0.26"]
    assert 'class="miss"' not in html


def test_miss_on_the_page_is_said_and_nothing_marked(printed_table):
    more = evidence_words("zh-CN")
    html = page_panel(printed_table, [], off_page=True)
    assert more.missed.format(view="读取的表格") in html and not shown_marks(html)
    html = page_panel(printed_table, [])
    assert more.unplaced.format(view="读取的表格") in html and not shown_marks(html)


def test_whole_table_is_outlined_and_said_to_be_meant(printed_table):
    html = page_panel(printed_table, [PageMark(20, (60.0, 80.0, 540.0, 700.0), TABLE)], ENGLISH)
    assert evidence_words("en").whole_table in html
    assert [kind for kind, *_ in shown_marks(html)] == ["table"]


def test_mark_over_a_page_end_has_a_way_to_each_page(printed_table):
    both = [PageMark(20, (60.0, 700.0, 540.0, 715.0), SENTENCE)]
    both += [PageMark(21, (60.0, 80.0, 240.0, 95.0), SENTENCE)]
    html = page_panel(printed_table, both)
    assert re.findall(r'data-go-page="(\d+)">([^<]+)', html) == [
        ("20", "第 20 页"),
        ("21", "第 21 页"),
    ]
    assert "data-go-page" not in page_panel(printed_table, both[:1])


def test_recognised_and_doubtful_figures_are_warned_of(printed_table):
    html = page_panel(printed_table, [], cited=source(confidence=0.973, doubtful=True))
    assert "识别把握 97%" in html and evidence_words("zh-CN").doubtful in html
    html = page_panel(printed_table, [], cited=source(confidence=1.0))
    assert "识别把握 99%" in html
    assert "识别" not in page_panel(printed_table, [])
    html = page_panel(printed_table, [], ENGLISH, cited=source(certain=False))
    assert evidence_words("en").uncertain in html


def test_document_whose_file_was_not_kept_says_how_to_get_its_pages(printed_table):
    table = printed_table([["项目", "预算数"], ["公务接待费", "0.26"]])
    held = Found(source(page=3), document("示例.pdf", 5), None, table)
    html = panel(held, None, CHINESE)
    assert evidence_words("zh-CN").no_original in html
    assert "originals/" not in html and "page-paper" not in html


def test_page_that_cannot_be_drawn_is_said_and_the_table_shown(printed_table):
    table = printed_table([["项目", "预算数"], ["公务接待费", "0.26"]])
    found = marks(table, 1, 1, ("公务接待费",), ("预算数",), "0.26")
    held = Found(source(page=3), document("示例.pdf", 5), PDF, table, None, found)
    html = panel(held, None, CHINESE, page_failed=True)
    assert "第 3 页的图像无法显示" in html
    assert cells(html, "figure") == ["0.26"]


def test_format_that_a_browser_does_not_show_is_downloaded(printed_table):
    table = printed_table([["项目", "预算数"], ["公务接待费", "0.26"]])
    html = table_sheet(source(), table, CHINESE, original=WORD)
    assert '<a href="originals/7" download>下载原文件</a>' in html


def test_source_that_is_gone_is_said_and_can_be_asked_again():
    cited = source(question="公务接待费是多少？")
    html = gone_sheet(cited, CHINESE, same_name=True)
    assert CHINESE.gone in html and 'data-ask="公务接待费是多少？"' in html
    html = gone_sheet(cited, CHINESE, same_name=False)
    assert CHINESE.gone in html and "data-ask" not in html


def test_table_shows_every_cell_and_marks_the_cited_one(printed_table):
    table = printed_table(
        [["项目", "预算数"], ["公务接待费", "0.26"], ["会议费", "0.26"]],
        notes=("注：不含上年结转",),
    )
    html = table_sheet(source(), table, CHINESE)
    assert cells(html, "figure") == ["0.26"]
    assert sorted(cells(html, "label")) == ["公务接待费", "预算数"]
    assert html.count("<tr>") == 3 and "会议费" in html
    assert "单位：万元" in html and "注：不含上年结转" in html
    assert "示例.md" in html


def test_missed_cell_is_said_and_nothing_marked(printed_table):
    table = printed_table([["项目", "预算数"], ["公务接待费", "0.27"]])
    html = table_sheet(source(), table, CHINESE)
    assert CHINESE.missed_cell in html
    assert "<mark>" not in html and not cells(html, "label")


def test_blank_zero_and_dash_stay_as_printed(printed_table):
    table = printed_table([["项目", "甲", "乙", "丙"], ["接待费", "", "0.00", "—"]])
    html = table_sheet(Source("1", "示例.md", evidence=Evidence(1)), table, CHINESE)
    assert re.findall(r"<td[^>]*>(.*?)</td>", html) == ["接待费", "", "0.00", "—"]


def test_spans_are_kept(printed_table):
    table = printed_table(
        [
            [("项目", 2, 1), ("预算数", 1, 2), ("", 1, 1)],
            [("", 1, 1), "上年", "本年"],
            ["费", "1", "2"],
        ],
        header_rows=2,
    )
    html = table_sheet(source(2, 2, "2"), table, CHINESE)
    head = html[html.index("<thead>") : html.index("</thead>")]
    assert 'rowspan="2"' in head and 'colspan="2"' in head
    assert head.count("<th") - 1 == 4  # <thead> itself begins like a <th>


def test_long_table_is_shown_around_the_mark(printed_table):
    rows = [["项目", "预算数"]] + [[f"项目{i}", f"{i}"] for i in range(1, 1001)]
    html = table_sheet(source(500, 1, "500"), printed_table(rows), CHINESE)
    assert cells(html, "figure") == ["500"]
    assert html.count("<tr") < 200
    left_out = sum(int(n) for n in re.findall(r"此处略去 (\d+) 行", html))
    shown = html.count("<tr>") - 1
    assert left_out + shown == 1000


def test_sentence_is_marked_with_its_figure():
    start = SENTENCE_TEXT.rindex("0.26")
    html = passage_sheet(cited_sentence(span=(start, start + 6)), passage(), CHINESE)
    marked = re.findall(r"<mark>(.*?)</mark>", html)
    assert [re.sub("<[^>]+>", "", text) for text in marked] == [SENTENCE_TEXT]
    assert "<strong>0.26万元</strong>" in html
    assert "前一句。<mark>" in html and "</mark>后一句。" in html
    assert "三、三公经费" in html


def test_sentence_is_found_across_line_ends_and_blanks():
    text = "前一句。预算数为 0.26 万元，其中：\n公务接待费 0.26 万元。后一句。"
    html = passage_sheet(cited_sentence(), passage(text), CHINESE)
    marked = re.findall(r"<mark>(.*?)</mark>", html)
    assert "".join(marked).replace(" ", "") == SENTENCE_TEXT


def test_sentence_that_is_not_there_is_said_and_nothing_marked():
    html = passage_sheet(cited_sentence("另一句话。"), passage(), ENGLISH)
    assert ENGLISH.missed_sentence in html and "另一句话。" in html
    assert "<mark>" not in html


def test_sheet_offered_with_an_answer_is_told_from_one_asked_for(printed_table):
    table = printed_table([["项目", "预算数"], ["公务接待费", "0.26"]])
    assert 'class="sheet opened"' in table_sheet(source(), table, CHINESE)
    assert 'class="sheet offered"' in table_sheet(source(), table, CHINESE, opened=False)


def test_hostile_text_is_never_markup(hostile, printed_table):
    table = printed_table(
        [[hostile, hostile], [hostile, "0.26"]], title=hostile, unit=hostile, notes=(hostile,)
    )
    cited = Source(
        "1",
        hostile,
        section=hostile,
        table=hostile,
        quote=hostile,
        value="0.26",
        unit=hostile,
        row=(hostile,),
        column=(hostile,),
        evidence=Evidence(1, table_id=1, row=1, column=1),
    )
    text = passage(f"前。{hostile}后。", (hostile,))
    asked = replace(cited, question=hostile)
    page = PageMark(1, (0.0, 0.0, 10.0, 10.0), FIGURE)
    held = Found(cited, document(hostile, 1), PDF, table, marks=(page,))
    paged = panel(held, PageView(1, 1, {1: (600.0, 800.0)}, (page,)), ENGLISH)
    for html in (
        table_sheet(cited, table, CHINESE),
        passage_sheet(cited, text, CHINESE),
        passage_sheet(Source("1", "d", quote="无" + hostile), text, CHINESE),
        quote_sheet(cited, CHINESE),
        gone_sheet(asked, CHINESE, same_name=True),
        message(hostile, CHINESE),
        paged,
    ):
        plain = re.sub(
            r"</?(?:section|header|div|h2|button|span|p|dl|dt|dd|table|caption|thead|tbody|tr|th|td"
            r"|mark|strong|ul|ol|li|q|a|img)\b(?: [a-z-]+(?:=\"[^\"<>]*\")?)*>",
            "",
            html,
        )
        assert "<" not in plain and ">" not in plain
