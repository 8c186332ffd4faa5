"""What the reading of files says in both languages at once, as ``中文 / English``."""

from __future__ import annotations

_BETWEEN = " / "


def in_language(told: str, tag: str) -> str:
    """The half of ``told`` in the language of ``tag`` (``zh-CN`` or ``en``); all of it where it
    is not told in exactly two halves."""
    halves = told.split(_BETWEEN)
    if len(halves) != 2:
        return told
    return halves[1] if tag == "en" else halves[0]
