"""The heading path of a document whose heading levels cannot be trusted.

Converted documents set ``# 十一、`` beside ``## 十、``; the numbering style tells the true depth,
the format's own level only serves headings without a number.
"""

from __future__ import annotations

from corpus.text import numbering


class Outline:
    """Follows headings in reading order and gives the current heading path.

    Usage::

        outline = Outline()
        outline.enter("第二部分 预算表", 2)
        outline.enter("一、收支总表", 2)
        outline.path  # ("第二部分 预算表", "一、收支总表")
    """

    def __init__(self):
        self._stack: list[tuple[int | None, int, str]] = []

    @property
    def path(self) -> tuple[str, ...]:
        """Headings from the outermost to the innermost one now open."""
        return tuple(text for _, _, text in self._stack)

    def enter(self, text: str, level: int) -> None:
        """Open the heading ``text`` of the format's ``level`` and close what it ends."""
        depth, _ = numbering(text)
        for index, (open_depth, open_level, _) in enumerate(self._stack):
            if depth is None:
                closes = open_level >= level
            elif open_depth is not None:
                closes = open_depth >= depth
            else:
                closes = open_level > level or depth == 0
            if closes:
                del self._stack[index:]
                break
        self._stack.append((depth, level, text))
