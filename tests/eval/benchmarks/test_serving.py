"""The benchmark of serving asks as many users as it says, and notices a wrong answer."""

import json

import pytest

from eval.benchmarks import serving
from eval.benchmarks.serving import Question, User, dealt


def test_every_user_asks_of_publications_of_its_own_and_every_fifth_of_the_set():
    about = [Question(f"own {n}") for n in range(100)]
    of_the_set = [Question(f"set {n}") for n in range(3)]
    users = dealt(about, of_the_set, 5, 10, 0)
    asked = [q.text for user in users for q in user.questions]
    own = [text for text in asked if text.startswith("own")]
    assert len(asked) == 50 and len(own) == 40 == len(set(own))
    assert all(user.questions[4].text.startswith("set") for user in users)


def test_the_result_holds_times_memory_and_the_machine(tmp_path, capsys):
    out = tmp_path / "results" / "serving.json"
    few = ["--users", "3", "--asked", "6", "--rounds", "1", "--documents", "15", "--model", "none"]
    with pytest.raises(SystemExit) as end:
        serving.main([*few, "--out", str(out)])
    assert end.value.code == 0
    result = json.loads(out.read_text("utf-8"))
    assert json.loads(capsys.readouterr().out) == result
    (one,) = result["rounds"]
    assert one["questions"] == 18 and one["failed"] == result["failed"] == 0
    assert 0 < one["ms"]["p50"] <= one["ms"]["p95"] <= one["ms"]["max"]
    assert all(one["memory_mb"].values()) and one["server_cpu_ms_per_question"] > 0
    assert result["machine"]["cores"] and result["commit"]


def test_an_answer_that_is_not_the_user_s_own_is_a_fault(tmp_path):
    asked = serving.prepare(tmp_path, 2, [])
    wrong = Question(asked[0].text, asked[1].shows)
    with serving.server(tmp_path, "none") as page:
        user, other = User([asked[1], wrong]), User(asked)
        told = serving.one_round(page, [user, other])
    assert told["failed"] == 1 and asked[0].text in user.faults[0] and not other.faults
