"""Text as printed and as compared."""

import pytest

from corpus.text import label, name_of, normalise, numbering, sentences, tidy


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("收　入 预 算", "收入预算"),
        ("2026 年 部门预算", "2026年部门预算"),
        ("R&D  service fee", "R&D service fee"),
        ("**合计**", "合计"),
        ("工资<br>福利", "工资福利"),
        ("占 比 12.5 %", "占比12.5%"),
        ("零\u200b宽\ufeff字符\x00", "零宽字符"),
    ],
)
def test_layout_is_no_part_of_a_label(printed, shown):
    assert label(printed) == shown


def test_hostile_markup_stays_text():
    assert tidy("<script>alert(1)</script>") == "<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("“三公”经费", "三公经费"),
        ("因公出国（境）费", "因公出国(境)费"),
        ("財政撥款", "财政拨款"),
        ("Ａ４ 纸", "a4纸"),
        ("R&D经费", "r&d 经费"),
    ],
)
def test_ways_to_print_one_name_compare_equal(a, b):
    assert normalise(a) == normalise(b)


def test_different_names_stay_different():
    assert normalise("公务用车购置费") != normalise("公务用车运行费")


@pytest.mark.parametrize(
    ("text", "depth", "rest"),
    [
        ("第二部分 预算表", 0, "预算表"),
        ("十一、教育支出", 10, "教育支出"),
        ("（二）外交支出", 20, "外交支出"),
        ("(二十一) 其他支出", 20, "其他支出"),
        ("3.医疗", 30, "医疗"),
        ("3、医疗", 30, "医疗"),
        ("3．2026年预算", 30, "2026年预算"),
        ("３．１５", None, "３．１５"),
        ("（1）本级", 40, "本级"),
        ("①本级", 50, "本级"),
        ("1.5万元以下", None, "1.5万元以下"),
        ("一般公共服务支出", None, "一般公共服务支出"),
        ("三公经费", None, "三公经费"),
        ("2026年预算", None, "2026年预算"),
    ],
)
def test_numbering_styles_and_their_order(text, depth, rest):
    assert numbering(text) == (depth, rest)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("其中：公务接待费", "公务接待费"),
        ("（一）其中:财政拨款", "财政拨款"),
        ("年度资金总额：", "年度资金总额"),
        ("1.基本工资", "基本工资"),
    ],
)
def test_the_bare_name_of_a_row(printed, name):
    assert name_of(printed) == name


def test_sentences_keep_their_closing_marks_and_lose_no_character():
    text = "预算3.5万元。（见附表。）比上年增加！\n下一段"
    pieces = [text[a:b] for a, b in sentences(text)]
    assert pieces == ["预算3.5万元。", "（见附表。）", "比上年增加！", "下一段"]
