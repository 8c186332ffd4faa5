"""Sums of several figures."""


def test_a_sum_of_a_whole_and_its_part_says_that_it_counts_twice(answered):
    answer = answered("中卫市科技局2026年公用经费和办公费一共多少")
    assert any("重复计算" in warning for warning in answer.warnings)
    assert not answered("中卫市科技局2026年水费和办公费一共多少").warnings


def test_three_are_not_the_sum_of_two(asked):
    figures = asked("中卫市科技局2026年水费和办公费三项一共多少").figures
    assert not any(figure.computed for figure in figures)


def test_totals_named_by_their_names_are_not_added(answered):
    figures = answered("云泽文数局2025年决算收入总计和本年收入合计分别是多少").figures
    assert [f.value for f in figures] == ["1884.70", "1878.70"]


def test_what_a_bound_leaves_is_added(answered, refused):
    answer = answered("云泽文数局2026年商品和服务支出里超过5万元的一共多少")
    assert answer.figures[0].value == "542400.00"
    refused("云泽文数局2026年办公费和印刷费一共超过10万元吗")
