"""The command that writes a library and a question set about it."""

from click.testing import CliRunner

from eval.generated_questions.__main__ import main
from eval.question_sets import load


def test_documents_and_questions_are_written(tmp_path):
    options = ["--seed", "2", "--documents", "3", "--questions", "60", "--formats", "markdown"]
    result = CliRunner().invoke(main, [*options, "--out", str(tmp_path)])
    assert result.exit_code == 0, result.output
    written = {path.name for path in (tmp_path / "documents").iterdir()}
    questions = load(tmp_path / "questions.jsonl").questions
    assert len(written) == 3
    assert len(questions) > 40
    assert {name for q in questions for name in q.expect.documents} <= written


def test_too_few_documents_to_compare_are_refused(tmp_path):
    result = CliRunner().invoke(main, ["--documents", "2", "--out", str(tmp_path)])
    assert result.exit_code == 2
    assert "--documents" in result.output and "3" in result.output


def test_an_unknown_format_is_named(tmp_path):
    result = CliRunner().invoke(main, ["--formats", "punched-tape", "--out", str(tmp_path)])
    assert result.exit_code == 2
    assert "punched-tape" in result.output
