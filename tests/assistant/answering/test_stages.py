"""Budgeted against executed amounts inside one final account."""


def test_budget_account_and_difference(answered):
    answer = answered("云泽文数局2025年公务接待费超预算了吗")
    assert [(f.value, f.unit) for f in answer.figures] == [
        ("2.00", "万元"),
        ("0.92", "万元"),
        ("1.08", "万元"),
    ]
    assert "决算低于预算 1.08万元" in answer.text
    assert answer.calculation == "0.92万元 − 2.00万元 = -1.08万元"


def test_both_amounts_stand_in_the_final_account(answered):
    answer = answered("云泽文数局2025年公务接待费超预算了吗")
    assert {f.document for f in answer.figures[:2]} == {"云泽市文化和数字事务局2025年部门决算.md"}


def test_the_stage_asked_for_is_the_stage_given(headline):
    assert headline("云泽文数局2025年决算图书馆支出") == "135.00万元"
    assert headline("云泽文数局2025年预算图书馆支出") == "1350000.00元"


def test_a_budget_has_no_execution(refused):
    refused("青禾县水务局2026年公务接待费决算数是多少")


def test_the_budget_of_a_fund_is_no_stage(refused):
    # Of the 科目 only the amounts paid from 一般公共预算 stand beside those of all funds.
    refused("云泽文数局2025年文化旅游体育与传媒支出预算完成率")


def test_the_first_budget_asked_of_a_final_account_is_that_alone(answered):
    figures = answered("云泽文数局2025年决算图书馆年初预算数").figures
    assert [f.label for f in figures] == ["图书馆（2070104）年初预算"]


def test_an_entry_called_budget_is_nothing_executed(asked):
    # 年初预算 as the name of a row is the budget of something else.
    figures = asked("云泽文数局2025年决算一般公共预算财政拨款支出年初预算是多少").figures
    assert not any(f.computed for f in figures)
