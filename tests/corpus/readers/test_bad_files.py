"""Files that are not what they seem are refused with their name and the cause."""

import io
import zipfile
from pathlib import Path

import pytest

from corpus.errors import ReadError
from corpus.reading import READERS

ENCRYPTED = Path(__file__).with_name("data").joinpath("encrypted.xlsx").read_bytes()
PDF = b"%PDF-1.7\n" + b"0" * 500
OFFICE = ["a.docx", "a.xlsx", "a.xls", "a.doc"]


def refusal(read_file, name, data):
    with pytest.raises(ReadError) as caught:
        read_file(name, data)
    assert name in str(caught.value)
    return caught.value.cause


def replaced(data, part, content):
    """A package with one part's content replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == part else old.read(info))
    return out.getvalue()


@pytest.mark.parametrize("ending", sorted(READERS))
def test_an_empty_file(read_file, ending):
    assert "the file is empty" in refusal(read_file, "a" + ending, b"")


@pytest.mark.parametrize("name", [*OFFICE, "a.html"])
def test_a_pdf_under_another_ending(read_file, name):
    assert "PDF" in refusal(read_file, name, PDF)


@pytest.mark.parametrize("name", [*OFFICE, "a.csv", "a.html"])
def test_bytes_of_no_format(read_file, name):
    refusal(read_file, name, bytes(range(256)) * 40)


@pytest.mark.parametrize("name", OFFICE)
def test_a_file_with_a_password(read_file, name):
    assert "password" in refusal(read_file, name, ENCRYPTED)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("ending", ["docx", "xlsx", "xls"])
def test_a_file_cut_off(read_file, publication, ending, share):
    data = getattr(publication, "as_" + ending)()
    assert "damaged" in refusal(read_file, "a." + ending, data[: int(len(data) * share)])


@pytest.mark.parametrize(
    "ending, part", [("docx", "word/document.xml"), ("xlsx", "xl/worksheets/sheet2.xml")]
)
@pytest.mark.parametrize(
    "content", [b"<broken", b"", b"\0" * 100, b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>']
)
def test_a_damaged_part(read_file, publication, ending, part, content):
    data = replaced(getattr(publication, "as_" + ending)(), part, content)
    refusal(read_file, "a." + ending, data)


@pytest.mark.parametrize("ending, part", [("docx", "word/media/a.bin"), ("xlsx", "xl/media/a.bin")])
def test_a_package_that_unpacks_to_too_much(read_file, publication, ending, part):
    out = io.BytesIO(getattr(publication, "as_" + ending)())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(part, bytes(201_000_000))
    assert "unpacks to" in refusal(read_file, "a." + ending, out.getvalue())


def sheet(inside, after=""):
    start = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    return f"{start}{inside}</sheetData>{after}</worksheet>".encode()


@pytest.mark.parametrize(
    "content",
    [
        sheet("<row r='1'>" + "<c><v>1</v></c>" * 600_000 + "</row>"),
        sheet(
            '<row r="1"><c r="A1"><v>1</v></c></row>',
            '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        ),
        sheet(
            '<row r="1"><c r="A1"><v>1</v></c></row>'
            '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        ),
    ],
    ids=["too many cells", "a merged cell as large as a sheet", "two cells far apart"],
)
def test_a_sheet_blown_up(read_file, publication, content):
    data = replaced(publication.as_xlsx(), "xl/worksheets/sheet2.xml", content)
    assert "cells" in refusal(read_file, "a.xlsx", data)


def test_a_web_table_blown_up(read_file):
    row = '<tr><td colspan="999999999" rowspan="999999999">1</td></tr>'
    assert "cells" in refusal(read_file, "a.html", f"<table>{row * 1000}</table>".encode())


def test_separators_without_values(read_file):
    refusal(read_file, "a.csv", b",,,\n" * 1000)


def test_a_web_page_of_nested_tables(read_file):
    page = "<table><tr><td>a</td><td>" * 200
    assert "nested" in refusal(read_file, "a.html", page.encode())


def test_a_deeply_nested_web_page_is_read_or_refused(read_file):
    for tag in ("div", "table><tr><td", "b"):
        page = f"<{tag}>" * 20_000 + "某局2031年部门预算" + "</p>" * 20_000
        try:
            assert read_file("a.html", page.encode()).blocks
        except ReadError as error:
            assert "a.html" in str(error)
