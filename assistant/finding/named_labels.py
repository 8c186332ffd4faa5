"""The labels of a library as words of figures of one organisation, whose names say nothing.

Most labels hold no name: what they say is the same for every organisation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.finding.label_words import Words, column_words, own_row_words, without_names
from index.figure_words import Labels

if TYPE_CHECKING:
    from assistant.finding.label_index import HeadWords, LabelIndex

# The number of a row without a name of the organisation; else subject code, name, names above
# and the organisation's name with which its own begins.
RowKey = int | tuple[str, str, tuple[str, ...], str]

# The numbers of row, column and head, and whether the figure is a total.
LabelNumbers = tuple[int, int, int, bool]


class NamedLabels:
    """The labels as one organisation's figures say them.

    What :meth:`row` and :meth:`head` return is equal for labels that say the same.
    """

    def __init__(self, labels: Labels, index: LabelIndex, names: frozenset[str]):
        """``names`` are all that the organisation has, in comparison form."""
        self._labels = labels
        self._index = index
        self._names = names
        self._named_rows = {*index.beginning(names), *index.below(names)}
        self._heads: dict[int, HeadWords] = {}

    def row(self, number: int) -> RowKey:
        """What the row of a number says."""
        if number not in self._named_rows:
            return number
        code, path = self._labels.rows[number]
        leaf, ancestors, own, _ = own_row_words(path, self._names)
        return code, leaf, ancestors, own

    def head(self, number: int) -> HeadWords:
        """What the head of a number says."""
        words = self._heads.get(number)
        if words is None:
            words = self._heads[number] = self._unnamed(self._index.head(number))
        return words

    def _unnamed(self, words: HeadWords) -> HeadWords:
        title, context, section = words
        if not any(name in title or name in section for name in self._names):
            return words
        return without_names(title, self._names), context, without_names(section, self._names)

    def words(self, row: int, column: int, head: int, is_total: bool) -> Words:
        """The words of a figure under labels of some numbers, as
        :func:`assistant.finding.label_words.words_of` gives them."""
        leaf, ancestors, own, _ = own_row_words(self._labels.rows[row][1], self._names)
        title, context, section = self.head(head)
        columns = column_words(self._labels.columns[column])
        return Words(leaf, ancestors, columns, title, context, section, is_total, own)

    def code(self, row: int) -> str:
        """The subject code of a row, "" without one."""
        return self._labels.rows[row][0]
