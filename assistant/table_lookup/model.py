"""The trained parts of the table lookup, and the file they are kept in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from assistant.table_lookup.association import Association
from assistant.table_lookup.trees import Forest

_FOLDER = Path(__file__).parent / "model"
BUNDLED = {
    "chinese": _FOLDER / "table_lookup.npz",
    "english": _FOLDER / "table_lookup_english.npz",
}
_FORESTS = ("roles", "cells", "sets")


class ModelError(ValueError):
    """A model file that cannot be read."""


@dataclass(frozen=True)
class LookupModel:
    """Everything learned.

    ``wording``: log-odds of character pairs or words for standing in a header; ``rarity``: of
    those common in questions, 0 to 1; ``association``: question and header wording; ``roles``,
    ``cells`` and ``sets``: what each cell is, which cells answer, which set of them.
    """

    wording: Mapping[str, float]
    rarity: Mapping[str, float]
    association: Association | None
    roles: Forest
    cells: Forest
    sets: Forest

    def save(self, path: Path) -> None:
        """Write the model; the same model gives the same bytes."""
        arrays: dict[str, np.ndarray] = {}
        for name in ("wording", "rarity"):
            known = dict(sorted(getattr(self, name).items()))
            arrays[f"{name}.pairs"] = np.array(list(known), dtype=str)
            arrays[f"{name}.values"] = np.array(list(known.values()), dtype=np.float32)
        if self.association:
            arrays |= self.association.arrays()
        for name in _FORESTS:
            arrays |= getattr(self, name).arrays(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            np.savez_compressed(file, **arrays)

    @classmethod
    def load(cls, path: Path) -> LookupModel:
        """Read a model; raises :class:`ModelError` naming the file and the cause."""
        try:
            with np.load(path, allow_pickle=False) as stored:
                arrays = dict(stored)
            words = {
                name: dict(
                    zip(
                        arrays[f"{name}.pairs"].tolist(),
                        arrays[f"{name}.values"].astype(float).tolist(),
                        strict=True,
                    )
                )
                for name in ("wording", "rarity")
            }
            held = any(name.startswith("association.") for name in arrays)
            association = Association.of_arrays(arrays) if held else None
            forests = [Forest.of_arrays(arrays, name) for name in _FORESTS]
        except (OSError, KeyError, ValueError, EOFError, BadZipFile) as error:
            raise ModelError(f"{path}: no table lookup model: {error}") from error
        return cls(words["wording"], words["rarity"], association, *forests)


@lru_cache(maxsize=len(BUNDLED))
def bundled_model(language: str = "chinese") -> LookupModel:
    """The model for tables in a language that comes with the product."""
    return LookupModel.load(BUNDLED[language])
