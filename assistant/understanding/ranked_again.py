"""A follow-up that asks for more, fewer or the other end of a ranking (前五呢, 最少的三项呢)."""

from __future__ import annotations

from corpus.patterns import Pattern

_NUMERAL = r"(?:[一二两三四五六七八九十]|\d{1,2})"
_HOW_MANY = Pattern(
    rf"的?(?:前|倒数|最后|后){_NUMERAL}[大名位项个家]?的?(?:科目|支出)?(?:是|有)?(?:哪些|哪几[项个家]|什么|谁)?"
    rf"|最[大多高小少低]的?{_NUMERAL}[项个家](?:科目|支出)?(?:是|有)?(?:哪些|哪几[项个家]|什么|谁)?"
)
_ONE_PLACE = Pattern(
    r"排?第(?P<place>[二三四五六七八九十])(?:[名个位项]|[大小多少]的)?的?(?:是(?:什么|哪.?|谁))?"
)
_PLACE_BEFORE = Pattern(
    r"(?:最[大多高小少低]|倒?数?第.[大多高小少低]?)的?(?=项目|$|是|[^大多高小少低])|是(?:什么|哪.{0,2}|谁)$"
)
_FROM_BELOW = Pattern(rf"(?:倒数|最后|后)(?P<n>{_NUMERAL})[大名位项个家]?")


def ranked_again(subject: str, asked: str) -> str:
    """What was ranked before with what the follow-up asks of it, in the place of what was asked."""
    wanted = _FROM_BELOW.sub(lambda m: f"最少的{m['n']}项", asked)
    return f"{_PLACE_BEFORE.sub('', _HOW_MANY.sub('', subject))}{wanted}"


def place_said(asked: str) -> str:
    """The place that a follow-up of nothing else asks for (第三呢), else ""."""
    match = _ONE_PLACE.fullmatch(asked)
    return match["place"] if match else ""
