"""Which cells of a table are headers, and of what: the features the role model judges by.

A cell is data, a header over a column or before a row; a header is an attribute (期末余额) or
names an entry (a person, a tax, a year).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from assistant.table_lookup.grid import LookupGrid
from assistant.table_lookup.kinds import is_figure, kind_features
from assistant.table_lookup.languages import Language

ROLES = ("data", "column attribute", "row attribute", "column entry", "row entry")
DATA, COLUMN_ATTRIBUTE, ROW_ATTRIBUTE, COLUMN_ENTRY, ROW_ENTRY = range(len(ROLES))


def wording_scores(grid: LookupGrid, odds: Mapping[str, float], language: Language) -> np.ndarray:
    """How much each cell is worded like a header: mean log-odds of its header words."""
    scores = np.zeros(len(grid.texts))
    texts = language.texts(grid)
    for cell in grid.cells:
        known = [odds[word] for word in language.header_words(texts[cell]) if word in odds]
        scores[cell] = sum(known) / (len(known) + 1.0)
    return scores


def role_features(grid: LookupGrid, odds: Mapping[str, float], language: Language) -> np.ndarray:
    """Features of each cell of ``grid.cells``: (cells, features).

    ``odds`` are the log-odds of header words.
    """
    wording = wording_scores(grid, odds, language)
    height, width = grid.height, grid.width
    kinds = np.array([kind_features(text, language.nothing) for text in grid.folded])
    figure = np.array([is_figure(kind) for kind in kinds], dtype=float)
    length = kinds[:, 8]
    layout = np.array(grid.layout)
    per_cell = np.column_stack([figure, kinds[:, 0], length, wording])[layout]
    row_mean = per_cell.mean(axis=1)
    column_mean = per_cell.mean(axis=0)
    rows = []
    for cell in grid.cells:
        top, left, bottom, right = grid.boxes[cell]
        near = []
        for r, c in ((top, left - 1), (top, right + 1), (top - 1, left), (bottom + 1, left)):
            if 0 <= r < height and 0 <= c < width:
                other = layout[r, c]
                near += [figure[other], kinds[other, 0], length[other], wording[other]]
                near.append(float(kinds[other, 9]))
            else:
                near += [-1.0, -1.0, -1.0, -9.0, -1.0]
        beside = per_cell[top : bottom + 1, right + 1 :].reshape(-1, 4)
        before = per_cell[top : bottom + 1, :left].reshape(-1, 4)
        below = per_cell[bottom + 1 :, left : right + 1].reshape(-1, 4)
        above = per_cell[:top, left : right + 1].reshape(-1, 4)
        around = []
        for part in (beside, before, below, above):
            around += [*part.mean(axis=0)] if len(part) else [-1.0, -1.0, -1.0, -9.0]
        same_row = [x for x in grid.row_of(top) if x != cell]
        rows.append(
            [
                *kinds[cell],
                figure[cell],
                wording[cell],
                *near,
                *around,
                *row_mean[top],
                *column_mean[left],
                *(row_mean[0] if height else [0] * 4),
                *(column_mean[0] if width else [0] * 4),
                *column_mean[min(1, width - 1)],
                *row_mean[min(1, height - 1)],
                top,
                left,
                height - 1 - bottom,
                width - 1 - right,
                height,
                width,
                bottom - top + 1,
                right - left + 1,
                float(right - left + 1 == width),
                float(top == 0),
                float(left == 0),
                left % 2,
                top % 2,
                float(width % 2 == 0),
                len(same_row),
                float(sum(grid.folded[x] == grid.folded[cell] for x in same_row)),
            ]
        )
    return np.array(rows, dtype=np.float32).reshape(len(grid.cells), -1)
