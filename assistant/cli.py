"""The command line ``budget-qa``: thin over one library or assistant call a command.

Machine-readable output goes to stdout, messages and progress to stderr.  Exit codes: 0 all
well, 1 some of it failed (the rest is done), 2 wrong usage.  Heavy parts are imported inside
the commands that need them, so that a question about a figure is answered at once.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from assistant.many_valued import ManyValued
from eval.benchmark_commands import benchmark

EXISTING_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
NEW_FILE = click.Path(path_type=Path, dir_okay=False, writable=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="budget-qa")
@click.option(
    "--home",
    envvar="BUDGET_QA_HOME",
    type=click.Path(path_type=Path, file_okay=False),
    help="资料库目录 · Folder of the library [BUDGET_QA_HOME, else the user data folder].",
)
@click.pass_context
def main(context: click.Context, home: Path | None) -> None:
    """预算公开文件问答 · Exact, cited answers from Chinese public budget documents."""
    for stream in (sys.stdout, sys.stderr):
        # Answers are Chinese whatever the locale; a file name that is no text must not end us.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    context.obj = home


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="每个文件一行 JSON · One JSON line a file.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help="同时读取的进程数，默认为可用核数 · Reading processes, by default one a core.",
)
@click.option(
    "--again", is_flag=True, help="内容未变也重新读取 · Read files again that have not changed."
)
@click.pass_obj
def add(
    home: Path | None, paths: tuple[Path, ...], as_json: bool, workers: int | None, again: bool
) -> None:
    """读入文件、文件夹或 ZIP 压缩包 · Read files, folders and ZIP archives into the library."""
    from assistant.progress_line import ProgressLine
    from assistant.record_forms import add_result_form

    failed = False
    line = ProgressLine(sys.stderr)
    with (
        _library(home) as library,
        closing(library.add_paths(paths, line.show, workers, again)) as results,
    ):
        for result in results:
            if as_json:
                _print_json(add_result_form(result))
            if result.status == "failed":
                failed = True
                line.say(f"失败 failed: {result.path}: {result.error}")
            else:
                line.say(
                    f"{_STATUS[result.status]} {result.status}: {result.document} "
                    f"(表 tables {result.tables}, 数 figures {result.figures}, "
                    f"段 passages {result.passages}, {result.seconds:.1f} s)"
                )
            if result.note:
                line.say(f"  {result.note}")
            for warning in result.warnings:
                line.say(f"  注意 note: {warning}")
    sys.exit(int(failed))


_STATUS = {"added": "读入", "unchanged": "未变", "replaced": "更新"}


@main.command()
@click.option("--json", "as_json", is_flag=True, help="每个文件一行 JSON · One JSON line each.")
@click.pass_obj
def documents(home: Path | None, as_json: bool) -> None:
    """列出资料库中的文件 · List the documents in the library."""
    from assistant.record_forms import document_form

    with _library(home) as library:
        held = library.documents()
        checked = library.reconciliations([document.id for document in held])
    if not held:
        _say("资料库是空的 The library is empty: budget-qa add PATH")
    for document in held:
        if as_json:
            _print_json(document_form(document, checked.get(document.id)))
        else:
            found = checked.get(document.id)
            click.echo(
                f"{document.name}\t{document.organisation}\t{document.year or ''}\t{document.kind}\t"
                f"表 tables {document.tables}\t数 figures {document.figures}\t"
                f"不一致 findings {'-' if found is None else len(found.findings)}"
            )
            if document.uncertain:
                _say(
                    f"注意 note: {document.name}: 未能确定 uncertain: {', '.join(document.uncertain)}"
                    "（budget-qa correct）"
                )


@main.command()
@click.argument("document")
@click.option("--organisation", help="单位全称 · Full name of the publisher.")
@click.option(
    "--short-name",
    "short_names",
    multiple=True,
    help="单位简称，可多次 · A short name of the publisher; may be repeated.",
)
@click.option("--region", help="所在地区 · Place the publisher belongs to.")
@click.option("--year", type=int, help="预算或决算年度 · Fiscal year.")
@click.option(
    "--kind", help="部门预算、单位预算、部门决算或单位决算 · One of these four kinds of document."
)
@click.option(
    "--as-read", is_flag=True, help="撤销此前的更正 · Take back what was corrected before."
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON · Print the document as JSON.")
@click.pass_obj
def correct(
    home: Path | None,
    document: str,
    short_names: tuple[str, ...],
    as_read: bool,
    as_json: bool,
    **fields,
) -> None:
    """更正文件的单位、年度或类型 · Correct who published a document, its year or kind."""
    from assistant.record_forms import document_form

    if not (as_read or short_names or any(value is not None for value in fields.values())):
        raise click.UsageError("请说明更正什么 nothing to correct: --organisation, --year, ...")
    with _library(home) as library:
        made = library.correct_profile(
            document, short_names=short_names or None, as_read=as_read, **fields
        )
        checked = library.reconciliations([made.id])
    if as_json:
        _print_json(document_form(made, checked.get(made.id)))
    facts = [made.organisation, made.region, str(made.year or ""), made.kind]
    _say(f"已更正 corrected: {made.name}: {' | '.join(fact or '?' for fact in facts)}")
    for warning in made.warnings:
        _say(f"  注意 note: {warning}")


@main.command()
@click.argument("document")
@click.pass_obj
def remove(home: Path | None, document: str) -> None:
    """从资料库中移除 · Take a document out of the library."""
    with _library(home) as library:
        if not library.remove(document):
            library.document(document)  # names those near it
    _say(f"已移除 removed: {document}")


@main.command(cls=ManyValued)
@click.argument("question")
@click.option("--history", multiple=True, help="此前的提问 · Earlier questions, oldest first.")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON · Print the answer as JSON.")
@click.pass_obj
def ask(home: Path | None, question: str, history: tuple[str, ...], as_json: bool) -> None:
    """回答一个问题 · Answer one question."""
    from assistant.making import make_assistant

    with _library(home) as library:
        answer = make_assistant(library, os.environ).ask(question, history)
    if as_json:
        _print_json(answer.to_json())
        return
    click.echo(answer.text)
    if answer.calculation:
        click.echo(f"计算 Calculation: {answer.calculation}")
    for number, citation in enumerate(answer.citations, start=1):
        page = "" if citation.page is None else f"p. {citation.page}"
        place = [citation.document, page, citation.table or citation.section, citation.quote]
        click.echo(f"[{number}] {' | '.join(part for part in place if part)}")
    for warning in answer.warnings:
        _say(f"注意 Note: {warning}")


@main.command()
@click.argument("questions", type=EXISTING_FILE)
@click.option("--out", required=True, type=NEW_FILE, help="答案文件 · File for the answers.")
@click.pass_obj
def batch(home: Path | None, questions: Path, out: Path) -> None:
    """回答一批问题 · Answer a JSONL file of questions, one answer line each."""
    from assistant.batch import answer_lines
    from assistant.making import make_assistant

    if out.exists() and out.samefile(questions):
        raise click.UsageError("--out 不能是问题文件 must not be the file of questions")
    failed = count = 0
    with (
        _library(home) as library,
        questions.open(encoding="utf-8-sig", errors="replace") as lines,
        out.open("w", encoding="utf-8", newline="\n") as file,
    ):
        for answer in answer_lines(make_assistant(library, os.environ).ask, lines):
            file.write(json.dumps(answer.form, ensure_ascii=False) + "\n")
            count += 1
            if answer.error:
                failed += 1
                _say(f"{questions}, line {answer.line}: {answer.error}")
    _say(f"已回答 answered {count - failed} / {count}: {out}")
    sys.exit(int(failed > 0))


@main.command()
@click.argument("text", metavar="TEXT_OR_FILE")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 · Print JSON.")
@click.pass_obj
def check(home: Path | None, text: str, as_json: bool) -> None:
    """核对一段文字或一个文件中的每个数 · Compare every number in a text or file with the library."""
    from assistant.engine import Assistant
    from assistant.text_check import TextChecker, text_of_file
    from assistant.verdicts import MARKS
    from corpus.errors import ReadError

    path = Path(text)
    if _is_file(path):
        try:
            text = text_of_file(path)
        except ReadError as error:
            raise click.ClickException(str(error)) from error
    with _library(home) as library:
        checked = TextChecker(Assistant(library), library.documents()).check(text)
    if as_json:
        _print_json(checked.to_json())
        return
    for number in checked.numbers:
        click.echo(
            f"{MARKS[number.verdict]}\t{number.printed}{number.unit}\t{number.sentence.strip()}"
        )
        for line in (
            number.reason,
            *(f"{c.document} p. {c.page}" if c.page else c.document for c in number.citations[:1]),
        ):
            if line:
                click.echo(f"\t{line}")


@main.command()
@click.option("--document", help="只看这个文件 · Only this document.")
@click.option("--json", "as_json", is_flag=True, help="每个数一行 JSON · One JSON line a figure.")
@click.option("--export", type=NEW_FILE, help="导出到 .csv 或 .xlsx · Export to a file.")
@click.pass_obj
def figures(home: Path | None, document: str | None, as_json: bool, export: Path | None) -> None:
    """列出每个数 · Every stored figure with its place."""
    from assistant.figure_export import FORMATS, export_figures
    from assistant.record_forms import figure_form

    if export and export.suffix.lower() not in FORMATS:
        raise click.UsageError(f"--export: {export} 须为 must be {' / '.join(FORMATS)}")
    with _library(home) as library:
        held = library.figures(document)
        if export:
            count = export_figures(held, export)
            _say(f"已导出 exported {count}: {export}")
            return
        for figure in held:
            if as_json:
                _print_json(figure_form(figure))
            else:
                place = figure.table or " / ".join(figure.section)
                path = " / ".join(figure.row_path), " / ".join(figure.column_path)
                printed = f"{figure.printed} {figure.unit}".strip()
                click.echo("\t".join([figure.document, place, *path, printed]))


@main.command()
@click.argument("document")
@click.option("--json", "as_json", is_flag=True, help="每张表一行 JSON · One JSON line a table.")
@click.pass_obj
def tables(home: Path | None, document: str, as_json: bool) -> None:
    """列出一个文件的表 · The tables of a document as understood."""
    from assistant.record_forms import table_form

    with _library(home) as library:
        held = library.tables(document)
        cells: dict[int | None, list] = {}
        for figure in library.figures(document):
            cells.setdefault(figure.table_id, []).append(figure)
    for table in held:
        if as_json:
            _print_json(table_form(table, cells.get(table.id, [])))
            continue
        page = "" if table.page is None else f"p. {table.page}"
        head = [table.title, table.context, table.unit, page, str(table.state)]
        click.echo(" | ".join(part for part in head if part))
        for row in table.grid:
            click.echo("\t".join(text for text, _, _ in row))
        click.echo()


@main.command("eval", cls=ManyValued)
@click.argument("question_set", metavar="QA.jsonl", type=EXISTING_FILE)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="报告存放目录 · Folder that keeps the report.",
)
@click.option(
    "--documents",
    multiple=True,
    metavar="NAME...",
    help="只问答案只在这些文件中的题 · Only questions answered from these documents.",
)
@click.option(
    "--only-known",
    is_flag=True,
    help="只问答案在资料库中的题 · Only questions whose documents are in the library.",
)
@click.pass_obj
def evaluate(
    home: Path | None,
    question_set: Path,
    out: Path | None,
    documents: tuple[str, ...],
    only_known: bool,
) -> None:
    """按题库评分 · Score the product on a question set."""
    from datetime import datetime

    from assistant.making import make_assistant
    from eval import question_sets, reports, running

    try:
        chosen = question_sets.load(question_set)
    except question_sets.QuestionSetError as error:
        raise click.ClickException(str(error)) from error
    with _library(home) as library:
        held = tuple(document.name for document in library.documents())
        if documents:
            chosen = chosen.about(documents)
        if only_known:
            chosen = chosen.about(held)
        ask = make_assistant(library, os.environ).ask
        results = []
        with click.progressbar(chosen.questions, label=chosen.name, file=sys.stderr) as progress:
            for result in running.run(ask, progress, time.perf_counter):
                results.append(result)
    commit = reports.commit_of(Path(__file__).parent)
    report = reports.Report(datetime.now().astimezone(), commit, chosen, held, tuple(results))
    if out:
        _say(f"报告 report: {report.save(out)}")
    click.echo(report.summary())
    sys.exit(int(any(result.error for result in results)))


main.add_command(benchmark)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址 · Address.")
@click.option(
    "--port", default=7860, show_default=True, type=click.IntRange(0, 65535), help="端口 · Port."
)
@click.pass_obj
def serve(home: Path | None, host: str, port: int) -> None:
    """打开问答网页 · Serve the chat page."""
    from assistant.page import serve as serve_page
    from index.errors import LibraryError

    try:
        serve_page(_settings(home), host, port)
    except (LibraryError, OSError, RuntimeError) as error:
        raise click.ClickException(str(error)) from error


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        # A long text is no possible file name.
        return False


def _settings(home: Path | None):
    from index.settings import Settings

    return Settings.from_environment(os.environ, home)


@contextmanager
def _library(home: Path | None) -> Iterator:
    """The library at ``home``; its errors end the command with a message, not a traceback."""
    from index.errors import LibraryError
    from index.library import Library

    try:
        with Library(_settings(home)) as library:
            yield library
    except (LibraryError, OSError) as error:
        raise click.ClickException(str(error)) from error


def _say(message: str) -> None:
    click.echo(message, err=True)


def _print_json(form: dict) -> None:
    click.echo(json.dumps(form, ensure_ascii=False))


if __name__ == "__main__":
    main()
