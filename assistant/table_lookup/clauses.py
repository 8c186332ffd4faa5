"""The parts of a question: what is asked in one breath, and what each part shares with cells."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.table_lookup.matching import Matches

MOST_PARTS = 8
_CONTENT = 0.3  # a part of less weight than this asks for nothing
_VIEWS = ((1,), (4,), (3,), (1, 4))


def part_masks(matches: Matches) -> np.ndarray:
    """The telling symbols of each part with content: (parts, symbols)."""
    masks = []
    for start, end in matches.asked.parts[:MOST_PARTS]:
        mask = np.zeros(len(matches.telling))
        mask[start:end] = matches.telling[start:end]
        if mask.sum() >= _CONTENT:
            masks.append(mask)
    return np.array(masks).reshape(len(masks), len(matches.telling))


def explained(matches: Matches, members: np.ndarray, channels: Sequence[int]) -> np.ndarray:
    """Symbols that some text in the given channels explains best: (cells, symbols)."""
    best = (matches.runs > 0) & (matches.runs >= matches.longest)
    read_with = members[list(channels)].any(axis=0)
    return (read_with.astype(np.float32) @ best.astype(np.float32) > 0).astype(float)


def part_features(matches: Matches, members: np.ndarray) -> np.ndarray:
    """How well each cell fits the part of the question that it fits best: (cells, features).

    ``members`` is what :func:`~assistant.table_lookup.surroundings.membership` gives.  For row headers, column headers, row fellows and both headers: share of a part explained,
    how far behind the best cell for a part, in how many parts best, among how few equals.
    """
    masks = part_masks(matches)
    columns = [np.full(members.shape[1], float(len(masks)))]
    for channels in _VIEWS:
        if not len(masks):
            columns += [np.zeros(members.shape[1])] * 4
            continue
        mass = explained(matches, members, channels) @ masks.T
        top = mass.max(axis=0)
        behind = np.where(mass > 0, top - mass, 9.0)
        is_best = (behind < 1e-9) & (mass > 0)
        equals = np.where(is_best, is_best.sum(axis=0), 99)
        columns += [
            (mass / masks.sum(axis=1)).max(axis=1),
            behind.min(axis=1),
            is_best.sum(axis=1),
            equals.min(axis=1),
        ]
    return np.column_stack(columns)


def part_coverage(matches: Matches, members: np.ndarray, sets: np.ndarray) -> np.ndarray:
    """How well each set answers every part of the question: (sets, features)."""
    masks = part_masks(matches)
    size = sets.sum(axis=1)
    columns = [np.full(len(sets), float(len(masks))), size - len(masks)]
    for channels in ((1, 4), (1, 2, 3, 4, 5)):
        if not len(masks):
            columns += [np.zeros(len(sets))] * 4
            continue
        mass = explained(matches, members, channels) @ masks.T
        top = mass.max(axis=0)
        reached = np.array([mass[chosen].max(axis=0) for chosen in sets])
        is_best = ((mass >= top - 1e-9) & (mass > 0)).any(axis=1)
        columns += [
            ((reached <= 0) & (top > 0)).sum(axis=1),
            (reached < top - 1e-9).sum(axis=1),
            np.maximum(top - reached, 0).max(axis=1),
            (sets & ~is_best).sum(axis=1),
        ]
    return np.column_stack(columns)
