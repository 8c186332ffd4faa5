"""Reading IM-TQA files."""

import json

import pytest

from assistant.table_lookup.roles import COLUMN_ATTRIBUTE, DATA, ROW_ENTRY
from eval.im_tqa.data import BenchmarkError, load_questions, load_tables


def test_tables_and_questions_are_read(files):
    tables = load_tables(files[0])
    questions = load_questions(files[1], tables)
    table = tables[questions[0].table]
    assert table.kind in {"vertical", "complex"}
    assert table.roles[0] == COLUMN_ATTRIBUTE
    assert table.roles[3] == ROW_ENTRY
    assert table.roles[4] == DATA
    assert questions[0].is_answered_by(table).sum() == 1


def test_questions_without_answers_can_be_asked(files):
    entries = json.loads(files[1].read_text("utf-8"))
    del entries[0]["answer_cell_list"]
    files[1].write_text(json.dumps(entries), "utf-8")
    assert load_questions(files[1], load_tables(files[0]))[0].cells is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[1]",
        b"\xff\xfe\xff",
        b"[" * 100_000,
        b'[{"table_id": "a"}]',
        b'[{"table_id": "a", "chinese_cell_value_list": ["x"], "cell_ID_matrix": [[7]]}]',
        b'[{"table_id": "a", "chinese_cell_value_list": ["x"], "cell_ID_matrix": [["x"]]}]',
    ],
)
def test_a_broken_file_is_named(tmp_path, content):
    path = tmp_path / "broken.json"
    path.write_bytes(content)
    with pytest.raises(BenchmarkError, match="broken.json"):
        load_tables(path)


def test_a_question_on_an_unknown_table_is_named(files):
    tables = load_tables(files[0])
    tables.pop("t0")
    with pytest.raises(BenchmarkError, match="question 1: no table t0"):
        load_questions(files[1], tables)
