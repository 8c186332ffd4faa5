"""Who says an official name in full means that and nothing of a like name."""

import pytest

from assistant.understanding.content import content_of
from assistant.understanding.official import official_names, official_spans


def test_the_longest_official_name_of_a_place_counts():
    text = "公务用车运行维护费是多少"
    assert official_names(content_of(text, [])) == ("公务用车运行维护费",)
    assert [text[a:b] for a, b in official_spans(text)] == ["公务用车运行维护费"]


def test_of_names_of_one_length_the_first_counts():
    text = "其他支出预算数"
    assert [text[a:b] for a, b in official_spans(text)] == ["其他支出", "预算数"]


def test_a_name_within_a_longer_word_says_nothing():
    assert official_names(content_of("全科医生培训费是多少", [])) == ()


def test_a_table_that_bears_the_name_is_no_subject():
    assert official_names(content_of("绩效目标表的资金总额", [])) == ()


def test_a_subject_is_not_answered_with_another_of_a_like_name(asked):
    # The samples state 工资福利支出 and 退休费 of others, but no 离休费 here.
    answer = asked("云泽文数局2026年离休费是多少")
    assert not answer.figures or "离休费" in answer.figures[0].label


@pytest.mark.parametrize("said", ["政府采购服务类预算", "政府采购服务预算", "政府采购服务类"])
def test_a_row_and_its_table_make_up_a_name(headline, said):
    assert headline(f"云泽文数局2026年{said}是多少") == "1242000.00元"
