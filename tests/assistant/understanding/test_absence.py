"""Questions for what is without something are not answered with what is there."""

import pytest

from assistant.understanding.absence import lists_what_lacks


@pytest.mark.parametrize(
    "text",
    ["哪些科目没有项目支出", "没有安排的三公经费有哪些", "哪些科目决算为0", "没有基本支出的科目"],
)
def test_asks_for_what_lacks(text):
    assert lists_what_lacks(text)


@pytest.mark.parametrize(
    "text",
    [
        "有没有政府性基金支出",
        "有没有超过10万元的科目",
        "没有超过5000元吗",
        "项目支出有哪些",
        "哪些支出为0.5万元",
    ],
)
def test_asks_for_something_else(text):
    assert not lists_what_lacks(text)


def test_no_list_of_what_is_there(refused):
    refused("中卫市科技局2026年没有安排的三公经费有哪些")
    refused("中卫市科技局2026年哪些科目没有项目支出")
