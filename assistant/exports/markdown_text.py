"""Text as Markdown that shows exactly that text: no markup, no HTML and no link of its own.

Characters are escaped as `CommonMark <https://spec.commonmark.org/0.31.2/#backslash-escapes>`_
has it; those that make GitHub's bare links (``https:``, ``www.``, ``a@b``) and tables too.
"""

from __future__ import annotations

import re
import unicodedata

_ALWAYS = re.compile(r"[\\`*_\[\]<>&#|~$@^{}!]")
# What begins a list, a heading line or a rule begins no line as it stands; the points of numbers
# and times stay readable.
_AT_START = re.compile(r"^[-+=]")
_POINT = re.compile(r"[.:](?!\d)|(?<!\d)[.:]")
_NUMBERED = re.compile(r"^(\d+)(\))")
# Characters that turn the direction of what follows them.
_TURNING = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def inline(text: str) -> str:
    """``text`` in one line of Markdown, also inside a table."""
    flat = " ".join(_clean(text).split())
    escaped = _ALWAYS.sub(lambda match: "\\" + match[0], flat)
    escaped = _POINT.sub(lambda match: "\\" + match[0], escaped)
    escaped = _NUMBERED.sub(r"\1\\\2", escaped)
    return _AT_START.sub(lambda match: "\\" + match[0], escaped)


def paragraphs(text: str) -> str:
    """Every line of ``text`` as a paragraph of its own."""
    lines = (inline(line) for line in re.split(r"[\n\r\u2028\u2029]+", text))
    return "\n\n".join(line for line in lines if line)


def table(header: list[str], rows: list[list[str]]) -> str:
    """A table of GitHub's Markdown; every field is text."""
    lines = [header, ["---"] * len(header), *rows]
    made = []
    for number, fields in enumerate(lines):
        shown = fields if number == 1 else [inline(field) for field in fields]
        made.append(f"| {' | '.join(shown)} |")
    return "\n".join(made)


def _clean(text: str) -> str:
    """Without control characters, lone surrogates and marks of direction."""
    return "".join(
        character
        if character in "\n\t\r" or unicodedata.category(character) not in _NO_TEXT
        else " "
        for character in text
        if character not in _TURNING
    )


_NO_TEXT = frozenset(("Cc", "Cs"))
