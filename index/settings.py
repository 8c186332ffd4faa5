"""Where the library lives and what it works with: read from the environment once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from index.errors import LibraryError

BUNDLED_MODEL = "bundled"
NO_MODEL = "none"


def usable_cores() -> int:
    """How many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True)
class Settings:
    """What a library needs to know of its surroundings.

    ``home`` is the data folder.  ``embedding_model`` is a Hugging Face hub name, the path of a
    model folder, ``"bundled"`` (multilingual-e5-small, works offline) or ``"none"`` (keyword
    search only).  ``database`` is a SQLAlchemy URL, "" for the SQLite file in ``home``.
    ``workers`` is how many processes read files that are added.  ``keep_conversations`` is after
    how long without a question a conversation is removed, None for never.
    """

    home: Path
    embedding_model: str = BUNDLED_MODEL
    database: str = ""
    workers: int = field(default_factory=usable_cores)
    keep_conversations: timedelta | None = None

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str], home: str | Path | None = None
    ) -> Settings:
        """Settings from ``BUDGET_QA_HOME``, ``BUDGET_QA_EMBEDDING_MODEL``,
        ``BUDGET_QA_DATABASE``, ``BUDGET_QA_WORKERS`` and ``BUDGET_QA_KEEP_CONVERSATIONS`` (days);
        ``home`` (the ``--home`` option) wins over the variable, and the platform's user data
        folder is used where neither is given.

        Raises LibraryError if a number is none.
        """
        folder = home or environment.get("BUDGET_QA_HOME")
        if not folder:
            from platformdirs import user_data_dir

            folder = user_data_dir("budget-qa", appauthor=False)
        days = _count("BUDGET_QA_KEEP_CONVERSATIONS", environment)
        return cls(
            home=Path(folder).expanduser().resolve(),
            embedding_model=environment.get("BUDGET_QA_EMBEDDING_MODEL") or BUNDLED_MODEL,
            database=environment.get("BUDGET_QA_DATABASE", ""),
            workers=_count("BUDGET_QA_WORKERS", environment) or usable_cores(),
            keep_conversations=None if days is None else timedelta(days=days),
        )

    @property
    def database_url(self) -> str:
        """The SQLAlchemy URL of the database."""
        if self.database:
            return self.database
        path = (self.home / "library.sqlite").as_posix()
        # The signs that mean something in a URL.
        return "sqlite:///" + path.replace("%", "%25").replace("?", "%3F")

    @property
    def conversations_file(self) -> Path:
        """The file that keeps conversations and feedback."""
        return self.home / "conversations.sqlite"

    @property
    def original_folder(self) -> Path:
        """The folder that holds the files themselves, as they were added."""
        return self.home / "originals"

    @property
    def vector_folder(self) -> Path:
        """The folder that holds the vector index (which can always be rebuilt)."""
        return self.home / "vectors"


def _count(name: str, environment: Mapping[str, str]) -> int | None:
    """A whole number from 1 on that the environment sets, None if it does not."""
    text = environment.get(name, "").strip()
    if not text:
        return None
    # Beyond five digits lie more days and processes than anybody has.
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and int(text)):
        raise LibraryError(f"{name} 须为正整数 / must be a whole number from 1 on: {text[:40]!r}")
    return int(text)
