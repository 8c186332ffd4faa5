"""Features of one cell as an answer to one question."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.table_lookup.clauses import explained, part_features
from assistant.table_lookup.grid import LookupGrid
from assistant.table_lookup.kinds import kind_features
from assistant.table_lookup.matching import Matches, TextWeights
from assistant.table_lookup.surroundings import CHANNELS, Surroundings

# Log-odds below any the association gives: a channel without texts.
_IRRELEVANT = -9.0


def question_features(matches: Matches) -> list[float]:
    """How often each group of cue words occurs in the question, and its length."""
    text = matches.asked.text
    counts = matches.language.cues(text)
    return [*(float(min(c, 4)) for c in counts), float(len(text))]


def channel_features(matches: Matches, members: np.ndarray, relevance: np.ndarray) -> np.ndarray:
    """Per cell and channel, what the question shares with it: (cells, channels, measures).

    Measures: weight of the question explained, the same where no other text explains it by a
    longer run, share of the best text that is said, whether a text is said whole, longest run,
    number of texts, best learned relevance (``relevance``: for each distinct text as a header
    of the answer and as the answer), mean of it, mean share that is said.
    """
    telling = matches.telling
    hit = (matches.runs > 0).astype(np.float32)
    best = hit * (matches.runs >= matches.longest)
    longest_run = matches.runs.max(axis=1, initial=0.0)
    out = np.zeros((members.shape[1], len(CHANNELS), 9))
    for j, read_with in enumerate(members):
        weight = read_with.astype(np.float32)
        count = read_with.sum(axis=1)
        relevant = relevance[:, int(j == 0)]

        def most(values: np.ndarray, read_with=read_with, none: float = 0.0) -> np.ndarray:
            return np.where(read_with, values, none).max(axis=1, initial=none)

        def mean(values: np.ndarray, weight=weight, count=count, none: float = 0.0) -> np.ndarray:
            return np.where(count, weight @ values / np.maximum(count, 1), none)

        out[:, j] = np.column_stack(
            [
                (weight @ hit > 0) @ telling,
                (weight @ best > 0) @ telling,
                most(matches.said),
                most(matches.whole),
                most(longest_run),
                count,
                most(relevant, none=_IRRELEVANT),
                mean(relevant, none=_IRRELEVANT),
                mean(matches.said),
            ]
        )
    return out


def joint_coverage(matches: Matches, members: np.ndarray) -> np.ndarray:
    """Share of the question explained by several channels together: (cells, 4)."""
    telling = matches.telling
    total = telling.sum() or 1.0
    shares = [
        explained(matches, members, joined) @ telling / total
        for joined in ((1, 4), (1, 2, 4, 5), (1, 2, 3, 4, 5))
    ]
    read_with = members[[1, 2, 3, 4, 5]].any(axis=0).astype(np.float32)
    hit = read_with @ (matches.runs > 0).astype(np.float32) > 0
    return np.column_stack([*shares, hit @ telling / total])


def cell_features(
    grid: LookupGrid,
    table: TextWeights,
    matches: Matches,
    around: Sequence[Surroundings],
    members: np.ndarray,
    roles: np.ndarray,
    relevance: np.ndarray,
) -> np.ndarray:
    """Features of every cell of ``grid.cells``: (cells, features).

    ``around``, ``members`` (what
    :func:`~assistant.table_lookup.surroundings.membership` gives) and ``roles`` (probabilities)
    run along ``grid.cells``.
    """
    channels = channel_features(matches, members, relevance)
    joint = joint_coverage(matches, members)
    n = len(around)
    measured = channels[:, :, [0, 1, 2, 6, 8]].reshape(n, -1)
    top = measured.max(axis=0, initial=-9.0)
    behind = top - measured
    joint_behind = joint.max(axis=0, initial=0.0) - joint
    ties = np.array([(np.abs(joint[:, 1] - value) < 1e-9).sum() for value in joint[:, 1]])
    tied = np.array([(np.abs(joint[:, 2] - value) < 1e-9).sum() for value in joint[:, 2]])
    place = []
    for cell, near in zip(grid.cells, around, strict=True):
        row, column, bottom, right = grid.boxes[cell]
        place.append(
            [
                *kind_features(grid.folded[cell], matches.language.nothing)[:10],
                near.row_gap,
                near.column_gap,
                row,
                column,
                grid.height - 1 - bottom,
                grid.width - 1 - right,
                float(matches.whole[table.index[cell]]),
            ]
        )
    shared = [
        *question_features(matches),
        float(matches.telling.sum()),
        float((matches.telling * (matches.longest > 0)).sum()),
        grid.height,
        grid.width,
        float(n),
    ]
    return np.concatenate(
        [
            channels.reshape(n, -1),
            behind,
            part_features(matches, members),
            joint,
            joint_behind,
            ties[:, None],
            tied[:, None],
            np.array(place).reshape(n, -1),
            roles,
            np.tile(shared, (n, 1)),
        ],
        axis=1,
    ).astype(np.float32)
