"""Boosted decision trees as arrays: evaluated with numpy alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Forest:
    """Trees whose leaf values add up to one score (log-odds) a class.

    Node arrays run over all trees; ``left`` and ``right`` are absolute, a leaf points to
    itself.  ``roots`` has one row an iteration and one column a class.
    """

    feature: np.ndarray
    threshold: np.ndarray
    left: np.ndarray
    right: np.ndarray
    value: np.ndarray
    roots: np.ndarray
    base: np.ndarray
    depth: int

    def scores(self, rows: np.ndarray) -> np.ndarray:
        """Log-odds of each row (n, features) for each class: (n, classes)."""
        n = len(rows)
        at = np.broadcast_to(self.roots.reshape(1, -1), (n, self.roots.size)).copy()
        index = np.arange(n)[:, None]
        for _ in range(self.depth):
            goes_left = rows[index, self.feature[at]] <= self.threshold[at]
            at = np.where(goes_left, self.left[at], self.right[at])
        leaves = self.value[at].astype(np.float64).reshape(n, *self.roots.shape)
        return leaves.sum(axis=1) + self.base

    def arrays(self, prefix: str) -> dict[str, np.ndarray]:
        """The forest as named arrays, to be stored."""
        return {
            f"{prefix}.feature": self.feature,
            f"{prefix}.threshold": self.threshold,
            f"{prefix}.left": self.left,
            f"{prefix}.right": self.right,
            f"{prefix}.value": self.value,
            f"{prefix}.roots": self.roots,
            f"{prefix}.base": self.base,
            f"{prefix}.depth": np.array(self.depth, dtype=np.int32),
        }

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, np.ndarray], prefix: str) -> Forest:
        """The forest stored under ``prefix``; raises KeyError where it is not."""
        names = ("feature", "threshold", "left", "right", "value", "roots", "base")
        return cls(*(arrays[f"{prefix}.{name}"] for name in names), int(arrays[f"{prefix}.depth"]))


def sigmoid(scores: np.ndarray) -> np.ndarray:
    """Probabilities of log-odds."""
    return 1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30)))


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities of scores along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)
