"""Questions for what is without something: 哪些科目没有项目支出, 没有安排的支出有哪些.

The library holds what is printed.  A list of all that is there answers the opposite, and the one
amount named answers something else.
"""

from __future__ import annotations

from corpus.patterns import Pattern

_WHICH = r"哪(?:些|几|一?[个项类家笔款])"
_LACKS = r"(?:(?<!有)没有?(?!超过|达到|有没)|未(?=安排|列|发生|编)|[为是]0(?!\.)|[为是]零|等于(?:0(?!\.)|零))"
_THINGS = r"(?:科目|项目|支出|单位|部门|[类款项])"
_WITHOUT = Pattern(
    rf"{_WHICH}[^,。?？]{{0,16}}{_LACKS}|"
    rf"{_LACKS}[^,。?？]{{0,16}}{_WHICH}|"
    rf"{_LACKS}[^,。?？]{{1,14}}的{_THINGS}(?:[?？。]*$|是|包括|都)"
)


def lists_what_lacks(text: str) -> bool:
    """Whether a normalised Chinese question asks which things are without something."""
    return bool(_WITHOUT.search(text))
