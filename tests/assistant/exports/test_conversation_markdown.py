"""A conversation as Markdown holds every figure and place, and nothing in it is markup."""

from datetime import datetime

import pytest
from markdown_it import MarkdownIt

from assistant.answer import Answer, AnswerFigure, Citation, Option, Status
from assistant.exports.conversation import ExportedConversation, ExportedTurn
from assistant.exports.conversation_markdown import conversation_markdown

NOON = datetime(2026, 3, 1, 12)
RENDER = MarkdownIt("commonmark").enable("table")
HOSTILE = '<img src=x onerror=alert(1)>[x](javascript:a)|`c`\n# h\n=HYPERLINK("http://x.example")'


def exported(*answers, title="对话", **turn):
    turns = [
        ExportedTurn(number, NOON, answer.question, answer)
        for number, answer in enumerate(answers, start=1)
    ]
    if turn:
        turns.append(ExportedTurn(len(turns) + 1, NOON, **turn))
    return ExportedConversation(title, NOON, turns)


def test_every_figure_stands_with_its_place(asked):
    answer = asked("云泽文数局2026年三公经费比2025年增加多少")
    text = conversation_markdown(exported(answer), "zh", lambda _: "http://host/#evidence/1")
    shown = RENDER.render(text)
    for figure in answer.figures:
        for part in (figure.label, figure.value, figure.document, figure.table, *figure.row):
            assert part in shown
    assert answer.calculation in shown
    assert shown.count('<a href="http://host/#evidence/1">打开出处</a>') == len(answer.citations)
    assert "70000" in shown and "2026-03-01 12:00" in shown


def test_pages_rows_and_columns_are_told_in_both_languages():
    figure = AnswerFigure(
        "a", "1", "元", None, "某局", 2026, "甲.pdf", 7, "某表", ("行头",), ("列头",)
    )
    citation = Citation("甲.pdf", 7, "节", "某表", "原文")
    answer = Answer("q", Status.ANSWERED, "t", "zh", (figure,), (citation,), warnings=("小心",))
    chinese, english = (conversation_markdown(exported(answer), tag) for tag in ("zh", "en"))
    assert "| a | 某局，2026 | 1 元 |  | 甲\\.pdf | 7 | 某表 | 行头 | 列头 |" in chinese
    assert "1. 《甲\\.pdf》，第 7 页，表“某表”: “原文”" in chinese and "- 小心" in chinese
    assert "p. 7" in RENDER.render(english) and "Please note" in english


def test_refusals_questions_back_and_failures_are_told(asked):
    choices = Answer("q2", Status.CLARIFY, "哪一个？", options=(Option("甲", "甲？"),))
    refused = asked("中卫市科技局2035年公务接待费是多少")
    text = conversation_markdown(exported(refused, choices, question="q3", failure="出错了"))
    assert "**未作答**" in text and refused.text.split("。")[0] in RENDER.render(text)
    assert "**反问**" in text and "- 甲" in text
    assert "**没有得到回答**" in text and "出错了" in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_hostile_text_is_never_markup(language):
    figure = AnswerFigure(
        HOSTILE, "1", HOSTILE, None, HOSTILE, 2026, HOSTILE, 1, HOSTILE, (HOSTILE,)
    )
    citation = Citation(HOSTILE, 1, HOSTILE, HOSTILE, HOSTILE)
    plain = AnswerFigure("a", "1", "元", document="甲", quote="q")

    def markup(text):
        conversation = exported(
            Answer(
                text,
                Status.ANSWERED,
                text,
                "zh",
                (figure if text == HOSTILE else plain,),
                (citation if text == HOSTILE else Citation("甲", quote="q"),),
                calculation=text,
                warnings=(text,),
                options=(Option(text + "1", text),),
            ),
            title=text,
            question=text,
            failure=text,
        )
        tokens = RENDER.parse(conversation_markdown(conversation, language))
        inner = [child.type for token in tokens for child in token.children or ()]
        return {t.type for t in tokens}, set(inner)

    # The same elements as of an innocent conversation: no HTML, no link, no code of its own.
    assert markup(HOSTILE) == markup("问")
