"""What is read out of a question before any figure is looked at."""

import pytest


class TestYears:
    @pytest.mark.parametrize(
        "text, years, as_of",
        [
            ("中卫市科技局2026年公务接待费", (2026,), None),
            ("中卫市科技局26年公务接待费", (2026,), None),
            ("中卫市科技局2026年度公务接待费", (2026,), None),
            ("云泽文数局2025年和2026年水费", (2025, 2026), None),
            ("截至2025年底中卫市科技局有几辆车", (), 2025),
            ("中卫市科技局2025年12月31日的房屋面积", (), 2025),
            ("中卫市科技局2060404多少", (), None),
            ("水费是2064万元吗", (), None),
            ("水费超过2050.5吗", (), None),
            ("2024,2025年水费", (2024, 2025), None),
        ],
    )
    def test_fiscal_years_and_dates(self, reading, text, years, as_of):
        question = reading(text)
        assert (question.years, question.as_of) == (years, as_of)

    def test_the_year_before(self, reading):
        assert reading("中卫市科技局2026年公务接待费比上年增加多少").previous
        assert not reading("中卫市科技局2026年上年结转多少").previous


class TestOperations:
    @pytest.mark.parametrize(
        "text, operation",
        [
            ("三公经费是什么意思", "definition"),
            ("机关运行经费为什么减少", "reason"),
            ("人员经费占基本支出的比例", "share"),
            ("水费和电费合计多少", "sum"),
            ("水费比上年增加多少", "change"),
            ("公用经费包括哪些", "list"),
            ("哪个项目最大", "top"),
            ("有没有公务用车购置费", "yesno"),
            ("图书馆完成年初预算的百分之几", "completion"),
            ("Why did the budget fall?", "reason"),
            ("Which project is the largest?", "top"),
            ("What percentage of the total is personnel?", "share"),
        ],
    )
    def test_kind_of_work(self, reading, text, operation):
        assert reading(text).asks(operation)

    def test_the_largest_is_not_a_definition(self, reading):
        assert not reading("最大的项目是什么").asks("definition")

    @pytest.mark.parametrize(
        "text, n", [("前三项支出", 3), ("最大的两项", 2), ("the five largest items", 5)]
    )
    def test_how_many_are_wanted(self, reading, text, n):
        assert reading(text).top_n == n

    @pytest.mark.parametrize(
        "text, stage",
        [
            ("2025年决算公务接待费", "final"),
            ("2025年公务接待费预算", "budget"),
            ("2025年公务接待费预算和决算差多少", "both"),
            ("2025年公务接待费", ""),
            ("图书馆完成年初预算多少", ""),
        ],
    )
    def test_budget_or_final_account(self, reading, text, stage):
        assert reading(text).stage == stage


class TestWords:
    @pytest.mark.parametrize(
        "text, unit",
        [
            ("有几辆车", "辆"),
            ("房屋多少平方米", "平方米"),
            ("多少人", "人"),
            ("占百分之几", "%"),
            ("有几个项目", ""),
            ("公务接待费多少万元", ""),
        ],
    )
    def test_unit_of_a_count(self, reading, text, unit):
        assert reading(text).unit == unit

    def test_subject_codes(self, reading):
        assert reading("中卫市科技局2026年2060404和30201").codes == {"2060404", "30201"}
        assert reading("中卫市科技局2026年有20000元吗").codes == frozenset()

    def test_everyday_words_come_after_the_users_own(self, reading):
        variants = [c.text for c in reading("中卫市科技局2026年招待费多少").variants]
        assert "招待费" in variants[0]
        assert any("公务接待费" in text for text in variants[1:])

    def test_an_official_label_said_in_full_is_not_replaced(self, reading):
        texts = [c.text for c in reading("中卫市科技局2026年公务接待费多少").variants]
        assert all("公务接待费" in text and "公务公务" not in text for text in texts)

    @pytest.mark.parametrize("text", ["", "？", "\x00", "2026", "🙂"])
    def test_text_that_says_nothing_is_read_without_error(self, reading, text):
        question = reading(text)
        assert question.mentions == () and question.operations == frozenset()

    def test_traditional_and_full_width_forms_are_folded(self, reading):
        assert reading("中卫市科技局２０２６年公务接待费").years == (2026,)


class TestLanguage:
    @pytest.mark.parametrize(
        "text, language",
        [
            ("中卫市科技局2026年R&D经费归集服务项目", "zh"),
            ("What is the reception budget?", "en"),
            ("How much does the Zhongwei bureau budget for 购房补贴?", "en"),
            ("公务接待费", "zh"),
        ],
    )
    def test_language_to_answer_in(self, reading, text, language):
        assert reading(text).language == language

    def test_english_terms_become_labels(self, reading):
        contents = [c.text for c in reading("the reception budget").variants]
        assert any("公务接待费" in text for text in contents)

    def test_an_agency_not_held_is_noticed(self, reading):
        question = reading("What is the budget of the Zhongwei education bureau?")
        assert question.unknown_agency and question.mentions == ()


def test_against_its_budget_sets_both_accounts_beside_each_other(answered):
    answer = answered("云泽文数局2025年三公经费比预算少多少")
    assert {f.value for f in answer.figures} >= {"7.00", "5.63"}
