"""Figures recognised in a scan are said to be; doubtful ones are neither stated nor counted."""

import csv
import importlib.util
from pathlib import Path

import pytest

from assistant.answer import Status
from assistant.engine import Assistant
from assistant.exports.figures import export_figures
from assistant.interfaces.record_forms import figure_form

DRAWING = Path(__file__).resolve().parents[2] / "corpus/readers/scan/pages.py"
# No number is written 31,45.00: whether it is 3,145.00 or 31.45 nobody can tell.
ROWS = (
    ("科目编码", "科目名称", "预算数"),
    ("30201", "办公费", "1,204.50"),
    ("30202", "印刷费", "31,45.00"),
    ("30211", "差旅费", "87.10"),
    ("30216", "培训费", "5.30"),
    ("", "合计", "4,441.90"),
)


@pytest.fixture(scope="module")
def scan(filled, tmp_path_factory):
    """A library with one scanned page."""
    spec = importlib.util.spec_from_file_location("pages", DRAWING)
    pages = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(pages)
    page = pages.table_page(
        "一般公共预算基本支出表",
        "单位：万元",
        ROWS,
        (200, 400, 300),
        above=("青禾县林业局2026年部门预算",),
    )
    path = tmp_path_factory.mktemp("scan") / "青禾县林业局2026年部门预算.png"
    path.write_bytes(pages.file_of(pages.scanned(page)))
    return filled(path)


@pytest.fixture(scope="module")
def ask(scan):
    """Asks in that library."""
    return Assistant(scan).ask


def test_an_answer_from_a_scan_says_so_with_its_confidence(ask):
    answer = ask("青禾县林业局2026年差旅费预算是多少")
    assert answer.status is Status.ANSWERED
    (figure,) = answer.figures
    assert (figure.value, figure.unit) == ("87.10", "万元") and 0.9 <= figure.confidence <= 1
    assert any("扫描件识别" in w and "可信度 9" in w for w in answer.warnings)
    english = ask("What is the 2026 budget of 青禾县林业局 for 差旅费?")
    assert any("read from a scan" in w and "confidence 9" in w for w in english.warnings)


def test_a_doubtful_figure_is_declined_with_what_was_read_and_where(ask):
    answer = ask("青禾县林业局2026年印刷费预算是多少")
    assert answer.status is Status.REFUSED and not answer.figures
    assert "31,45.00" in answer.text and "识别存疑" in answer.text
    assert [(c.page, c.document) for c in answer.citations] == [
        (1, "青禾县林业局2026年部门预算.png")
    ]


def test_a_list_says_what_was_left_out_of_it(ask):
    answer = ask("青禾县林业局2026年基本支出包括哪些项目，各多少")
    assert answer.status is Status.ANSWERED, answer.text
    assert "31,45" not in answer.text
    assert {figure.label for figure in answer.figures} >= {"办公费", "差旅费", "培训费"}
    assert any("印刷费" in warning and "未计入" in warning for warning in answer.warnings)


def test_a_doubtful_figure_is_no_operand(ask):
    for question in (
        "青禾县林业局2026年办公费和印刷费合计是多少",
        "青禾县林业局2026年印刷费占合计的比例是多少",
        "青禾县林业局2026年印刷费比办公费多多少",
    ):
        answer = ask(question)
        assert answer.status is not Status.ANSWERED, answer.text
        assert not any(figure.label == "印刷费" for figure in answer.figures)


def test_lists_and_exports_of_figures_carry_confidence_and_doubt(scan, tmp_path):
    figures = scan.figures_of([scan.documents()[0].id])
    forms = {(form["label"], form["printed"]): form for form in map(figure_form, figures)}
    assert forms["印刷费", "31,45.00"]["doubtful"] is True
    sure = forms["差旅费", "87.10"]
    assert sure["doubtful"] is False and 0.9 <= sure["confidence"] <= 1
    export_figures(figures, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    (doubtful,) = [row for row in rows if row["原文 printed"] == "31,45.00"]
    assert doubtful["识别存疑 doubtful"] == "是 yes" and doubtful["识别可信度 confidence"]
