from decimal import Decimal

from assistant.answer import Answer, AnswerFigure, Citation, Evidence, Option, Shape, Status
from assistant.page.answer_html import answer_html, cited
from assistant.page.wording import CHINESE, ENGLISH


def figure(label="公务接待费", value="0.26", yuan="2600", unit="万元", place=(5, 2), **more):
    return AnswerFigure(
        label=label,
        value=value,
        unit=unit,
        amount_yuan=None if yuan is None else Decimal(yuan),
        organisation=more.pop("organisation", "示例市科技局"),
        year=more.pop("year", 2026),
        document="示例.md",
        page=20,
        table="“三公”经费预算表",
        row=(label,),
        column=("合计",),
        evidence=Evidence(1, table_id=7, row=place[0], column=place[1]) if place else None,
        **more,
    )


def citation(place=(5, 2)):
    return Citation(
        "示例.md",
        20,
        "第二部分",
        "“三公”经费预算表",
        evidence=Evidence(1, table_id=7, row=place[0], column=place[1]),
    )


def answered(**parts):
    parts = {"figures": (figure(),), "citations": (citation(),), "places": 1} | parts
    return Answer("问", Status.ANSWERED, "公务接待费预算0.26万元。", **parts)


def test_figure_stands_large_with_unit_reading_and_scope():
    html = answer_html(answered(), CHINESE)
    assert "<strong>0.26</strong>" in html
    assert ">万元</span>" in html
    assert "2,600 元" in html
    for words in ("示例市科技局", "2026 年", "“三公”经费预算表", "公务接待费"):
        assert words in html


def test_english_card_has_english_labels_and_the_printed_unit():
    html = answer_html(answered(), ENGLISH)
    assert "RMB 2,600" in html and "万元" in html and "page 20" in html
    assert "出处" not in html


def test_badge_tells_places_and_agreement():
    assert "3 处出现，数值一致" in answer_html(answered(places=3, agreement=True), CHINESE)
    disagree = answer_html(answered(places=2, agreement=False), CHINESE)
    assert "2 处出现，数值不一致" in disagree and "badge disagree" in disagree
    assert "资料库中 1 处" in answer_html(answered(), CHINESE)


def test_computed_answer_shows_formula_and_its_operands():
    result = figure("占比", "93.85", None, "%", place=None, computed=True)
    operands = (
        figure("人员经费", "332.79", "3327900", place=(3, 8)),
        figure("基本支出", "354.61", "3546100", place=(3, 5)),
    )
    html = answer_html(
        answered(
            figures=(result, *operands),
            citations=(citation((3, 8)), citation((3, 5))),
            calculation="332.79 ÷ 354.61 = 93.85%",
        ),
        CHINESE,
    )
    assert "332.79 ÷ 354.61 = 93.85%" in html
    body = html[html.index("<tbody>") : html.index("</tbody>")]
    assert "人员经费" in body and "基本支出" in body and "占比" not in body
    assert 'data-cite="f1"' in body and 'data-cite="f2"' in body
    assert "由下列数字计算" in html


def test_several_figures_are_listed_with_what_they_differ_in():
    html = answer_html(
        answered(figures=(figure(year=2026), figure(value="0.30", yuan="3000", year=2025))),
        CHINESE,
    )
    body = html[html.index("<tbody>") : html.index("</tbody>")]
    assert "2026 年" in body and "2025 年" in body
    assert "示例市科技局" not in body


def test_figures_side_by_side_have_no_single_headline():
    both = (figure(year=2026), figure(value="0.30", yuan="3000", year=2025))
    for shape in (Shape.YEARS, Shape.ITEMS, Shape.COMPARISON):
        html = answer_html(answered(figures=both, shape=shape), CHINESE)
        assert "headline" not in html and "示例市科技局" in html and "<svg" in html
    assert "headline" in answer_html(answered(figures=both, shape=Shape.RANKING), CHINESE)


def test_a_chart_stands_beside_its_table_never_alone():
    both = (figure(year=2026), figure(value="0.30", yuan="3000", year=2025))
    html = answer_html(answered(figures=both, shape=Shape.YEARS), ENGLISH)
    assert html.index("<svg") < html.index("<tbody>") and html.count("<svg") == 1


def test_copy_button_carries_the_text_with_its_source():
    html = answer_html(answered(), CHINESE)
    assert 'data-copy="示例市科技局2026年公务接待费 0.26万元（2,600元）——《示例.md》第20页' in html
    assert "data-copy" not in answer_html(Answer("问", Status.REFUSED, "没有。"), CHINESE)


def test_one_figure_needs_no_list():
    assert "<tbody>" not in answer_html(answered(), CHINESE)


def test_choices_are_buttons_that_ask():
    html = answer_html(
        Answer("问", Status.CLARIFY, "哪一年？", options=(Option("2026 年", "2026年是多少"),)),
        CHINESE,
    )
    assert 'data-ask="2026年是多少"' in html and ">2026 年</button>" in html
    assert "headline" not in html


def test_refusal_shows_no_figure():
    html = answer_html(Answer("问", Status.REFUSED, "资料库里没有。"), CHINESE)
    assert "没有找到依据" in html and "资料库里没有。" in html and "headline" not in html


def test_warnings_and_reading_of_the_question_are_shown():
    html = answer_html(
        answered(
            warnings=("表与正文不一致",),
            understood=(("organisation", "示例市科技局"), ("asked", "share")),
        ),
        CHINESE,
    )
    assert "表与正文不一致" in html
    assert "<dt>单位</dt>" in html and "share" not in html


def test_choices_are_not_said_twice():
    text = "哪一年？\n· 2026 年\n· 2025 年"
    options = (Option("2026 年", "甲"), Option("2025 年", "乙"))
    html = answer_html(Answer("问", Status.CLARIFY, text, options=options), CHINESE)
    assert "<p>哪一年？</p></div>" in html and html.count("2026 年") == 1


def test_reference_leads_to_the_cited_place():
    answer = answered(figures=(figure(), figure("会议费", place=(6, 2))))
    first = cited(answer, "c0")
    assert (first.number, first.value, first.row) == ("1", "0.26", ("公务接待费",))
    assert cited(answer, "f1").evidence.row == 6
    assert cited(answer, "f1").number == ""


def test_reference_to_nothing_is_none():
    for reference in ("c1", "f9", "x0", "c", "", "c-1", "c²", "f99999", "c0 or 1"):
        assert cited(answered(), reference) is None


def test_hostile_text_is_never_markup(hostile):
    answer = Answer(
        hostile,
        Status.ANSWERED,
        hostile,
        figures=(
            figure(hostile, hostile, None, hostile, organisation=hostile),
            figure(hostile, organisation="乙"),
        ),
        citations=(Citation(hostile, None, hostile, hostile, hostile, Evidence(1, passage_id=1)),),
        calculation=hostile,
        options=(Option(hostile, hostile),),
        warnings=(hostile,),
        understood=((hostile, hostile),),
    )
    for words in (CHINESE, ENGLISH):
        assert_inert(answer_html(answer, words), hostile)


def assert_inert(html, hostile):
    """Parsed as a browser would, the HTML has only our own elements and attributes."""
    from html.parser import HTMLParser

    class Seen(HTMLParser):
        def handle_starttag(self, tag, attributes):
            assert tag not in ("script", "img", "svg", "iframe", "style", "math", "a", "base")
            assert all(not name.startswith("on") for name, _ in attributes)
            assert {name for name, _ in attributes} <= ALLOWED, attributes
            self.texts += [value for _, value in attributes if value]

        def handle_data(self, data):
            self.texts.append(data)

    seen = Seen()
    seen.texts = []
    seen.feed(html)
    assert any(hostile.strip() in text for text in seen.texts)


ALLOWED = {
    "aria-hidden",
    "aria-label",
    "class",
    "data-ask",
    "data-cite",
    "data-copy",
    "lang",
    "role",
    "scope",
    "tabindex",
    "type",
}
