"""The module that draws pages, and one drawn page recognised once for all tests."""

import importlib.util
from pathlib import Path

import pytest

from corpus.readers.pdf.content import page_content
from corpus.readers.scan import recognise_page

ROWS = (
    ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ("2010101", "行政运行", "1,234.56", "1,234.56", ""),
    ("2010102", "一般行政管理事务", "87.10", "", "87.10"),
    ("2080505", "机关事业单位基本养老", "160.75", "160.75", "-"),
    ("2210201", "住房公积金", "33,011.99", "33,011.99", "0.00"),
)
WIDTHS = (190, 360, 230, 230, 230)


@pytest.fixture(scope="session")
def pages():
    """The module that draws pages."""
    place = Path(__file__).with_name("pages.py")
    spec = importlib.util.spec_from_file_location("pages", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def drawn(pages):
    """A page with a table of :data:`ROWS` under a title and a unit line."""
    return pages.table_page("支出预算总表", "单位：万元", ROWS, WIDTHS)


@pytest.fixture(scope="session")
def scanned_page(pages, drawn):
    """That page scanned poorly, as recognised."""
    picture = pages.scanned(drawn)
    scale = 72 / pages.DPI
    return recognise_page(picture, 3, picture.width * scale, picture.height * scale, threads=2)


@pytest.fixture(scope="session")
def scanned_rows(scanned_page):
    """The rows of its one table."""
    (table,) = page_content(scanned_page).tables
    return table.rows
