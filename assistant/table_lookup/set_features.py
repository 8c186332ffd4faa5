"""Features of a candidate set of cells as the answer to one question."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.table_lookup.cell_features import question_features
from assistant.table_lookup.clauses import explained, part_coverage
from assistant.table_lookup.grid import LookupGrid
from assistant.table_lookup.kinds import kind_features
from assistant.table_lookup.matching import Matches, TextWeights
from assistant.table_lookup.surroundings import Surroundings


def set_features(
    grid: LookupGrid,
    table: TextWeights,
    matches: Matches,
    around: Sequence[Surroundings],
    members: np.ndarray,
    roles: np.ndarray,
    chances: np.ndarray,
    sets: np.ndarray,
) -> np.ndarray:
    """Features of each candidate set: (sets, features).

    ``sets`` is boolean (sets, cells); ``around``, ``members``, ``roles`` and ``chances`` run
    along ``grid.cells``.
    """
    chosen = sets.astype(np.float64)
    size = chosen.sum(axis=1)
    likelihood = _likelihood(chances, sets)
    rows, columns = _incidence(grid)
    in_rows, in_columns = chosen @ rows, chosen @ columns
    n_rows, n_columns = (in_rows > 0).sum(axis=1), (in_columns > 0).sum(axis=1)
    data = (roles == 0).astype(float)
    all_rows, all_columns = data @ rows, data @ columns
    full_rows = _filled(in_rows, all_rows)
    full_columns = _filled(in_columns, all_columns)
    kinds = np.array(
        [kind_features(grid.folded[cell], matches.language.nothing) for cell in grid.cells]
    )
    blank, number, words = kinds[:, 0], kinds[:, 1], 1.0 - kinds[:, 6]
    total = _totals(matches, table, around)
    row_heads = _groups([a.channels[1] for a in around])
    column_heads = _groups([a.channels[4] for a in around])
    own = [
        size,
        n_rows,
        n_columns,
        size / np.maximum(n_rows * n_columns, 1),
        full_rows,
        full_columns,
        (chosen @ row_heads > 0).sum(axis=1),
        (chosen @ column_heads > 0).sum(axis=1),
        (chosen @ (1.0 - data)) / size,
        (chosen @ blank) / size,
        (chosen @ number) / size,
        (chosen @ words) / size,
        (chosen @ total) / size,
        np.abs(chosen @ number - size * ((chosen @ number) / size > 0.5)),
        ((in_columns > 0) @ (total @ columns > 0)).astype(float) - (chosen @ total > 0),
    ]
    shared = [
        *question_features(matches),
        *map(float, matches.language.separators(matches.asked.text)),
        grid.height,
        grid.width,
        float(len(chances)),
        float(len(sets)),
    ]
    return np.column_stack(
        [
            *own,
            likelihood,
            _coverage(matches, members, chances, sets),
            part_coverage(matches, members, sets),
            np.tile(shared, (len(sets), 1)),
        ]
    ).astype(np.float32)


def _likelihood(chances: np.ndarray, sets: np.ndarray) -> np.ndarray:
    """How likely the set is by its cells one by one, and beside the other sets."""
    p = np.clip(chances, 1e-4, 1 - 1e-4)
    odds = np.log(p / (1 - p))
    chosen = sets.astype(float)
    size = chosen.sum(axis=1)
    total = chosen @ odds
    inside = np.where(sets, p, 2.0).min(axis=1)
    outside = np.where(sets, 0.0, p)
    ordered = np.sort(outside, axis=1)[:, ::-1]
    second = ordered[:, 1] if p.size > 1 else np.zeros(len(sets))
    best = odds[odds > 0].sum() if (odds > 0).any() else odds.max()
    rank = np.argsort(np.argsort(-total, kind="stable"), kind="stable")
    within = np.array(
        [(total[size == s] > t + 1e-9).sum() for s, t in zip(size, total, strict=True)]
    )
    return np.column_stack(
        [
            total,
            best - total,
            rank,
            within,
            chosen @ p / size,
            inside,
            ordered[:, 0],
            second,
            inside - ordered[:, 0],
            inside / np.where(sets, p, 0.0).max(axis=1),
            ordered[:, 0] / p.max(),
            (chosen @ p) / p.sum(),
            np.full(len(sets), p.max()),
            np.full(len(sets), p.sum()),
            (p > 0.5).sum() - size,
            (p > 0.2).sum() - size,
        ]
    )


def _incidence(grid: LookupGrid) -> tuple[np.ndarray, np.ndarray]:
    rows = np.zeros((len(grid.cells), grid.height))
    columns = np.zeros((len(grid.cells), grid.width))
    for i, cell in enumerate(grid.cells):
        top, left, bottom, right = grid.boxes[cell]
        rows[i, top : bottom + 1] = 1.0
        columns[i, left : right + 1] = 1.0
    return rows, columns


def _filled(inside: np.ndarray, every: np.ndarray) -> np.ndarray:
    """Share of the data cells of the lines touched that are in the set."""
    touched = inside > 0
    return inside.sum(axis=1) / np.maximum((touched * every).sum(axis=1), 1.0)


def _totals(matches: Matches, table: TextWeights, around: Sequence[Surroundings]) -> np.ndarray:
    """For each cell whether it or a nearest header names a total."""
    is_total = [matches.language.is_total(text) for text in table.spoken]
    return np.array(
        [
            float(any(is_total[table.index[x]] for j in (0, 1, 4) for x in a.channels[j][:3]))
            for a in around
        ]
    )


def _groups(keys: list[tuple[int, ...]]) -> np.ndarray:
    """One-hot membership of the cells in groups of equal key."""
    place = {key: i for i, key in enumerate(dict.fromkeys(keys))}
    out = np.zeros((len(keys), len(place)))
    for i, key in enumerate(keys):
        out[i, place[key]] = 1.0
    return out


def _coverage(
    matches: Matches, members: np.ndarray, chances: np.ndarray, sets: np.ndarray
) -> np.ndarray:
    """How much of the question the headers of the set explain, and what each cell adds."""
    telling = matches.telling
    weight = telling.sum() or 1.0
    columns = []
    for channels in ((1, 4), (1, 2, 3, 4, 5)):
        masks = explained(matches, members, channels)
        counts = sets.astype(float) @ masks
        covered = (counts > 0) @ telling
        alone = ((counts == 1) * telling) @ masks.T
        least = np.where(sets, alone, np.inf).min(axis=1)
        adds = ((counts == 0) * telling) @ masks.T
        likely = np.where(chances > 0.05, adds, 0.0)
        columns += [
            covered / weight,
            (covered.max() - covered) / weight,
            least,
            np.where(sets, 0.0, adds).max(axis=1),
            np.where(sets, 0.0, likely).max(axis=1),
        ]
    known = float((telling * (matches.longest > 0)).sum())
    return np.column_stack([*columns, np.full(len(sets), known / weight)])
