import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli import main
from eval.comparing import Comparison
from eval.reports import FORMAT
from eval.stored_runs import RunError, load_run


def answer(outcome, said="x", ms=10.0, asked="same"):
    return {"asked": asked, "outcome": outcome, "status": "answered", "said": said, "ms": ms}


def run(answers, **more):
    return {
        "format": FORMAT,
        "date": "2026-03-01T08:30:00+00:00",
        "system": "budget-qa",
        "commit": "a" * 40,
        "documents": [],
        "settings": {},
        "question_set": {"name": "set.jsonl", "sha256": "0" * 64, "questions": len(answers)},
        "answers": answers,
        **more,
    }


BEFORE = run(
    {
        "fixed": answer("wrong"),
        "broken": answer("right"),
        "shifted": answer("declined"),
        "reworded": answer("right", "x"),
        "same": answer("right"),
        "gone": answer("right"),
        "changed": answer("right", asked="one way"),
    }
)
AFTER = run(
    {
        "fixed": answer("right", ms=5.0),
        "broken": answer("wrong", ms=5.0),
        "shifted": answer("wrong", ms=5.0),
        "reworded": answer("right", "y", ms=5.0),
        "same": answer("right", ms=5.0),
        "changed": answer("wrong", asked="another way"),
        "new": answer("right"),
    }
)


def test_each_question_is_told_by_what_became_of_it():
    compared = Comparison(BEFORE, AFTER)
    changes = {name: [e["id"] for e in found] for name, found in compared.changes().items()}
    assert changes == {
        "better": ["fixed"],
        "broke": ["broken"],
        "otherwise_wrong": ["shifted"],
        "other_words": ["reworded"],
    }
    assert compared.only() == {
        "only_a": ["gone"],
        "only_b": ["new"],
        "asked_differently": ["changed"],
    }


def test_chance_is_told_from_change():
    noise = Comparison(BEFORE, AFTER)
    assert noise.test("right") == {"a": 3, "b": 3, "p": 1.0}
    worse = Comparison(
        run({str(i): answer("right") for i in range(8)}),
        run({str(i): answer("wrong") for i in range(8)}),
    )
    assert worse.test("wrong") == {"a": 0, "b": 8, "p": 0.00781}
    assert noise.speed() == {
        "of": "ms",
        "a_p50_ms": 10.0,
        "b_p50_ms": 5.0,
        "faster": 5,
        "slower": 0,
        "p": 0.0625,
    }


def test_processor_time_is_compared_where_both_have_it():
    a, b = (run({"x": answer("right", ms=ms) | {"cpu_ms": 4.0}}) for ms in (5.0, 90.0))
    assert Comparison(a, b).speed() | {"p": 0} == {
        "of": "processor ms",
        "a_p50_ms": 4.0,
        "b_p50_ms": 4.0,
        "faster": 0,
        "slower": 0,
        "p": 0,
    }
    assert "median processor ms: 4.0 -> 4.0" in Comparison(a, b).to_text()


def stored(path, form):
    path.write_text(json.dumps(form), "utf-8")
    return str(path)


def test_the_command_speaks_text_markdown_and_json(tmp_path):
    paths = stored(tmp_path / "a.json", BEFORE), stored(tmp_path / "b.json", AFTER)

    def said(*options):
        done = CliRunner().invoke(main, ["compare", *paths, *options])
        assert done.exit_code == 0, done.output
        return done.stdout

    assert said().splitlines()[-1] == "1 better, 1 broke of 5 (p 1)"
    assert "  broken: right -> wrong" in said()
    assert "## Broke: 1\n\n- broken: right → wrong" in said("--markdown")
    form = json.loads(said("--json"))
    assert form["changes"]["broke"] == [{"id": "broken", "was": "right", "now": "wrong"}]
    assert form["same_set"] is True


def test_what_else_differs_is_named():
    def held(**documents):
        return [{"name": name, "sha256": sha} for name, sha in documents.items()]

    a = run(
        BEFORE["answers"],
        documents=held(甲="1", 乙="1"),
        settings={"embedding_model": "bundled", "language_model": ""},
        machine={"cores": 2, "load_at_start": 0.5},
    )
    b = run(
        AFTER["answers"],
        system="plain RAG",
        documents=held(乙="2", 丙="1"),
        settings={"embedding_model": "bundled", "language_model": "ollama small"},
        machine={"cores": 2, "load_at_start": 9.5},
        question_set={"name": "set.jsonl", "sha256": "1" * 64, "questions": 6},
    )
    told = Comparison(a, b).notes()
    assert told[0].startswith("the question sets differ")
    assert told[-4:] == [
        "the documents differ: only in a 甲; only in b 丙; changed 乙",
        "two systems are compared: budget-qa and plain RAG",
        "the settings differ: language model none → ollama small",
        "load of the machine 0.5 and 9.5: times are not to be trusted",
    ]
    assert Comparison(BEFORE, BEFORE).notes() == []
    assert all(note in Comparison(a, b).to_text() for note in told)


def test_words_of_a_stored_run_are_no_markup_and_move_no_cursor():
    name = "\x1b[2J<img src=x>"
    a, b = (run({name: answer(outcome)}) for outcome in ("right", "wrong"))
    compared = Comparison(a, b)
    assert "\x1b" not in compared.to_text() + compared.to_markdown()
    assert "\\<img src=x\\>" in compared.to_markdown()


def test_a_chance_too_small_to_store_is_not_called_none():
    a, b = (run({str(i): answer(o) for i in range(40)}) for o in ("right", "wrong"))
    assert Comparison(a, b).headline() == "0 better, 40 broke of 40 (p under 0.00001)"


def test_a_run_may_be_named_by_its_report_or_folder(tmp_path):
    stored(tmp_path / "a.json", BEFORE)
    assert load_run(tmp_path / "a.md") == load_run(tmp_path) == BEFORE
    stored(tmp_path / "b.json", BEFORE)
    with pytest.raises(RunError, match="holds 2 runs"):
        load_run(tmp_path)


def test_of_several_systems_measured_together_the_product_is_compared(tmp_path):
    machine = {"cores": 2}
    part = {"machine": machine, "systems": [BEFORE | {"documents": 4}, run({})]}
    stored(tmp_path / "known.json", part)
    loaded = load_run(tmp_path / "known.json")
    assert loaded == BEFORE | {"documents": 4, "machine": machine}
    assert Comparison(loaded, loaded).notes() == [
        "whether the documents are the same is not kept: 4 and 4"
    ]


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ("{", "no JSON"),
        ("[]", "is no run"),
        ('{"systems": []}', "is no run"),
        ('{"format": 1}', "is no run"),
        (json.dumps({"format": FORMAT, "answers": {}}), "lacks commit, date"),
        (json.dumps(run({"x": {"outcome": "right"}})), "damaged"),
        (json.dumps(run([])), "damaged"),
    ],
)
def test_what_is_no_run_is_named(tmp_path, content, cause):
    path = Path(tmp_path / "bad.json")
    path.write_text(content, "utf-8")
    with pytest.raises(RunError, match=cause) as raised:
        load_run(path)
    assert str(path) in str(raised.value)


def test_runs_of_other_questions_are_refused(tmp_path):
    a = stored(tmp_path / "a.json", run({"x": answer("right")}))
    b = stored(tmp_path / "b.json", run({"y": answer("right")}))
    done = CliRunner().invoke(main, ["compare", a, b])
    assert done.exit_code == 1
    assert "no question in common" in done.output
