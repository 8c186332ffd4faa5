"""One answer as HTML: the figure large, its unit and reading, where it stands, what to mind.

Every text is escaped; what a document, a question or an answer says is never markup.
Buttons carry what they do in data attributes, which the page's script hands to the server:
``data-cite`` a reference that :func:`cited` resolves, ``data-ask`` a question to ask,
``data-copy`` a text for the clipboard.
"""

from __future__ import annotations

import re
from html import escape

from assistant.answer import Answer, AnswerFigure, Citation, Shape, Status
from assistant.page.answer_text import lists_figures, text_html
from assistant.page.charts import chart_html
from assistant.page.citation_text import citation_text
from assistant.page.evidence.panel import Source
from assistant.page.readings import grouped, readings, with_grouped_amounts
from assistant.page.understood_html import understood_html
from assistant.page.wording import Wording
from assistant.page.words.chat import chat_words

# Of these the first figure alone is not the answer.
_SIDE_BY_SIDE = (Shape.ITEMS, Shape.COMPARISON, Shape.YEARS)


def cited(answer: Answer, reference: str) -> Source | None:
    """The source a ``data-cite`` reference of ``answer`` stands for; None if there is none.

    ``c0`` is the first citation, ``f0`` the first figure.  A citation of a cell that is one of
    the answer's figures carries the header paths of that figure.
    """
    kind, digits = reference[:1], reference[1:]
    if not digits.isascii() or not digits.isdigit() or len(digits) > 4:
        return None
    index = int(digits)
    if kind == "f" and index < len(answer.figures):
        figure = answer.figures[index]
        number = citation_number(answer, figure)
        return Source.of_figure(figure, str(number or ""))
    if kind == "c" and index < len(answer.citations):
        citation = answer.citations[index]
        for figure in answer.figures:
            if _same_place(figure, citation):
                return Source.of_figure(figure, str(index + 1))
        return Source.of_citation(citation, str(index + 1))
    return None


def citation_number(answer: Answer, figure: AnswerFigure) -> int | None:
    """The 1-based number of the citation that stands where ``figure`` stands, if there is one."""
    for number, citation in enumerate(answer.citations, 1):
        if _same_place(figure, citation):
            return number
    return None


def _same_place(figure: AnswerFigure, citation: Citation) -> bool:
    a, b = figure.evidence, citation.evidence
    if a is None or b is None or a.document_id != b.document_id:
        return False
    if a.table_id is not None:
        return (a.table_id, a.row, a.column) == (b.table_id, b.row, b.column)
    if b.table_id is not None or a.passage_id != b.passage_id:
        return False
    return figure.quote == citation.quote and (b.span is None or a.span == b.span)


def answer_html(answer: Answer, words: Wording) -> str:
    """The whole card of one answer."""
    text = text_html(answer, words)
    # What only lists the figures in words stands behind them.
    before, behind = ("", text) if lists_figures(answer) else (text, "")
    parts = [
        _headline(answer, words),
        before,
        _warnings(answer, words),
        _formula(answer, words),
        chart_html(answer, words),
        _breakdown(answer, words),
        behind,
        _options(answer, words),
        _citations(answer, words),
        _actions(answer, words),
        understood_html(answer, words),
    ]
    return (
        f'<article class="answer {escape(str(answer.status))}" '
        f'aria-label="{escape(words.answer)}">{"".join(parts)}</article>'
    )


def _headline(answer: Answer, words: Wording) -> str:
    if answer.status is not Status.ANSWERED or not answer.figures:
        return ""
    figure = answer.figures[0]
    if answer.shape in _SIDE_BY_SIDE and not figure.computed:
        return _scope(answer, words)
    language = "en" if words.tag == "en" else "zh"
    amounts = readings(figure.amount_yuan, figure.unit, language)
    reading = ""
    if amounts:
        items = "".join(f"<span>{escape(text)}</span>" for text in amounts)
        reading = f'<span class="readings"><i>{escape(words.equals)}</i>{items}</span>'
    return (
        f"{_scope(answer, words)}"
        f'<p class="figure-label" lang="zh-CN">{escape(figure.label)}</p>'
        f'<p class="headline"><span class="amount"><strong>{escape(grouped(figure.value))}</strong>'
        f' <span class="unit" lang="zh-CN">{escape(figure.unit)}</span></span>{reading}</p>'
        f"{_badge(answer, words)}"
    )


def _scope(answer: Answer, words: Wording) -> str:
    """Whose figure, for which year, from which table; a computed one has what its operands share."""
    headline = answer.figures[0]
    stated = [f for f in answer.figures if not f.computed]
    several = headline.computed or answer.shape in _SIDE_BY_SIDE
    figures = stated if several else [headline]
    organisation = _common(f.organisation for f in figures)
    year = _common(f.year for f in figures)
    table = _common(f.table for f in figures)
    parts = []
    if organisation:
        parts.append(f'<b lang="zh-CN">{escape(organisation)}</b>')
    if year is not None:
        parts.append(f"<span>{escape(words.year.format(year=year))}</span>")
    if table:
        parts.append(f'<span lang="zh-CN">{escape(table)}</span>')
    return f'<p class="scope">{"".join(parts)}</p>' if parts else ""


def _common(values):
    """The one value all have, None if they differ or there are none."""
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else None


def _badge(answer: Answer, words: Wording) -> str:
    if answer.figures[0].computed:
        kind, text = "computed", words.computed
    elif answer.places > 1 and answer.agreement is not None:
        kind = "agree" if answer.agreement else "disagree"
        text = (words.agree if answer.agreement else words.disagree).format(places=answer.places)
    elif answer.places == 1:
        kind, text = "single", words.one_place
    else:
        return ""
    return f'<p class="badge {kind}">{escape(text)}</p>'


def _formula(answer: Answer, words: Wording) -> str:
    if not answer.calculation:
        return ""
    lines = "".join(
        f"<code>{escape(with_grouped_amounts(line))}</code>"
        for line in re.split(r"[\n；]", answer.calculation)
    )
    return f'<div class="formula"><h3>{escape(words.formula)}</h3>{lines}</div>'


def _breakdown(answer: Answer, words: Wording) -> str:
    """A table of the figures where there are several; a computed answer's are its operands."""
    numbered = list(enumerate(answer.figures))
    if answer.figures and answer.figures[0].computed:
        numbered = numbered[1:]
    elif len(numbered) < 2:
        return ""
    if not numbered or answer.status is not Status.ANSWERED:
        return ""
    rows = "".join(_breakdown_row(answer, index, figure, words) for index, figure in numbered)
    heads = "".join(
        f'<th scope="col">{escape(text)}</th>'
        for text in (words.item, words.amount, words.reading, words.source)
    )
    return (
        f'<div class="breakdown" tabindex="0" role="region" aria-label="{escape(words.amount)}">'
        f"<table><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _breakdown_row(answer: Answer, index: int, figure: AnswerFigure, words: Wording) -> str:
    language = "en" if words.tag == "en" else "zh"
    reading = "".join(
        f"<span>{escape(text)}</span>"
        for text in readings(figure.amount_yuan, figure.unit, language)
    )
    scope = _differing_scope(answer, figure, words)
    number = citation_number(answer, figure)
    button = ""
    if figure.evidence is not None:
        shown = str(number) if number else "↗"
        button = _cite_button(f"f{index}", shown, number or index + 1, words)
    return (
        f'<tr><th scope="row" lang="zh-CN">{escape(figure.label)}{scope}</th>'
        f'<td class="number">{escape(grouped(figure.value))}'
        f' <span class="unit" lang="zh-CN">{escape(figure.unit)}</span></td>'
        f'<td class="number readings">{reading}</td><td>{button}</td></tr>'
    )


def _differing_scope(answer: Answer, figure: AnswerFigure, words: Wording) -> str:
    """Organisation and year of a figure, where the answer's figures differ in them."""
    parts = []
    if len({f.organisation for f in answer.figures if f.organisation}) > 1 and figure.organisation:
        parts.append(escape(figure.organisation))
    if len({f.year for f in answer.figures if f.year}) > 1 and figure.year is not None:
        parts.append(escape(words.year.format(year=figure.year)))
    return f"<small>{' · '.join(parts)}</small>" if parts else ""


def _cite_button(reference: str, shown: str, number: int, words: Wording) -> str:
    name = escape(words.open_source.format(number=number))
    return (
        f'<button type="button" class="cite" data-cite="{reference}" aria-label="{name}">'
        f"{escape(shown)}</button>"
    )


def _warnings(answer: Answer, words: Wording) -> str:
    if not answer.warnings:
        return ""
    items = "".join(f"<li>{escape(text)}</li>" for text in answer.warnings)
    return (
        f'<div class="warnings" role="note"><h3>{escape(words.warning)}</h3><ul>{items}</ul></div>'
    )


def _options(answer: Answer, words: Wording) -> str:
    if not answer.options:
        return ""
    items = "".join(
        f'<li><button type="button" data-ask="{escape(option.question)}">'
        f"{escape(option.text)}</button></li>"
        for option in answer.options
    )
    return f'<ul class="options" aria-label="{escape(words.choose)}">{items}</ul>'


def _citations(answer: Answer, words: Wording) -> str:
    if not answer.citations:
        return ""
    items = "".join(
        _citation(answer, index, citation, words) for index, citation in enumerate(answer.citations)
    )
    return f'<section class="citations"><h3>{escape(words.sources)}</h3><ol>{items}</ol></section>'


def _citation(answer: Answer, index: int, citation: Citation, words: Wording) -> str:
    where = []
    if citation.page is not None:
        where.append(escape(words.page.format(page=citation.page)))
    name = citation.table or citation.section
    if name:
        where.append(f'<span lang="zh-CN">{escape(name)}</span>')
    labels = {f.label for f in answer.figures if f.label and _same_place(f, citation)}
    where += [f'<span lang="zh-CN">{escape(text)}</span>' for text in sorted(labels)]
    label = escape(words.open_source.format(number=index + 1))
    return (
        f'<li><button type="button" class="citation" data-cite="c{index}">'
        f'<span class="cite" aria-hidden="true">{index + 1}</span>'
        f'<span class="sr">{label}：</span><span class="citation-place">'
        f'<span class="citation-document" lang="zh-CN">{escape(citation.document)}</span>'
        f'<span class="citation-where">{" · ".join(where)}</span></span></button></li>'
    )


def _actions(answer: Answer, words: Wording) -> str:
    """What can be done with the answer; scripts of other parts of the page add theirs here."""
    copied = citation_text(answer, words)
    if not copied:
        return ""
    label = escape(chat_words(words.tag).copy)
    return (
        f'<div class="answer-actions"><button type="button" class="quiet" '
        f'data-copy="{escape(copied)}">{label}</button></div>'
    )
