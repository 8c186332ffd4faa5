"""Questions whose words also fit a kindred figure: the whole, stage, side or scope decides.

Each pair is a question and the headline worked out by hand from the bundled samples.
"""

import pytest

from assistant.engine import Assistant

HEADLINES = [
    ("云泽文数局2026年公务接待费占总支出", "0.09%"),
    ("云泽文数局2026年住房保障支出里公积金占多少", "61.84%"),
    ("云泽文数局2025年文物保护决算比预算少多少", "7.72万元"),
    ("云泽文数局2025年机关运行经费决算比预算少多少", "4.61万元"),
    ("云泽文数局2025年公务接待费预算和决算差多少", "1.08万元"),
    ("云泽文数局2025年三公经费决算和预算对比", "1.37万元"),
    ("云泽文数局2025年决算总支出", "1875.51万元"),
    ("云泽文数局2026年预算多少", "20706500.00元"),
    ("云泽文数局2026年财政拨款收入比事业收入多多少", "19936500.00元"),
    ("中卫市科技局2026年财政拨款收入", "3175.50万元"),
    ("云泽文数局2026年三公经费里最大的是哪项", "16.80万元"),
    ("中卫市科技局2026年总支出是多少", "3175.50万元"),
    ("中卫市科技局2026年支出总预算是多少", "3175.50万元"),
    ("中卫市科技局2026年政府采购预算是多少", "1万元"),
    ("云泽文数局2026年财政拨款支出预算是多少", "20321500.00元"),
    ("云泽文数局2026年财政拨款支出是多少", "20321500.00元"),
    ("云泽文数局2026年项目支出比上年增加多少", "118.95万元"),
    ("云泽文数局2026年项目支出比上年增长百分之几", "13.84%"),
    ("云泽文数局2026年会议费比上年减少多少", "3000.00元"),
    ("云泽文数局2026年预算比上年增加多少", "1471400.00元"),
    ("云泽文数局2026年行政事业单位医疗中事业单位医疗是多少", "158400.00元"),
]


@pytest.mark.parametrize(("question", "expected"), HEADLINES)
def test_headline(headline, question, expected):
    assert headline(question) == expected


def test_a_fall_below_the_budget_is_a_fall(answered):
    answer = answered("云泽文数局2025年机关运行经费决算比预算少多少")
    assert "减少" in answer.text and "下降 7.85%" in answer.text
    assert answer.figures[0].label.endswith("减少额")


def test_only_items_beyond_the_bound_are_listed(answered):
    answer = answered("云泽文数局2026年支出超过100万的项目有哪些")
    assert answer.figures
    assert all(figure.amount_yuan > 1_000_000 for figure in answer.figures)


def test_entries_of_several_sheets_are_offered(asked):
    answer = asked("中卫市科技局2026年年度资金总额")
    assert answer.status == "clarify"
    assert {text.split("：")[-1] for text in (o.text for o in answer.options)} >= {
        "2307万元",
        "20万元",
        "30万元",
    }


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        (["云泽文数局2026年公务接待费", "差旅费呢"], "一共多少", "70600.00元"),
        (["云泽文数局2026年基本支出", "项目支出呢"], "哪个多", "1135500.00元"),
    ],
)
def test_the_last_two_subjects_are_taken_up(headline, history, question, expected):
    assert headline(question, *history) == expected


def test_a_refused_organisation_does_not_enter_the_conversation(answered):
    answer = answered("云泽文数局主要职责", "海南旅游局公务接待费")
    assert "文化" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "云泽文数局2026年其他支出是多少",
        "中卫市科技局2026年其他社会保障和就业支出是多少",
        "云泽文数局2026年经营支出是多少",
    ],
)
def test_the_other_side_and_the_rest_of_another_thing_are_no_answer(asked, question):
    assert not any(figure.value for figure in asked(question).figures)


# Tables printed behind the explanations, under the heading of another part; the same item in two
# tables with two amounts, and the total of one fund beside that of the whole.
TABLES_BEHIND = """# 柳川市档案局2027年部门决算

## 第二部分 情况说明

### 三、“三公”经费情况

本年严格控制开支。

附表6：2027年度一般公共预算财政拨款基本支出决算明细表

单位：万元

| 科目 | 决算数 |
|---|---|
| 商品和服务支出 | 50.00 |
| 办公费 | 38.00 |
| 公务用车运行维护费 | 12.00 |

附表8：2027年度财政拨款“三公”经费支出决算表

单位：万元

| 合计 | 公务接待费 | 公务用车运行维护费 |
|---|---|---|
| 4.00 | 1.00 | 3.00 |

附表9：2027年度财政拨款收支总表

单位：万元

| 收入 | |
|---|---|
| 项目 | 本年决算 |
| 一、一般公共预算财政拨款 | 900.00 |
| 收入合计 | 900.00 |

附表10：2027年度收支总表

单位：万元

| 收入 | |
|---|---|
| 项目 | 本年决算 |
| 一、财政拨款收入 | 900.00 |
| 二、事业收入 | 70.00 |
| 收入总计 | 970.00 |
"""


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("柳川市档案局2027年三公经费中公务用车运行维护费是多少", "3.00"),
        ("柳川市档案局2027年基本支出中公务用车运行维护费是多少", "12.00"),
        ("柳川市档案局2027年总收入是多少", "970.00"),
        ("柳川市档案局2027年财政拨款收入合计是多少", "900.00"),
    ],
)
def test_table_of_its_own_title_is_what_the_title_says(filled, tmp_path, question, amount):
    path = tmp_path / "柳川市档案局2027年部门决算.md"
    path.write_text(TABLES_BEHIND, "utf-8")
    answer = Assistant(filled(path)).ask(question)
    assert answer.figures and answer.figures[0].value == amount, answer.text
