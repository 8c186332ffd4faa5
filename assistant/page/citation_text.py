"""An answer as plain text with its sources, for pasting into a letter or a table.

Each figure stands on a line of its own with everything that a reader needs to find it: document,
page, table, row and column.  Warnings come along: a figure without its caveat would mislead.
"""

from __future__ import annotations

from assistant.answer import Answer, AnswerFigure, Citation, Shape, Status
from assistant.page.readings import grouped, readings
from assistant.page.wording import Wording
from assistant.page.words.chat import ChatWords, chat_words

_JOINED = {"zh": "，", "en": ", "}


def citation_text(answer: Answer, words: Wording) -> str:
    """The answer to copy, "" for a refusal and a question back."""
    if answer.status is not Status.ANSWERED:
        return ""
    texts, language = chat_words(words.tag), _language(words)
    stated = [f for f in answer.figures if not f.computed]
    single = len(answer.figures) == 1 and answer.shape is Shape.NONE
    lines = [] if single else [answer.text.strip()]
    if answer.calculation:
        lines.append(texts.copied_formula.format(formula=answer.calculation))
    lines += [_figure_line(figure, texts, language) for figure in stated]
    if not stated:
        lines += [_place_line(citation, texts, language) for citation in answer.citations]
    lines += [f"{words.warning}{_colon(language)}{text}" for text in answer.warnings]
    return "\n".join(line for line in lines if line)


def _language(words: Wording) -> str:
    return "en" if words.tag == "en" else "zh"


def _colon(language: str) -> str:
    return "：" if language == "zh" else ": "


def _figure_line(figure: AnswerFigure, texts: ChatWords, language: str) -> str:
    year = "" if figure.year is None else f"{figure.year}年" if language == "zh" else figure.year
    whose = [str(part) for part in (figure.organisation, year, figure.label) if part]
    amounts = readings(figure.amount_yuan, figure.unit, language)
    amount = f"{grouped(figure.value)}{figure.unit}"
    if language == "zh":
        said = "".join(whose) + " " + amount
        said += f"（{'，'.join(text.replace(' ', '') for text in amounts)}）" if amounts else ""
    else:
        said = f"{' '.join(whose)}: {amount}"
        said += f" ({', '.join(amounts)})" if amounts else ""
    where = _where(figure.document, figure.page, figure.table, texts)
    if figure.table:
        row = " › ".join(figure.row)
        column = " › ".join(figure.column)
        where += [texts.copied_row.format(row=row)] if row else []
        where += [texts.copied_column.format(column=column)] if column else []
    elif figure.quote:
        where.append(texts.copied_words.format(quote=figure.quote))
    return said + _JOINED[language].join(where)


def _place_line(citation: Citation, texts: ChatWords, language: str) -> str:
    where = _where(citation.document, citation.page, citation.table, texts)
    if citation.section and not citation.table:
        where.append(texts.copied_section.format(section=citation.section))
    return _JOINED[language].join(where).strip()


def _where(document: str, page: int | None, table: str, texts: ChatWords) -> list[str]:
    """The document and page as the first part, then the table."""
    first = texts.copied_place.format(document=document) if document else ""
    if page is not None:
        said = texts.copied_page.format(page=page)
        first += said if first.endswith("》") and said.startswith("第") else f", {said}"
    return [part for part in (first, table and texts.copied_table.format(table=table)) if part]
