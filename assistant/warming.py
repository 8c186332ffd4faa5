"""Loading ahead what the first question would wait for."""

from __future__ import annotations

from assistant.organisations import Directory
from assistant.question import read_question
from assistant.typos import mended
from index.library import Library


def warm_up(library: Library) -> None:
    """Load the word lists, the pronunciation of characters and what a search by vectors needs.

    Takes many seconds: to be called in a thread of its own.  Raises EmbeddingError or
    VectorIndexError.
    """
    for question in (
        "某局2026年培训费是多少",
        "How much does the finance bureau spend on training?",
    ):
        read_question(question, Directory())
    mended("水废", frozenset((1,)), ["水费"])
    library.warm_up()
    # A model's first vectors take a second or more each, whatever they are of.
    for words in ("经费", "公务接待费为什么减少", "What are the duties of the finance bureau?"):
        library.search(words, limit=1, semantic=True)
