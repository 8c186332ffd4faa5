"""Broken, mislabelled and hostile files: each is refused by name and cause, or read rightly.

Files are written by the programs' own libraries and then broken.  What is refused must be
refused before it costs time or memory; the sizes here are those that once did.
"""

import importlib.util
import io
import os
import random
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from fpdf import FPDF
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.document import CellState
from corpus.errors import ReadError
from corpus.reading import READERS, read
from index.library import Library
from index.settings import Settings

HERE = Path(__file__).parent
ENCRYPTED_WORKBOOK = HERE.joinpath("readers/data/encrypted.xlsx").read_bytes()
RANDOM = random.Random(20310101)


def _publication():
    spec = importlib.util.spec_from_file_location("publication", HERE / "readers/publication.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PUBLICATION = _publication()


def pdf(pages=1, **passwords):
    """A PDF of pages with a table each."""
    made = FPDF()
    if passwords:
        made.set_encryption(**passwords)
    made.set_font("helvetica", size=11)
    for number in range(pages):
        made.add_page()
        made.cell(text=f"Page {number + 1} of the budget")
        made.ln(20)
        with made.table() as table:
            for values in (("Item", "2031"), ("Total", f"{number}.50")):
                row = table.row()
                for value in values:
                    row.cell(value)
    return bytes(made.output())


def mhtml():
    """A web archive of the publication's page, as browsers save it."""
    from email.mime.multipart import MIMEMultipart
    from email.mime.text import MIMEText

    message = MIMEMultipart("related", type="text/html")
    message["From"] = "<Saved by a browser>"
    message["Subject"] = PUBLICATION.TITLE
    message.attach(MIMEText(PUBLICATION.as_html("gb18030").decode("gb18030"), "html", "gb18030"))
    message.attach(MIMEText("p {color: red}", "css"))
    return bytes(message)


# A whole file of each format that can be written here, by its ending.
WHOLE = {
    ".docx": PUBLICATION.as_docx(),
    ".xlsx": PUBLICATION.as_xlsx(),
    ".xls": PUBLICATION.as_xls(),
    ".html": PUBLICATION.as_html(),
    ".mht": mhtml(),
    ".csv": PUBLICATION.as_csv(),
    ".md": PUBLICATION.as_markdown(),
    ".pdf": pdf(2),
}


@pytest.fixture
def refusal(tmp_path):
    """The cause for which a file of a name and content is refused."""

    def refused(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(ReadError) as caught:
            read(path)
        assert str(path) in str(caught.value)
        return caught.value.cause

    return refused


@pytest.fixture
def read_file(tmp_path):
    def read_it(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return read(path)

    return read_it


def figures(document):
    return [
        (cell.row_path, cell.column_path, cell.value, cell.unit)
        for table in document.tables
        for cell in table.cells
        if cell.state is CellState.NUMBER
    ]


def replaced(data, part, content, more=()):
    """A package with one part's content replaced and parts added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == part else old.read(info))
        for name, added in more:
            new.writestr(name, added)
    return out.getvalue()


class TestEveryEnding:
    @pytest.mark.parametrize("ending", sorted(READERS))
    @pytest.mark.parametrize(
        "data",
        [b"", b" \r\n\t  \n", b"\xef\xbb\xbf"],
        ids=["zero bytes", "blanks", "mark"],
    )
    def test_nothing_in_it(self, refusal, ending, data):
        cause = refusal("预算" + ending, data)
        assert "空" in cause or "没有文字" in cause or "损坏" in cause or "no text" in cause

    @pytest.mark.parametrize("ending", sorted(READERS))
    @pytest.mark.parametrize("kind", ["random", "office header", "archive header"])
    def test_bytes_of_no_format(self, refusal, ending, kind):
        noise = RANDOM.randbytes(20_000)
        opening = {
            "random": b"",
            "office header": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "archive header": b"PK\x03\x04",
        }[kind]
        assert refusal("a" + ending, opening + noise)


class TestCutOff:
    @pytest.mark.parametrize("share", [0.05, 0.5, 0.9, 0.99])
    @pytest.mark.parametrize("ending", [".docx", ".xlsx", ".xls", ".pdf"])
    def test_a_file_cut_off_is_refused_and_not_read_in_part(self, tmp_path, ending, share):
        data = WHOLE[ending]
        path = tmp_path / f"a{ending}"
        path.write_bytes(data[: int(len(data) * share)])
        try:
            document = read(path)
        except ReadError as error:
            assert "损坏" in error.cause or "damaged" in error.cause
        else:
            # What follows the last object of a PDF may be missing.
            assert ending == ".pdf"
            path.write_bytes(data)
            assert figures(document) == figures(read(path))

    @pytest.mark.parametrize("cut", [1, 2])
    @pytest.mark.parametrize("ending", [".csv", ".md"])
    def test_text_cut_within_a_character(self, refusal, ending, cut):
        text = WHOLE[ending].rstrip() + "万".encode()
        assert "damaged" in refusal("a" + ending, text[:-cut])


class TestPasswords:
    @pytest.mark.parametrize("ending", sorted(READERS))
    def test_an_encrypted_office_file_under_any_name(self, refusal, ending):
        cause = refusal("a" + ending, ENCRYPTED_WORKBOOK)
        assert "password" in cause and "密码" in cause

    def test_a_pdf_that_asks_for_a_password(self, refusal):
        data = pdf(owner_password="o", user_password="u")
        assert "password" in refusal("a.pdf", data)

    def test_a_pdf_whose_password_only_keeps_from_editing_is_read(self, read_file):
        document = read_file("a.pdf", pdf(owner_password="o"))
        assert [figure[2] for figure in figures(document)] == [Decimal("0.50")]

    def test_an_old_word_file_with_a_password(self, refusal):
        # The container with the directory entry and the header of the text stream, encrypted.
        header = b"\xec\xa5\xc1\x00" + bytes(7) + b"\x01" + bytes(500)
        data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
        data += header + "WordDocument".encode("utf-16-le") + bytes(2000)
        assert "password" in refusal("a.doc", data)


class TestWrongEnding:
    @pytest.mark.parametrize("named", [".pdf", ".docx", ".doc", ".xls", ".xlsx", ".html", ".md"])
    @pytest.mark.parametrize("true", [".docx", ".xlsx", ".xls", ".html", ".mht", ".pdf"])
    def test_a_file_is_read_as_what_it_is_and_both_are_named(self, read_file, true, named):
        document = read_file("a" + named, WHOLE[true])
        right = read_file("b" + true, WHOLE[true])
        assert figures(document) == figures(right) != []
        assert right.warnings == document.warnings[-len(right.warnings) or len(document.warnings) :]
        if named != true:
            assert named in document.warnings[0] and true in document.warnings[0]

    @pytest.mark.parametrize("named", [".xls", ".xlsx"])
    @pytest.mark.parametrize("separator", [",", "\t"])
    def test_separated_values_named_as_a_workbook(self, read_file, named, separator):
        data = PUBLICATION.as_csv(separator, "gb18030")
        document = read_file("a" + named, data)
        assert figures(document) == figures(read_file("a.csv", data)) != []
        assert named in document.warnings[0]

    @pytest.mark.parametrize("named", [".doc", ".docx", ".pdf"])
    def test_text_named_as_a_document(self, read_file, named):
        document = read_file("a" + named, WHOLE[".md"])
        assert figures(document) == figures(read_file("a.md", WHOLE[".md"])) != []
        assert named in document.warnings[0]

    @pytest.mark.parametrize(
        "data, word",
        [
            (b"\x1f\x8b" + RANDOM.randbytes(3000), "损坏"),
            (b"Rar!\x1a\x07\x01\x00" + RANDOM.randbytes(3000), "RAR"),
        ],
        ids=["gzip", "rar"],
    )
    def test_what_is_not_read_is_named(self, refusal, data, word):
        assert word in refusal("a.docx", data)

    @pytest.mark.parametrize(
        "member, word",
        [
            ("ppt/presentation.xml", "presentation"),
            ("xl/workbook.bin", "binary Excel"),
            ("OFD.xml", "OFD"),
            ("报表.pdf", "ZIP"),
        ],
    )
    def test_packages_that_are_not_read_are_named(self, refusal, member, word):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            package.writestr(member, b"x")
        assert word in refusal("a.docx", out.getvalue())
        assert word in refusal("a.pdf", out.getvalue())


SHEET = "xl/worksheets/sheet2.xml"


def sheet(rows, after="", before=""):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        f'<worksheet xmlns="{space}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    ).encode()


TABLE = "".join(
    f'<row r="{r}"><c r="A{r}" t="inlineStr"><is><t>{name}</t></is></c>{value}</row>'
    for r, (name, value) in enumerate(
        [
            ("项目", '<c r="B1" t="inlineStr"><is><t>预算数</t></is></c>'),
            ("人员经费", '<c r="B2"><v>3.5</v></c>'),
            ("合计", '<c r="B3"><v>3.5</v></c>'),
        ],
        start=1,
    )
)


EMPTY = '<c s="1"/>' * 50


def long_sheet(rows):
    return "".join(
        f'<row r="{r}"><c r="A{r}"><v>1</v></c><c r="B{r}"><v>2</v></c></row>'
        for r in range(1, rows + 1)
    )


def workbook(content):
    return replaced(WHOLE[".xlsx"], SHEET, content)


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


LAUGHS = (
    "<!DOCTYPE a ["
    + '<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {name} "{"&" + before + ";" * 1}{("&" + before + ";") * 9}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


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
        made = FPDF()
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


class TestFiles:
    def test_places_that_are_no_files(self, tmp_path):
        os.mkfifo(tmp_path / "pipe.pdf")
        (tmp_path / "folder.pdf").mkdir()
        (tmp_path / "loop.pdf").symlink_to("loop.pdf")
        (tmp_path / "dangling.pdf").symlink_to("gone")
        for name in ("pipe.pdf", "folder.pdf", "loop.pdf", "dangling.pdf", "gone.pdf", "a\0.pdf"):
            with pytest.raises(ReadError) as caught:
                read(tmp_path / name)
            assert "无法打开" in caught.value.cause and "cannot be opened" in caught.value.cause

    def test_a_device_without_end(self, tmp_path):
        (tmp_path / "endless.md").symlink_to("/dev/zero")
        with pytest.raises(ReadError):
            read(tmp_path / "endless.md")

    @pytest.mark.parametrize("name", ["名\n字.md", "a;rm -rf.md", "…" * 60 + ".md", "\udcff.md"])
    def test_odd_names(self, tmp_path, name):
        path = tmp_path / name
        path.write_bytes(WHOLE[".md"])
        assert figures(read(path)) == figures(read(_copy(tmp_path)))


def _copy(folder):
    path = folder / "plain.md"
    path.write_bytes(WHOLE[".md"])
    return path


def flipped(data, places, values):
    """Data with bytes changed, taken out or doubled at some places."""
    broken = bytearray(data)
    for place, value in zip(places, values, strict=True):
        at = place % len(broken)
        if value < 256:
            broken[at] = value
        elif value < 400:
            del broken[at : at + value - 255]
        else:
            broken[at:at] = broken[at : at + value - 399]
    return bytes(broken)


class TestFlippedBytes:
    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @pytest.mark.parametrize("ending", sorted(WHOLE))
    @given(
        st.lists(st.tuples(st.integers(0, 1_000_000), st.integers(0, 600)), min_size=1, max_size=20)
    )
    def test_nothing_but_a_refusal_or_a_document(self, tmp_path, ending, changes):
        path = tmp_path / f"a{ending}"
        path.write_bytes(flipped(WHOLE[ending], *zip(*changes, strict=True)))
        try:
            read(path)
        except ReadError as error:
            assert path.name in str(error)

    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @pytest.mark.parametrize(
        "ending, part",
        [
            (".docx", "word/document.xml"),
            (".xlsx", SHEET),
            (".xlsx", "xl/styles.xml"),
            (".xlsx", "xl/workbook.xml"),
        ],
    )
    @given(data=st.data())
    def test_numbers_of_a_part_that_no_program_writes(self, tmp_path, ending, part, data):
        with zipfile.ZipFile(io.BytesIO(WHOLE[ending])) as package:
            content = package.read(part).decode()
        found = list(re.finditer(r'"(-?\d+)"', content))
        match = data.draw(st.sampled_from(found))
        odd = data.draw(st.sampled_from(["-1", "", "x", "9" * 5000, "1e9", "٣", "99999999999"]))
        broken = content[: match.start()] + f'"{odd}"' + content[match.end() :]
        path = tmp_path / f"a{ending}"
        path.write_bytes(replaced(WHOLE[ending], part, broken.encode()))
        try:
            read(path)
        except ReadError as error:
            assert path.name in str(error)


def test_bad_files_of_a_folder_leave_the_good_ones_alone(tmp_path):
    folder = tmp_path / "公开"
    folder.mkdir()
    good = {"甲.md": WHOLE[".md"], "乙.docx": WHOLE[".docx"]}
    bad = {
        "空.pdf": b"",
        "断.docx": WHOLE[".docx"][:5000],
        "断.xlsx": WHOLE[".xlsx"][:5000],
        "断.xls": WHOLE[".xls"][:5000],
        "断.pdf": WHOLE[".pdf"][:900],
        "密.xlsx": ENCRYPTED_WORKBOOK,
        "密.pdf": pdf(owner_password="o", user_password="u"),
        "乱.csv": RANDOM.randbytes(5000),
        "长.xlsx": workbook(sheet(long_sheet(30_000))),
        "弹.docx": replaced(WHOLE[".docx"], "", b"", [("x.xml", bytes(201_000_000))]),
        "体.xlsx": workbook(f"{LAUGHS}<worksheet>&i;</worksheet>".encode()),
    }
    for name, data in {**good, **bad}.items():
        (folder / name).write_bytes(data)
    library = Library(Settings(tmp_path / "home", embedding_model="none"))
    try:
        results = {result.document: result for result in library.add_paths([folder])}
    finally:
        library.close()
    assert {n for n, r in results.items() if r.status == "added"} == set(good)
    failed = {name: result for name, result in results.items() if result.status == "failed"}
    assert set(failed) == set(bad)
    assert not [r.error for r in failed.values() if not r.error or "internal error" in r.error]
