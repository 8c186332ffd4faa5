"""Lone lines of word processors and web pages, where headings are often set as mere text."""

from __future__ import annotations

import re

from corpus.document import Position
from corpus.errors import UnreadableContent
from corpus.readers.assembly import Assembler
from corpus.text import numbering, tidy

# A contents entry: its dots or tab, then the page.
_LEADER = re.compile(r"(?:(?:[.．·…]\s?){4,}|\t\s*)\d+\s*$")
_IN_SENTENCE = re.compile(r"[。；;！？，,:：]")
_MAX_HEADING = 45
_MAX_CONTENTS_ENTRY = 300
# A publication's longest paragraph is a few thousand characters.
_MAX_CHARACTERS = 50_000
# The longest known publication has three thousand paragraphs.
_MAX_LINES = 20_000
# Depths of numbering that head sections; 1. and （1） number items of lists.
_HEADING_DEPTHS = (0, 10, 20)


def take_line(assembler: Assembler, text: str, position: Position) -> None:
    """Hands a paragraph over: as a heading where its number and shape show that it is one.

    Raises UnreadableContent for paragraphs longer than any publication's.
    """
    if len(text) > _MAX_CHARACTERS:
        raise UnreadableContent(
            f"有一段超过 {_MAX_CHARACTERS:,} 字 / a paragraph of more than {_MAX_CHARACTERS:,} characters"
        )
    contents_entry = _LEADER.search(text) if len(text) <= _MAX_CONTENTS_ENTRY else None
    text = tidy(text[: contents_entry.start()] if contents_entry else text)
    depth, rest = numbering(text)
    heads = depth in _HEADING_DEPTHS and rest and len(text) <= _MAX_HEADING
    if heads and not contents_entry and not _IN_SENTENCE.search(text):
        assembler.heading(text, 2 + depth // 10, position)
    else:
        # These formats know where a paragraph ends: the next one never goes on from it.
        assembler.paragraph(text, position, is_item=True)


class LineCount:
    """Counts the lines of a file, so that a dump is refused before all of it was looked at."""

    def __init__(self):
        self._count = 0

    def add(self) -> None:
        """Raises UnreadableContent for more lines than any publication has."""
        self._count += 1
        if self._count > _MAX_LINES:
            raise UnreadableContent(
                f"段落超过 {_MAX_LINES:,} 个 / more than {_MAX_LINES:,} paragraphs"
            )
