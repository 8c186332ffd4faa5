"""The screen that checks texts and answers workbooks."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from assistant.answer import AnswerFigure, Evidence
from assistant.checking.text_check import TextCheck
from assistant.checking.verdicts import CheckedNumber, Verdict
from assistant.page.readings import grouped
from assistant.page.words.check import CheckWords
from assistant.page.words.told import in_language

# The store keys of figures by where they stand; :func:`place_of` makes the keys.
Keys = Mapping[tuple, int]
_SYMBOLS = {Verdict.CONFIRMED: "✓", Verdict.CONTRADICTED: "✗", Verdict.UNKNOWN: "?"}


def screen(words: CheckWords, text_limit: int, file_mb: int, rows: int, batch_mb: int) -> str:
    """The screen before anything is checked; the limits are in characters, MB and rows."""
    data = {
        "checking": words.checking,
        "reading": words.reading,
        "answering": words.answering,
        "answered": words.answered,
        "download": words.download,
        "failed": words.failed,
        "empty": words.empty,
        "too-large": words.too_large,
        "file-mb": str(file_mb),
        "batch-mb": str(batch_mb),
    }
    told = "".join(f' data-{name}="{escape(said)}"' for name, said in data.items())
    limits = words.batch_limits.format(rows=f"{rows:,}", size=batch_mb)
    return (
        f'<section class="check-desk" lang="{words.tag}"{told}>'
        f'<header class="desk-head"><h1>{escape(words.title)}</h1>'
        f'<nav class="views" aria-label="{escape(words.views)}">'
        f'<button type="button" data-check-view="text" aria-pressed="true">'
        f"{escape(words.text_view)}</button>"
        f'<button type="button" data-check-view="batch" aria-pressed="false">'
        f"{escape(words.batch_view)}</button></nav></header>"
        '<div class="text-view"><form class="check-form">'
        f'<p class="hint" id="check-explained">{escape(words.explained)}</p>'
        f'<label for="check-text">{escape(words.text)}'
        f"<small>{escape(words.limit.format(limit=f'{text_limit:,}'))}</small></label>"
        f'<textarea id="check-text" name="text" rows="9" maxlength="{text_limit}"'
        f' aria-describedby="check-explained" placeholder="{escape(words.text_hint)}"></textarea>'
        f'<div class="actions"><button type="submit" class="primary">{escape(words.check)}</button>'
        f'<label class="file">{escape(words.from_file)}<input type="file" name="file"></label>'
        f'<span class="hint">{escape(words.file_hint.format(limit=file_mb))}</span></div></form>'
        '<p class="note" role="status" aria-live="polite" data-part="check-note"></p>'
        '<div data-part="checked"></div></div>'
        '<div class="batch-view" hidden><form class="batch-form">'
        f'<p>{escape(words.batch_explained)}</p><p class="hint">{escape(words.batch_columns)}</p>'
        f'<p class="hint">{escape(limits)}</p><div class="actions"><label class="file">'
        f'{escape(words.choose)}<input type="file" name="file" accept=".xlsx,.csv"></label>'
        f'<button type="submit" class="primary">{escape(words.start)}</button></div></form>'
        '<progress data-part="batch-progress" max="1" value="0" hidden></progress>'
        '<p class="note" role="status" aria-live="polite" data-part="batch-note"></p>'
        '<p data-part="batch-result"></p></div></section>'
    )


def place_of(evidence: Evidence) -> tuple:
    """What a figure is found again by."""
    if evidence.table_id is not None:
        return evidence.document_id, evidence.table_id, evidence.row, evidence.column
    return evidence.document_id, evidence.passage_id, evidence.span


def checked_html(text: str, checked: TextCheck, keys: Keys, words: CheckWords) -> str:
    """The text with each number marked, and what is said of each."""
    if not checked.numbers:
        return f'<div class="marked"><div class="text">{_paragraphs(escape(text))}</div></div>'
    counts = "".join(
        f'<button type="button" data-verdict="{verdict}" aria-pressed="false"'
        f' class="{verdict}">{_SYMBOLS[verdict]} {escape(words.verdicts[verdict])}'
        f" {checked.count(verdict)}</button>"
        for verdict in (Verdict.CONTRADICTED, Verdict.CONFIRMED, Verdict.UNKNOWN)
    )
    exports = "".join(
        f'<button type="button" class="export" data-check-export="{suffix}">'
        f"{escape(words.export)} {said}</button>"
        for suffix, said in (("md", "Markdown"), ("xlsx", "Excel"))
    )
    items = "".join(
        _item(number, found, keys, words) for number, found in enumerate(checked.numbers, start=1)
    )
    return (
        f'<div class="tools"><div class="filter" role="group" aria-label="{escape(words.show)}">'
        f'<button type="button" data-verdict="" aria-pressed="true">{escape(words.all_numbers)}'
        f' {len(checked.numbers)}</button>{counts}</div><div class="exports">{exports}</div></div>'
        f'<div class="result"><section class="marked" tabindex="0" aria-label="{escape(words.marked)}">'
        f'<div class="text">{_marked(text, checked, words)}</div></section>'
        f'<ol class="items" aria-label="{escape(words.findings)}">{items}</ol></div>'
    )


def note(checked: TextCheck, words: CheckWords) -> str:
    """How many numbers there are of each verdict, in words."""
    if not checked.numbers:
        return words.nothing
    counts = {str(verdict): checked.count(verdict) for verdict in Verdict}
    return words.counts.format(total=len(checked.numbers), **counts)


def _marked(text: str, checked: TextCheck, words: CheckWords) -> str:
    pieces, at = [], 0
    for number, found in enumerate(checked.numbers, start=1):
        start, end = found.span
        said = words.of_number.format(
            printed=text[start:end], verdict=words.verdicts[found.verdict], number=number
        )
        pieces.append(escape(text[at:start]))
        pieces.append(
            f'<button type="button" class="number {found.verdict}" data-number="{number}"'
            f' aria-label="{escape(said)}">{escape(text[start:end])}'
            f'<sup aria-hidden="true">{_SYMBOLS[found.verdict]}</sup></button>'
        )
        at = end
    pieces.append(escape(text[at:]))
    return _paragraphs("".join(pieces))


def _paragraphs(html: str) -> str:
    # A number never crosses the end of a line.
    return "".join(f"<p>{line}</p>" for line in html.splitlines() if line.strip())


def _item(number: int, found: CheckedNumber, keys: Keys, words: CheckWords) -> str:
    verdict = words.verdicts[found.verdict]
    figures = "".join(_figure(figure, keys, words) for figure in found.figures[:4])
    reason = (
        f'<p class="reason">{escape(in_language(found.reason, words.tag))}</p>'
        if found.reason
        else ""
    )
    return (
        f'<li class="{found.verdict}" id="checked-{number}" data-item="{number}" tabindex="-1">'
        f'<p><span class="judged">{_SYMBOLS[found.verdict]} {escape(verdict)}</span>'
        f'<button type="button" class="back" data-to-number="{number}">'
        f"{escape(found.printed)}{escape(found.unit)}</button></p>{reason}{figures}"
        f'<p class="sentence">{escape(found.sentence.strip())}</p></li>'
    )


def _figure(figure: AnswerFigure, keys: Keys, words: CheckWords) -> str:
    scope = " ".join(str(part) for part in (figure.organisation, figure.year or "") if part)
    place = (
        f"《{figure.document}》" if figure.document else "",
        "" if figure.page is None else words.page.format(page=figure.page),
        figure.table,
    )
    said = f"{figure.label} {grouped(figure.value)} {figure.unit}".strip()
    key = keys.get(place_of(figure.evidence)) if figure.evidence else None
    cited = " ".join(part for part in place if part)
    source = escape(cited)
    if key is not None:
        source = (
            f'<button type="button" class="source" data-open-figure="{key}"'
            f' aria-label="{escape(words.open.format(what=said))}">{source}</button>'
        )
    return f'<p class="figure"><small>{escape(scope)}</small> <b>{escape(said)}</b><br>{source}</p>'
