"""A workbook of questions comes back as it was, with the right figures beside its rows."""

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill

from assistant.answer import Answer, AnswerFigure, Option, Status
from assistant.batch.workbook import (
    ADDED,
    AGREES,
    DIFFERS,
    MOST_BYTES,
    ROUNDED,
    UNKNOWN,
    answer_file,
)
from assistant.cli import main
from assistant.engine import Assistant
from corpus.errors import ReadError
from index.library import Library
from index.settings import Settings

SAMPLES = Path(__file__).parents[3] / "corpus/samples"
ORGANISATION = "云泽市文化和数字事务局"


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    home = tmp_path_factory.mktemp("library")
    with Library(Settings(home, embedding_model="none")) as library:
        for path in sorted(SAMPLES.glob("云泽*.md")):
            library.add(path)
        yield Assistant(library).ask


def workbook(rows, formats=(), merged=()):
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for place, code in formats:
        sheet[place].number_format = code
    for span in merged:
        sheet.merge_cells(span)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def answers(data, header=1):
    """The added cells of each row by title."""
    sheet = load_workbook(io.BytesIO(data)).active
    titles = [cell.value for cell in sheet[header]]
    rows = sheet.iter_rows(min_row=header + 1)
    return [dict(zip(titles, (cell.value for cell in row), strict=True)) for row in rows]


def test_items_of_a_sheet_get_their_figures_and_what_agrees(ask):
    data = workbook(
        [
            ["三公经费核对表（单位：万元）"],
            ["单位", "年度", "预决算", "项目", "金额"],
            [ORGANISATION, 2025, "决算", "公务接待费", 0.92],
            [ORGANISATION, "2025年", "决算", "公务接待费", 0.9],
            [ORGANISATION, 2025, "决算", "公务接待费", "9200元"],
            [ORGANISATION, 2025, "决算", "公务接待费", 9200],
            [ORGANISATION, 2019, "决算", "公务接待费", 1],
            [ORGANISATION, 2025, "决算", "公务接待费", None],
        ]
    )
    done = answer_file(ask, Path("核对.xlsx"), data)
    assert (done.rows, done.answered, done.differs, done.failed) == (6, 5, 1, 0)
    first, rounded, yuan, differs, unknown, untold = answers(done.data, header=2)
    assert Decimal(str(first["数值 value"])) == Decimal("0.92")
    assert (first["单位 unit"], first["金额（元） amount in yuan"]) == ("万元", 9200)
    assert first["文件 document"] == f"{ORGANISATION}2025年部门决算.md"
    assert first["表 table"] and "公务接待费" in f"{first['行 row']} {first['列 column']}"
    assert first["核对 check"] == AGREES and first["相差（元） difference in yuan"] == 0
    assert rounded["核对 check"] == ROUNDED
    assert yuan["核对 check"] == AGREES
    assert differs["核对 check"] == DIFFERS
    assert differs["相差（元） difference in yuan"] == 9200 * 10000 - 9200
    assert unknown["核对 check"] == UNKNOWN and unknown["数值 value"] is None
    assert unknown["状态 status"] == "未找到 refused"
    assert untold["核对 check"] is None and untold["数值 value"] == 0.92


def test_an_amount_without_unit_is_neither_right_nor_wrong(ask):
    data = workbook(
        [["项目", "单位名称", "年度", "金额"], ["公务接待费", ORGANISATION, 2025, 0.92]]
    )
    (row,) = answers(answer_file(ask, Path("a.xlsx"), data).data)
    assert row["核对 check"] == UNKNOWN


@pytest.mark.parametrize("unit", ["元", "万元"])
def test_units_stand_in_a_header_or_a_column(ask, unit):
    told = {"元": 9200, "万元": 0.92}[unit]
    by_header = [["项目", "部门", "年度", "阶段", f"金额（{unit}）"],
                 ["公务接待费", ORGANISATION, 2025, "决算", told]]  # fmt: skip
    by_column = [["项目", "部门", "年度", "阶段", "金额", "单位"],
                 ["公务接待费", ORGANISATION, 2025, "决算", told, unit]]  # fmt: skip
    for rows in (by_header, by_column):
        (row,) = answers(answer_file(ask, Path("a.xlsx"), workbook(rows)).data)
        assert row["核对 check"] == AGREES


def test_what_the_user_wrote_stays_with_its_formats(ask):
    book = Workbook()
    sheet = book.active
    sheet.append(["问题", "备注", "日期"])
    sheet.append([f"{ORGANISATION}2026年差旅费是多少", "=1+2", date(2026, 3, 1)])
    sheet["A1"].font = Font(bold=True)
    sheet["C1"].fill = PatternFill("solid", fgColor="FFDDEEFF")
    sheet["A2"].fill = PatternFill("solid", fgColor="FFFFEE00")
    sheet.column_dimensions["A"].width = 55
    book.create_sheet("说明")["A1"] = "其他内容"
    out = io.BytesIO()
    book.save(out)
    done = load_workbook(io.BytesIO(answer_file(ask, Path("a.xlsx"), out.getvalue()).data))
    sheet = done.active
    assert sheet["B2"].value == "=1+2" and sheet["B2"].data_type == "f"
    assert sheet["A1"].font.bold and sheet["A2"].fill.fgColor.rgb == "FFFFEE00"
    assert sheet.column_dimensions["A"].width == 55
    assert sheet["C2"].value.date() == date(2026, 3, 1)
    assert done["说明"]["A1"].value == "其他内容"
    assert [cell.value for cell in sheet[1]][3:] == list(ADDED)
    assert sheet["D1"].fill.fgColor.rgb == "FFDDEEFF"
    assert sheet["F2"].value == 52600 and sheet["D2"].value == "已回答 answered"


def test_one_organisation_beside_several_items_holds_for_all_of_them(ask):
    rows = [["单位", "年度", "预决算", "项目"]]
    rows += [[ORGANISATION, 2025, "决算", "公务接待费"], [None, None, None, "差旅费"]]
    data = workbook(rows, merged=("A2:A3", "B2:B3", "C2:C3"))
    first, second = answers(answer_file(ask, Path("a.xlsx"), data).data)
    assert (first["数值 value"], second["数值 value"]) == (0.92, 4.83)


def test_nothing_added_is_a_formula():
    hostile = '=HYPERLINK("http://example.invalid","x")'

    def answering(question, history):
        figure = AnswerFigure(hostile, "1.50", "万元", Decimal(15000), document=hostile,
                              table="@SUM(A1)", row=("+1+1",), column=("-2+3",))  # fmt: skip
        return Answer(question, Status.ANSWERED, hostile, figures=(figure,), warnings=("=1",))

    rows = [["问题"], ["某局2026年公务接待费是多少"]]
    done = answer_file(answering, Path("a.xlsx"), workbook(rows))
    cells = load_workbook(io.BytesIO(done.data)).active[2]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert cells[2].value == hostile
    as_csv = answer_file(answering, Path("a.csv"), "问题\n某局2026年公务接待费是多少\n".encode())
    _, row = csv.reader(io.StringIO(as_csv.data.decode("utf-8-sig")))
    assert all(field[:1] not in "=+-@" or not field for field in row)


def test_a_question_asked_back_lists_the_choices_and_one_that_breaks_says_so():
    def answering(question, history):
        if "坏" in question:
            raise LookupError("broken")
        return Answer(question, Status.CLARIFY, "哪一年？", options=(Option("2025年", "x"),))

    data = workbook([["question"], ["差旅费"], ["坏"]])
    done = answer_file(answering, Path("a.xlsx"), data)
    asked, broken = answers(done.data)
    assert asked["提示 warnings"] == "2025年" and asked["数值 value"] is None
    assert broken["状态 status"] == "出错 failed" and "broken" in broken["提示 warnings"]
    assert done.failed == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_csv_file_comes_back_as_one(ask, encoding):
    text = f"序号;问题;备注\r\n1;{ORGANISATION}2026年差旅费是多少;甲\r\n2;;\r\n"
    done = answer_file(ask, Path("a.csv"), text.encode(encoding))
    header, first, second = csv.reader(io.StringIO(done.data.decode("utf-8-sig")), delimiter=";")
    assert header == ["序号", "问题", "备注", *ADDED]
    assert first[:5] == [
        "1",
        f"{ORGANISATION}2026年差旅费是多少",
        "甲",
        "已回答 answered",
        first[4],
    ]
    assert first[5:8] == ["52600.00", "元", "52600.00"]
    assert second == ["2", "", ""]


def test_organisation_and_year_are_put_before_questions_that_lack_them():
    asked = []

    def answering(question, history):
        asked.append(question)
        return Answer(question, Status.REFUSED, "没有")

    rows = [
        ["单位", "年度", "问题"],
        ["甲局", 2026, "差旅费是多少"],
        ["甲局", 2026, "甲局2025年差旅费"],
    ]
    answer_file(answering, Path("a.xlsx"), workbook(rows))
    assert asked == ["甲局2026年差旅费是多少", "甲局2025年差旅费"]


def encrypted():
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<x/>")
        package.writestr("xl/worksheets/sheet1.xml", b" " * 50_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "cause"),
    [
        ("a.xlsx", b"hello", "not an Excel workbook"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "save an older .xls"),
        ("a.xlsx", encrypted(), "password"),
        ("a.xlsx", workbook([["甲", "乙"], [1, 2]]), "no header found"),
        ("a.xlsx", workbook([["问题"]]), "no questions"),
        ("a.xlsx", workbook([["问题"], ["差旅费"]])[:2000], "damaged|cut off"),
        ("a.xlsx", bomb(), "unpacks to more than"),
        ("a.csv", b"\x00\x01\x02" * 500, "not a text file"),
        ("a.csv", "甲,乙\n1,2\n".encode(), "no header found"),
        ("a.pdf", b"%PDF-1.4", "not an Excel workbook"),
        ("a.xlsx", b"PK" + b"x" * MOST_BYTES, "larger than 5 MB"),
        ("a.csv", ("问题\n" + "差旅费\n" * 2001).encode(), "more than 2,000 rows"),
    ],
)
def test_what_cannot_be_answered_is_refused_by_name_and_cause(name, data, cause):
    with pytest.raises(ReadError, match=cause) as refused:
        answer_file(lambda *_: pytest.fail("asked"), Path(name), data)
    assert str(refused.value).startswith(name)


def test_the_command_line_answers_workbooks(tmp_path):
    home = tmp_path / "home"
    with Library(Settings(home, embedding_model="none")) as library:
        library.add(next(SAMPLES.glob("云泽*2026*.md")))
    questions, out = tmp_path / "问题.xlsx", tmp_path / "答案.xlsx"
    questions.write_bytes(workbook([["问题"], [f"{ORGANISATION}2026年差旅费是多少"]]))

    def batch(target):
        command = ["--home", str(home), "batch", str(questions), "--out", str(target)]
        return CliRunner().invoke(main, command, env={"BUDGET_QA_EMBEDDING_MODEL": "none"})

    assert batch(out).exit_code == 0
    assert answers(out.read_bytes())[0]["数值 value"] == 52600
    assert batch(tmp_path / "答案.csv").exit_code == 2
    questions.write_bytes(b"PK nothing")
    refused = batch(tmp_path / "b.xlsx")
    assert refused.exit_code == 1 and str(questions) in refused.output
    assert not (tmp_path / "b.xlsx").exists()


def test_a_budget_does_not_agree_with_what_was_spent(ask):
    header = ["单位", "年度", "项目", "预算数（万元）"]
    rows = [[ORGANISATION, 2025, "公务接待费", told] for told in (0.92, 2)]
    result = answers(answer_file(ask, Path("x.xlsx"), workbook([header, *rows])).data)
    assert [row["核对 check"] for row in result] == [DIFFERS, AGREES]


def test_a_year_compared_with_does_not_stand_for_the_row_s_own(ask):
    rows = [
        ["单位", "年度", "问题", "金额（万元）"],
        [ORGANISATION, 2026, "三公经费预算比2025年增加多少", 16.1],
        [ORGANISATION, 2026, "三公经费预算比2025年减少多少", 16.1],
        [ORGANISATION, 2026, "三公经费预算比2025年减少多少", -16.1],
    ]
    result = answers(answer_file(ask, Path("x.xlsx"), workbook(rows)).data)
    assert [row["核对 check"] for row in result] == [AGREES, DIFFERS, AGREES]


def test_of_two_units_above_a_table_none_is_taken(ask):
    rows = [
        ["汇总表（单位：元）"],
        ["单位：万元"],
        ["单位", "年度", "预决算", "项目", "金额"],
        [ORGANISATION, 2025, "决算", "公务接待费", 0.92],
    ]
    result = answers(answer_file(ask, Path("x.xlsx"), workbook(rows)).data, header=3)
    assert result[0]["核对 check"] == UNKNOWN
