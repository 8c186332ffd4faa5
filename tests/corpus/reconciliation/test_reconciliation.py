"""The self-check on a made-up budget: silent where it is sound, exact where one thing is spoilt."""

from decimal import Decimal
from pathlib import Path

import pytest

from corpus.reading import read
from corpus.reconciliation import Check, reconcile

DATA = Path(__file__).parent / "data"
SOUND = (DATA / "泉阳县水务局2026年部门预算.md").read_text("utf-8")
SAMPLES = Path(__file__).resolve().parents[3] / "corpus/samples"


@pytest.fixture
def check(read_text):
    """``check(*changes)``: the self-check of the sound budget with some of its text replaced;
    each text must stand in it."""

    def check_it(*changes):
        text = SOUND
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        return reconcile(read_text(text))

    return check_it


def of(result, kind):
    return [finding for finding in result.findings if finding.check is kind]


class TestSound:
    def test_a_budget_whose_arithmetic_holds_has_no_finding(self, check):
        result = check()
        assert (result.findings, result.roundings) == ((), ())

    def test_every_kind_of_comparison_was_made(self, check):
        made = check().checks
        for kind in (
            Check.CODE_HIERARCHY,
            Check.TOTAL_ROW,
            Check.TOTAL_COLUMN,
            Check.BALANCE,
            Check.TABLE_TABLE,
            Check.TABLE_TEXT,
            Check.CHANGE,
            Check.SHARE,
            Check.STATED_PARTS,
            Check.BASE_YEAR,
            Check.ANNOUNCED_TABLE,
        ):
            assert made[kind.value] > 0, kind

    def test_zero_in_the_text_beside_a_blank_cell_is_no_finding(self, check):
        assert "因公出国（境）费0万元" in SOUND
        assert check().findings == ()

    @pytest.mark.parametrize("name", ["含基金预算", "分单位预算"])
    def test_funds_units_and_carried_amounts_are_not_confused(self, name):
        """Tables of one fund beside the whole, last year's columns, subjects under each unit,
        and income that carries over."""
        (path,) = DATA.glob(f"*{name}.md")
        assert [finding.message for finding in reconcile(read(path)).findings] == []


class TestTotalsAgainstParts:
    def test_a_slip_of_one_yuan_is_found_along_the_codes(self, check):
        result = check(("79,999\t79,999", "79,998\t79,998"))
        (finding,) = of(result, Check.CODE_HIERARCHY)[:1]
        assert (finding.difference, finding.unit) == (Decimal(1), "元")
        assert finding.stated.code == "20805"
        assert (finding.stated.printed, finding.against.printed) == ("200,000", "199999")
        assert finding.against.computed and not finding.stated.computed
        assert [place.printed for place in finding.others[:2]] == ["120,001", "79,998"]
        assert finding.stated.table == "二、支出预算表"
        assert "相差1元" in finding.message and "difference of 1元" in finding.message_en

    def test_a_wrong_total_row_is_found(self, check):
        result = check(("合计\t1,000,000\t500,000\t500,000", "合计\t1,000,000\t510,000\t500,000"))
        (finding,) = of(result, Check.TOTAL_ROW)
        assert finding.difference == Decimal(10000)
        assert finding.stated.column == ("基本支出",)
        assert of(result, Check.TOTAL_COLUMN)

    def test_a_total_column_is_the_sum_of_its_parts(self, check):
        result = check(("1.50\t3.00\t\t3.00", "1.50\t3.00\t\t2.00"))
        (finding,) = of(result, Check.TOTAL_COLUMN)
        assert finding.difference == Decimal("1.00")
        assert finding.stated.column == ("“三公”经费预算数", "公务用车购置及运行费", "小计")

    def test_a_difference_that_rounding_explains_is_no_finding(self, check):
        result = check(
            ("缴费支出\t12.00\t12.00", "缴费支出\t12.01\t12.01"),
        )
        assert of(result, Check.CODE_HIERARCHY) == []
        rounded = [f for f in result.roundings if f.check is Check.CODE_HIERARCHY]
        assert [f.difference for f in rounded][:1] == [Decimal("-0.01")]

    def test_a_difference_beyond_rounding_is_found(self, check):
        result = check(("缴费支出\t12.00\t12.00", "缴费支出\t12.02\t12.02"))
        assert of(result, Check.CODE_HIERARCHY)

    def test_income_and_expenditure_must_be_equal(self, check):
        result = check(("支出总计\t1,000,000", "支出总计\t1,000,001"))
        (finding,) = of(result, Check.BALANCE)
        assert finding.difference == Decimal(-1)
        assert finding.stated.row == ("收入总计",) and finding.against.row == ("支出总计",)

    def test_a_blank_total_is_not_taken_for_zero(self, check):
        result = check(("合计\t1,000,000\t500,000\t500,000", "合计\t1,000,000\t500,000\t"))
        assert of(result, Check.TOTAL_ROW) == []


class TestTableAgainstTable:
    def test_one_subject_in_yuan_and_in_ten_thousands(self, check):
        result = check(
            ("2130301\t行政运行\t30.00\t30.00", "2130301\t行政运行\t31.00\t31.00"),
        )
        finding = of(result, Check.TABLE_TABLE)[0]
        assert {finding.stated.amount, finding.against.amount} == {"300,000元", "31.00万元"}
        assert (abs(finding.difference), finding.unit) == (
            (Decimal(10000), "元") if finding.stated.unit == "元" else (Decimal(1), "万元")
        )

    def test_a_side_by_side_table_is_compared_by_the_name_of_the_subject(self, check):
        result = check(
            ("一、社会保障和就业支出\t200,000", "一、社会保障和就业支出\t210,000"),
            ("二、农林水支出\t800,000", "二、农林水支出\t790,000"),
        )
        odd = {finding.stated.printed for finding in of(result, Check.TABLE_TABLE)}
        assert odd == {"210,000", "790,000"}


class TestTextAgainstTable:
    def test_an_amount_that_no_table_prints(self, check):
        result = check(("行政运行（项）30.00万元", "行政运行（项）32.00万元"))
        (finding,) = of(result, Check.TABLE_TEXT)
        assert finding.difference == Decimal("2.00")
        assert "行政运行（项）32.00万元" in finding.stated.sentence
        assert finding.against.code == "2130301"
        assert finding.stated.line

    def test_a_column_of_a_table_with_one_row(self, check):
        (finding,) = of(check(("公务接待费1.50万元", "公务接待费1.60万元")), Check.TABLE_TEXT)
        assert finding.difference == Decimal("0.10")

    def test_last_years_amount_is_not_held_against_this_years_table(self, check):
        result = check(("执行数为24.00万元", "执行数为20.00万元"))
        assert of(result, Check.TABLE_TEXT) == []


class TestChangesAndShares:
    def test_a_rate_that_the_two_amounts_contradict(self, check):
        (finding,) = of(check(("执行数为24.00万元", "执行数为240.0万元")), Check.CHANGE)
        assert finding.against.printed == "-87.50"
        assert finding.difference == Decimal("112.50")

    def test_a_rate_that_the_stated_change_contradicts(self, check):
        (finding,) = of(
            check(("增加20.00万元，增长25.00%", "增加20.00万元，增长20.00%")), Check.CHANGE
        )
        assert finding.against.printed == "25.00"

    def test_no_rate_can_be_measured_against_nothing(self, check):
        (finding,) = of(check(("执行数为24.00万元", "执行数为0万元")), Check.CHANGE)
        assert "基数为0万元" in finding.message

    def test_a_budget_compared_with_itself(self, check):
        (finding,) = of(
            check(
                ("比2025年预算增加20.00万元，增长25.00%", "比2026年预算增加20.00万元，增长25.00%")
            ),
            Check.BASE_YEAR,
        )
        assert "自身比较" in finding.message

    def test_shares_that_miss_their_amounts_and_100_percent(self, check):
        findings = of(check(("占50.00%；项目", "占50.20%；项目")), Check.SHARE)
        assert {finding.difference for finding in findings} == {Decimal("0.20")}
        assert len(findings) == 2

    def test_stated_parts_that_exceed_their_whole(self, check):
        result = check(("其中：基本支出50.00万元，", "其中：基本支出60.00万元，"))
        (finding,) = of(result, Check.STATED_PARTS)
        assert finding.difference == Decimal("-10.00")


class TestTablesAnnouncedAndEmpty:
    def test_a_table_that_is_announced_and_missing(self, check):
        (finding,) = of(
            check(("四、“三公”经费预算表\n", "四、政府性基金预算支出表\n")), Check.ANNOUNCED_TABLE
        )
        assert "政府性基金预算支出表" in finding.message

    def test_the_mark_of_a_table_behind_the_contents_announces_none(self, check):
        listed = "四、“三公”经费预算表\n"
        assert of(check((listed, f"{listed}公开01表\n")), Check.ANNOUNCED_TABLE) == []

    def test_a_note_of_an_empty_table_under_figures(self, check):
        result = check(("\n## 五、情况说明", "\n注：本表为空表。\n\n## 五、情况说明"))
        (finding,) = of(result, Check.EMPTY_NOTE)
        assert finding.stated.table == "四、“三公”经费预算表"


class TestSamples:
    @pytest.mark.parametrize("path", sorted(SAMPLES.glob("云泽市*.md")), ids=lambda p: p.stem)
    def test_the_fictional_samples_are_sound(self, path):
        assert [finding.message for finding in reconcile(read(path)).findings] == []

    def test_the_real_sample_has_its_true_mistake_only(self):
        (path,) = SAMPLES.glob("中卫市*.md")
        (finding,) = reconcile(read(path)).findings
        assert finding.check is Check.PROJECT_SHEETS
        assert (finding.stated.printed, finding.against.printed) == ("2820.89", "2357")
        assert finding.difference == Decimal("463.89")
