"""Follow-up questions take what they leave out from the questions before."""

from decimal import Decimal

import pytest

from assistant.understanding.dialogue import standalone

WATER = "云泽文数局2026年水费多少"


class TestFollowUps:
    @pytest.mark.parametrize(
        "history, question, amount",
        [
            ([WATER], "电费呢", "68400.00元"),
            ([WATER], "那印刷费是多少", "36000.00元"),
            ([WATER], "中卫市科技局呢", "0.23万元"),
            ([WATER, "电费呢"], "邮电费呢", "31200.00元"),
            ([WATER, "电费呢"], "两项加起来多少", "78200.00元"),
            (["云泽文数局2026年人员经费多少"], "占基本支出多少", "92.48%"),
            (["中卫市科技局2026年基本支出多少"], "换成项目支出呢", "2820.89万元"),
            (["中卫市科技局2026年基本支出多少"], "其中人员经费呢", "332.79万元"),
            (["云泽文数局2025年公务接待费预算"], "决算呢", "0.92万元"),
            (["青禾县水务局2026年防汛多少"], "2025年呢", "0.00元"),
            (["青禾县水务局2026年公务接待费多少"], "比上年减少多少", "0.10万元"),
            (["青禾县水务局2026年住房公积金多少"], "比2025年增加多少", "15000.00元"),
        ],
    )
    def test_headline(self, headline, history, question, amount):
        assert headline(question, *history) == amount

    def test_why(self, answered):
        history = ["云泽文数局2026年三公经费多少", "比上年增加多少"]
        assert "更新1辆已到报废年限的公务用车" in answered("为什么", *history).text

    @pytest.mark.parametrize(
        "question",
        ["2024年呢", "2027年呢", "局长工资呢", "今天天气怎么样", "有多少本书", "培养费呢"],
    )
    def test_what_is_not_held_is_refused_here_too(self, refused, question):
        refused(question, WATER)

    def test_a_year_with_budget_and_account_is_asked_back(self, asked_back):
        amounts = " ".join(o.text for o in asked_back("那2025年呢", WATER).options)
        assert "0.92万元" in amounts and "9500.00元" in amounts

    def test_what_was_understood_is_shown(self, answered):
        understood = dict(answered("电费呢", WATER).understood)
        assert "云泽文数局" in understood["question"] and "2026年" in understood["question"]


class TestStandalone:
    def test_without_history_nothing_changes(self, directory):
        assert standalone([], "电费呢", directory) == "电费呢"

    def test_a_complete_question_is_left_alone(self, directory):
        question = "中卫市科技局2026年公务接待费是多少"
        assert standalone([WATER], question, directory) == question

    def test_off_topic_is_not_dragged_into_the_topic(self, directory):
        assert standalone([WATER], "今天天气怎么样", directory) == "今天天气怎么样"

    def test_its_own_year_wins(self, directory):
        text = standalone([WATER], "2025年的电费呢", directory)
        assert "2025年" in text and "2026年" not in text

    def test_english(self, answered):
        answer = answered(
            "And for housing purchase subsidies?",
            "What is the reception budget of the Zhongwei science and technology bureau for 2026?",
        )
        assert answer.figures[0].value == "10.46"


@pytest.mark.parametrize(
    ("question", "correction", "expected"),
    [
        ("云泽文数局2026年公务接待费", "不对，我问的是2025年部门预算", "20000.00元"),
        ("云泽文数局2026年公务接待费", "不是公务接待费，是会议费", "12000.00元"),
        ("云泽文数局2025年部门预算公务接待费", "应该是2026年的", "18000.00元"),
    ],
)
def test_what_was_understood_can_be_corrected(headline, question, correction, expected):
    assert headline(correction, question) == expected


def test_last_year_is_the_year_before_the_one_asked(headline, refused):
    assert headline("去年呢", "青禾县水务局2026年防汛多少") == "0.00元"
    refused("去年呢", "青禾县水务局2025年防汛多少")


def test_the_first_budget_is_another_figure_than_the_account(headline):
    assert headline("年初预算呢", "云泽文数局2025年公务接待费决算") == "2.00万元"


OFFICE = "云泽文数局2026年办公费是多少"


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        ([OFFICE], "加上会议费呢？", "140500.00元"),
        ([OFFICE], "再加培训费一共多少", "153000.00元"),
        ([OFFICE], "把会议费也算上", "140500.00元"),
        ([OFFICE, "加上会议费呢"], "再加上培训费呢", "165000.00元"),
        (["云泽文数局2026年办公费和会议费分别是多少，合计多少"], "再加上培训费", "165000.00元"),
        (["云泽文数局2026年预算的办公费是多少"], "加上2025年预算的呢", "264700.00元"),
        (
            ["What is 办公费 of 云泽文数局 in 2026?", "and if we add 会议费?"],
            "plus 培训费",
            "165000.00元",
        ),
    ],
)
def test_what_is_added_is_added_to_the_amount_before(answered, history, question, expected):
    answer = answered(question, *history)
    total, *operands = answer.figures
    assert total.value + total.unit == expected and total.computed
    assert sum(Decimal(f.value) for f in operands) == Decimal(total.value)


def test_nothing_is_added_to_what_is_no_amount(refused):
    assert "相加" in refused("加上会议费呢", "云泽文数局2026年办公费占总支出多少").text
    assert "相加" in refused("云泽文数局2026年加上会议费呢").text
    refused("加上电影票呢", OFFICE)
    refused("加上青禾县水务局的会议费呢", OFFICE)


def test_more_subsidy_is_nothing_added(reading):
    assert not reading("青禾县水务局2026年增加上级补助多少").asks("adding")
    assert not reading("青禾县水务局2026年支出加上缴款多少").asks("adding")


def test_a_date_is_not_dropped(asked_back):
    assert "2026年" not in asked_back("2025年底呢", "云泽文数局2026年差旅费多少").text


def test_which_of_the_two_before_is_more_is_asked_in_english(answered):
    before = ("What is the office expense of 云泽文数局 in 2026?", "And training?")
    assert answered("Which is higher?", *before).figures[0].value == "104000.00"
    assert answered("is it higher than training?", before[0]).figures[0].value == "104000.00"


def test_which_year_compares_the_years_before(answered, asked):
    before = ("云泽文数局2026年办公费", "2025年预算呢")
    assert {f.year for f in answered("哪年高", *before).figures if f.document} == {2025, 2026}
    # With one year said the amount again would be no answer.
    assert not asked("哪年高", before[0]).figures


def test_another_place_of_the_ranking_before(answered):
    first = "云泽文数局2026年工资福利支出第二高的是什么"
    assert answered("第三高呢", first).figures[0].label == "津贴补贴"


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("云泽文数局2025年决算一共花了多少钱", "收入呢", "1878.70万元"),
        ("云泽文数局2025年决算公务接待费是多少", "总收入呢", "1878.70万元"),
        ("云泽文数局2025年决算一共花了多少钱", "和收入比呢", "3.19万元"),
    ],
)
def test_the_other_side_is_not_the_amount_before(headline, before, now, expected):
    assert headline(now, before) == expected


def test_as_many_as_are_said_are_added(answered):
    asked = [f"云泽文数局2026年{name}多少" for name in ("差旅费", "会议费", "培训费")]
    total, *added = answered("三项一共多少", *asked).figures
    assert total.value == "89100.00" and len(added) == 3


@pytest.mark.parametrize(
    ("before", "now", "count"),
    [
        ("云泽文数局2026年商品和服务支出里超过5万元的有哪些", "超过10万元的呢", 2),
        ("云泽文数局2026年商品和服务支出有哪些", "不到2万元的呢", 3),
    ],
)
def test_another_bound_lists_anew(answered, before, now, count):
    assert len(answered(now, before).figures) == count


def test_a_bound_of_the_amount_before_is_answered_by_yes_or_no(answered):
    answer = answered("超过1万元了吗", "云泽文数局2026年公务接待费多少")
    assert answer.text.startswith("是的")


def test_the_other_end_of_the_ranking_before(answered):
    answer = answered("最小的呢", "云泽文数局2025年决算支出最大的是什么")
    assert [f.label for f in answer.figures] == ["卫生健康支出"]


@pytest.mark.parametrize(
    ("history", "now", "expected"),
    [
        (("云泽文数局2026年办公费多少", "印刷费呢"), "合计呢", "164500.00"),
        (("云泽文数局2026年办公费多少", "印刷费呢", "水费呢"), "一共多少", "174300.00"),
        (("云泽文数局2025年群众文化决算多少",), "其中财政拨款呢", "443.26"),
        (("云泽文数局2026年政府采购预算",), "2025年实际呢", "148.76"),
    ],
)
def test_what_is_asked_of_all_that_was_asked(answered, history, now, expected):
    assert answered(now, *history).figures[0].value == expected


def test_each_of_several_is_not_answered_with_one(refused):
    refused("分别比去年增加多少", "云泽文数局2026年图书馆多少钱", "文物保护呢")
