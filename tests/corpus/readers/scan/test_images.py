"""Picture files are read like scanned pages; what is no page is refused by name and cause."""

import io
import struct
import zlib

import pytest
from PIL import Image

from corpus.document import CellState
from corpus.errors import ReadError
from corpus.reading import read

COVER = ("青禾县林业局2026年部门预算",)
ROWS = (("项目", "预算数"), ("行政运行", "1,234.56"), ("住房公积金", "87.10"), ("培训费", ""))


@pytest.fixture(scope="session")
def small(pages):
    """A page with a short table under the name of its publisher."""
    return pages.table_page("支出预算表", "单位：万元", ROWS, (360, 300), above=COVER)


def numbers(document):
    return {
        (cell.row_path[-1], cell.text, cell.unit, cell.doubtful, cell.position.page)
        for table in document.tables
        for cell in table.cells
        if cell.state is CellState.NUMBER
    }


def test_the_pages_of_a_tiff_give_figures_with_their_page(pages, small, read_file):
    document = read_file("扫描.tif", pages.file_of(pages.blank_page(), "TIFF", more=[small]))
    assert document.pages == 2
    assert document.profile.organisation == "青禾县林业局"
    assert numbers(document) == {
        ("行政运行", "1,234.56", "万元", False, 2),
        ("住房公积金", "87.10", "万元", False, 2),
    }
    blank = [c for t in document.tables for c in t.cells if c.state is CellState.BLANK]
    assert [cell.row_path[-1] for cell in blank] == ["培训费"]
    assert all(0.9 < c.confidence <= 1 for t in document.tables for c in t.cells if c.value)


def test_a_transparent_picture_stands_on_white_paper(pages, small, read_file):
    clear = Image.new("RGBA", small.size, (0, 0, 0, 0))
    clear.putalpha(small.point(lambda value: 255 - value))
    found = {figure[:3] for figure in numbers(read_file("a.png", pages.file_of(clear)))}
    assert ("行政运行", "1,234.56", "万元") in found


def bomb(side):
    """A PNG that says it is ``side`` pixels wide and high and packs to next to nothing."""

    def chunk(name, data):
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    packed = zlib.compress(bytes(1_000_000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [12_000, 60_000])
def test_a_gigantic_picture_is_refused_unopened(side, read_file):
    with pytest.raises(ReadError, match="a.png.*100 million pixels"):
        read_file("a.png", bomb(side))


def test_a_truncated_picture_is_damaged(pages, small, read_file):
    data = pages.file_of(small, "JPEG")
    with pytest.raises(ReadError, match="damaged"):
        read_file("a.jpg", data[: len(data) // 2])


def test_a_picture_without_text_and_one_that_is_no_page(pages, read_file):
    with pytest.raises(ReadError, match="shows no text"):
        read_file("a.png", pages.file_of(pages.blank_page(400, 400)))
    with pytest.raises(ReadError, match="are no page"):
        read_file("a.png", pages.file_of(pages.blank_page(10, 10)))


def test_one_broken_page_leaves_the_others_and_a_warning(pages, small, tmp_path):
    strip = Image.new("L", (4000, 30), 255)
    path = tmp_path / "a.tif"
    path.write_bytes(pages.file_of(small, "TIFF", more=[strip]))
    document = read(path)
    assert document.pages == 2 and len(numbers(document)) == 2
    assert any("第2页" in warning for warning in document.warnings)


def test_every_kind_of_picture_opens(pages, read_file):
    for form, ending in (("JPEG", "jpeg"), ("BMP", "bmp"), ("WEBP", "webp")):
        data = io.BytesIO()
        Image.new("RGB", (300, 300), "white").save(data, form)
        with pytest.raises(ReadError, match="shows no text"):
            read_file(f"a.{ending}", data.getvalue())
