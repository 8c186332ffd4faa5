"""Words shared by a question and a table's texts."""

import numpy as np
import pytest

from assistant.table_lookup.detection import CHINESE, ENGLISH
from assistant.table_lookup.grid import LookupGrid
from assistant.table_lookup.matching import Matches, TextWeights, shared_runs


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [
        ("期末余额是多少", "期末余额", [4, 4, 4, 4, 0, 0, 0]),
        ("甲乙丙", "丙乙甲", [0, 0, 0]),
        ("氚的半衰期", "氚", [1, 0, 0, 0, 0]),
        ("2021年", "1", [0, 0, 0, 0, 0]),
        ("2021年", "21年", [0, 0, 0, 0, 0]),
        ("12月31日", "12月", [3, 3, 3, 0, 0, 0]),
    ],
)
def test_runs_are_whole_words_and_numbers(text, other, expected):
    assert shared_runs(text, other) == expected


def matched(question, *texts, language=CHINESE, rarity=None):
    table = TextWeights.of(LookupGrid.of_rows([list(texts)]), language)
    return Matches.of(language.asked(question, 300), rarity or {}, table)


def test_what_tells_two_headers_apart_weighs_more_than_what_they_share():
    found = matched("期末有多少余额", "期末余额", "期初余额")
    assert found.said[0] == pytest.approx(1.0)
    assert found.said[1] < 0.6


def test_the_longer_label_is_known_as_the_better_explanation():
    found = matched("主营业务收入是多少", "主营业务收入", "业务收入")
    assert (found.runs[1] < found.longest)[2:6].all()
    assert np.array_equal(found.runs[0], found.longest)


def test_common_question_words_weigh_little():
    rarity = {"是多": 0.0, "多少": 0.0, "率是": 0.3}
    weights = matched("税率是多少", rarity=rarity).telling
    assert weights[0] == 1.0
    assert weights[3] < 0.2


def test_english_words_are_matched_whole_and_whatever_their_endings():
    found = matched(
        "How much were the other payables at the end?",
        "Other payable",
        "the pay",
        "o",
        language=ENGLISH,
    )
    assert found.said.tolist()[0] == 1.0
    assert found.whole.tolist() == [1.0, 0.0, 0.0]
    assert found.said[2] == 0.0


def test_english_words_that_name_nothing_match_nothing():
    found = matched("What is the rate of the tax?", "of the", "rate of tax", language=ENGLISH)
    assert found.said.tolist() == [0.0, 1.0]
