"""The command line ``budget-qa``: thin over one library or assistant call a command.

Machine-readable output goes to stdout, messages and progress to stderr.  Exit codes: 0 all
well, 1 some of it failed (the rest is done), 2 wrong usage.  Heavy parts are imported inside
the commands that need them, so that a question about a figure is answered at once.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from assistant.commands import access
from assistant.commands.library import COMMANDS
from assistant.commands.many_valued import ManyValued
from assistant.commands.terminal import (
    EXISTING_FILE,
    NEW_FILE,
    in_a_moment,
    open_library,
    print_json,
    say,
    settings_of,
)
from eval.benchmark_commands import benchmark
from eval.commands import compare, evaluate
from eval.feedback_commands import reports


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


@main.command(cls=ManyValued)
@click.argument("question")
@click.option("--history", multiple=True, help="此前的提问 · Earlier questions, oldest first.")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON · Print the answer as JSON.")
@click.pass_obj
@in_a_moment
def ask(home: Path | None, question: str, history: tuple[str, ...], as_json: bool) -> None:
    """回答一个问题 · Answer one question."""
    from assistant.making import make_assistant

    with open_library(home) as library:
        answer = make_assistant(library, os.environ).ask(question, history)
    if as_json:
        print_json(answer.to_json())
        return
    click.echo(answer.text)
    if answer.calculation:
        click.echo(f"计算 Calculation: {answer.calculation}")
    for number, citation in enumerate(answer.citations, start=1):
        page = "" if citation.page is None else f"p. {citation.page}"
        place = [citation.document, page, citation.table or citation.section, citation.quote]
        click.echo(f"[{number}] {' | '.join(part for part in place if part)}")
    for warning in answer.warnings:
        say(f"注意 Note: {warning}")


@main.command()
@click.argument("questions", type=EXISTING_FILE)
@click.option("--out", required=True, type=NEW_FILE, help="答案文件 · File for the answers.")
@click.pass_obj
def batch(home: Path | None, questions: Path, out: Path) -> None:
    """回答一批问题 · Answer a JSONL file, or an Excel or CSV file with questions in a column."""
    from assistant.batch.lines import answer_lines
    from assistant.batch.workbook import FORMATS
    from assistant.making import make_assistant

    if out.exists() and out.samefile(questions):
        raise click.UsageError("--out 不能是问题文件 must not be the file of questions")
    if questions.suffix.lower() in FORMATS:
        sys.exit(_answer_workbook(home, questions, out))
    failed = count = 0
    with (
        open_library(home) as library,
        questions.open(encoding="utf-8-sig", errors="replace") as lines,
        out.open("w", encoding="utf-8", newline="\n") as file,
    ):
        for answer in answer_lines(make_assistant(library, os.environ).ask, lines):
            file.write(json.dumps(answer.form, ensure_ascii=False) + "\n")
            count += 1
            if answer.error:
                failed += 1
                say(f"{questions}, line {answer.line}: {answer.error}")
    say(f"已回答 answered {count - failed} / {count}: {out}")
    sys.exit(int(failed > 0))


def _answer_workbook(home: Path | None, questions: Path, out: Path) -> int:
    """Answer an Excel or CSV file; the exit code."""
    from assistant.batch.workbook import answer_file
    from assistant.making import make_assistant
    from corpus.errors import ReadError

    if out.suffix.lower() != questions.suffix.lower():
        raise click.UsageError(f"--out: {out} 须为 must be {questions.suffix}")
    try:
        with open_library(home) as library:
            ask = make_assistant(library, os.environ).ask
            done = answer_file(ask, questions, questions.read_bytes())
    except ReadError as error:
        raise click.ClickException(str(error)) from error
    out.write_bytes(done.data)
    say(f"已回答 answered {done.answered} / {done.rows}，不符 differ {done.differs}: {out}")
    return int(done.failed > 0)


@main.command()
@click.argument("text", metavar="TEXT_OR_FILE")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 · Print JSON.")
@click.pass_obj
def check(home: Path | None, text: str, as_json: bool) -> None:
    """核对一段文字或一个文件中的每个数 · Compare every number in a text or file with the library."""
    from assistant.checking.text_check import TextChecker, text_of_file
    from assistant.checking.verdicts import MARKS
    from assistant.engine import Assistant
    from corpus.errors import ReadError

    path = Path(text)
    if _is_file(path):
        try:
            text = text_of_file(path)
        except ReadError as error:
            raise click.ClickException(str(error)) from error
    with open_library(home) as library:
        checked = TextChecker(Assistant(library), library.documents()).check(text)
    if as_json:
        print_json(checked.to_json())
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
        serve_page(settings_of(home), host, port)
    except (LibraryError, OSError, RuntimeError) as error:
        raise click.ClickException(str(error)) from error


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        # A long text is no possible file name.
        return False


for command in (*COMMANDS, *access.COMMANDS, evaluate, compare, benchmark, reports):
    main.add_command(command)


if __name__ == "__main__":
    main()
