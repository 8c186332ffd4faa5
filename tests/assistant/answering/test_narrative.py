"""Reasons, definitions and entries of form-like sheets, in the document's own words."""

import pytest

from assistant.engine import Assistant
from index.library import Library
from index.settings import Settings


class TestReason:
    @pytest.mark.parametrize(
        "question, reason",
        [
            ("中卫市科技局2026年机关运行经费为什么减少", "落实中央八项规定精神"),
            (
                "为什么中卫科技局2026年科技成果转化与扩散的预算少了六百多万",
                "还没有在自治区科技厅立项",
            ),
            ("青禾县水务局2026年收入预算为什么增加", "新增农村供水管网改造项目"),
            ("青禾县水务局2026年公务接待费下降的原因", "严格控制接待标准"),
            ("云泽文数局2025年文物保护决算数小于预算数的原因", "巡查车辆租赁费用降低"),
        ],
    )
    def test_the_stated_reason(self, answered, question, reason):
        answer = answered(question)
        assert reason in answer.text
        assert any(reason in citation.quote for citation in answer.citations)

    def test_the_change_it_explains_comes_with_it(self, answered):
        answer = answered("中卫市科技局2026年机关运行经费比上年少了多少，原因是啥")
        assert [f.value for f in answer.figures] == ["2.22", "9.23"]

    def test_no_reason_is_made_up(self, refused):
        refused("中卫市科技局2026年公务接待费为什么减少")
        refused("青禾县水务局2026年住房公积金为什么增加")


class TestDefinition:
    @pytest.mark.parametrize(
        "question, words",
        [
            ("什么是三公经费", "因公出国（境）费"),
            ("中卫市科技局2026年上级补助收入指什么", "非财政补助资金"),
            ("云泽文数局2026年机关运行经费是什么意思", "用来买办公用品"),
            ("青禾县水务局2026年农村供水是什么意思", "农村供水设施建设和维护"),
            ("What does three public expenses mean?", "因公出国（境）费"),
        ],
    )
    def test_verbatim_from_the_glossary(self, answered, question, words):
        answer = answered(question)
        assert words in answer.text and words in answer.citations[0].quote
        assert answer.figures == ()

    def test_a_term_outside_every_glossary(self, refused):
        refused("什么是量子力学")


class TestForms:
    def test_who_implements_a_project(self, answered):
        answer = answered("云泽文数局2026年城市书房数字服务提升项目由谁实施")
        assert "云泽市文化和数字事务局" in answer.text
        assert "绩效目标表" in answer.citations[0].table

    @pytest.mark.parametrize(
        "question, value",
        [
            ("云泽文数局2026年城市书房数字服务提升项目读者满意度", "92%"),
            ("云泽文数局2025年城市书房数字服务提升项目读者满意度指标", "90%"),
            ("中卫科技局2026年科技工作经费项目的服务企业满意度", "90%"),
            ("中卫科技局2026年R&D经费归集服务项目的服务企业满意度", "95%"),
        ],
    )
    def test_an_indicator_of_the_project_named(self, asked, headline, question, value):
        if "2025年" in question:
            question = question.replace("2025年", "2025年部门预算")
        assert headline(question) == value


def test_a_definition_is_found_among_very_many_publications(tmp_path):
    """One publication of seventy explains the term; the others only use it."""
    with Library(Settings(tmp_path / "home", embedding_model="none")) as library:
        for number in range(70):
            path = tmp_path / f"柳河县第{number}中学2026年单位预算.md"
            explained = "机关运行经费：指为保障单位运行用于购买货物和服务的各项资金。"
            path.write_text(
                f"# {path.stem}\n\n## 情况说明\n\n机关运行经费{number + 1}万元。\n\n"
                + (f"## 名词解释\n\n{explained}\n" if number == 47 else ""),
                "utf-8",
            )
            assert library.add(path).status == "added"
        answer = Assistant(library).ask("什么是机关运行经费")
    assert explained in answer.text
    assert answer.citations[0].document == "柳河县第47中学2026年单位预算.md"
