"""The vocabulary: data files of words, read once each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import rtoml


@cache
def vocabulary(name: str, package: Path = Path(__file__).parent) -> dict:
    """One vocabulary file (``units``, ``table_words``, …) of a package's folder as parsed TOML."""
    return rtoml.loads((package / "vocabulary" / f"{name}.toml").read_text("utf-8"))
