"""What the questions so far asked about."""

from assistant.understanding.asked_so_far import all_asked


def test_a_thing_asked_twice_counts_once():
    assert all_asked(["办公费", "", "水费", "办公费"]) == ["办公费", "水费"]


def test_one_thing_in_both_its_accounts(answered):
    history = ("云泽文数局2025年群众文化决算多少", "预算呢")
    assert answered("差多少", *history).figures[0].value == "11.79"


def test_two_accounts_of_two_years_are_not_two_budgets(asked):
    answer = asked("差多少", "云泽文数局2025年办公费决算多少", "2026年预算呢")
    assert answer.figures == ()


def test_what_is_in_a_whole_is_not_added_to_it(answered):
    history = ("中卫科技局2026年人员经费", "其中基本工资", "津贴补贴呢")
    assert answered("合计", *history).figures[0].value == "210.94"


def test_against_its_budget_is_that_of_the_same_thing(answered):
    answer = answered("比预算少多少", "云泽文数局2025年三公经费决算")
    assert answer.figures[0].value == "1.37"


def test_what_two_bodies_have_is_added(answered):
    history = ("云泽文数局2026年办公费多少", "中卫科技局呢")
    assert answered("一共多少", *history).figures[0].value == "17.85"


def test_a_whole_is_not_added_to_its_parts(answered):
    history = ("云泽文数局2026年三公经费", "公务接待费呢", "公车呢")
    assert answered("合计", *history).figures[0].value == "23.10"
