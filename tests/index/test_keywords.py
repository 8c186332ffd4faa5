"""Keyword terms and their ranking."""

import pytest

from index.keywords import rank, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公务接待费", ["公务", "务接", "接待", "待费"]),
        ("公務接待費", ["公务", "务接", "接待", "待费"]),
        ("“三公”经费", ["三公", "公经", "经费"]),
        ("R&D经费", ["r", "d", "经费"]),
        ("２０２６年 3,175.50万元", ["2026", "年", "3175.50", "万元"]),
        ("费", ["费"]),
        ("Budget of 2026", ["budget", "of", "2026"]),
        ("，。！", []),
    ],
)
def test_terms(text, expected):
    assert terms(text) == expected


def test_the_text_with_the_rarer_term_comes_first():
    texts = ["预算 收入", "预算 支出", "预算 支出 接待", "预算 预算 预算"]
    ranked = rank("接待预算", enumerate(texts))
    assert ranked[0][0] == 2
    assert {key for key, _ in ranked} == {0, 1, 2, 3}
    assert rank("天气", enumerate(texts)) == []
    assert rank("预算", []) == []


def test_traditional_query_finds_simplified_text_over_the_whole_library(library, document):
    library.add_document(document())
    hits = library.search("公務接待費")
    assert hits and "公务接待费" in hits[0].passage.text


def test_marks_of_the_query_language_are_no_operators(library, document):
    library.add_document(document())
    for query in ['"公务接待', "接待 AND", "NEAR(", "-接待费*", "terms:接待", ""]:
        library.search(query)
    assert library.search('接待") OR ("')


def test_search_can_be_kept_to_some_documents(library, document):
    library.add_document(document("甲.md", salt="a", paragraphs=("甲局负责测绘成果管理。",)))
    library.add_document(document("乙.md", salt="b", paragraphs=("乙局负责测绘市场监管。",)))
    ids = {stored.name: stored.id for stored in library.documents()}
    assert library.search("测绘", [ids["甲.md"]])[0].passage.text == "甲局负责测绘成果管理。"
    found = {hit.passage.document for hit in library.search("负责测绘", limit=2)}
    assert found == {"甲.md", "乙.md"}
    assert library.search("测绘", []) == []


def test_a_text_many_documents_share_is_one_hit_of_the_library_and_one_each_within_them(
    library, document
):
    shared = "三公经费：是指因公出国费、公务用车费和公务接待费三项费用。"
    for name in ("甲.md", "乙.md"):
        library.add_document(document(name, salt=name, paragraphs=(shared,)))
    ids = [stored.id for stored in library.documents()]
    everywhere = [hit for hit in library.search("三公经费是指什么") if hit.passage.text == shared]
    within = [hit for hit in library.search("三公经费是指什么", ids) if hit.passage.text == shared]
    assert (len(everywhere), len(within)) == (1, 2)


def test_many_documents_are_searched_like_the_library(library, document):
    for number in range(60):
        paragraphs = (f"第{number}号单位负责专项工作{number}甲。",)
        library.add_document(document(f"{number}.md", salt=str(number), paragraphs=paragraphs))
    ids = [stored.id for stored in library.documents() if stored.name != "7.md"]
    assert len(ids) > 50
    texts = [hit.passage.text for hit in library.search("第8号单位", ids)]
    assert "第8号单位负责专项工作8甲。" in texts
    assert all("第7号" not in text for text in texts)
