"""The command ``budget-qa reports``: what users said of answers, and a question set from it."""

from __future__ import annotations

import sys
import unicodedata
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.commands.terminal import NEW_FILE, print_json, say, settings_of

if TYPE_CHECKING:
    from eval.reported_questions import ReportedQuestion
    from index.conversation_records import Report

_RATINGS = {"up": "有用 up", "down": "有误 down"}
_STANDINGS = {
    "question": "题目 question",
    "repeated": "重复 repeated",
    "contradicted": "说法不一 contradicted",
    "unstated": "未说明正确答案 nothing stated as right",
}


@click.command()
@click.option(
    "--out",
    type=NEW_FILE,
    metavar="QA.jsonl",
    help="把说明了正确答案的反馈写成题库 · Write those that state what is right as a question set.",
)
@click.option("--json", "as_json", is_flag=True, help="每条一行 JSON · One JSON line each.")
@click.pass_obj
def reports(home: Path | None, out: Path | None, as_json: bool) -> None:
    """列出用户对回答的反馈 · What users said of answers; --out makes a question set of it."""
    from eval.reported_questions import question_lines, reported_questions
    from index.errors import LibraryError

    try:
        reported = reported_questions(_stored(home))
        lines = question_lines(reported)
        if out and lines:
            # Whole or not at all: half a question set would pass for one.
            draft = out.with_name(f".{out.name}.partial")
            draft.write_text(lines, "utf-8", newline="\n")
            draft.replace(out)
    except (LibraryError, OSError) as error:
        raise click.ClickException(str(error)) from error
    for each in reported:
        if as_json:
            print_json(_form(each))
        else:
            click.echo("\t".join(_columns(each)))
    if not reported:
        say("还没有反馈 There is no feedback yet")
    if out:
        count = lines.count("\n")
        if not count:
            say(
                "没有一条说明了正确答案，未写题库 None states what is right: no question set written"
            )
        else:
            say(f"题目 questions: {count} / {len(reported)}: {out}")
        sys.exit(int(not count))


def _stored(home: Path | None) -> list[Report]:
    from index.conversations import Conversations

    path = settings_of(home).conversations_file
    if not path.exists():
        return []
    with closing(Conversations(path)) as conversations:
        return list(conversations.reports())


def _form(reported: ReportedQuestion) -> dict:
    report, said = reported.report, reported.report.feedback
    return {
        "id": report.id,
        "given": report.given.isoformat(),
        "rating": str(said.rating),
        "comment": said.comment,
        "expected": None if said.expected is None else asdict(said.expected),
        "question": report.question,
        "history": list(report.history),
        "answer": report.answer,
        "failure": report.failure,
        "documents": [{"name": name, "sha256": sha256} for name, sha256 in said.documents],
        "program": said.program,
        "standing": str(reported.standing),
        "question_id": reported.line["id"] if reported.line else None,
    }


def _columns(reported: ReportedQuestion) -> list[str]:
    report, said = reported.report, reported.report.feedback
    standing = "" if said.rating == "up" and not said.expected else _STANDINGS[reported.standing]
    columns = (
        f"{report.given.astimezone():%Y-%m-%d %H:%M}",
        _RATINGS[said.rating],
        report.question,
        (report.answer or {}).get("text", report.failure),
        _right(reported),
        said.comment,
        standing,
    )
    return [_one_line(column) for column in columns]


def _right(reported: ReportedQuestion) -> str:
    expected = reported.report.feedback.expected
    if expected is None:
        return ""
    parts = [
        {"refused": "应拒答 refuse", "clarify": "应反问 ask back"}.get(expected.status, ""),
        "原文空白 blank" if expected.blank else "",
        f"{expected.value}{expected.unit}",
        expected.words,
        expected.document,
        "" if expected.page is None else f"p. {expected.page}",
    ]
    return "应为 right: " + " | ".join(part for part in parts if part)


def _one_line(text: str) -> str:
    """Text of users for a terminal: one line, without the characters that steer it."""
    flat = " ".join(text.split())
    return "".join(character for character in flat if unicodedata.category(character)[0] != "C")
