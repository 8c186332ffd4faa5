import re

from assistant.answer import Evidence
from assistant.page.evidence_html import Source, passage_sheet, quote_sheet, table_sheet
from assistant.page.wording import CHINESE, ENGLISH
from index.records import StoredPassage

SENTENCE = "预算数为0.26万元，其中：公务接待费0.26万元。"


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


def passage(text=f"前一句。{SENTENCE}后一句。", section=("第三部分", "三、三公经费")):
    return StoredPassage(1, 1, "示例.md", 1, "text", section, text)


def cited_sentence(quote=SENTENCE, span=None):
    return Source("2", "示例.md", quote=quote, evidence=Evidence(1, passage_id=1, span=span))


def cells(html, kind):
    pattern = rf'<(?:td|th)[^>]* class="[^"]*\b{kind}\b[^"]*"[^>]*>(.*?)</(?:td|th)>'
    return [re.sub("<[^>]+>", "", text) for text in re.findall(pattern, html)]


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
    html = table_sheet(Source("1", "示例.md"), table, CHINESE)
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
    start = SENTENCE.rindex("0.26")
    html = passage_sheet(cited_sentence(span=(start, start + 6)), passage(), CHINESE)
    marked = re.findall(r"<mark>(.*?)</mark>", html)
    assert [re.sub("<[^>]+>", "", text) for text in marked] == [SENTENCE]
    assert "<strong>0.26万元</strong>" in html
    assert "前一句。<mark>" in html and "</mark>后一句。" in html
    assert "三、三公经费" in html


def test_sentence_is_found_across_line_ends_and_blanks():
    text = "前一句。预算数为 0.26 万元，其中：\n公务接待费 0.26 万元。后一句。"
    html = passage_sheet(cited_sentence(), passage(text), CHINESE)
    marked = re.findall(r"<mark>(.*?)</mark>", html)
    assert "".join(marked).replace(" ", "") == SENTENCE


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
    for html in (
        table_sheet(cited, table, CHINESE),
        passage_sheet(cited, text, CHINESE),
        passage_sheet(Source("1", "d", quote="无" + hostile), text, CHINESE),
        quote_sheet(cited, CHINESE),
    ):
        plain = re.sub(
            r"</?(?:section|header|div|h2|button|span|p|dl|dt|dd|table|caption|thead|tbody|tr|th|td|mark|strong|ul|ol|li|q)\b(?: [a-z-]+(?:=\"[^\"<>]*\")?)*>",
            "",
            html,
        )
        assert "<" not in plain and ">" not in plain
