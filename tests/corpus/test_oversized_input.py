"""Files blown up beyond any publication: refused, or read, before they cost time or memory."""

import importlib.util
import io
from decimal import Decimal
from pathlib import Path

import pytest

from corpus.errors import ReadError
from corpus.reading import read


def _whole_files():
    path = Path(__file__).with_name("whole_files.py")
    spec = importlib.util.spec_from_file_location("whole_files", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FILES = _whole_files()
SHEET = FILES.SHEET
TABLE = FILES.TABLE
EMPTY = FILES.EMPTY
sheet = FILES.sheet
long_sheet = FILES.long_sheet
workbook = FILES.workbook
LAUGHS = FILES.LAUGHS
WHOLE = FILES.WHOLE
figures = FILES.figures
replaced = FILES.replaced


class TestBlownUpWorkbooks:
    @pytest.mark.parametrize(
        "content, word",
        [
            (sheet(long_sheet(100_000)), "rows"),
            (sheet(TABLE, '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "cells"),
            (
                sheet(TABLE + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
                "cells",
            ),
            (sheet(TABLE, before="<cols>" + '<col min="1" max="9"/>' * 30_000 + "</cols>"), "col"),
        ],
        ids=["100,000 rows", "one merged cell", "two far corners", "columns"],
    )
    def test_more_than_any_publication_is_refused(self, refusal, content, word):
        assert word in refusal("a.xlsx", workbook(content))

    @pytest.mark.parametrize(
        "content",
        [
            sheet(TABLE + "".join(f'<row r="{r}">{EMPTY}</row>' for r in range(4, 8_000))),
            sheet(TABLE + "".join(f'<row r="{r}" ht="20"/>' for r in range(4, 200_000))),
        ],
        ids=["empty cells", "rows with nothing but a height"],
    )
    def test_a_sheet_formatted_far_beyond_its_table_is_read(self, read_file, content):
        document = read_file("a.xlsx", workbook(content))
        assert [f[2] for f in figures(document)[:2]] == [Decimal("3.5")] * 2

    def test_a_lone_cell_in_the_last_corner_is_read(self, read_file):
        content = sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
        assert figures(read_file("a.xlsx", workbook(content)))

    def test_a_million_formats(self, refusal):
        styles = (
            b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            b"<cellXfs>" + b'<xf numFmtId="0"/>' * 1_000_000 + b"</cellXfs></styleSheet>"
        )
        assert "formats" in refusal("a.xlsx", replaced(WHOLE[".xlsx"], "xl/styles.xml", styles))

    def test_too_many_rows_of_before_2007(self, refusal):
        import xlwt

        book = xlwt.Workbook()
        page = book.add_sheet("a")
        for row in range(21_000):
            page.write(row, 0, row)
            page.write(row, 1, row)
        out = io.BytesIO()
        book.save(out)
        assert "rows" in refusal("a.xls", out.getvalue())


def word(body):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    content = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return replaced(WHOLE[".docx"], "word/document.xml", content.encode())


class TestBlownUpWord:
    @pytest.mark.parametrize(
        "body",
        [
            "<w:tbl><w:tr><w:tc>" * 5000 + "</w:tc></w:tr></w:tbl>" * 5000,
            "<w:p/>" * 3_000_000,
            "<w:tbl><w:tr><w:trPr><w:gridBefore w:val='"
            + "9" * 5000
            + "'/></w:trPr></w:tr></w:tbl>",
        ],
        ids=["nested tables", "empty paragraphs", "a number of 5,000 digits"],
    )
    def test_is_refused(self, refusal, body):
        assert refusal("a.docx", word(body))

    def test_styles_based_on_each_other_in_a_circle(self, read_file):
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        styles = "".join(
            f'<w:style w:styleId="{i}"><w:basedOn w:val="{(i + 1) % 500}"/></w:style>'
            for i in range(500)
        )
        data = word("<w:p><w:pPr><w:pStyle w:val='3'/></w:pPr><w:r><w:t>正文</w:t></w:r></w:p>")
        data = replaced(
            data, "word/styles.xml", f'<w:styles xmlns:w="{space}">{styles}</w:styles>'.encode()
        )
        assert [block.text for block in read_file("a.docx", data).blocks] == ["正文"]


class TestEntities:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    @pytest.mark.parametrize(
        "ending, part, root",
        [(".docx", "word/document.xml", "a"), (".xlsx", SHEET, "worksheet")],
    )
    def test_entities_are_refused_and_no_file_is_opened(
        self, refusal, tmp_path, ending, part, root, encoding
    ):
        secret = tmp_path / "secret.txt"
        secret.write_text("机密", "utf-8")
        outside = f'<!DOCTYPE a [<!ENTITY i SYSTEM "{secret.as_uri()}">]>'
        for declared in (LAUGHS, outside, "<!--" + "x" * 70_000 + "-->" + outside):
            content = f"{declared}<{root}>&i;</{root}>".encode(encoding)
            cause = refusal("a" + ending, replaced(WHOLE[ending], part, content))
            assert "entities" in cause and "机密" not in cause

    def test_entities_of_a_web_page_are_not_followed(self, read_file, tmp_path):
        secret = tmp_path / "secret.txt"
        secret.write_text("机密", "utf-8")
        page = (
            f'<!DOCTYPE html [<!ENTITY i SYSTEM "{secret.as_uri()}">]><html><body><p>说明&i;。</p>'
            f'<iframe src="{secret.as_uri()}"></iframe><object data="{secret.as_uri()}"></object>'
        )
        assert "机密" not in str(read_file("a.html", page.encode()).blocks)


class TestPackages:
    @pytest.mark.parametrize("ending", [".docx", ".xlsx"])
    def test_a_bomb(self, refusal, ending):
        data = replaced(WHOLE[ending], "", b"", [("x/a.xml", bytes(201_000_000))])
        assert "unpacks to" in refusal("a" + ending, data)

    @pytest.mark.parametrize("ending", [".docx", ".xlsx"])
    def test_a_hundred_thousand_parts(self, refusal, ending):
        more = [(f"x/{number}.xml", b"") for number in range(11_000)]
        assert "parts" in refusal("a" + ending, replaced(WHOLE[ending], "", b"", more))

    @pytest.mark.parametrize("ending", [".docx", ".xlsx"])
    def test_names_that_lead_out_of_the_package_are_never_written(
        self, read_file, tmp_path, ending
    ):
        more = [("../../escaped.xml", b"<a/>"), ("/escaped.xml", b"<a/>"), ("C:\\escaped.xml", b"")]
        document = read_file("a" + ending, replaced(WHOLE[ending], "", b"", more))
        assert figures(document)
        assert not list(tmp_path.parent.rglob("escaped*"))


class TestWebPages:
    @pytest.mark.parametrize("tag", ["div", "span", "p", "font", "ul><li", "center"])
    def test_ten_thousand_levels(self, tmp_path, tag):
        path = tmp_path / "a.html"
        path.write_text(f"<{tag}>" * 10_000 + "某局2031年部门预算", "utf-8")
        try:
            assert read(path).blocks
        except ReadError as error:
            assert "a.html" in str(error)

    def test_spans_of_a_billion(self, read_file):
        page = (
            "<table><tr><td>项目</td><td colspan=1000000000>预算数</td></tr>"
            "<tr><td rowspan=1000000000>合计</td><td>3.5</td></tr></table>"
        )
        assert [f[2] for f in figures(read_file("a.html", page.encode()))] == [Decimal("3.5")]

    def test_an_attribute_of_ten_megabytes(self, tmp_path):
        path = tmp_path / "a.html"
        path.write_bytes(b"<p class='" + b"a " * 5_000_000 + b"'>" + "说明。".encode() + b"</p>")
        try:
            assert "说明" in str(read(path).blocks)
        except ReadError as error:
            assert "a.html" in str(error)

    @pytest.mark.parametrize("charset", ["punycode", "idna", "zlib", "rot13", "unicode_escape"])
    def test_a_charset_that_is_none(self, read_file, charset):
        page = f"<html><meta charset={charset}><p>青禾市档案馆</p></html>"
        assert "青禾市档案馆" in str(read_file("a.html", page.encode()).blocks)


class TestLongPdf:
    def test_a_thousand_pages(self, read_file):
        made = FILES.FPDF()
        made.set_font("helvetica", size=11)
        for _ in range(1000):
            made.add_page()
            made.cell(text="The budget")
        made.ln(20)
        with made.table() as table:
            for values in (("Item", "2031"), ("Total", "3.50")):
                row = table.row()
                for value in values:
                    row.cell(value)
        document = read_file("a.pdf", bytes(made.output()))
        assert document.pages == 1000
        assert [figure[2] for figure in figures(document)] == [Decimal("3.50")]
        assert document.tables[0].position.page == 1000


class TestLongText:
    @pytest.mark.parametrize("ending", [".docx", ".html"])
    @pytest.mark.parametrize("mark", [".", "\t", " ", "…", "（", "1", "1,", "其中5万元，", "一、"])
    def test_paragraphs_that_patterns_could_linger_on(self, tmp_path, ending, mark):
        text = mark * (49_000 // len(mark))
        path = tmp_path / f"a{ending}"
        body = f"<w:p><w:r><w:t>部门{text}预算</w:t></w:r></w:p>"
        path.write_bytes(word(body) if ending == ".docx" else f"<p>部门{text}预算</p>".encode())
        assert read(path).blocks

    @pytest.mark.parametrize("ending", [".docx", ".html"])
    def test_a_paragraph_longer_than_any(self, refusal, ending):
        text = "部门预算" * 20_000
        body = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        data = word(body) if ending == ".docx" else f"<p>{text}</p>".encode()
        assert "characters" in refusal("a" + ending, data)

    def test_more_paragraphs_than_any(self, refusal):
        assert "paragraphs" in refusal("a.html", "<p>公务接待费3.5万元。</p>".encode() * 21_000)
