import hashlib
import json
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.answer import Status
from eval import question_sets
from eval.question_sets import QuestionSetError

QUESTION = {
    "id": "a",
    "lang": "zh",
    "kind": "lookup",
    "history": [],
    "question": "2026年水费预算是多少",
    "expect": {
        "status": "answered",
        "figures": [{"value": "0.230", "unit": "万元"}],
        "text": ["水费"],
        "documents": ["甲.md"],
        "pages": [],
    },
    "evidence": "水费 0.230",
}


def line(**changes):
    return json.dumps({**QUESTION, **changes}, ensure_ascii=False)


def expecting(**changes):
    return line(expect={**QUESTION["expect"], **changes})


@pytest.fixture
def write(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "set.jsonl"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_a_question_is_read_with_its_exact_figure(write):
    path = write(line(history=["去年呢"]) + "\n")
    loaded = question_sets.load(path)
    (question,) = loaded.questions
    assert question.history == ("去年呢",)
    assert question.expect.status is Status.ANSWERED
    assert question.expect.figures[0].value.as_tuple() == Decimal("0.230").as_tuple()
    assert loaded.name == "set.jsonl"
    assert loaded.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_blank_lines_a_byte_order_mark_and_line_separators_in_strings_are_fine(write):
    text = "\ufeff" + line() + "\r\n\n" + line(id="b", question="水费\u2028是多少") + "\n\n"
    assert [question.id for question in question_sets.load(write(text)).questions] == ["a", "b"]


@pytest.mark.parametrize(
    ("bad", "cause"),
    [
        ("{", "Expecting"),
        ("[]", "not a JSON object"),
        (line(id=" "), "id is missing"),
        (line(id=7), "id is missing"),
        (line(lang="fr"), "lang is 'fr'"),
        (line(kind="riddle"), "kind is 'riddle'"),
        (line(question=""), "question is missing"),
        (line(history="去年呢"), "history is not a list"),
        (line(expect=None), "expect is not an object"),
        (expecting(status="maybe"), "status is 'maybe'"),
        (expecting(figures=[{"value": "1,234", "unit": "元"}]), "'1,234'"),
        (expecting(figures=[{"value": 0.23, "unit": "元"}]), "0.23"),
        (expecting(figures=[{"value": "5"}]), "unit None"),
        (expecting(figures=["5元"]), "a figure is not an object"),
        (expecting(text=[""]), "text is not a list"),
        (expecting(pages=[0]), "page numbers"),
        (expecting(pages=["3"]), "page numbers"),
        (expecting(status="refused"), "cannot expect figures"),
        (expecting(no_figures=True), "no_figures cannot expect figures"),
        (expecting(**{"page": [3], "pages": []}).replace('"pages": [], ', ""), "is 'pages' meant"),
        (line(**{"qestion": "水费"}).replace('"question"', '"asked"'), "is 'question' meant"),
        (line()[:-1] + ', "question": "电费"}', "'question' occurs twice"),
        (expecting(figures=[], no_figures="yes"), "no_figures is 'yes', not true or false"),
        (expecting(figures=[{"value": "9" * 41, "unit": "元"}]), "too many digits"),
        (json.dumps({**QUESTION, "question": "\ud800"}), "half a character"),
        (json.dumps({k: v for k, v in QUESTION.items() if k != "lang"}), "lang is missing"),
        (line(kind="k" * 5000), f"kind is '{'k' * 59}…, not one of"),
        (line(question="问" * 1_000_001), "longer than 1,000,000 characters"),
        ("[" * 100_000, "recursion"),
    ],
)
def test_a_bad_line_is_named_with_its_cause(write, bad, cause):
    path = write(line(id="first") + "\n\n" + bad + "\n")
    with pytest.raises(QuestionSetError) as raised:
        question_sets.load(path)
    assert f"{path}, line 3: " in str(raised.value)
    assert cause in str(raised.value)


def test_every_bad_line_is_told(write):
    path = write("\n".join([line(), "{", line(id="b"), line(id="c", lang="fr")]))
    with pytest.raises(QuestionSetError) as raised:
        question_sets.load(path)
    first, second = str(raised.value).splitlines()
    assert "line 2: not JSON: Expecting" in first
    assert second == "  line 4: lang is 'fr', not one of zh, en"
    many = write("\n".join(["{"] * 50))
    with pytest.raises(QuestionSetError, match="and 29 lines more"):
        question_sets.load(many)


def test_remarks_of_the_authors_own_are_fine(write):
    path = write(line(author="某人", expect={**QUESTION["expect"], "why": "…"}))
    assert len(question_sets.load(path).questions) == 1


def test_what_its_author_hardly_meant_is_remarked_on(write):
    path = write(
        "\n".join(
            [
                line(id="fine"),
                line(id="idle", expect={"status": "answered"}),
                line(id="odd", kind="unanswerable"),
            ]
        )
    )
    assert question_sets.load(path).remarks() == (
        "answered expects nothing, so any answer is right: 'idle'",
        "the status expected is not that of the kind: 'odd'",
    )


def test_an_id_must_not_occur_twice(write):
    with pytest.raises(QuestionSetError, match="'a' occurs twice"):
        question_sets.load(write(line() + "\n" + line()))


def test_files_that_are_no_question_set(write, tmp_path):
    with pytest.raises(QuestionSetError, match="holds no question"):
        question_sets.load(write("\n"))
    with pytest.raises(QuestionSetError, match="not UTF-8"):
        question_sets.load(write(line(), "gbk"))
    with pytest.raises(QuestionSetError, match="No such file"):
        question_sets.load(tmp_path / "missing.jsonl")


def test_only_questions_whose_documents_are_all_known_are_kept(write):
    refused = {"status": "refused"}
    path = write(
        "\n".join(
            [
                line(id="one"),
                line(id="two", expect={**QUESTION["expect"], "documents": ["甲.md", "乙.md"]}),
                line(id="none", kind="unanswerable", expect=refused),
            ]
        )
    )
    loaded = question_sets.load(path)
    assert [question.id for question in loaded.about({"甲.md"}).questions] == ["one"]
    assert [q.id for q in loaded.about(["甲.md", "乙.md", "丙.md"]).questions] == ["one", "two"]
    chosen = loaded.about({"甲.md"})
    assert (chosen.sha256, chosen.whole, loaded.whole) == (loaded.sha256, 3, None)


def own_sets():
    return sorted(Path(question_sets.__file__).parent.glob("questions/*.jsonl"))


def test_our_own_question_sets_are_valid():
    loaded = [question_sets.load(path) for path in own_sets()]
    assert sum(len(each.questions) for each in loaded) >= 20
    assert [each.remarks() for each in loaded] == [()] * len(loaded)
