"""Which language a table is read in."""

from __future__ import annotations

from itertools import islice

from assistant.table_lookup.chinese import Chinese
from assistant.table_lookup.english import English
from assistant.table_lookup.grid import LookupGrid
from assistant.table_lookup.languages import Language

CHINESE, ENGLISH = Chinese(), English()
LANGUAGES: dict[str, Language] = {language.name: language for language in (CHINESE, ENGLISH)}

_ENOUGH = 2000
# A Chinese character says about as much as a few letters, and Chinese tables are full of names
# of products and units in Latin letters.
_CHINESE_SHARE = 0.1


def language_of(grid: LookupGrid) -> Language:
    """The language of a table by its letters; Chinese where it has none."""
    letters = islice((c for text in grid.texts for c in text if c.isalpha()), _ENOUGH)
    chinese = latin = 0
    for letter in letters:
        if "\u2e80" < letter:
            chinese += 1
        elif letter.isascii():
            latin += 1
    return ENGLISH if chinese < _CHINESE_SHARE * (chinese + latin) else CHINESE
