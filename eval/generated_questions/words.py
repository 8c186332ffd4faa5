"""The wordings of generated questions, loaded from ``vocabulary.toml``."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def wordings() -> dict:
    """All word lists, as parsed TOML."""
    data = resources.files("eval").joinpath("generated_questions/vocabulary.toml")
    return tomllib.loads(data.read_text("utf-8"))
