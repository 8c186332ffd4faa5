"""The words of an answer on its card, the long ones folded away."""

from __future__ import annotations

from html import escape

from assistant.answer import Answer, Shape, Status
from assistant.page.readings import with_grouped_amounts
from assistant.page.wording import Wording
from assistant.page.words.chat import chat_words
from corpus.text import sentences

# A text longer than this is folded; what stays in view ends with a sentence.
LONGEST_UNFOLDED = 420
SHOWN_OF_FOLDED = 260
# A sentence that lists more figures than this only repeats the table.
_LISTED = 3


def text_html(answer: Answer, words: Wording) -> str:
    """What the answer says, a refusal under its heading; choices are left to their buttons.

    A text that only lists the figures of the table below it is folded whole, a long quotation
    behind its first sentences.
    """
    heading = ""
    if answer.status is Status.REFUSED:
        heading = f'<p class="verdict">{escape(words.refused)}</p>'
    offered = {option.text for option in answer.options}
    lines = [
        line
        for line in answer.text.splitlines()
        if line.strip() and line.strip().lstrip("·- ") not in offered
    ]
    if not lines:
        return heading
    if answer.figures:
        # What is quoted stays as it is printed.
        quoted = [citation.quote for citation in answer.citations]
        lines = [
            line if any(line.strip() in quote for quote in quoted) else with_grouped_amounts(line)
            for line in lines
        ]
    texts = chat_words(words.tag)
    if lists_figures(answer):
        shown, folded, summary = [], lines, texts.in_words
    else:
        shown, folded = _folded(lines)
        summary = texts.whole_quote
    body = _paragraphs(shown)
    if folded:
        body += (
            f'<details class="more"><summary>{escape(summary)}</summary>'
            f"{_paragraphs(folded)}</details>"
        )
    tag = "en" if answer.language == "en" else "zh-CN"
    return f'{heading}<div class="text" lang="{tag}">{body}</div>'


def _paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def lists_figures(answer: Answer) -> bool:
    """Whether the text only lists, in words, the figures of the table below it."""
    if answer.status is not Status.ANSWERED or answer.calculation:
        return False
    if answer.shape not in (Shape.PARTS, Shape.ITEMS, Shape.RANKING):
        return False
    return sum(not figure.computed for figure in answer.figures) > _LISTED


def _folded(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines in view and those folded away: a long text is cut behind a sentence."""
    if sum(map(len, lines)) <= LONGEST_UNFOLDED:
        return lines, []
    shown: list[str] = []
    for number, line in enumerate(lines):
        room = SHOWN_OF_FOLDED - sum(map(len, shown))
        if len(line) <= room:
            shown.append(line)
            continue
        cut = _cut(line, room)
        if not cut and not shown:
            return lines, []
        rest = [line[cut:], *lines[number + 1 :]]
        return [*shown, *([line[:cut]] if cut else [])], [text for text in rest if text.strip()]
    return shown, []


def _cut(line: str, room: int) -> int:
    """Where to cut a line: behind a sentence, else behind a clause, never within a number."""
    ends = [end for _, end in sentences(line) if end <= room]
    if ends:
        return ends[-1]
    return 1 + max(line.rfind(stop, 0, max(room, 0)) for stop in "；，")
