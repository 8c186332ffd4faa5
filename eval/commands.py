"""The commands ``budget-qa eval`` and ``budget-qa compare``."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.commands.many_valued import ManyValued
from assistant.commands.terminal import EXISTING_FILE, open_library, print_json, say

if TYPE_CHECKING:
    from eval.question_sets import QuestionSet

_SHARE = click.FloatRange(0, 1)
_RUN = click.Path(path_type=Path, exists=True)


@click.command("eval", cls=ManyValued)
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
@click.option(
    "--warm",
    is_flag=True,
    help="先加载向量模型 · Load the embedding model first, as the chat page does.",
)
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="只检查题库，不提问 · Only check the question set; nothing is asked.",
)
@click.option(
    "--wrong-at-most",
    type=_SHARE,
    metavar="SHARE",
    help="错误率超过即失败 · Fail if a larger share is wrong (0 to 1).",
)
@click.option(
    "--right-at-least",
    type=_SHARE,
    metavar="SHARE",
    help="正确率不足即失败 · Fail if a smaller share is right (0 to 1).",
)
@click.pass_obj
def evaluate(
    home: Path | None,
    question_set: Path,
    out: Path | None,
    documents: tuple[str, ...],
    only_known: bool,
    warm: bool,
    only_check: bool,
    wrong_at_most: float | None,
    right_at_least: float | None,
) -> None:
    """按题库评分 · Score the product on a question set."""
    from assistant.making import make_assistant
    from assistant.program import commit_of, program_version
    from eval import question_sets, running
    from eval.benchmarks.machine import described_machine
    from eval.faithfulness import check_in
    from eval.gate import Gate
    from eval.reports import Report
    from eval.retrieval import library_search, measure
    from eval.setting import Setting, documents_of, language_model_of

    try:
        chosen = question_sets.load(question_set)
    except question_sets.QuestionSetError as error:
        raise click.ClickException(str(error)) from error
    for remark in chosen.remarks():
        say(f"题库提示 question set: {remark}")
    if only_check:
        kinds = Counter(question.kind for question in chosen.questions)
        click.echo("\n".join(f"{kind}: {count}" for kind, count in kinds.items()))
        click.echo(f"valid: {len(chosen.questions)} questions")
        return
    machine = described_machine()
    with open_library(home) as library:
        held = library.documents()
        if documents:
            chosen = chosen.about(documents)
        if only_known:
            chosen = chosen.about([document.name for document in held])
        if not chosen.questions:
            raise click.ClickException("没有符合条件的题 no question of the set is left to ask")
        _tell_missing(chosen, [document.name for document in held])
        ask = make_assistant(library, os.environ).ask
        if warm:
            from assistant.warming import warm_up

            warm_up(library)
        results = []
        with click.progressbar(chosen.questions, label=chosen.name, file=sys.stderr) as progress:
            check = check_in(library)
            timers = time.perf_counter, time.process_time
            for result in running.run(ask, progress, *timers, check=check):
                results.append(result)
        retrieval = measure(library_search(library), chosen.questions)
        setting = Setting(
            version=program_version(),
            commit=commit_of(Path(__file__).parent),
            documents=documents_of(held),
            embedding_model=library.settings.embedding_model,
            warm=library.semantic_ready,
            language_model=language_model_of(os.environ),
            machine=machine,
        )
    report = Report(datetime.now().astimezone(), setting, chosen, tuple(results), retrieval)
    if out:
        try:
            say(f"报告 report: {report.save(out)}")
        except OSError as error:
            raise click.ClickException(f"--out: {error}") from error
    click.echo(report.summary())
    objections = []
    if wrong_at_most is not None or right_at_least is not None:
        most = 1.0 if wrong_at_most is None else wrong_at_most
        objections = Gate(most, right_at_least or 0.0).objections(results)
        for objection in objections:
            say(f"不合格 not let in: {objection}")
    sys.exit(int(bool(objections) or any(result.error for result in results)))


def _tell_missing(chosen: QuestionSet, held: Collection[str]) -> None:
    """Says which questions cannot be answered right for want of their documents."""
    expected = {name for question in chosen.questions for name in question.expect.documents}
    missing = sorted(expected - set(held))
    if missing:
        short = len(chosen.questions) - sum(
            set(question.expect.documents) <= set(held) for question in chosen.questions
        )
        say(
            f"资料库缺少 not in the library: {'、'.join(missing)} ({short} 题 questions; "
            "--only-known 不问这些题 leaves them out)"
        )


@click.command()
@click.argument("run_a", type=_RUN)
@click.argument("run_b", type=_RUN)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON · Print JSON.")
@click.option("--markdown", is_flag=True, help="输出 Markdown · Print Markdown.")
def compare(run_a: Path, run_b: Path, as_json: bool, markdown: bool) -> None:
    """比较两次评分 · Compare two stored runs of eval: what got better, what broke."""
    from eval.comparing import Comparison
    from eval.stored_runs import RunError, load_run

    if as_json and markdown:
        raise click.UsageError("--json 与 --markdown 只能选一 choose one of them")
    try:
        compared = Comparison(load_run(run_a), load_run(run_b))
    except RunError as error:
        raise click.ClickException(str(error)) from error
    if not compared.common:
        raise click.ClickException("两次评分没有相同的题 the two runs have no question in common")
    if as_json:
        print_json(compared.to_json())
    else:
        click.echo(compared.to_markdown() if markdown else compared.to_text())
