"""The gate on what the large sets do not ask of the words of an answer: which way a change went,
yes or no, a unit that only a header states, a sign, and why nothing is answered.

The publications are made for it; every question has to be right.
"""

import time

import pytest

from assistant.engine import Assistant
from eval.faithfulness import check_in
from eval.gate import Gate
from eval.question_sets import parse_question
from eval.running import run
from index.library import Library
from index.settings import Settings

BODY = "青溪县测绘局"
# Years with what they print, the later one first.
YEARS = {
    2026: {"run": "1205000.00", "before": "1150000.00", "change": "55000.00", "guests": "2.60"},
    2025: {"run": "1150000.00", "before": "1250000.00", "change": "-100000.00", "guests": "3.10"},
}


def publication(year, run, before, change, guests):
    return f"""# {BODY}{year}年部门预算

## 一、{year}年一般公共预算支出表

| 科目编码 | 科目名称 | 本年预算数（元） | 上年预算数（元） | 增减额（元） |
| --- | --- | --- | --- | --- |
| 2013301 | 行政运行 | {run} | {before} | {change} |
| 2013302 | 测绘事务 | 882500.00 | 900000.00 | -17500.00 |

## 二、{year}年“三公”经费预算表
单位：万元

| 项目 | 预算数 |
| --- | --- |
| 公务接待费 | {guests} |
| 公务用车运行费 | |
| 因公出国（境）费 | 0 |
"""


def answered(question, *figures, text=(), year=2026, kind="lookup", **more):
    """What a question of the set expects; ``figures`` as "1.5 万元"."""
    pairs = (figure.split(" ") for figure in figures)
    expect = {
        "status": "answered",
        "figures": [{"value": value, "unit": unit} for value, unit in pairs],
        "text": list(text),
        "documents": [f"{BODY}{year}年部门预算.md"],
    }
    return question, kind, expect | more


def refused(question):
    return question, "unanswerable", {"status": "refused"}


QUESTIONS = [
    answered(f"{BODY}2026年行政运行的本年预算数是多少", "1205000.00 元"),
    answered(f"{BODY}2026年测绘事务比上年增减额是多少", "-17500.00 元"),
    answered(
        f"{BODY}2026年行政运行比2025年增加还是减少，差多少",
        "55000.00 元",
        text=["增加55000.00元"],
        kind="compare",
    ),
    answered(
        f"{BODY}2026年公务接待费比2025年增加还是减少，差多少",
        "0.50 万元",
        text=["减少0.50万元", "下降16.13%"],
        kind="compare",
    ),
    answered(
        f"How much did 行政运行 of {BODY} change from 2025 to 2026?",
        "55000.00 元",
        text=["up 55000.00元"],
        kind="compare",
    ),
    answered(f"{BODY}2026年公务接待费超过2万元了吗", "2.60 万元", text=["是的。"], kind="yesno"),
    answered(f"{BODY}2026年公务接待费超过3万元了吗", "2.60 万元", text=["不是。"], kind="yesno"),
    answered(f"{BODY}2026年有公务接待费吗", "2.60 万元", text=["有。"], kind="yesno"),
    answered(f"{BODY}2026年有没有因公出国（境）费", "0 万元", text=["没有。"], kind="yesno"),
    # Figures of a ranking may be expected in any order; the words have it.
    answered(
        f"{BODY}2026年一般公共预算支出最多的两个科目",
        "1205000.00 元",
        "882500.00 元",
        text=["行政运行1205000.00元2013302测绘事务882500.00元"],
        kind="rank",
    ),
    answered(f"{BODY}2026年公务用车运行费是多少", text=["空白"], no_figures=True),
    answered(f"{BODY}2025年公务接待费是多少", "3.10 万元", year=2025),
    refused("青溪县水文局2026年公务接待费是多少"),
    refused(f"{BODY}2024年公务接待费是多少"),
    refused(f"{BODY}2026年会议费是多少"),
    refused(f"{BODY}2026年部门决算的公务接待费是多少"),
    refused("明天天气怎么样"),
]


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("words")
    for year, printed in YEARS.items():
        (folder / f"{BODY}{year}年部门预算.md").write_text(publication(year, **printed), "utf-8")
    asked = [
        parse_question(
            {"id": str(number), "lang": "en" if text.startswith("How") else "zh"}
            | {"kind": kind, "question": text, "expect": expect}
        )
        for number, (text, kind, expect) in enumerate(QUESTIONS)
    ]
    with Library(Settings(folder / "home", embedding_model="none")) as library:
        assert [r.error for r in library.add_paths(sorted(folder.glob("*.md"))) if r.error] == []
        ask, check = Assistant(library).ask, check_in(library)
        return list(run(ask, asked, time.perf_counter, check=check))


def test_the_words_of_the_answers_are_right_too(results):
    assert Gate(wrong_at_most=0, right_at_least=1).objections(results) == []


def test_answers_begin_with_yes_or_no(results):
    """A phrase may stand anywhere, and 没有 holds 有: the first word decides."""
    first = [r.answer.text[:2] for r in results if r.question.kind == "yesno"]
    assert first == ["是的", "不是", "有。", "没有"]


def test_a_refusal_names_what_is_missing(results):
    told = "".join(r.answer.text for r in results if r.question.kind == "unanswerable")
    for missing in ("青溪县水文局", f"{BODY}2024年", "会议费", "决算"):
        assert missing in told.replace("现有", "")
