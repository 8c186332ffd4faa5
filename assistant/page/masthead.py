"""The top of the page as HTML: its name, the ways to the screens, and the language switch.

It also hands the page's scripts the words of what Gradio draws (``data-…`` attributes).
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.page.layout import SCREENS
from assistant.page.wording import Wording
from index.records import StoredDocument


def masthead_html(words: Wording, documents: Sequence[StoredDocument]) -> str:
    """The top of the page in one language."""
    figures = sum(document.figures for document in documents)
    held = words.library.format(documents=f"{len(documents):,}", figures=f"{figures:,}")
    switch = "".join(
        f'<button type="button" data-language="{code}" lang="{tag}" '
        f'aria-pressed="{"true" if words.tag == tag else "false"}">{name}</button>'
        for code, tag, name in (("zh", "zh-CN", "中文"), ("en", "en", "English"))
    )
    ways = "".join(
        f'<a href="#{name}" data-screen="{name}">{escape(words.screens[name])}</a>'
        for name in SCREENS
    )
    said = {
        "title": words.title,
        "question": words.question_label,
        "placeholder": words.placeholder,
        "ask": words.ask,
        "searching": words.searching,
        "footnote": words.footnote,
        "failed": words.failed,
        "offline": words.offline,
        "close": words.close,
    }
    data = "".join(f' data-{name}="{escape(text)}"' for name, text in said.items())
    return (
        f'<header class="masthead" lang="{words.tag}"{data}>'
        f'<a class="skip" href="#chat" data-skip>{escape(words.skip)}</a>'
        '<span class="seal" aria-hidden="true">算</span>'
        f'<p class="brand"><b>{escape(words.title)}</b><span>{escape(words.tagline)}</span></p>'
        f'<nav class="ways" aria-label="{escape(words.navigation)}">{ways}</nav>'
        f'<p class="held">{escape(held)}</p>'
        '<div id="account"></div>'
        f'<div class="switch" role="group" aria-label="{escape(words.switch)}">{switch}</div>'
        "</header>"
    )
