"""What a run depends on beside its questions, so that two runs can be told apart or compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assistant.language_model.settings import LanguageModelSettings
from index.records import StoredDocument


@dataclass(frozen=True)
class Setting:
    """Which system answered, over what, and where.

    ``system`` is what was asked ("budget-qa" or a baseline's name); ``commit`` "" where it does
    not run from a repository; ``documents`` pairs of name and SHA-256; ``warm`` whether the
    embedding model was loaded before the first question; ``language_model`` the protocol and
    name of one that took part, "" for none; ``machine`` as described by
    :mod:`eval.benchmarks.machine`, empty where it does not matter.
    """

    system: str = "budget-qa"
    version: str = ""
    commit: str = ""
    documents: tuple[tuple[str, str], ...] = ()
    embedding_model: str = ""
    warm: bool = False
    language_model: str = ""
    machine: Mapping[str, object] = field(default_factory=dict)

    def to_json(self) -> dict:
        """A JSON-ready dictionary; it holds no address and no key."""
        return {
            "system": self.system,
            "version": self.version,
            "commit": self.commit,
            "documents": [{"name": name, "sha256": sha} for name, sha in self.documents],
            "settings": {
                "embedding_model": self.embedding_model,
                "warm": self.warm,
                "language_model": self.language_model,
            },
            "machine": dict(self.machine),
        }


def documents_of(stored: Iterable[StoredDocument]) -> tuple[tuple[str, str], ...]:
    """Name and SHA-256 of each document of a library."""
    return tuple((document.name, document.sha256) for document in stored)


def language_model_of(environment: Mapping[str, str]) -> str:
    """The protocol and name of the language model that an environment names, "" for none.

    Raises LibraryError for settings that are wrong.
    """
    settings = LanguageModelSettings.from_environment(environment)
    return f"{settings.protocol} {settings.model}" if settings.on else ""
