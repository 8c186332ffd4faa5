import json

from assistant.answer import Answer, Option, Status
from assistant.batch.lines import answer_lines


def ask(question, history):
    """Repeats what it was asked, and breaks on 坏."""
    if question == "坏":
        raise LookupError("no such table")
    options = (Option("甲", "甲是多少"),)
    return Answer(question, Status.CLARIFY, "；".join([*history, question]), options=options)


def answered(*lines):
    return list(answer_lines(ask, lines))


def test_each_line_is_answered_in_order_under_its_own_id():
    lines = [
        json.dumps({"id": "b", "question": "水费", "history": ["电费"], "expect": {"figures": 1}}),
        "\n",
        json.dumps({"id": 7, "question": "办公费"}),
    ]
    first, second = answered(*lines)
    assert first.form["id"] == "b"
    assert first.form["text"] == "电费；水费"
    assert first.form["options"] == ["甲"]
    assert (second.form["id"], second.form["question"], second.line) == (7, "办公费", 3)
    assert not first.error and not second.error


def test_a_line_that_cannot_be_answered_is_refused_with_its_cause_and_the_rest_done():
    results = answered(
        "{",
        "[1]",
        '{"id": "c"}',
        '{"id": "d", "question": "水费", "history": "电费"}',
        '{"id": "e", "question": "坏"}',
        '{"id": "f", "question": "水费", "history": null}',
    )
    assert [result.form["id"] for result in results] == [None, None, "c", "d", "e", "f"]
    causes = ["JSONDecodeError", "not a JSON object", "question is", "history is", "no such table"]
    for result, cause in zip(results, causes, strict=False):
        assert cause in result.error
        assert result.form["status"] == "refused"
        assert not result.form["figures"]
        assert cause in result.form["text"]
    assert results[-1].error == "" and results[-1].form["status"] == "clarify"
