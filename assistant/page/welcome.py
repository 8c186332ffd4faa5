"""The welcome: what the page is for, and examples that this library really answers."""

from __future__ import annotations

import logging
import threading
from collections.abc import Hashable, Iterable, Sequence

from assistant.answer import Status
from assistant.making import Asks
from assistant.page.conversation import welcome_html
from assistant.page.examples import example_questions
from assistant.page.wording import Wording
from index.library import Library
from index.records import StoredDocument

logger = logging.getLogger(__name__)


class Welcome:
    """The welcome of a library, with its examples found once for each state of it, whichever of
    several threads asks first."""

    def __init__(self, assistant: Asks, library: Library):
        self._assistant = assistant
        self._library = library
        self._lock = threading.Lock()
        self._examples: dict[str, tuple[Hashable, list[str]]] = {}

    def html(self, words: Wording) -> str:
        """What stands there before the first question."""
        documents = self._library.documents()
        return welcome_html(words, documents, self.examples(words, documents))

    def prepare(self, languages: Iterable[Wording]) -> None:
        """Finds the examples of some languages, so that no visitor waits for them."""
        for words in languages:
            self.html(words)

    def examples(self, words: Wording, documents: Sequence[StoredDocument]) -> list[str]:
        """Example questions that this library answers."""
        state = self._library.state()
        with self._lock:
            known, questions = self._examples.get(words.tag, (None, []))
            if known != state:
                questions = example_questions(words, documents, self._is_answered)
                self._examples[words.tag] = (state, questions)
        return questions

    def _is_answered(self, question: str) -> bool:
        try:
            # No language model need be asked for a welcome.
            return self._assistant.exact.ask(question).status is Status.ANSWERED
        except Exception:
            logger.exception("An example question could not be processed.")
            return False
