"""The list of documents, a page at a time: searched, sorted, narrowed."""

import pytest

from index.document_list import FILTERS, ORDERS, ListQuery


@pytest.fixture
def filled(library, document):
    """A library of five documents of two organisations."""
    made = [
        document("乙局2025年部门预算.md", "某市乙局", 2025),
        document("乙局2026年部门预算.md", "某市乙局", 2026),
        document("甲局（本级）2024年部门预算.md", "某市甲局", 2024, tables=()),
        document("无名_100%.md", "", None),
        document("丙局2023年部门预算.md", "某市丙局", 2023),
    ]
    for each in made:
        library.add_document(each)
    return library


def names(library, **query):
    return [each.name for each in library.listed_documents(ListQuery(**query)).documents]


def test_a_page_is_some_of_all_and_says_of_how_many(filled):
    page = filled.listed_documents(ListQuery(limit=2, offset=2))
    assert (len(page.documents), page.total, page.held) == (2, 5, 5)
    every = [each.name for each in filled.documents()]
    assert [each.name for each in page.documents] == every[2:4]
    assert filled.listed_documents(ListQuery(offset=99)).documents == ()


def test_every_word_is_looked_for_in_name_and_profile(filled):
    assert names(filled, search="乙局 2026") == ["乙局2026年部门预算.md"]
    assert names(filled, search="某市甲") == ["甲局（本级）2024年部门预算.md"]
    assert names(filled, search="(本级)") == []
    assert names(filled, search="（本级）") == ["甲局（本级）2024年部门预算.md"]
    assert names(filled, search="２０２３") == ["丙局2023年部门预算.md"]
    page = filled.listed_documents(ListQuery(search="乙局"))
    assert (page.total, page.held) == (2, 5)


def test_signs_of_the_database_are_letters(filled):
    assert names(filled, search="%") == ["无名_100%.md"]
    assert names(filled, search="_") == ["无名_100%.md"]
    assert names(filled, search="'; DROP TABLE documents --") == []


def test_sorted_by_year_documents_without_one_stand_last(filled):
    rising = names(filled, order="year")
    falling = names(filled, order="year", descending=True)
    assert rising[0].startswith("丙局2023") and falling[0].startswith("乙局2026")
    assert rising[-1] == falling[-1] == "无名_100%.md"
    assert names(filled, order="organisation", descending=True)[-1] == "无名_100%.md"


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_keeps_every_document(filled, order):
    for descending in (False, True):
        assert sorted(names(filled, order=order, descending=descending)) == sorted(names(filled))


def test_an_unknown_order_is_that_by_name(filled):
    assert names(filled, order="sha256; --") == names(filled)


@pytest.mark.parametrize("only", FILTERS)
def test_narrowed_to_what_wants_attention(library, tmp_path, only):
    calm = tmp_path / "某市测绘局2026年部门预算.md"
    calm.write_text(
        "# 某市测绘局2026年部门预算\n\n## 收入预算表\n\n单位：万元\n\n项目\t预算数\n培训费\t1.50\n差旅费\t2.50\n合计\t4.00\n",
        "utf-8",
    )
    odd = tmp_path / "怪.md"
    odd.write_text(
        "# 收入预算表\n\n单位：万元\n\n项目\t预算数\n培训费\t1.50\n差旅费\t2.50\n合计\t9.00\n",
        "utf-8",
    )
    for path in (calm, odd):
        library.add(path)
    page = library.listed_documents(ListQuery(only=only))
    assert [each.name for each in page.documents] == ["怪.md"]
    (found,) = page.documents
    assert found.findings == len(library.reconciliations([found.id])[found.id].findings) == 1


def test_a_corrected_document_has_a_new_key(filled):
    old = filled.document("无名_100%.md")
    assert filled.document_of(old.id) == old
    filled.correct_profile(old.name, organisation="某市丁局", year=2022)
    assert filled.document_of(old.id) is None
    assert names(filled, search="丁局 2022") == [old.name]
