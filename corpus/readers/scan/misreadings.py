"""Words of the trade that recognition misreads the same way each time, put right.

Only readings that are no words (预鼻 for 预算) are replaced, by the list in
``corpus/vocabulary/misreadings.toml``; numbers are never touched.  Brackets beside Chinese
characters are printed full width, however they were read.
"""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.vocabulary_files import vocabulary

_OPEN = re.compile(r"(?<=[\u4e00-\u9fff])\(|\((?=[\u4e00-\u9fff])")
_CLOSE = re.compile(r"(?<=[\u4e00-\u9fff])\)|\)(?=[\u4e00-\u9fff])")


@lru_cache(maxsize=1)
def _words() -> tuple[tuple[re.Pattern, str], ...]:
    found = []
    for entry in vocabulary("misreadings")["misreading"]:
        before = entry.get("not_after", "")
        guard = f"(?<![{before}])" if before else ""
        found.append((re.compile(guard + re.escape(entry["read"])), entry["means"]))
    return tuple(found)


def mended(text: str) -> str:
    """A recognised text with known misreadings put right; it keeps its length."""
    for pattern, means in _words():
        text = pattern.sub(means, text)
    return _CLOSE.sub("）", _OPEN.sub("（", text))
