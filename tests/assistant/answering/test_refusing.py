"""Questions that come close to a label of the library but ask for something else.

Each was once answered with the figure of a kindred label.  A right number to another question
is a wrong number: every one of them must be declined or asked back.
"""

import pytest

from assistant.answer import Status

NEAR_MISSES = """
云泽文数局2026年非行政运行支出是多少
云泽文数局2026年女职工福利费多少
云泽文数局2026年李的奖金多少
云泽文数局2026年省图书馆支出多少
云泽文数局2026年区图书馆经费
云泽文数局2026年文物保护单位数量
云泽文数局2026年图书馆职工人数
云泽文数局2026年城市书房项目什么时候完成
云泽文数局2026年车辆维修费
云泽文数局2026年数字文化节预算
云泽文数局2026年住房公积金个人部分
云泽文数局2026年专用设备购置
云泽文数局2026年车辆购置税
云泽文数局2026年新能源汽车购置费
云泽文数局2026年失业保险
中卫市科技局2026年公务接待批次
中卫市科技局2026年接待了谁
中卫市科技局2026年科技创新券多少
中卫市科技局2026年科学技术普及支出
中卫市科技局2026年基础研究支出
中卫市科技局2026年社会科学支出
中卫市科技局2026年失业保险
中卫市科技局房子是谁的
中卫市科技局2026年外国专家经费
中卫市科技局2026年高等教育支出
How many employees does the Zhongwei science and technology bureau have?
青禾县水务局2026年张三的住房公积金
青禾县水务局2026年防汛每月多少钱
青禾县水务局2026年防汛是什么意思
云泽文数局2026年县图书馆有多少册书
云泽文数局2026年李明的水费
""".split("\n")[1:-1]


@pytest.mark.parametrize("question", NEAR_MISSES)
def test_a_near_miss_gets_no_figure(asked, question):
    answer = asked(question)
    assert answer.status is not Status.ANSWERED, answer.text
    assert not answer.figures


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("中卫市科技局2026年公务接待费是5万元吗", "不是"),
        ("中卫市科技局2026年公务接待费是否超过1万元", "不是"),
        ("云泽文数局2026年公务接待费是18000万元吗", "不是"),
        ("云泽文数局2026年公务接待费是1.8万元吗", "是的"),
    ],
)
def test_an_amount_told_in_the_question_is_judged(asked, question, verdict):
    assert asked(question).text.startswith(verdict)
