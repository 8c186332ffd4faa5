"""Tables as files: nothing a spreadsheet could run or could not hold."""

import csv
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from assistant.exports import sheets
from assistant.exports.sheets import TooManyRows, csv_text, write_workbook

HOSTILE = ("=1+1", "@SUM(A1)", "+1+1", "-2+3", "\t=1", "＝1", "=HYPERLINK(0)")


def test_csv_comes_in_pieces_that_make_one_file():
    rows = [(number, f"行{number}", Decimal("1.50"), None) for number in range(1000)]
    pieces = list(csv_text(("a", "b", "c", "d"), rows))
    assert len(pieces) > 2 and pieces[0].startswith("\ufeff")
    read = list(csv.reader(io.StringIO("".join(pieces).removeprefix("\ufeff"), newline="")))
    assert len(read) == 1001 and read[-1] == ["999", "行999", "1.50", ""]


def test_no_text_becomes_a_formula(tmp_path):
    (_, *fields) = "".join(csv_text(("text",), [(text,) for text in HOSTILE])).splitlines()
    assert all(field.lstrip('"').startswith("'") for field in fields)
    write_workbook([("s", ("text",), [(text,) for text in HOSTILE])], tmp_path / "a.xlsx")
    cells = [row[0] for row in load_workbook(tmp_path / "a.xlsx")["s"].iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == list(HOSTILE)
    assert "f" not in {cell.data_type for cell in cells}


def test_what_a_cell_cannot_hold_is_cut_and_says_so(tmp_path):
    odd = ("好" * 40_000, "a\x00b\ud800c")
    assert write_workbook([("s", ("a", "b"), [odd])], tmp_path / "a.xlsx") == (1,)
    long, stripped = (cell.value for cell in load_workbook(tmp_path / "a.xlsx")["s"][2])
    assert len(long) == 32_767 and long.endswith("…") and stripped == "abc"
    "".join(csv_text(("a", "b"), [odd])).encode("utf-8")


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    with pytest.raises(TooManyRows, match="CSV"):
        write_workbook([("s", ("a",), [(n,) for n in range(4)])], tmp_path / "a.xlsx")
