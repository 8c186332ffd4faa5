"""A PDF as a whole: bad pages and files, progress, and reading on several cores."""

import multiprocessing
from pathlib import Path

import pytest

from corpus.document import Paragraph
from corpus.errors import ReadError
from corpus.readers.pdf import read_blocks
from corpus.reading import read

ROWS = [["项目", "合计"], ["差旅费", "1,234.50"], ["公务接待费", "0.20"]]
PASSWORD = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<01> <01>]" % (
    b"41" * 32,
    b"42" * 32,
)


def read_it(data, workers=1):
    told = []
    found, pages, warnings = read_blocks(
        Path("某局.pdf"), data, lambda done, total: told.append((done, total)), workers
    )
    assert told == [(n, pages) for n in range(1, pages + 1)]
    return found, warnings


@pytest.fixture(scope="module")
def long_file(drawn):
    pdf = drawn.Pdf()
    for number in range(150):
        pdf.page(drawn.text(60, 750, f"第{number}段。", 12) + drawn.table(ROWS))
    return pdf.bytes()


def test_a_page_that_cannot_be_read_is_named_and_the_others_are_read(drawn):
    pdf = drawn.Pdf().page(drawn.text(60, 700, "甲。"))
    pdf.page(drawn.text(60, 700, "乙。"), width=99_000).page(drawn.text(60, 700, "丙。"))
    found, (warning,) = read_it(pdf.bytes())
    assert [block.text for block in found] == ["甲。", "丙。"]
    assert "第2页" in warning and "page 2" in warning


def test_a_file_without_any_text_says_so(drawn):
    with pytest.raises(ReadError, match="某局.pdf: .*no text"):
        read_it(drawn.Pdf().page("").bytes())


def test_a_file_with_a_password(drawn):
    pdf = drawn.Pdf().page(drawn.text(60, 700, "甲。"))
    with pytest.raises(ReadError, match="password"):
        read_it(pdf.bytes(PASSWORD))


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.99])
def test_a_file_cut_off_is_read_or_refused(long_file, share):
    try:
        found, _ = read_it(long_file[: int(len(long_file) * share)])
    except ReadError as error:
        assert "damaged" in error.cause
    else:
        assert found


def test_bytes_that_are_no_pdf():
    with pytest.raises(ReadError, match="damaged or not a PDF"):
        read_it(b"%PDF-1.7\n" + b"0" * 500)


def test_several_processes_read_the_same_in_the_same_order(long_file):
    alone = read_it(long_file)
    assert read_it(long_file, workers=2) == alone
    assert [b.text for b in alone[0] if isinstance(b, Paragraph)][-1] == "第149段。"


def test_where_processes_may_not_be_started_the_file_is_read_all_the_same(long_file, monkeypatch):
    def refused(method):
        raise OSError("no processes here")

    monkeypatch.setattr(multiprocessing, "get_context", refused)
    assert read_it(long_file, workers=2) == read_it(long_file)


def test_reading_tells_of_every_page(drawn, tmp_path):
    path = tmp_path / "某局2031年部门预算.pdf"
    path.write_bytes(drawn.Pdf().page(drawn.table(ROWS)).page(drawn.text(60, 700, "甲。")).bytes())
    told = []
    document = read(path, on_page=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]
    assert document.pages == 2
    # Formats without pages have nothing to tell of.
    text = tmp_path / "a.md"
    text.write_text("某局2031年部门预算", "utf-8")
    read(text, on_page=lambda done, total: told.append((done, total)))
    assert len(told) == 2


def test_what_cannot_be_read_is_said_in_chinese_and_in_english(drawn):
    pdf = drawn.Pdf().page("", width=9000).page(drawn.text(60, 700, "甲。"))
    _, (warning,) = read_it(pdf.bytes())
    assert "第1页无法读取：页面大小为 9000 × 842 点" in warning
    assert "page 1 could not be read: 9000 × 842 points large" in warning
    for data in (drawn.Pdf().page("").bytes(), b"%PDF-1.7\n" + b"0" * 500):
        with pytest.raises(ReadError) as error:
            read_it(data)
        chinese, _, english = error.value.cause.partition(" / ")
        assert not chinese.isascii() and english.isascii()
