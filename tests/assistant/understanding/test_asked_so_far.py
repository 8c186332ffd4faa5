"""What the questions so far asked about."""

from assistant.understanding.asked_so_far import all_asked


def test_a_thing_asked_twice_counts_once():
    assert all_asked(["办公费", "", "水费", "办公费"]) == ["办公费", "水费"]


def test_one_thing_in_both_its_accounts(answered):
    history = ("云泽文数局2025年群众文化决算多少", "预算呢")
    assert answered("差多少", *history).figures[0].value == "11.79"
