"""Making the assistant that the settings ask for: the one place where that is decided."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from assistant.answer import Answer
from assistant.engine import Assistant
from assistant.language_model.settings import LanguageModelSettings
from index.library import Library


class Asks(Protocol):
    """Whatever answers questions: the assistant alone, or helped by a language model."""

    @property
    def exact(self) -> Assistant:
        """The assistant alone."""

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """The answer to a question; ``history`` holds the earlier questions, oldest first."""


def make_assistant(
    library: Library,
    environment: Mapping[str, str],
    clock: Callable[[], float] = time.monotonic,
) -> Asks:
    """The assistant over a library, with a language model if ``environment`` names one.

    Nothing of the language model is imported or contacted where none is named.  Raises
    LibraryError for settings that are wrong, and where packages are missing.
    """
    settings = LanguageModelSettings.from_environment(environment)
    exact = Assistant(library)
    if not settings.on:
        return exact
    from assistant.language_model.connection import LanguageModel
    from assistant.language_model.helped import HelpedAssistant

    return HelpedAssistant(exact, library, LanguageModel(settings, clock))
