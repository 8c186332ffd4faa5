"""Questions that ask for several things are looked at part by part."""

import numpy as np
import pytest

from assistant.table_lookup.candidates import MOST_CANDIDATES
from assistant.table_lookup.chinese import parts
from assistant.table_lookup.clauses import explained, part_coverage
from assistant.table_lookup.detection import CHINESE
from assistant.table_lookup.grid import LookupGrid
from assistant.table_lookup.lookup import AskedTable, ReadTable
from assistant.table_lookup.roles import COLUMN_ATTRIBUTE, DATA, ROLES, ROW_ENTRY

ROWS = [["姓名", "职务", "年龄"], ["甲一", "会计", "31"], ["乙二", "出纳", "45"]]


def asked(question, rows=ROWS):
    grid = LookupGrid.of_rows(rows)
    roles = np.zeros((len(grid.cells), len(ROLES)))
    for cell in grid.cells:
        row, column = grid.boxes[cell][:2]
        role = COLUMN_ATTRIBUTE if row == 0 else ROW_ENTRY if column == 0 else DATA
        roles[cell, role] = 1.0
    table = ReadTable.of(grid, roles, CHINESE)
    return AskedTable.of(table, table.asked(question), {})


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("甲一的职务是什么？年龄多大？", ["甲一的职务是什么", "年龄多大"]),
        ("职务和年龄", ["职务", "年龄"]),
        ("职务", ["职务"]),
        ("", []),
        ("，，", []),
    ],
)
def test_parts_of_a_question(question, expected):
    assert [question[start:end] for start, end in parts(question)] == expected


def test_a_set_that_leaves_a_part_unanswered_is_told_from_one_that_does_not():
    one = asked("甲一的职务是什么？年龄多大？")
    sets = np.zeros((2, 9), dtype=bool)
    sets[0, 4] = True
    sets[1, [4, 5]] = True
    unanswered = part_coverage(one.matches, one.table.members, sets)[:, 2]
    assert unanswered[0] > unanswered[1] == 0


def test_a_cell_is_explained_by_its_headers_only():
    one = asked("甲一的职务")
    heads = explained(one.matches, one.table.members, (1, 4))
    assert heads[4].sum() == 4
    assert heads[8].sum() == 0


def test_the_answer_to_two_parts_is_a_candidate_though_neither_cell_is_likely():
    one = asked("甲一的职务和乙二的年龄")
    sets = one.candidates(np.full(9, 0.001))
    assert [4, 8] in [np.flatnonzero(chosen).tolist() for chosen in sets]


def test_candidates_are_different_and_bounded():
    rows = [[f"第{r}行第{c}列" for c in range(12)] for r in range(30)]
    one = asked("第1行和第2行的第3列、第4列分别是多少", rows)
    sets = one.candidates(np.linspace(0, 1, 360))
    assert 1 < len(sets) <= MOST_CANDIDATES
    assert len(np.unique(sets, axis=0)) == len(sets)
