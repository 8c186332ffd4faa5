"""An answer held against itself and against the library it names."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.answer import Status
from assistant.engine import Assistant
from eval.faithfulness import contradictions, misplaced
from index.library import Library
from index.settings import Settings

NAME = "青溪县测绘局2026年部门预算.md"
TEXT = """# 青溪县测绘局2026年部门预算

## 一、2026年一般公共预算支出表
单位：元

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| --- | --- | --- | --- | --- |
| 2013301 | 行政运行 | 1205000.00 | 1205000.00 | |
| 2013302 | 测绘事务 | 882500.00 | 82500.00 | 800000.00 |
| | 合计 | 2087500.00 | 1287500.00 | 800000.00 |

## 二、说明

公务接待费预算为0.26万元，减少的主要原因是压缩接待批次。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("faithful")
    (folder / NAME).write_text(TEXT, "utf-8")
    with Library(Settings(folder / "home", embedding_model="none")) as library:
        assert library.add(folder / NAME).status == "added"
        yield library


@pytest.fixture(scope="module")
def answer(library):
    """``answer(question)`` of the product."""
    return Assistant(library).ask


def found(library, answer):
    return [*contradictions(answer), *misplaced(library, answer)]


@pytest.mark.parametrize(
    "question",
    [
        "青溪县测绘局2026年测绘事务的项目支出是多少",
        "青溪县测绘局2026年公务接待费预算是多少",
        "青溪县测绘局2026年项目支出占总支出的比例",
        "青溪县测绘局2026年公务接待费为什么减少",
        "青溪县测绘局2025年水费是多少",
    ],
)
def test_what_the_product_says_is_true(library, answer, question):
    assert found(library, answer(question)) == []


@pytest.fixture
def said(answer):
    """An answer that states 800000.00元."""
    told = answer("青溪县测绘局2026年测绘事务的项目支出是多少")
    assert (told.figures[0].value, told.figures[0].unit) == ("800000.00", "元")
    return told


def with_figure(answer, **changes):
    first, *others = answer.figures
    return replace(answer, figures=(replace(first, **changes), *others))


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (lambda a: replace(a, text="见引文。"), "does not say"),
        (lambda a: replace(a, text=a.text.replace("00.00元", "00.00万元")), "00万元, which no"),
        (lambda a: replace(a, text=a.text.replace("80万元", "8万元")), "says 8万元, which no"),
        (lambda a: replace(a, citations=()), "its document is not cited"),
        (lambda a: with_figure(a, amount_yuan=Decimal(8)), "is not 8 yuan"),
        (lambda a: with_figure(a, quote="测绘事务：882500.00元"), "does not stand in"),
    ],
)
def test_what_contradicts_itself_is_told(said, change, cause):
    assert cause in "; ".join(contradictions(change(said)))
    assert contradictions(replace(change(said), status=Status.REFUSED)) == []


@pytest.mark.parametrize(
    "changes",
    [{"year": 2025}, {"row": ("合计",)}, {"column": ("合计",)}, {"page": 3}, {"table": ""}],
)
def test_a_figure_under_another_name_than_its_place_has_is_told(library, said, changes):
    assert "is not what stands" in "; ".join(misplaced(library, with_figure(said, **changes)))


@pytest.mark.parametrize(("row", "column"), [(-1, 0), (0, -1), (99, 0)])
def test_a_place_in_another_cell_is_told(library, said, row, column):
    def moved(place):
        return replace(place, row=place.row + row, column=place.column + column)

    cited = tuple(
        replace(c, evidence=moved(c.evidence)) if c.evidence.table_id else c for c in said.citations
    )
    assert "is printed at its place" in "; ".join(
        misplaced(library, replace(said, citations=cited))
    )
    elsewhere = with_figure(said, evidence=moved(said.figures[0].evidence))
    assert "is not what stands" in "; ".join(misplaced(library, elsewhere))


def test_words_quoted_from_another_passage_are_told(library, answer):
    told = answer("青溪县测绘局2026年公务接待费为什么减少")
    cited = tuple(replace(c, quote="减少的主要原因是人员调出") for c in told.citations)
    assert "is not what stands" in "; ".join(misplaced(library, replace(told, citations=cited)))
