"""Corrections of what was understood become questions in words, which are answered as asked."""

import pytest

from assistant.answer import Status
from assistant.understanding.restating import Wanted, restated

TEXTS = "云泽市文化和数字事务局"
WATER = "青禾县水务局"


@pytest.mark.parametrize(
    ("question", "wanted", "said"),
    [
        ("云泽文数局2026年公务接待费是多少？", Wanted(year=2025), "云泽文数局2025年公务接待费是多少？"),
        ("云泽文数局2026年公务接待费是多少？", Wanted(organisation=WATER), "青禾县水务局2026年公务接待费是多少？"),
        ("云泽文数局2026年公务接待费预算是多少", Wanted(kind="部门决算"), "云泽文数局2026年公务接待费决算是多少"),
        ("云泽文数局2025年公务接待费是多少", Wanted(kind="部门决算"), "云泽文数局2025年部门决算的公务接待费是多少"),
        ("云泽文数局2026年一般公共预算支出是多少", Wanted(kind="部门预算"), "云泽文数局2026年部门预算的一般公共预算支出是多少"),
        ("云泽文数局2026年接待费占基本支出多少", Wanted(item="培训费", item_said="接待费"), "云泽文数局2026年培训费占基本支出多少"),
        ("云泽文数局2026年招待费是多少", Wanted(item="培训费", item_said="公务接待费"), "云泽文数局2026年培训费是多少"),
        ("云泽文数局2026年三公经费比2025年增加多少", Wanted(year=2025), "云泽文数局2025年三公经费比2024年增加多少"),
        ("公务接待费是多少", Wanted(organisation=WATER, year=2026), "青禾县水务局2026年公务接待费是多少"),
        ("What is the 2026 公务接待费 of 云泽文数局?", Wanted(year=2025, kind="部门决算"), "What is the 2025 公务接待费 of 云泽文数局 in the final account?"),
        ("What is the 2026 公务接待费 of 云泽文数局?", Wanted(item="培训费", item_said="公务接待费"), "What is the 2026 培训费 of 云泽文数局?"),
    ],
)  # fmt: skip
def test_only_what_is_corrected_changes(question, wanted, said, directory):
    assert restated(question, wanted, directory) == said


def test_a_correction_that_has_no_place_in_the_words_asks_plainly(directory):
    wanted = Wanted(item="培训费", item_said="合计")
    assert (
        restated("云泽文数局2026年水费和电费一共多少", wanted, directory)
        == f"{TEXTS}2026年培训费是多少？"
    )


def test_corrected_questions_are_answered_with_what_was_wanted(asked, directory):
    question = "云泽文数局2026年公务接待费是多少？"
    for wanted in (
        Wanted(year=2025, kind="部门预算"),
        Wanted(year=2025, kind="部门决算"),
        Wanted(item="培训费", item_said="公务接待费"),
    ):
        answer = asked(restated(question, wanted, directory))
        assert answer.status is Status.ANSWERED, answer.text
        figure = answer.figures[0]
        assert figure.year == (wanted.year or 2026)
        assert figure.label == (wanted.item or "公务接待费")
        assert (wanted.kind or "部门预算") in figure.document
