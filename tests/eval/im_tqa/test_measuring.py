"""How well headers are told: precision and recall by role and by type of table."""

import numpy as np
import pytest

from assistant.table_lookup.lookup import TableLookup
from assistant.table_lookup.roles import COLUMN_ATTRIBUTE, DATA, ROLES, ROW_ENTRY
from eval.im_tqa.data import load_tables
from eval.im_tqa.measuring import HeaderCounts, headers_by_kind


def test_precision_and_recall_are_of_annotated_against_found():
    counts = np.zeros((len(ROLES), len(ROLES)), dtype=int)
    counts[COLUMN_ATTRIBUTE, COLUMN_ATTRIBUTE] = 6
    counts[COLUMN_ATTRIBUTE, DATA] = 2
    counts[COLUMN_ATTRIBUTE, ROW_ENTRY] = 1
    counts[DATA, COLUMN_ATTRIBUTE] = 3
    counts[DATA, DATA] = 20
    told = HeaderCounts(counts)
    attribute = told.role(COLUMN_ATTRIBUTE)
    assert (attribute.true, attribute.found, attribute.right) == (9, 9, 6)
    assert attribute.precision == attribute.recall == attribute.f1 == pytest.approx(6 / 9)
    # A header of another role is a header still.
    assert told.header.recall == pytest.approx(7 / 9)
    assert told.header.precision == pytest.approx(7 / 10)
    assert told.role(4).recall == 0.0


def test_the_cells_of_each_type_of_table_are_counted_apart(files):
    tables = load_tables(files[0])
    counts = headers_by_kind(TableLookup(), tables.values())
    kinds = {table.kind for table in tables.values()}
    assert set(counts) == {"all", *kinds}
    every = counts["all"].counts
    assert every.sum() == sum(len(table.grid.cells) for table in tables.values())
    assert (sum(counts[kind].counts for kind in kinds) == every).all()
