"""The command ``budget-qa benchmark``: parts of the product measured on public benchmarks."""

from __future__ import annotations

import time
from pathlib import Path

import click

_EXISTING = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.group()
def benchmark() -> None:
    """用公开评测集评分 · Measure parts of the product on public benchmarks."""


@benchmark.command("im-tqa")
@click.argument("tables", metavar="TABLES.json", type=_EXISTING)
@click.argument("questions", metavar="QUESTIONS.json", type=_EXISTING)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="报告存放目录 · Folder that keeps the report.",
)
@click.option(
    "--english",
    is_flag=True,
    help="用英文表格和问题 · Ask the English questions of the English tables.",
)
def im_tqa(tables: Path, questions: Path, out: Path | None, english: bool) -> None:
    """单表查找 · The table lookup on IM-TQA files: exact match of the cells named."""
    from assistant.table_lookup.lookup import TableLookup
    from assistant.table_lookup.model import ModelError
    from eval.im_tqa.data import CHINESE, ENGLISH, BenchmarkError, load_questions, load_tables
    from eval.im_tqa.measuring import answer_all, headers_by_kind
    from eval.im_tqa.report import BenchmarkReport

    try:
        language = ENGLISH if english else CHINESE
        known = load_tables(tables, language)
        asked = load_questions(questions, known, language)
        lookup = TableLookup()
        outcomes = tuple(answer_all(lookup, known, asked, time.perf_counter))
        headers = headers_by_kind(lookup, known.values())
    except (BenchmarkError, ModelError) as error:
        raise click.ClickException(str(error)) from error
    report = BenchmarkReport(known, outcomes, headers)
    if out:
        try:
            click.echo(f"报告 report: {report.save(out)}", err=True)
        except OSError as error:
            raise click.ClickException(f"--out: {error}") from error
    for name, share in report.shares().items():
        click.echo(f"{name}: {share}")
    click.echo(report.last_line())
