"""Sets of cells that may together be the answer to a question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np

from assistant.table_lookup.clauses import explained, part_masks
from assistant.table_lookup.grid import LookupGrid
from assistant.table_lookup.matching import Matches
from assistant.table_lookup.surroundings import Surroundings

_LIKELIEST, _LONGEST_PREFIX, _SEEDS = 6, 14, 4
_HOPELESS = 0.01
_LARGEST_GROUP, _LARGEST_CROSSING = 60, 80
MOST_CANDIDATES = 140


class _Proposals:
    """Distinct sets of cells in the order they were thought of, up to a bound."""

    def __init__(self) -> None:
        self._sets: dict[tuple[int, ...], None] = {}

    def add(self, cells: Iterable[int]) -> None:
        chosen = tuple(sorted(set(map(int, cells))))
        if chosen and len(self._sets) < MOST_CANDIDATES:
            self._sets[chosen] = None

    def matrix(self, cells: int) -> np.ndarray:
        out = np.zeros((len(self._sets), cells), dtype=bool)
        for row, chosen in enumerate(self._sets):
            out[row, list(chosen)] = True
        return out


def candidate_sets(
    grid: LookupGrid,
    matches: Matches,
    around: Sequence[Surroundings],
    members: np.ndarray,
    roles: np.ndarray,
    chances: np.ndarray,
) -> np.ndarray:
    """Candidate sets as rows of a boolean matrix over ``grid.cells``: (sets, cells).

    Proposed are the likeliest cells alone, in pairs and triples and as growing lists, the best
    cells for each part of the question together, the rows and columns they lie in crossed with
    each other, and what shares a header with them.  ``roles`` is the likeliest role of each
    cell, ``chances`` its probability as a cell of the answer.
    """
    order = np.argsort(-chances, kind="stable")
    top = order[:_LIKELIEST]
    found = _Proposals()
    for i in top:
        found.add([i])
    for k in range(2, min(_LONGEST_PREFIX, len(order)) + 1):
        if chances[order[k - 1]] < _HOPELESS and k > 3:
            break
        found.add(order[:k])
    for cells in _by_parts(matches, members, chances):
        found.add(cells)
    for size in (2, 3):
        for chosen in combinations(top[: 8 - size], size):
            found.add(chosen)
    fit = explained(matches, members, (1, 2, 3, 4, 5)) @ matches.telling
    for group in _groups(grid, around, roles, [int(i) for i in top[:_SEEDS]]):
        for cells in _within(np.array(sorted(group)), chances, fit):
            found.add(cells)
    for cells in _crossings(grid, roles, chances, order):
        found.add(cells)
    return found.matrix(len(chances))


def _by_parts(matches: Matches, members: np.ndarray, chances: np.ndarray) -> list[set[int]]:
    """For each part of the question its likeliest cells, all parts together."""
    masks = part_masks(matches)
    if len(masks) < 2:
        return []
    found: list[set[int]] = [set(), set(), set()]
    for channels, several in (((1, 4), 0), ((1, 2, 3, 4, 5), 1)):
        mass = explained(matches, members, channels) @ masks.T
        for part in mass.T:
            if part.max(initial=0.0) <= 0:
                continue
            fitting = np.flatnonzero(part >= part.max() - 1e-9)
            best = fitting[chances[fitting].argmax()]
            found[several].add(int(best))
            near = fitting[chances[fitting] >= 0.3 * chances[best]]
            if len(near) <= _LARGEST_GROUP and several:
                found[2] |= set(near.tolist())
    return found


def _within(group: np.ndarray, chances: np.ndarray, fit: np.ndarray) -> list[Sequence[int]]:
    """A group as a whole, its likelier members, and those that fit the question best."""
    best = chances[group].max()
    found: list[Sequence[int]] = [group]
    found += [group[chances[group] >= share * best] for share in (0.1, 0.25, 0.5)]
    found.append(group[fit[group] >= fit[group].max() - 1e-9])
    likely = group[np.argsort(-chances[group], kind="stable")]
    found += [likely[:k] for k in (2, 3, 4, 5)]
    found += [group[:-1], group[:-2]]
    return found


def _groups(
    grid: LookupGrid, around: Sequence[Surroundings], roles: np.ndarray, seeds: list[int]
) -> list[list[int]]:
    """What each seed is listed with: its row, its column, the cells under the same headers.

    The entries of the table's first list of entries are a group, too: who or what fulfils a
    condition is asked by it.
    """
    place = {cell: i for i, cell in enumerate(grid.cells)}
    found = []
    entries = [i for i, role in enumerate(roles) if role >= 3]
    for seed in [*seeds, *entries[:1]]:
        top, left, bottom, right = grid.boxes[grid.cells[seed]]
        in_column = {place[row[c]] for row in grid.layout for c in range(left, right + 1)}
        in_row = {place[x] for r in range(top, bottom + 1) for x in grid.layout[r]}
        row_head, column_head = around[seed].channels[1], around[seed].channels[4]
        alike = [j for j, role in enumerate(roles) if role == roles[seed]]
        under = [j for j in alike if column_head and around[j].channels[4] == column_head]
        found += [
            [j for j in under if j in in_column],
            [j for j in alike if j in in_row],
            under,
            [j for j in under if around[j].channels[5] == around[seed].channels[5]],
            [j for j in alike if row_head and around[j].channels[1] == row_head],
            [j for j in alike if j in in_column],
            [j for j, a in enumerate(around) if _same_header(grid, a, around[seed])],
        ]
    return [group for group in found if 1 < len(group) <= _LARGEST_GROUP]


def _same_header(grid: LookupGrid, one: Surroundings, other: Surroundings) -> bool:
    """Whether two cells stand beside row headers of the same wording (two products' 型号)."""
    a, b = one.channels[1], other.channels[1]
    return bool(a and b) and [grid.folded[x] for x in a] == [grid.folded[x] for x in b]


def _crossings(
    grid: LookupGrid, roles: np.ndarray, chances: np.ndarray, order: np.ndarray
) -> list[list[int]]:
    """Rows of likely cells crossed with columns of likely cells, cells of one role only."""
    place = {cell: i for i, cell in enumerate(grid.cells)}
    found = []
    for k in range(2, min(8, len(order)) + 1):
        if chances[order[k - 1]] < _HOPELESS:
            break
        rows: set[int] = set()
        columns: set[int] = set()
        for i in order[:k]:
            top, left, bottom, right = grid.boxes[grid.cells[int(i)]]
            rows |= set(range(top, bottom + 1))
            columns |= set(range(left, right + 1))
        if len(rows) * len(columns) > _LARGEST_CROSSING:
            break
        crossed = {place[grid.layout[r][c]] for r in rows for c in columns}
        found.append([j for j in crossed if roles[j] == roles[order[0]]])
    return found
