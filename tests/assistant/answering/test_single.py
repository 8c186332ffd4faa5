"""One figure: the exact number at its exact place, and what a cell without a number means."""

from decimal import Decimal

import pytest

ZHONGWEI = "中卫市科技局2026年部门预算.md"


class TestPlace:
    def test_a_figure_comes_with_document_table_row_column_and_unit(self, answered):
        figure = answered("中卫市科技局2026年行政运行的人员经费是多少").figures[0]
        assert (figure.value, figure.unit, figure.amount_yuan) == (
            "226.97",
            "万元",
            Decimal("2269700.00"),
        )
        assert (figure.document, figure.organisation, figure.year) == (
            ZHONGWEI,
            "中卫市科技局",
            2026,
        )
        assert figure.table.endswith("一般公共预算财政拨款支出总表")
        assert figure.row[-1] == "行政运行"
        assert figure.column[-2:] == ("人员经费", "小计")
        assert figure.page is None

    def test_the_text_names_amount_other_unit_and_source(self, answered):
        text = answered("中卫市科技局2026年行政运行的人员经费是多少").text
        for part in ("226.97万元", "2269700元", "一般公共预算财政拨款支出总表", ZHONGWEI):
            assert part in text

    def test_thousands_separators_are_no_part_of_the_value(self, answered):
        figure = answered("云泽市文化和数字事务局2026年办公费是多少").figures[0]
        assert (figure.value, figure.unit) == ("128500.00", "元")

    @pytest.mark.parametrize(
        "question, amount",
        [
            ("中卫市科技局2026年公务接待费预算是多少", "0.26万元"),
            ("中卫科技局26年科学技术支出安排了多少钱", "3069.68万元"),
            ("中卫市科技局2026年 2060404 多少", "2340.00万元"),
            ("中卫市科技局2026年住房公积金", "28.34万元"),
            ("云泽文数局2026年水费", "9800.00元"),
            ("云泽文数局2026年图书馆的项目支出", "1480000.00元"),
            ("云泽文数局2026年一般公共预算群众文化的项目支出", "2365000.00元"),
            ("云泽市数字文化馆2026年预算多少", "6344200.00元"),
            ("云泽文数局2026年公务用车购置费", "16.80万元"),
            ("云泽文数局2025年决算培训费", "2.14万元"),
            ("云泽文数局2025年公务接待多少批次", "11批次"),
            ("云泽文数局2026年行政编制多少名", "34名"),
            ("青禾县水务局2026年特种专业技术用车几辆", "3辆"),
            ("青禾县水务局2026年2130335", "1100000.00元"),
        ],
    )
    def test_headline(self, headline, question, amount):
        assert headline(question) == amount

    def test_a_column_named_in_full_is_the_column_meant(self, headline):
        assert headline("云泽文数局2026年公益艺术培训的事业收入") == "385000.00元"
        assert headline("云泽文数局2026年服务类采购里单位自筹资金多少") == "50000.00元"


class TestUnits:
    """元 and 万元 are never confused, whatever unit the question names."""

    @pytest.mark.parametrize("asked_in", ["", "多少元", "多少万元", "多少亿元"])
    def test_the_unit_is_the_printed_one(self, answered, asked_in):
        yuan = answered(f"青禾县水务局2026年住房公积金{asked_in}").figures[0]
        assert (yuan.value, yuan.unit, yuan.amount_yuan) == ("310000.00", "元", 310000)
        wan = answered(f"青禾县水务局2026年公务用车运行费{asked_in}").figures[0]
        assert (wan.value, wan.unit, wan.amount_yuan) == ("7.00", "万元", 70000)

    def test_table_in_yuan_and_table_in_ten_thousand_yuan_agree(self, answered):
        answer = answered("青禾县水务局2026年防汛多少")
        assert answer.figures[0].amount_yuan == 1_500_000
        assert answer.agreement is True
        assert answer.places > 1

    def test_what_is_not_money_has_no_yuan(self, answered):
        figure = answered("青禾县水务局2026年房屋建筑面积多少平方米").figures[0]
        assert (figure.value, figure.unit, figure.amount_yuan) == ("1260.40", "平方米", None)


class TestStatesOfACell:
    def test_zero_is_an_amount(self, answered):
        answer = answered("青禾县水务局2026年其他收入多少")
        assert (answer.figures[0].value, answer.figures[0].amount_yuan) == ("0.00", 0)

    def test_blank_is_not_zero(self, answered):
        answer = answered("青禾县水务局2026年事业收入多少")
        assert answer.figures == ()
        assert "空白不等于 0" in answer.text
        assert "（空白）" in answer.citations[0].quote

    def test_a_dash_is_shown_as_printed(self, answered):
        answer = answered("青禾县水务局2026年会议费是多少")
        assert answer.figures == ()
        assert "“—”" in answer.text and "没有数字" in answer.text

    def test_an_empty_table_gives_no_figure(self, answered):
        answer = answered("青禾县水务局2026年政府性基金预算支出是多少")
        assert answer.figures == ()
        assert "政府性基金预算支出表" in answer.text

    def test_a_table_of_zeros_gives_zero(self, answered):
        figure = answered("青禾县水务局2026年国有资本经营预算支出是多少").figures[0]
        assert Decimal(figure.value) == 0
        assert "国有资本经营预算支出表" in figure.table

    def test_a_blank_year_is_not_another_year(self, answered):
        answer = answered("青禾县水务局2025年农村供水多少")
        assert answer.figures == () and "空白" in answer.text

    def test_in_english_too(self, answered):
        answer = answered("Qinghe county water bureau 2026: 事业收入?")
        assert answer.figures == () and "blank is not zero" in answer.text


class TestAgreement:
    def test_table_and_text_that_agree(self, answered):
        answer = answered("星桥市临江区财政局2026年公务接待费是多少")
        assert answer.agreement is True
        assert answer.warnings == ()
        assert {c.quote for c in answer.citations} >= {
            "2026年，星桥市临江区财政局公务接待费预算2.10万元。"
        }

    def test_table_and_text_that_disagree_are_both_shown(self, answered):
        answer = answered("青禾县水务局2026年公务接待费是多少")
        assert answer.figures[0].value == "1.40"
        assert answer.agreement is False
        assert any("1.60万元" in warning for warning in answer.warnings)
        assert any("1.60万元" in citation.quote for citation in answer.citations)

    def test_one_place_alone_neither_agrees_nor_disagrees(self, answered):
        assert answered("青禾县水务局2026年水利工程建设多少").agreement is None


class TestEqualNames:
    """Rows of one name under different parents."""

    def test_the_user_is_asked_which(self, asked_back):
        options = asked_back("青禾县水务局2026年行政运行是多少").options
        assert len({option.text for option in options}) == len(options) == 2
        for parent, amount in (("林业和草原", "1200000.00元"), ("水利", "1740000.00元")):
            assert any(parent in o.text and amount in o.text for o in options)

    def test_every_choice_leads_to_its_figure(self, asked_back, answered):
        for option in asked_back("青禾县水务局2026年行政运行是多少").options:
            figure = answered(option.question).figures[0]
            assert figure.value + figure.unit in option.text

    def test_naming_the_parent_settles_it(self, headline):
        assert headline("青禾县水务局2026年水利的行政运行是多少") == "1740000.00元"
        assert headline("青禾县水务局2026年林业和草原的行政运行是多少") == "1200000.00元"

    def test_the_code_settles_it(self, headline):
        assert headline("青禾县水务局2026年2130201是多少") == "1200000.00元"


class TestYesNo:
    def test_yes_with_the_amount(self, answered):
        answer = answered("青禾县水务局2026年有没有公务接待费")
        assert answer.text.startswith("有。") and answer.figures[0].value == "1.40"

    def test_no_with_the_zero(self, answered):
        answer = answered("青禾县水务局2026年有没有因公出国费")
        assert answer.text.startswith("没有。")
        assert Decimal(answer.figures[0].value) == 0

    def test_a_blank_is_no_evidence_but_a_sentence_is(self, answered):
        answer = answered("云泽文数局2026年有没有政府性基金预算支出")
        assert answer.text.startswith("没有。")
        assert "没有安排政府性基金预算" in answer.citations[0].quote

    def test_english(self, answered):
        answer = answered("Does the Zhongwei science and technology bureau own vehicles?")
        assert answer.text.startswith("No.")
        assert (answer.figures[0].value, answer.figures[0].unit) == ("0", "辆")


def test_a_stated_completion_rate(headline):
    assert headline("云泽文数局2025年文物保护完成年初预算的百分之几") == "90.10%"


def test_whether_more_than_an_amount_in_words_is_not_whether_there_is_any(answered):
    answer = answered("云泽文数局2026年差旅费超过十万元吗")
    assert answer.text.startswith("云泽市文化和数字事务局2026年差旅费")
    assert answered("云泽文数局2026年差旅费超过10万元吗").text.startswith("不是")


def test_what_was_received_is_not_what_was_spent(answered):
    figure = answered("云泽文数局2026年一般公共预算一共花多少").figures[0]
    assert "收入" not in figure.label + "".join(figure.row)
