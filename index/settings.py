"""Where the library lives and what it works with: read from the environment once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

BUNDLED_MODEL = "bundled"
NO_MODEL = "none"


@dataclass(frozen=True)
class Settings:
    """What a library needs to know of its surroundings.

    ``home`` is the data folder.  ``embedding_model`` is a Hugging Face hub name, the path of a
    model folder, ``"bundled"`` (multilingual-e5-small, works offline) or ``"none"`` (keyword
    search only).  ``database`` is a SQLAlchemy URL, "" for the SQLite file in ``home``.
    """

    home: Path
    embedding_model: str = BUNDLED_MODEL
    database: str = ""

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str], home: str | Path | None = None
    ) -> Settings:
        """Settings from ``BUDGET_QA_HOME``, ``BUDGET_QA_EMBEDDING_MODEL`` and
        ``BUDGET_QA_DATABASE``; ``home`` (the ``--home`` option) wins over the variable, and
        the platform's user data folder is used where neither is given.
        """
        folder = home or environment.get("BUDGET_QA_HOME")
        if not folder:
            from platformdirs import user_data_dir

            folder = user_data_dir("budget-qa", appauthor=False)
        return cls(
            home=Path(folder).expanduser().resolve(),
            embedding_model=environment.get("BUDGET_QA_EMBEDDING_MODEL") or BUNDLED_MODEL,
            database=environment.get("BUDGET_QA_DATABASE", ""),
        )

    @property
    def database_url(self) -> str:
        """The SQLAlchemy URL of the database."""
        return self.database or f"sqlite:///{(self.home / 'library.sqlite').as_posix()}"

    @property
    def vector_folder(self) -> Path:
        """The folder that holds the vector index (which can always be rebuilt)."""
        return self.home / "vectors"
