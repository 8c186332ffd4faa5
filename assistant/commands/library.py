"""The commands that fill a library, change it and list what it holds."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.commands.terminal import NEW_FILE, open_library, print_json, say

if TYPE_CHECKING:
    from index.library import Library
    from index.sources import PassedOver


@click.command()
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
    from assistant.commands.progress_line import ProgressLine
    from assistant.interfaces.record_forms import add_result_form

    failed = False
    line = ProgressLine(sys.stderr)
    with (
        open_library(home) as library,
        closing(
            library.add_paths(
                paths, line.show, workers, again, lambda passed: line.say(_passed_over(passed))
            )
        ) as results,
    ):
        for result in results:
            if as_json:
                print_json(add_result_form(result))
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
            uncertain = () if result.status == "failed" else _uncertain(library, result.document)
            if uncertain:
                line.say(f"  未能确定 uncertain: {', '.join(uncertain)}（budget-qa correct）")
    sys.exit(int(failed))


def _passed_over(passed: PassedOver) -> str:
    names = ", ".join(passed.names) + (", …" if passed.count > len(passed.names) else "")
    return (
        f"跳过 passed over: {passed.path}: {passed.count} 个文件的类型无法识别 / "
        f"{passed.count} of unknown kind: {names}"
    )


def _uncertain(library: Library, document: str) -> tuple[str, ...]:
    from index.errors import UnknownDocument

    try:
        return library.document(document).uncertain
    except UnknownDocument:
        # Somebody took it out again meanwhile.
        return ()


_STATUS = {"added": "读入", "unchanged": "未变", "replaced": "更新"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="每个文件一行 JSON · One JSON line each.")
@click.pass_obj
def documents(home: Path | None, as_json: bool) -> None:
    """列出资料库中的文件 · List the documents in the library."""
    from assistant.interfaces.record_forms import document_form

    with open_library(home) as library:
        held = library.documents()
        checked = library.reconciliations([document.id for document in held])
    if not held:
        say("资料库是空的 The library is empty: budget-qa add PATH")
    for document in held:
        if as_json:
            print_json(document_form(document, checked.get(document.id)))
        else:
            found = checked.get(document.id)
            click.echo(
                f"{document.name}\t{document.organisation}\t{document.year or ''}\t{document.kind}\t"
                f"表 tables {document.tables}\t数 figures {document.figures}\t"
                f"不一致 findings {'-' if found is None else len(found.findings)}"
            )
            if document.uncertain:
                say(
                    f"注意 note: {document.name}: 未能确定 uncertain: {', '.join(document.uncertain)}"
                    "（budget-qa correct）"
                )


@click.command()
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
    from assistant.interfaces.record_forms import document_form

    if not (as_read or short_names or any(value is not None for value in fields.values())):
        raise click.UsageError("请说明更正什么 nothing to correct: --organisation, --year, ...")
    with open_library(home) as library:
        made = library.correct_profile(
            document, short_names=short_names or None, as_read=as_read, **fields
        )
        checked = library.reconciliations([made.id])
    if as_json:
        print_json(document_form(made, checked.get(made.id)))
    facts = [made.organisation, made.region, str(made.year or ""), made.kind]
    say(f"已更正 corrected: {made.name}: {' | '.join(fact or '?' for fact in facts)}")
    for warning in made.warnings:
        say(f"  注意 note: {warning}")


@click.command()
@click.argument("document")
@click.pass_obj
def remove(home: Path | None, document: str) -> None:
    """从资料库中移除 · Take a document out of the library."""
    with open_library(home) as library:
        if not library.remove(document):
            library.document(document)  # names those near it
    say(f"已移除 removed: {document}")


@click.command()
@click.option("--document", help="只看这个文件 · Only this document.")
@click.option("--json", "as_json", is_flag=True, help="每个数一行 JSON · One JSON line a figure.")
@click.option("--export", type=NEW_FILE, help="导出到 .csv 或 .xlsx · Export to a file.")
@click.pass_obj
def figures(home: Path | None, document: str | None, as_json: bool, export: Path | None) -> None:
    """列出每个数 · Every stored figure with its place."""
    from assistant.exports.figures import FORMATS, export_figures
    from assistant.exports.sheets import TooManyRows
    from assistant.interfaces.record_forms import figure_form

    if export and export.suffix.lower() not in FORMATS:
        raise click.UsageError(f"--export: {export} 须为 must be {' / '.join(FORMATS)}")
    with open_library(home) as library:
        held = library.figures(document)
        if export:
            try:
                count = export_figures(held, export)
            except TooManyRows as error:
                raise click.ClickException(f"{export}: {error}") from error
            say(f"已导出 exported {count}: {export}")
            return
        for figure in held:
            if as_json:
                print_json(figure_form(figure))
            else:
                place = figure.table or " / ".join(figure.section)
                path = " / ".join(figure.row_path), " / ".join(figure.column_path)
                printed = f"{figure.printed} {figure.unit}".strip()
                click.echo("\t".join([figure.document, place, *path, printed]))


@click.command()
@click.argument("document")
@click.option("--json", "as_json", is_flag=True, help="每张表一行 JSON · One JSON line a table.")
@click.pass_obj
def tables(home: Path | None, document: str, as_json: bool) -> None:
    """列出一个文件的表 · The tables of a document as understood."""
    from assistant.interfaces.record_forms import table_form

    with open_library(home) as library:
        held = library.tables(document)
        cells: dict[int | None, list] = {}
        for figure in library.figures(document):
            cells.setdefault(figure.table_id, []).append(figure)
    for table in held:
        if as_json:
            print_json(table_form(table, cells.get(table.id, [])))
            continue
        page = "" if table.page is None else f"p. {table.page}"
        head = [table.title, table.context, table.unit, page, str(table.state)]
        click.echo(" | ".join(part for part in head if part))
        for row in table.grid:
            click.echo("\t".join(text for text, _, _ in row))
        click.echo()


COMMANDS = (add, documents, correct, remove, figures, tables)
