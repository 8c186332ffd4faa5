"""``budget-qa benchmark im-tqa``: the contract's last line, the report, clear errors."""

import json
import re

from click.testing import CliRunner

from assistant.cli import main

TABLE = {
    "table_id": "t",
    "table_type": "horizontal",
    "cell_ID_matrix": [[0, 1, 2], [3, 4, 5]],
    "chinese_cell_value_list": ["税种", "增值税", "企业所得税", "税率", "6%", "25%"],
    "row_attribute": [0, 3],
    "column_index": [1, 2],
}
QUESTIONS = [
    {
        "table_id": "t",
        "question_id": "t_1",
        "chinese_question": "企业所得税的税率是多少？",
        "answer_cell_list": [5],
    },
    {
        "table_id": "t",
        "question_id": "t_2",
        "chinese_question": "增值税和企业所得税的税率分别是多少？",
        "answer_cell_list": [4, 5],
    },
]


def run(folder, *more, tables=(TABLE,), questions=QUESTIONS):
    paths = [str(folder / "tables.json"), str(folder / "questions.json")]
    for path, entries in zip(paths, (list(tables), questions), strict=True):
        with open(path, "w", encoding="utf-8") as file:
            json.dump(entries, file)
    return CliRunner().invoke(main, ["benchmark", "im-tqa", *paths, *more])


def test_the_last_line_is_the_contract(tmp_path):
    done = run(tmp_path)
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[-1] == "exact match 1.000 of 2"


def test_the_english_questions_are_asked_of_the_english_tables(tmp_path):
    english = {"english_cell_value_list": ["tax", "VAT", "profit tax", "rate", "6%", "25%"]}
    words = ("What is the rate of the profit tax?", "What are the rates of VAT and profit tax?")
    asked = [{**q, "english_question": w} for q, w in zip(QUESTIONS, words, strict=True)]
    done = run(tmp_path, "--english", tables=[{**TABLE, **english}], questions=asked)
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[-1].endswith(" of 2")
    missing = run(tmp_path, "--english")
    assert missing.exit_code == 1
    assert "english_cell_value_list" in missing.output


def test_the_annotated_headers_are_no_input(tmp_path):
    bare = {k: v for k, v in TABLE.items() if k not in ("row_attribute", "column_index")}
    assert run(tmp_path, tables=[bare]).stdout.splitlines()[-1] == "exact match 1.000 of 2"


def test_the_report_is_kept(tmp_path):
    wrong = [QUESTIONS[0], {**QUESTIONS[1], "answer_cell_list": [1]}]
    done = run(tmp_path, "--out", str(tmp_path / "out"), questions=wrong)
    assert done.stdout.splitlines()[-1] == "exact match 0.500 of 2"
    form = json.loads((tmp_path / "out" / "im-tqa.json").read_text("utf-8"))
    assert form["exact_match"]["horizontal"] == {"share": 0.5, "questions": 2}
    assert form["questions"][0]["named"] == [5]
    header = form["headers"]["horizontal"]["header"]
    assert header["true"] == 4 and 0 <= header["recall"] <= 1
    assert form["headers"]["all"] == form["headers"]["horizontal"]
    page = (tmp_path / "out" / "im-tqa.md").read_text("utf-8")
    assert re.search(r"增值税和企业所得税.*\| 增值税 \|", page)


def test_a_broken_file_is_an_error_that_names_it(tmp_path):
    done = run(tmp_path, tables=[{"table_id": "t"}])
    assert done.exit_code == 1
    assert "tables.json" in done.output
    assert "Traceback" not in done.output
