import csv
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from assistant.exports.figures import export_figures
from corpus.document import CellState, Measure
from index.records import StoredFigure


def figure(**changes):
    fields = {
        "id": 1,
        "document_id": 1,
        "document": "甲.md",
        "organisation": "某市水务局",
        "year": 2026,
        "kind": "部门预算",
        "source": "table",
        "state": CellState.NUMBER,
        "printed": "1,234.50",
        "value": Decimal("1234.50"),
        "unit": "万元",
        "amount_yuan": Decimal("12345000"),
        "row_path": ("商品和服务支出", "水费"),
        "column_path": ("合计",),
        "section": ("第二部分",),
        "table": "支出表",
    }
    return StoredFigure(**{**fields, **changes})


def read_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_xlsx(path):
    header, *rows = load_workbook(path)["figures"].iter_rows()
    titles = [cell.value for cell in header]
    return [dict(zip(titles, row, strict=True)) for row in rows]


BLANK = figure(state=CellState.BLANK, printed="", value=None, amount_yuan=None, page=3)
SENTENCE = figure(source="sentence", measure=Measure.INCREASE, quote="比上年增加5万元。", table="")


def test_csv_holds_each_figure_exactly_and_opens_as_utf8(tmp_path):
    path = tmp_path / "figures.csv"
    assert export_figures([figure(), BLANK, SENTENCE], path) == 3
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    first, blank, sentence = read_csv(path)
    assert first["数值 value"] == "1234.50"
    assert first["金额（元） amount in yuan"] == "12345000"
    assert first["原文 printed"] == "1,234.50"
    assert first["行 row"] == "商品和服务支出 / 水费"
    assert (blank["状态 state"], blank["数值 value"], blank["页 page"]) == ("blank", "", "3")
    assert (sentence["口径 measure"], sentence["依据 quote"]) == ("increase", "比上年增加5万元。")


def test_excel_holds_values_as_numbers_with_their_printed_decimals(tmp_path):
    path = tmp_path / "figures.XLSX"
    large = figure(value=Decimal("371514655.07"), printed="371,514,655.07")
    assert export_figures([figure(), BLANK, large], path) == 3
    first, blank, third = read_xlsx(path)
    assert first["数值 value"].value == 1234.5
    assert first["数值 value"].number_format == "0.00"
    assert Decimal(str(third["数值 value"].value)) == Decimal("371514655.07")
    assert blank["数值 value"].value is None
    assert first["名称 label"].value == "水费"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "＝1", "=HYPERLINK(0)"]
)
def test_text_of_a_document_never_becomes_a_formula(tmp_path, text):
    dangerous = figure(
        state=CellState.TEXT, printed=text, value=None, amount_yuan=None, row_path=(text,)
    )
    export_figures([dangerous], tmp_path / "f.csv")
    export_figures([dangerous], tmp_path / "f.xlsx")
    (row,) = read_csv(tmp_path / "f.csv")
    assert row["原文 printed"] == row["名称 label"] == "'" + text
    (cells,) = read_xlsx(tmp_path / "f.xlsx")
    assert cells["原文 printed"].data_type == "s"
    assert cells["原文 printed"].value == text


def test_a_negative_amount_stays_a_number(tmp_path):
    export_figures([figure(value=Decimal("-5.20"), printed="-5.20")], tmp_path / "f.csv")
    (row,) = read_csv(tmp_path / "f.csv")
    assert row["数值 value"] == row["原文 printed"] == "-5.20"


def test_characters_that_a_spreadsheet_cannot_hold_are_left_out(tmp_path):
    odd = figure(row_path=("水\x00\x0b费",))
    export_figures([odd], tmp_path / "f.csv")
    export_figures([odd], tmp_path / "f.xlsx")
    assert read_csv(tmp_path / "f.csv")[0]["名称 label"] == "水费"
    assert read_xlsx(tmp_path / "f.xlsx")[0]["名称 label"].value == "水费"


def test_an_export_that_breaks_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "f.csv"
    path.write_text("old")

    def breaking():
        yield figure()
        raise LookupError

    with pytest.raises(LookupError):
        export_figures(breaking(), path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_another_format_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"\.csv / \.xlsx"):
        export_figures([figure()], tmp_path / "f.ods")
