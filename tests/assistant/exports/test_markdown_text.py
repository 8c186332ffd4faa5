"""Text becomes Markdown that shows exactly that text."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.exports.markdown_text import inline, paragraphs, table

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[点我](javascript:alert(1))",
    "![](http://x.example/a.png)",
    "https://x.example/ www.x.example a@x.example",
    "<https://x.example>",
    "[x]: http://x.example",
    "# 标题",
    "- 一项",
    "+ 一项",
    "1. 一项",
    "1) 一项",
    "> 引用",
    "```\ncode\n```",
    "    code",
    "`code` **粗** _斜_ ~~删~~ $x$",
    "a | b",
    "---",
    "===",
    "&lt;b&gt; &#60;",
    "a\\",
    "\\[x](y)",
    "一行\n二行\u2028三行",
    "\u202e倒\u202c \x00\x1b[31m",
    "^上标^ {.class} :smile: http:80",
)


def shown(markdown):
    """What is read after rendering, and the elements it is made of."""
    rendered = MARKDOWN.render(markdown)
    return html.unescape(re.sub(r"<[^>]+>", "", rendered)), set(re.findall(r"<(\w+)", rendered))


def text_of(text):
    """``text`` in one line, without what is no text."""
    return " ".join(
        re.sub(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", " ", text).split()
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_shows_as_it_is(text):
    read, elements = shown(inline(text))
    assert " ".join(read.split()) == text_of(text) and elements == {"p"}
    read, elements = shown(table(["列"], [[text]]))
    assert text_of(text) in " ".join(read.split())
    assert elements <= {"table", "thead", "tbody", "tr", "th", "td"}


@given(st.text(max_size=40))
def test_any_text_is_one_paragraph_of_text(text):
    read, elements = shown(inline(text))
    assert elements <= {"p"}
    strip = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
    assert strip.sub("", read) == strip.sub("", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_bare_address_is_left_that_viewers_make_a_link(text):
    assert not re.search(r"https?:|www\.|\w@", inline(text))


def test_figures_stay_readable():
    assert inline("0.26万元，37,151.47 12:30 2026-03-01") == "0.26万元，37,151.47 12:30 2026-03-01"


def test_lines_become_paragraphs():
    assert paragraphs("一\n\n# 二\r\n三") == "一\n\n\\# 二\n\n三"
