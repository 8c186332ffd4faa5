"""Sentences as answers: verbatim, cited, and never from contents or glossary."""

from assistant.answering.passages import is_contents, sentences_of
from assistant.engine import Assistant


def test_a_sentence_is_quoted_verbatim(answered, library):
    answer = answered("中卫市科技局2026年重点工作有哪些")
    quote = answer.citations[0].quote
    passage = library.passage(answer.citations[0].evidence.passage_id)
    assert quote in passage.text and "六个方面" in quote


def test_contents_are_no_evidence(library):
    ids = [d.id for d in library.documents()]
    contents = [p for p in library.passages_of(ids) if is_contents(p)]
    assert all("目录" in " ".join(p.section) for p in contents)


def test_an_amount_is_never_answered_with_mere_words(refused):
    refused("云泽文数局2026年数字档案馆建设花多少钱")
    refused("青禾县水务局2026年高标准农田多少钱")


def test_sentences():
    text = "第一句。第二句比上年减少1.5万元。\n第三句"
    assert sentences_of(text) == ["第一句。", "第二句比上年减少1.5万元。", "第三句"]


def test_the_rest_of_a_thing_is_not_quoted_for_the_thing(filled, tmp_path):
    path = tmp_path / "柳川市档案局2027年部门预算.md"
    path.write_text(
        "# 柳川市档案局2027年部门预算\n\n## 二、支出情况\n\n"
        "其他档案事务支出（2012699）安排10.50万元，主要是工作任务有变化。\n",
        "utf-8",
    )
    assistant = Assistant(filled(path))
    assert "10.50" not in assistant.ask("查一下柳川市档案局2027年档案事务支出安排").text
    assert "10.50" in assistant.ask("查一下柳川市档案局2027年其他档案事务支出安排").text


def test_a_reason_of_another_thing_is_no_reason_of_it(refused, answered):
    # 主要原因是部分收费培训改为免费课程 speaks of 事业收入, 监测设备已在上年集中购置 of 文物保护.
    refused("云泽文数局2026年培训费为什么减少")
    refused("云泽文数局2026年办公费为什么这么多")
    assert "购置费16.80万元" in answered("云泽文数局2026年购置费为什么增加").text
    assert "八项规定" in answered("中卫科技局2026年公用经费为什么下降").text
