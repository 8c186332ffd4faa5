"""A grid knows its cells and the places they cover."""

import pytest

from assistant.table_lookup.grid import LookupGrid, folded


def test_a_merged_cell_is_one_cell_with_one_box():
    grid = LookupGrid(("项目", "期末", "余额", "比例"), ((0, 1, 1), (0, 2, 3)))
    assert grid.cells == (0, 1, 2, 3)
    assert grid.boxes[0] == (0, 0, 1, 0)
    assert grid.boxes[1] == (0, 1, 0, 2)
    assert grid.row_of(0) == [0, 1]
    assert grid.column_of(0) == [0]


def test_short_rows_are_filled():
    grid = LookupGrid.of_rows([["税种", "税率"], ["增值税"]])
    assert grid.texts == ("税种", "税率", "增值税", "")
    assert grid.width == 2


@pytest.mark.parametrize("layout", [((0, 1), (0,)), ((0, 5),), ((-1,),)])
def test_a_layout_that_does_not_fit_is_refused(layout):
    with pytest.raises(ValueError):
        LookupGrid(("a", "b"), layout)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1至2年", "1-2年"), ("1～2 年", "1-2年"), ("项　　目", "项目"), ("Ａ型", "a型")],
)
def test_writings_of_the_same_are_folded(text, expected):
    assert folded(text) == expected
