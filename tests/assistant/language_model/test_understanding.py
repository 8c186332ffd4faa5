from collections import Counter

import pytest

from assistant.finding.catalogue import Catalogue
from assistant.language_model.labels import Labels
from assistant.language_model.understanding import Asked, rewritten
from assistant.understanding.dialogue import standalone

WATER = "青禾县水务局"


@pytest.fixture(scope="module")
def meant(library):
    """``meant(question, *history, **fields)``: the question that a model's reply stands for."""
    now = Catalogue.of(library.documents())
    known = Labels(library)

    def rewrite(question, *history, **fields):
        alone = standalone(history, question, now.directory)
        asked = Asked.of(question, history, alone, now.directory, now.scopes)
        labels: Counter[str] = known.of(asked.held)
        return rewritten({"operation": "amount", **fields}, asked, labels)

    return rewrite


@pytest.mark.parametrize(
    "fields, question",
    [
        ({"subject": "公务接待费"}, "青禾县水务局2026年公务接待费是多少"),
        ({"subject": "公务接待费", "kind": "决算"}, "青禾县水务局2026年决算公务接待费是多少"),
        (
            {"subject": "行政运行", "column": "项目支出"},
            "青禾县水务局2026年行政运行的项目支出是多少",
        ),
        (
            {"subject": "行政运行", "other": "支出总计", "operation": "share"},
            "青禾县水务局2026年行政运行占支出总计的比重是多少",
        ),
        ({"operation": "duties"}, "青禾县水务局2026年主要职能是什么"),
        # What the model leaves out of whom and when the user said.
        ({"subject": "公务接待费", "organisations": [WATER]}, "青禾县水务局2026年公务接待费是多少"),
    ],
)
def test_a_form_becomes_a_question_in_official_words(meant, fields, question):
    assert meant("青禾县水务局2026年觥筹交错的花销", **fields) == question


def test_two_years_are_compared_by_name(meant):
    question = "青禾县水务局2026年觥筹交错的花销和2025年的有什么出入"
    fields = {"subject": "公务接待费", "operation": "change", "years": ["2025", "2026年"]}
    assert meant(question, **fields) == "青禾县水务局2026年公务接待费比2025年增加多少"


def test_earlier_questions_say_whom_and_when(meant):
    history = "青禾县水务局2026年培训费是多少"
    found = meant("那觥筹交错的花销呢", history, subject="公务接待费", years=[2026])
    assert found.startswith("青禾县水务局2026年") and "公务接待费" in found


def test_a_part_of_a_name_names_only_who_alone_bears_it(meant):
    said = "数字事务那边的觥筹交错的花销"
    culture = "云泽市文化和数字事务局"
    assert meant(said, subject="公务接待费", organisations=[culture]).startswith(culture)
    assert meant(said, subject="公务接待费", organisations=[WATER]) == ""
    for name in ("星桥市临江区财政局", "星桥市望山区财政局"):
        assert meant("财政那边觥筹交错的花销", subject="公务接待费", organisations=[name]) == ""


@pytest.mark.parametrize(
    "question, fields",
    [
        # Asked for a share, a part, a code, another stage: the plain amount would be the right
        # number to another question.
        ("觥筹交错的花销占比", {"subject": "公务接待费"}),
        ("为什么觥筹交错的花销变化", {"subject": "公务接待费"}),
        ("项目支出里觥筹交错的花销", {"subject": "公务接待费"}),
        ("决算里觥筹交错的花销", {"subject": "公务接待费", "kind": "预算"}),
        ("2130314觥筹交错的花销", {"subject": "公务接待费"}),
        ("前三项觥筹交错的花销", {"subject": "公务接待费"}),
        ("去年觥筹交错的花销", {"subject": "公务接待费"}),
        ("前年觥筹交错的花销", {"subject": "公务接待费"}),
        ("觥筹交错多少人", {"subject": "公务接待费"}),
        ("觥筹交错人均的花销", {"subject": "公务接待费"}),
        ("除了外宾之外觥筹交错的花销", {"subject": "公务接待费"}),
        # Incomplete forms.
        ("觥筹交错的花销", {}),
        ("觥筹交错的花销", {"subject": "公务接待费", "operation": "share"}),
        ("觥筹交错的花销", {"subject": "公务接待费", "years": [2026.5]}),
        ("觥筹交错的花销", {"subject": "公务接待费", "years": "十年"}),
        ("觥筹交错的花销", {"subject": "公务接待费", "organisations": [1]}),
        ("觥筹交错的花销", {"subject": "公务接待费", "kind": "账本"}),
    ],
)
def test_a_reply_that_loses_what_was_asked_is_no_question(meant, question, fields):
    assert meant(f"青禾县水务局2026年{question}", **fields) == ""
