"""Is it A or B?"""


def test_the_name_under_which_the_table_has_the_amount(answered):
    answer = answered(
        "青禾县水务局2026年那笔1500000元的支出，到底是防汛还是农村供水？",
    )
    assert answer.figures[0].value == "1500000.00"
    assert "防汛" in answer.text and "以表为准" in answer.text
    assert answer.figures[0].row[-1] == "防汛"


def test_the_other_unit_tells_the_same_amount(answered):
    answer = answered("青禾县水务局2026年150万元的支出是农村供水还是防汛？")
    assert answer.figures[0].row[-1] == "防汛"


def test_an_amount_that_neither_has_decides_nothing(asked):
    answer = asked("青禾县水务局2026年那笔77.77万元的支出，是防汛还是农村供水？")
    assert "以表为准" not in answer.text
