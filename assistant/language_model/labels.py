"""The labels a language model may choose from: names of rows and columns that are stored.

Few enough to be sent with a question: those that share words with it come first, then those
that everyday or English words are known for, then those that stand in the most places.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable, Sequence
from functools import cache
from threading import Lock

from assistant.understanding.content import Content, overlap
from assistant.understanding.wordlists import english_terms, synonyms
from corpus.text import name_of, normalise
from index.library import Library
from index.records import StoredDocument

_LONGEST_LABEL = 30
_KEPT_DOCUMENTS = 64


class Labels:
    """The labels of the documents of a library; any number of threads may ask."""

    def __init__(self, library: Library):
        self._library = library
        self._known: OrderedDict[tuple, Counter[str]] = OrderedDict()
        self._lock = Lock()

    def of(self, documents: Iterable[StoredDocument]) -> Counter[str]:
        """Each label of the documents, in comparison form, with how often it stands there."""
        counted: Counter[str] = Counter()
        for document in documents:
            counted += self._of_one(document)
        return counted

    def _of_one(self, document: StoredDocument) -> Counter[str]:
        key = (document.id, document.sha256)
        with self._lock:
            known = self._known.get(key)
            if known is not None:
                self._known.move_to_end(key)
                return known
        counted: Counter[str] = Counter()
        for figure in self._library.figures_of([document.id]):
            for label in (*figure.row_path, *figure.column_path):
                bare = normalise(name_of(label))
                if 2 <= len(bare) <= _LONGEST_LABEL:
                    counted[bare] += 1
        with self._lock:
            self._known[key] = counted
            while len(self._known) > _KEPT_DOCUMENTS:
                self._known.popitem(last=False)
        return counted


@cache
def _spoken_of() -> frozenset[str]:
    """The official labels that have everyday or English names: what people ask about."""
    entries = [means for _, means in (*synonyms(), *english_terms())]
    return frozenset(label for means in entries for label in means)


def offered(labels: Counter[str], contents: Sequence[Content], most: int = 200) -> list[str]:
    """The labels to offer for a question with these ``contents``, the likeliest first.

    None that holds digits: a number that only a label brings in is nothing the user asked.
    """

    def likeliness(label: str) -> tuple:
        shared = max((len(overlap(label, c.text)[1]) for c in contents), default=0)
        return (-shared / len(label), label not in _spoken_of(), -labels[label], label)

    plain = [label for label in labels if not any(c.isdigit() for c in label)]
    return sorted(plain, key=likeliness)[:most]
