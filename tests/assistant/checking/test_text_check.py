"""Texts that say right, wrong and unheard-of things about the sample publications.

The right figures were read by hand: reception 18,000元, the three public expenses 23.10万元,
meetings 12,000元, basic expenditure 52.74 % of the whole, reception 0.20万元 below the year before.
"""

import pytest
from docx import Document

from assistant.checking.text_check import TextChecker, text_of_file
from assistant.checking.verdicts import Verdict

BODY = "云泽市文化和数字事务局"


@pytest.fixture(scope="module")
def checked(assistant, library):
    """``checked(text)``: (printed number with unit, verdict) of every number of a text."""
    checker = TextChecker(assistant, library.documents())
    return lambda text: [(n.printed + n.unit, n.verdict) for n in checker.check(text).numbers]


@pytest.fixture(scope="module")
def numbers(assistant, library):
    """``numbers(text)``: every checked number of a text."""
    checker = TextChecker(assistant, library.documents())
    return lambda text: checker.check(text).numbers


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"{BODY}2026年公务接待费1.80万元。", "confirmed"),
        (f"{BODY}2026年公务接待费18000元。", "confirmed"),
        (f"{BODY}2026年公务接待费约2万元。", "confirmed"),
        (f"{BODY}2026年公务接待费2万元。", "contradicted"),
        (f"{BODY}2026年公务接待费1.80元。", "contradicted"),
        (f"{BODY}2026年公务接待费预算2.80万元。", "contradicted"),
        (f"{BODY}2026年公务接待费预算数为1.80万元。", "confirmed"),
        (f"{BODY}2026年公务接待费比上年减少0.20万元。", "confirmed"),
        (f"{BODY}2026年公务接待费比上年增加0.20万元。", "contradicted"),
        (f"{BODY}2026年公务接待费比上年下降10%。", "confirmed"),
        (f"{BODY}2026年公务接待费比2025年减少0.20万元。", "confirmed"),
        (f"{BODY}2026年公务接待费比2023年减少0.20万元。", "unknown"),
        (f"{BODY}2026年文化旅游体育与传媒支出中基本支出占45.18%。", "confirmed"),
        (f"{BODY}2026年基本支出占52.7%。", "confirmed"),
        (f"{BODY}2026年基本支出占58%。", "contradicted"),
        (f"{BODY}2026年航天经费5万元。", "unknown"),
        (f"{BODY}2031年公务接待费1.80万元。", "unknown"),
        ("明州市财政局2026年公务接待费1.80万元。", "unknown"),
        ("去年一共花了5万元。", "unknown"),
        (f"{BODY}2026年单价100万元以上的设备一台也没有。", "unknown"),
    ],
)
def test_verdict(checked, text, verdict):
    assert checked(text)[0][1] == verdict


def test_a_contradiction_names_the_right_figure_and_where_it_stands(numbers):
    (number,) = numbers(f"{BODY}2026年会议费3万元。")
    assert number.verdict is Verdict.CONTRADICTED
    assert (number.figures[0].value, number.figures[0].unit) == ("12000.00", "元")
    assert "12000.00元" in number.reason
    assert number.citations[0].document == f"{BODY}2026年部门预算.md"


def test_whom_and_which_year_a_text_speaks_of_is_carried_on(checked):
    text = f"{BODY}公布了2026年预算。\n公务接待费1.80万元，会议费1.2万元；三公经费23.1万元。\n"
    assert [verdict for _, verdict in checked(text)] == ["confirmed"] * 3


def test_the_year_compared_with_is_not_the_year_spoken_of(checked):
    text = f"{BODY}2026年预算。公务接待费1.80万元，比2025年预算减少0.20万元。"
    assert checked(text) == [("1.80万元", "confirmed"), ("0.20万元", "confirmed")]


def test_places_are_those_of_the_whole_text(numbers):
    text = f"{BODY}2026年预算说明\n\n会议费1.2万元。公务接待费9万元。"
    found = numbers(text)
    assert [text[a:b] for a, b in (n.span for n in found)] == ["1.2万元", "9万元"]


def test_a_text_without_numbers_has_nothing_to_check(checked):
    assert checked("本局高度重视预算公开工作。") == []
    assert checked("") == []


def test_every_spoilt_number_of_a_publication_is_caught_or_unknown(checked, library):
    """No number of a publication's own text is confirmed once one of its digits is changed."""
    document = next(d for d in library.documents() if d.name == f"{BODY}2026年部门预算.md")
    passages = [p.text for p in library.passages_of([document.id]) if p.table_id is None]
    head = f"{BODY}2026年部门预算\n"
    own = [v for text in passages for _, v in checked(head + text)]
    assert own.count("contradicted") == 0
    assert own.count("confirmed") > 0.8 * len(own)
    spoilt = [p.translate(str.maketrans("0123456789", "1234567890")) for p in passages]
    spoilt = [text.replace("3137", "2026").replace("3136", "2025") for text in spoilt]
    verdicts = [v for text in spoilt for _, v in checked(head + text)]
    assert verdicts.count("confirmed") == 0


def test_the_text_of_a_word_file_is_checked(checked, tmp_path):
    draft = Document()
    draft.add_heading(f"{BODY}2026年预算公开稿", 1)
    draft.add_paragraph("会议费1.2万元，公务接待费5万元。")
    draft.save(tmp_path / "稿.docx")
    verdicts = [v for _, v in checked(text_of_file(tmp_path / "稿.docx"))]
    assert verdicts == ["confirmed", "contradicted"]
