"""The report over everything: what is stored, what the page of results says of it."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from eval.overall.__main__ import PAGE, RESULTS, main, publish, stored
from eval.overall.docs_page import filled, markdown_table
from eval.overall.parts import Generated, generated_alone, im_tqa
from eval.overall.report import to_html
from eval.overall.tables import TABLES

MOST_BYTES = 1_000_000
AGAIN = "python -m eval.overall --no-measure writes it again"


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    """A little of everything, measured now."""
    said = []
    folder = tmp_path_factory.mktemp("work")
    alone = generated_alone(Generated([3, 4], 3, 40), folder, said.append)
    assert len(said) == 2
    return {"many_generated": alone}


def test_several_libraries_are_one_run(parts):
    (system,) = parts["many_generated"]["systems"]
    assert system["documents"] == 6
    assert system["question_set"]["questions"] == sum(system["counts"].values())
    assert all(re.match(r"generated-[34]/", failure["id"]) for failure in system["failures"])
    assert system["latency"]["cpu_p50"] > 0
    assert "answers" not in system


def test_what_is_stored_holds_no_words_of_documents(parts):
    text = json.dumps(parts, ensure_ascii=False)
    assert "局" not in text and "万元" not in text


def test_a_page_is_filled_and_filled_again_the_same(parts):
    empty = "# x\n\n<!-- table: accuracy -->\n<!-- end -->\n\nwords\n<!-- table: cold -->\n<!-- end -->\n"
    page = filled(empty, parts)
    assert "| generated, the product alone | budget-qa | " in page
    assert page.startswith("# x\n") and "\nwords\n" in page
    assert filled(page, parts) == page
    with pytest.raises(KeyError):
        filled("<!-- table: nothing -->\n<!-- end -->", parts)


def test_the_report_has_what_was_measured_and_nothing_else(parts, tmp_path):
    page = to_html(parts)
    assert "How many answers are right" in page and "IM-TQA" not in page
    assert "<script" not in page
    assert "://" not in page.replace("http://www.w3.org/2000/svg", "")


def test_publishing_writes_both_pages(parts, tmp_path):
    (tmp_path / "many_generated.json").write_text(json.dumps(parts["many_generated"]), "utf-8")
    page = tmp_path / "page.md"
    page.write_text("<!-- table: runs -->\n<!-- end -->\n", "utf-8")
    publish(tmp_path, page)
    assert "| many generated (seeds 3, 4) |" in page.read_text("utf-8")
    assert (tmp_path / "report.html").read_text("utf-8") == to_html(stored(tmp_path))


def test_what_is_measured_elsewhere_leaves_the_published_page_alone(tmp_path):
    before = PAGE.read_text("utf-8")
    done = CliRunner().invoke(main, ["--no-measure", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert PAGE.read_text("utf-8") == before
    assert (tmp_path / "report.html").exists()


@pytest.mark.parametrize("part", ["known", "im_tqa"])
def test_a_part_without_its_files_is_not_passed_over_in_silence(tmp_path, part):
    done = CliRunner().invoke(main, ["--only", part, "--out", str(tmp_path)])
    assert done.exit_code == 2
    assert f"--only {part} needs --" in done.output


def test_a_system_is_named_with_the_model_that_took_part(parts):
    (system,) = parts["many_generated"]["systems"]
    helped = system | {
        "system": "budget-qa + language model",
        "settings": system["settings"] | {"language_model": "openai small"},
    }
    both = {"own set": parts["many_generated"] | {"systems": [system, helped]}}
    for name in ("accuracy", "speed", "lookups"):
        rows = TABLES[name](both)[1]
        assert [row[:2] for row in rows] == [
            ["own set", "budget-qa"],
            ["own set", "budget-qa + language model (openai small)"],
        ]


def test_a_first_cell_like_the_one_above_is_left_out():
    table = markdown_table(["a", "b"], [["x", "1"], ["x", "2"], ["y|z", "3"]])
    assert table.splitlines()[2:] == ["| x | 1 |", "|  | 2 |", "| y\\|z | 3 |"]


def test_im_tqa_is_measured_in_both_languages(tmp_path):
    table = {
        "table_id": "t",
        "table_type": "horizontal",
        "cell_ID_matrix": [[0, 1, 2], [3, 4, 5]],
        "chinese_cell_value_list": ["税种", "增值税", "企业所得税", "税率", "6%", "25%"],
        "english_cell_value_list": ["tax", "VAT", "profit tax", "rate", "6%", "25%"],
        "row_attribute": [0, 3],
        "column_index": [1, 2],
    }
    question = {
        "table_id": "t",
        "question_id": "t_1",
        "chinese_question": "企业所得税的税率是多少？",
        "english_question": "What is the rate of the profit tax?",
        "answer_cell_list": [5],
    }
    paths = tmp_path / "tables.json", tmp_path / "questions.json"
    for path, form in zip(paths, (table, question), strict=True):
        path.write_text(json.dumps([form]), "utf-8")
    told = im_tqa(*paths, say=lambda message: None)
    assert told["chinese"]["exact_match"]["all"] == {"share": 1.0, "questions": 1}
    rows = TABLES["headers"]({"im_tqa": told})[1]
    assert ["horizontal", "any header"] in [row[:2] for row in rows]
    assert TABLES["exact-match"]({"im_tqa": told})[1][0][1] == "1.000"


class TestWhatIsKept:
    def test_the_page_of_results_says_what_is_stored(self):
        page = PAGE.read_text("utf-8")
        assert filled(page, stored(RESULTS)) == page, AGAIN

    def test_the_report_is_that_of_the_stored_results(self):
        assert (RESULTS / "report.html").read_text("utf-8") == to_html(stored(RESULTS)), AGAIN

    def test_everything_was_measured(self):
        parts = stored(RESULTS)
        assert {"known", "samples", "generated", "many_generated", "im_tqa", "cold_start"} == set(
            parts
        )
        for name in ("known", "samples", "generated"):
            assert len(parts[name]["systems"]) >= 4

    def test_what_is_kept_is_small(self):
        sizes = {path.name: path.stat().st_size for path in Path(RESULTS).iterdir()}
        assert sum(sizes.values()) < MOST_BYTES, sizes
