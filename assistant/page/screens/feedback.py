"""Feedback on an answer as HTML: the thumbs under it, and the form that says what is right."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.answer import Status
from assistant.feedback import BLANK, LONGEST_COMMENT, LONGEST_WORDS
from assistant.page.words.conversations import ConversationWords, conversation_words
from index.conversation_records import Expected, Feedback, Rating

# What is offered where a unit is typed; any other may be.
_UNITS = ("元", "万元", "亿元", "%", "人", "个", "辆", "台（套）", "平方米")


def feedback_html(feedback: Feedback | None, language: str) -> str:
    """The thumbs under an answer, as the user left them; ``language`` is a tag of the page."""
    words = conversation_words(language)
    rating = None if feedback is None else feedback.rating
    return (
        f'<div class="feedback" role="group" aria-label="{escape(words.feedback)}">'
        f'<span class="feedback-label" aria-hidden="true">{escape(words.feedback)}</span>'
        f"{_thumb(Rating.UP, rating, words.useful)}{_thumb(Rating.DOWN, rating, words.wrong)}"
        f"{_more(rating, words)}"
        '<span class="feedback-said" role="status"></span><div class="report-place"></div></div>'
    )


def _thumb(meant: Rating, given: Rating | None, text: str) -> str:
    pressed = "true" if meant is given else "false"
    return (
        f'<button type="button" class="thumb {meant}" data-rate="{meant}" aria-pressed="{pressed}">'
        f"{escape(text)}</button>"
    )


def _more(rating: Rating | None, words: ConversationWords) -> str:
    """The way to the form, once there is a rating to say more of."""
    texts = (
        f'data-up="{escape(words.add_comment)}" data-down="{escape(words.edit_report)}"'
        f' data-thanks="{escape(words.thanks)}" data-back="{escape(words.taken_back)}"'
        f' data-stored="{escape(words.stored)}"'
    )
    shown = {Rating.UP: words.add_comment, Rating.DOWN: words.edit_report}.get(rating, "")
    hidden = "" if rating else " hidden"
    return (
        f'<button type="button" class="feedback-more" data-report {texts}{hidden}'
        f' aria-expanded="false">{escape(shown)}</button>'
    )


def report_html(
    rating: Rating, feedback: Feedback | None, documents: Sequence[str], language: str
) -> str:
    """The form: a comment, and of a wrong answer what would be right.

    ``feedback`` is what was said before; ``documents`` are the names to choose from, the
    likeliest first.
    """
    words = conversation_words(language)
    comment = "" if feedback is None else feedback.comment
    expected = None if feedback is None else feedback.expected
    right = _right(expected, documents, words) if rating is Rating.DOWN else ""
    heading = words.report if rating is Rating.DOWN else words.add_comment
    return (
        f'<form class="report" data-rating="{rating}" lang="{words.tag}" novalidate>'
        f"<h4>{escape(heading)}</h4><p>{escape(words.report_note)}</p>{right}"
        f'<label class="wide">{escape(words.comment)}'
        f'<textarea name="comment" rows="2" maxlength="{LONGEST_COMMENT}">{escape(comment)}</textarea>'
        '</label><p class="refused" role="alert"></p><div class="actions">'
        f'<button type="submit" class="primary">{escape(words.submit)}</button>'
        f'<button type="button" data-report-cancel>{escape(words.cancel)}</button></div></form>'
    )


def _right(expected: Expected | None, documents: Sequence[str], words: ConversationWords) -> str:
    chosen = _case(expected)
    cases = (
        ("", words.right_unknown),
        (str(Status.ANSWERED), words.right_answer),
        (BLANK, words.right_blank),
        (str(Status.REFUSED), words.right_refused),
        (str(Status.CLARIFY), words.right_clarify),
    )
    radios = "".join(
        f'<label><input type="radio" name="status" value="{value}"'
        f"{' checked' if value == chosen else ''}> {escape(text)}</label>"
        for value, text in cases
    )
    told = expected or Expected("")
    return (
        f'<fieldset class="cases"><legend>{escape(words.right)}</legend>{radios}</fieldset>'
        f'<div class="fields" data-for="answered">'
        f"{_input('value', words.value, told.value, words.value_hint, 60, 'decimal')}"
        f"{_input('unit', words.unit, told.unit, '', 12, choices=_UNITS)}"
        f"{_input('words', words.phrase, told.words, words.phrase_hint, LONGEST_WORDS)}</div>"
        f'<div class="fields" data-for="answered blank">'
        f"{_document(told.document, documents, words)}"
        f"{_input('page', words.page, '' if told.page is None else str(told.page), '', 6, 'numeric')}"
        "</div>"
    )


def _case(expected: Expected | None) -> str:
    if expected is None:
        return ""
    return BLANK if expected.blank else expected.status


def _input(
    name: str,
    label: str,
    value: str,
    hint: str,
    longest: int,
    mode: str = "text",
    choices: Sequence[str] = (),
) -> str:
    options, attribute = "", ""
    if choices:
        items = "".join(f'<option value="{escape(each)}">' for each in choices)
        options, attribute = (
            f'<datalist id="report-{name}s">{items}</datalist>',
            (f' list="report-{name}s"'),
        )
    return (
        f'<label class="{name}">{escape(label)}<input name="{name}" value="{escape(value)}"'
        f' placeholder="{escape(hint)}" maxlength="{longest}" inputmode="{mode}"'
        f' autocomplete="off"{attribute}>{options}</label>'
    )


def _document(chosen: str, documents: Sequence[str], words: ConversationWords) -> str:
    items = f'<option value="">{escape(words.no_document)}</option>'
    # One that was named before and has been removed since stays to be seen, and changed.
    for name in dict.fromkeys([*documents, *([chosen] if chosen else [])]):
        selected = " selected" if name == chosen else ""
        items += f'<option value="{escape(name)}"{selected}>{escape(name)}</option>'
    return f'<label class="document">{escape(words.document)}<select name="document">{items}</select></label>'
