"""The words of limits: too large, too long, too often."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LimitWords:
    """What is said where a limit is passed, in one language."""

    question: str
    text: str
    upload: str
    request: str
    often: str


CHINESE = LimitWords(
    question="问题太长了，请控制在 {limit} 个字以内。",
    text="文字太长了，请控制在 {limit} 个字以内，或分几次核对。",
    upload="文件太大了，上限是 {limit} MB。",
    request="请求太大了，上限是 {limit} MB。",
    often="问得太快了，请在 {seconds} 秒后再试。",
)

ENGLISH = LimitWords(
    question="The question is too long; please keep it within {limit} characters.",
    text="The text is too long; please keep it within {limit} characters, or check it in parts.",
    upload="The file is too large; at most {limit} MB are taken.",
    request="The request is too large; at most {limit} MB are taken.",
    often="Too many questions at once. Please try again in {seconds} seconds.",
)


def limit_words(language: str) -> LimitWords:
    """The words in a language, ``zh`` or ``en``."""
    return CHINESE if language == "zh" else ENGLISH
