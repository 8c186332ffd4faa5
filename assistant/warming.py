"""Loading ahead what the first question would wait for."""

from __future__ import annotations

import gc

from assistant.understanding.organisations import Directory
from assistant.understanding.question import read_question
from assistant.understanding.typos import mended
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


def serve_steadily() -> None:
    """Set this process up for answering many questions: what is loaded stays, and is not looked
    through for garbage.

    The figures kept at hand are a million objects without a cycle among them; to look through all
    of them takes half a second, in which every question waits.  Young objects, which hold what
    little garbage there is, are looked through as ever.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 1_000)
