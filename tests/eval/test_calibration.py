from dataclasses import replace

from assistant.answer import Answer, AnswerFigure, Status
from eval.calibration import reliability, signs_of
from eval.question_sets import Expectation, Question
from eval.running import Result
from eval.scoring import Outcome, Score

STORED = AnswerFigure("水费", "5", "万元", document="甲.md")
PLAIN = Answer("水费", Status.ANSWERED, "水费5万元", figures=(STORED,), places=1)


def result(answer, outcome):
    question = Question("q", "zh", "lookup", "水费", Expectation(Status.ANSWERED))
    return Result(question, answer, Score(outcome), 0.1)


def test_an_answer_stands_under_each_of_its_signs():
    unsure = replace(
        PLAIN,
        warnings=("注意",),
        agreement=False,
        figures=(replace(STORED, confidence=0.93), replace(STORED, computed=True)),
    )
    assert signs_of(unsure) == [
        "all answered",
        "places: differ",
        "warnings: some",
        "states: stored figure",
        "recognised: 0.9 or more",
    ]


def test_how_often_answers_with_a_sign_are_right():
    told = reliability(
        [
            result(PLAIN, Outcome.RIGHT),
            result(replace(PLAIN, agreement=True), Outcome.RIGHT),
            result(replace(PLAIN, agreement=False), Outcome.WRONG),
            result(replace(PLAIN, agreement=False), Outcome.OFFPAGE),
            result(replace(PLAIN, status=Status.REFUSED), Outcome.DECLINED),
            result(None, Outcome.DECLINED),
        ]
    )
    by_sign = {each.sign: (each.answered, each.right, each.wrong) for each in told}
    assert told[0].sign == "all answered"
    assert by_sign["all answered"] == (4, 2, 1)
    assert by_sign["places: agree"] == (1, 1, 0)
    assert by_sign["places: differ"] == (2, 0, 1)
