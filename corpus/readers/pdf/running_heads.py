"""Lines that a publication prints in the margin of every page: not part of its text."""

from __future__ import annotations

import re

from corpus.readers.pdf.content import PageContent
from corpus.readers.pdf.headings import BOTTOM_MARGIN, TOP_MARGIN
from corpus.readers.pdf.lines import Line

# Points by which a repeated line may stand elsewhere.
_SAME_PLACE = 3.0
# A head of odd pages repeats after two pages, one left out on a page of its own after more.
_PAGES_BETWEEN = 3
_NUMBER = re.compile(r"\d+")
_CAPTION = re.compile(r"[:：]|单位")
_WORD = re.compile(r"[^\W\d_]")


class RunningHeads:
    """Knows the marginal lines of the pages before.

    A line repeats one that stood in the same place with the same words; numbers in it must be
    the same too, or have risen with the page number.  Captions (编制单位：某局, 单位：万元) never
    count: they belong to the table below.
    """

    def __init__(self):
        self._seen: dict[str, tuple[int, float, tuple[int, ...]]] = {}

    def without(self, page: PageContent) -> list[Line]:
        """The lines of the next page less those that repeat one of a page before."""
        return [line for line in page.lines if not self._repeats(line, page)]

    def _repeats(self, line: Line, page: PageContent) -> bool:
        in_margin = line.bottom < page.height * TOP_MARGIN or line.top > page.height * BOTTOM_MARGIN
        if not in_margin or not _WORD.search(line.text) or _CAPTION.search(line.text):
            return False
        words = _NUMBER.sub("#", line.text)
        numbers = tuple(int(number[:9]) for number in _NUMBER.findall(line.text))
        before = self._seen.get(words)
        self._seen[words] = (page.number, line.top, numbers)
        if before is None:
            return False
        its_page, its_top, its_numbers = before
        step = page.number - its_page
        return (
            step <= _PAGES_BETWEEN
            and abs(its_top - line.top) <= _SAME_PLACE
            and all(b - a in (0, step) for a, b in zip(its_numbers, numbers, strict=True))
        )
