"""English texts as rows of words."""

import pytest

from assistant.table_lookup.detection import CHINESE, ENGLISH, language_of
from assistant.table_lookup.english import spoken
from assistant.table_lookup.grid import LookupGrid


def content(text):
    return ENGLISH.content(spoken(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Other payables", "other payable"),
        ("Closing balance", "Ending balances"),
        ("Operating revenue", "business income"),
        ("1-2 years", "1 to 2 years"),
        ("4. Number of shares", "number of shares"),
        ("License No.", "license number"),
        ("December 31, 2020", "12-31-2020"),
        ("1,234.50", "1234.50"),
        ("Xin Hua Co., Ltd.", "Xin Hua"),
        ("Research and development", "research development"),
    ],
)
def test_writings_of_the_same_are_the_same_words(one, other):
    assert content(one) == content(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Closing balance", "Opening balance"),
        ("current assets", "non-current assets"),
        ("this year", "last year"),
        ("No", "Number"),
        ("profit before tax", "profit after tax"),
    ],
)
def test_what_is_different_stays_different(one, other):
    assert content(one) != content(other)


def test_a_question_is_parted_where_it_asks_for_something_else():
    asked = ENGLISH.asked("What are the rent and the wages of Xin Hua Co., Ltd.? And the tax?", 99)
    parts = [" ".join(asked.content[start:end]) for start, end in asked.parts]
    assert parts == ["rent", "wage xin hua", "tax"]


@pytest.mark.parametrize(
    ("rows", "language"),
    [
        ([["Item", "2021"], ["Rent", "12"]], ENGLISH),
        ([["项目", "2021"], ["房租", "12"]], CHINESE),
        ([["型号", "OPPO Find X5 Pro"], ["处理器", "Snapdragon 8 Gen 1"]], CHINESE),
        ([["1", "2"], ["", "-"]], CHINESE),
        ([], CHINESE),
    ],
)
def test_a_table_is_read_in_the_language_of_its_words(rows, language):
    assert language_of(LookupGrid.of_rows(rows)) is language
