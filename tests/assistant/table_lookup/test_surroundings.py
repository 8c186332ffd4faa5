"""The headers a cell is read with."""

from assistant.table_lookup.grid import LookupGrid
from assistant.table_lookup.surroundings import CHANNELS, surroundings

#  0 基本情况(merged)
#  1 姓名 2 甲 3 年龄 4 30
PROFILE = LookupGrid(("基本情况", "姓名", "甲", "年龄", "30"), ((0, 0, 0, 0), (1, 2, 3, 4)))
HEADERS = [True, True, False, True, False]


def of(cell):
    found = surroundings(PROFILE, HEADERS, cell)
    return dict(zip(CHANNELS, found.channels, strict=True)), found


def test_a_value_belongs_to_the_label_beside_it_not_to_the_first_of_the_row():
    channels, found = of(4)
    assert channels["row header"] == (3,)
    assert channels["further row headers"] == (1,)
    assert found.row_gap == 0


def test_a_section_title_stands_over_the_cells_below():
    channels, _ = of(2)
    assert channels["column header"] == (0,)
    assert 4 in channels["row fellows"]


def test_a_merged_header_covers_all_its_columns():
    grid = LookupGrid(
        ("项目", "期末", "余额", "比例", "甲", "1", "2"), ((0, 1, 1), (0, 2, 3), (4, 5, 6))
    )
    header = [True] * 5 + [False] * 2
    assert surroundings(grid, header, 6).channels[4] == (3, 1)
    assert surroundings(grid, header, 6).channels[1] == (4,)


def test_without_headers_there_is_no_gap():
    grid = LookupGrid.of_rows([["1", "2"]])
    found = surroundings(grid, [False, False], 1)
    assert (found.row_gap, found.column_gap) == (-1, -1)
    assert found.channels[3] == (0,)
