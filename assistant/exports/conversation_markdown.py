"""A conversation as Markdown: question, answer, figures, formula and every place cited.

Whatever was asked, answered or printed is text there, never markup (:mod:`assistant.exports.markdown_text`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answer import Answer, AnswerFigure, Citation
from assistant.exports.conversation import ExportedConversation, ExportedTurn, Link, no_link
from assistant.exports.markdown_text import inline, paragraphs, table
from assistant.exports.words import ExportWords, export_words
from corpus.amounts import from_yuan, plain

_TIME = "%Y-%m-%d %H:%M"


def conversation_markdown(
    conversation: ExportedConversation, language: str = "zh", link: Link = no_link
) -> str:
    """The whole conversation in a language, ``zh`` or ``en``, with links to the evidence."""
    words = export_words(language)
    exported = words.exported.format(
        time=conversation.exported.strftime(_TIME), count=len(conversation.turns)
    )
    parts = [f"# {inline(conversation.title)}", inline(exported)]
    for turn in conversation.turns:
        parts += _turn(turn, words, link)
    return "\n\n".join([*parts, "---", inline(words.note)]) + "\n"


def _turn(turn: ExportedTurn, words: ExportWords, link: Link) -> Iterator[str]:
    yield f"## {turn.number}\\. {inline(turn.question)}"
    yield inline(words.asked.format(time=turn.asked.strftime(_TIME)))
    answer = turn.answer
    if answer is None:
        yield f"**{inline(words.failed)}**"
        yield paragraphs(turn.failure)
        return
    yield f"**{inline(words.status[answer.status])}**"
    yield paragraphs(answer.text)
    if answer.calculation:
        yield inline(words.calculation.format(formula=answer.calculation))
    yield from _figures(answer, words)
    yield from _listed(words.warnings, [inline(warning) for warning in answer.warnings])
    # The text of a question back mostly lists its choices.
    unsaid = [option.text for option in answer.options if option.text not in answer.text]
    yield from _listed(words.choices, [inline(text) for text in unsaid])
    citations = [_citation(citation, words, link) for citation in answer.citations]
    yield from _listed(words.sources, citations, numbered=True)


def _listed(heading: str, items: Sequence[str], numbered: bool = False) -> Iterator[str]:
    if not items:
        return
    yield f"### {inline(heading)}"
    marks = (f"{number}." if numbered else "-" for number in range(1, len(items) + 1))
    yield "\n".join(f"{mark} {item}" for mark, item in zip(marks, items, strict=True))


def _figures(answer: Answer, words: ExportWords) -> Iterator[str]:
    rows = [_figure_row(figure, "", words) for figure in answer.figures]
    rows += [_figure_row(figure, words.otherwise, words) for figure in answer.differing]
    if rows:
        yield f"### {inline(words.figures)}"
        yield table(list(words.figure_columns), rows)


def _figure_row(figure: AnswerFigure, remark: str, words: ExportWords) -> list[str]:
    whose = (figure.organisation, "" if figure.year is None else str(figure.year))
    return [
        figure.label + (f" ({remark})" if remark else ""),
        words.joined.join(part for part in whose if part),
        f"{figure.value} {figure.unit}".strip(),
        "" if figure.amount_yuan is None else plain(from_yuan(figure.amount_yuan, "元")),
        figure.document,
        "" if figure.page is None else str(figure.page),
        figure.table,
        " › ".join(figure.row),
        " › ".join(figure.column),
    ]


def _citation(citation: Citation, words: ExportWords, link: Link) -> str:
    place = [
        words.document.format(name=citation.document),
        "" if citation.page is None else words.page.format(page=citation.page),
        words.table.format(name=citation.table) if citation.table else "",
        words.section.format(name=citation.section)
        if citation.section and not citation.table
        else "",
    ]
    said = inline(words.joined.join(part for part in place if part))
    if citation.quote:
        said += f": “{inline(citation.quote)}”"
    address = link(citation)
    return f"{said} [{inline(words.open)}](<{address}>)" if address else said
