from html import unescape
from re import sub

from assistant.answer import Answer, AnswerFigure, Option, Shape, Status
from assistant.page.answer_text import LONGEST_UNFOLDED, text_html
from assistant.page.wording import CHINESE, ENGLISH

SENTENCE = "本年度预算安排用于日常公用支出，共1,234,567.89元。"


def answer(text, **more):
    return Answer("问", more.pop("status", Status.ANSWERED), text, **more)


def bare(html):
    return unescape(sub("<[^>]+>", "", html))


def test_a_short_text_stands_as_it_is():
    assert text_html(answer("甲。\n乙。"), CHINESE) == (
        '<div class="text" lang="zh-CN"><p>甲。</p><p>乙。</p></div>'
    )


def test_a_long_quotation_is_folded_behind_a_sentence_and_nothing_is_lost():
    long = SENTENCE * 30
    html = text_html(answer(long), CHINESE)
    shown, folded = html.split('<details class="more">')
    assert bare(shown).endswith("。") and len(bare(shown)) < LONGEST_UNFOLDED
    assert "展开全文" in folded
    assert bare(html).replace("展开全文", "") == long


def test_a_cut_never_parts_a_number():
    long = "，".join(["共计1,234,567.89元"] * 60)
    shown = bare(text_html(answer(long), CHINESE).split("<details")[0])
    assert shown and shown.endswith("元，")
    unbroken = "1234567890" * 60
    assert "<details" not in text_html(answer(unbroken), CHINESE)


def test_a_text_that_only_lists_the_table_is_folded_whole():
    figures = tuple(AnswerFigure(f"第{i}项", "1", "元") for i in range(5))
    html = text_html(answer("甲：1；乙：2。", figures=figures, shape=Shape.PARTS), ENGLISH)
    assert html.index("<details") < html.index("甲") and "In words" in html
    assert "<details" not in text_html(answer("甲。", figures=figures), ENGLISH)


def test_choices_are_left_to_their_buttons_and_a_refusal_has_its_heading():
    asked = answer("哪一年？\n· 2026 年", status=Status.CLARIFY, options=(Option("2026 年", "?"),))
    assert "2026" not in text_html(asked, CHINESE)
    assert "没有找到依据" in text_html(answer("没有。", status=Status.REFUSED), CHINESE)
