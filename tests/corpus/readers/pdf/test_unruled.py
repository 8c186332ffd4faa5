"""Tables without ruling lines, or with few: figures under the right headers, or no table."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.document import CellState, Grid
from corpus.readers.pdf.content import page_content
from corpus.readers.pdf.layout import Layout
from corpus.readers.pdf.page import Char, Edge, Page
from corpus.readers.pdf.pdfium import PdfFile
from corpus.readers.pdf.unruled import find_tables
from corpus.tables.understanding import understand

SHARED = Path(__file__).resolve().parents[5] / "shared/corpus"
FILES = sorted(SHARED.glob("*.pdf"))
SIZE = 10.0


def width(text, size=SIZE):
    return sum(size if c > "\u2e80" else size / 2 for c in text)


def at(x, y, text, align="left", size=SIZE):
    """The characters of a text whose left edge, middle or right edge stands at x; y is the
    lower edge of its line."""
    x -= {"left": 0, "centre": width(text, size) / 2, "right": width(text, size)}[align]
    chars = []
    for c in text:
        step = width(c, size)
        if c != " ":
            chars.append(Char(c, x, y - size, x + step, y, size))
        x += step
    return chars


# Columns of most tables here: code, name, three amounts.
SIDES = (50, 100, 230, 310, 390, 470)


def over(first, last, y, text):
    """A header centred over the columns first to last, its lines parted by |."""
    middle = (SIDES[first] + SIDES[last + 1]) / 2
    return [c for i, t in enumerate(text.split("|")) for c in at(middle, y + 12 * i, t, "centre")]


def row(y, code, name, *amounts, indent=0):
    chars = at(SIDES[0] + 3, y, code) + at(SIDES[1] + 3 + indent, y, name)
    for column, amount in enumerate(amounts, start=2):
        chars += at(SIDES[column + 1] - 3, y, amount, "right")
    return chars


CAPTION = [
    *at(260, 60, "2026年部门支出预算总表", "centre", 15),
    *at(467, 85, "单位：万元", "right"),
]
HEADER = [
    *over(0, 0, 118, "科目编码"),
    *over(1, 1, 118, "科目名称"),
    *over(2, 2, 118, "合计"),
    *over(3, 4, 110, "本年支出"),
    *over(3, 3, 126, "基本支出"),
    *over(4, 4, 126, "项目支出"),
]
BODY = [
    *row(150, "201", "一般公共服务支出", "1,234.50", "1,000.00", "234.50"),
    *row(170, "20106", "财政事务", "234.50", "", "234.50", indent=10),
    *row(190, "208", "社会保障和就业支出", "66.00", "66.00", "-"),
    *row(210, "", "合计", "1,300.50", "1,066.00", "234.50"),
]
FIGURES = {
    "一般公共服务支出 合计 1234.50 万元",
    "一般公共服务支出 本年支出/基本支出 1000.00 万元",
    "一般公共服务支出 本年支出/项目支出 234.50 万元",
    "一般公共服务支出/财政事务 合计 234.50 万元",
    "一般公共服务支出/财政事务 本年支出/项目支出 234.50 万元",
    "社会保障和就业支出 合计 66.00 万元",
    "社会保障和就业支出 本年支出/基本支出 66.00 万元",
    "合计 合计 1300.50 万元",
    "合计 本年支出/基本支出 1066.00 万元",
    "合计 本年支出/项目支出 234.50 万元",
}


def page(chars, edges=(), number=1):
    return Page(number, 595, 842, tuple(chars), tuple(edges))


def read(*pages):
    layout = Layout()
    for one in pages:
        layout.take(page_content(one))
    return layout.finish(), layout.warnings


def figures(*pages):
    """The figures of all tables as "row path column path value unit"."""
    found = []
    for block in read(*pages)[0]:
        if isinstance(block, Grid):
            for cell in understand(block).cells:
                if cell.state is CellState.NUMBER and cell.certain:
                    path = "/".join(cell.row_path), "/".join(cell.column_path)
                    found.append(f"{path[0]} {path[1]} {cell.value} {cell.unit}")
    assert len(found) == len(set(found))
    return set(found)


def across(*heights):
    return [Edge(SIDES[0], y, SIDES[-1], y) for y in heights]


def down(*places):
    return [Edge(x, 98, x, 216) for x in places]


@pytest.mark.parametrize(
    "edges",
    [
        [],
        across(98, 132, 216),
        across(98, 132, 156, 176, 196, 216),
        across(156, 176, 196, 216),
        down(*SIDES[1:-1]),
    ],
    ids=["no lines", "three lines", "lines between rows", "shaded rows", "lines down"],
)
def test_figures_stand_under_their_headers(edges):
    assert figures(page(CAPTION + HEADER + BODY, edges)) == FIGURES


def test_cells_know_their_place_and_what_they_are_made_of():
    ((found,), warnings) = find_tables(page(CAPTION + HEADER + BODY), [])
    assert not warnings
    (cell,) = [c for c in found.table.cells if c.text == "1,066.00"]
    assert (cell.row, cell.column) == (5, 3)
    assert "".join(c.text for c in cell.chars) == "1,066.00"
    x0, top, x1, bottom = cell.box
    assert x0 <= 387 - width("1,066.00") and 387 <= x1 <= 390 + 45 and top <= 200 and 210 <= bottom


def test_what_is_in_a_ruled_table_is_left_alone():
    assert find_tables(page(CAPTION + HEADER + BODY), [(40, 40, 500, 400)]) == ([], [])


@pytest.mark.parametrize("height", [170, 176, 182], ids=["first line", "middle", "last line"])
def test_a_wrapped_name_belongs_to_the_figures_beside_it(height):
    name = at(103, 170, "机关事业单位基本养老保险") + at(103, 182, "缴费支出")
    body = [
        *row(150, "201", "一般公共服务支出", "1,234.50", "1,000.00", "234.50"),
        *name,
        *row(height, "20805", "", "12.00", "12.00", ""),
        *row(202, "210", "卫生健康支出", "7.00", "", "7.00"),
        *row(222, "221", "住房保障支出", "8.00", "8.00", ""),
    ]
    found = figures(page(CAPTION + HEADER + body))
    assert "机关事业单位基本养老保险缴费支出 合计 12.00 万元" in found
    assert "卫生健康支出 合计 7.00 万元" in found
    assert len(found) == 9


def test_a_row_of_a_name_alone_takes_no_figures():
    body = [
        *row(150, "", "基本工资", "5.00", "5.00", ""),
        *row(170, "", "津贴补贴", "4.00", "4.00", ""),
        *row(190, "", "公用经费"),
        *row(210, "", "办公费", "6.00", "6.00", ""),
        *row(230, "", "差旅费", "", "", ""),
    ]
    rows = {figure.split(" ")[0] for figure in figures(page(CAPTION + HEADER + body))}
    assert rows == {"基本工资", "津贴补贴", "办公费"}


def test_a_column_without_figures_keeps_its_header():
    body = [
        *row(150, "201", "一般公共服务支出", "1,234.50", "", "1,234.50"),
        *row(170, "205", "教育支出", "2.00", "", "2.00"),
    ]
    found = figures(page(CAPTION + HEADER + body))
    assert "教育支出 本年支出/项目支出 2.00 万元" in found
    assert not any("基本支出" in figure for figure in found)


def test_two_panels_side_by_side():
    # The panels' headers are centred over 50–230 and 270–450.
    chars = [*CAPTION, *at(140, 110, "本年收入", "centre"), *at(360, 110, "本年支出", "centre")]
    for left in (50, 270):
        chars += at(left + 60, 130, "项目", "centre") + at(left + 150, 130, "预算数", "centre")
    lines = [
        ("一、财政拨款收入", "900.00", "一、教育支出", "800.00"),
        ("二、事业收入", "", "二、住房保障支出", "150.00"),
        ("三、其他收入", "50.00", "三、节能环保支出", ""),
        ("收入总计", "950.00", "支出总计", "950.00"),
    ]
    for i, (income, amount, expense, spent) in enumerate(lines):
        y = 150 + 20 * i
        chars += at(53, y, income) + at(227, y, amount, "right")
        chars += at(273, y, expense) + at(447, y, spent, "right")
    assert figures(page(chars)) == {
        "一、财政拨款收入 本年收入/预算数 900.00 万元",
        "三、其他收入 本年收入/预算数 50.00 万元",
        "收入总计 本年收入/预算数 950.00 万元",
        "一、教育支出 本年支出/预算数 800.00 万元",
        "二、住房保障支出 本年支出/预算数 150.00 万元",
        "支出总计 本年支出/预算数 950.00 万元",
    }


def test_a_table_goes_on_over_pages_without_a_header():
    rest = [
        *row(60, "213", "农林水支出", "31.00", "30.00", "1.00"),
        *row(80, "221", "住房保障支出", "8.00", "8.00", "0.00"),
    ]
    found = figures(page(CAPTION + HEADER + BODY), page(rest, number=2))
    assert found > FIGURES
    assert "住房保障支出 本年支出/基本支出 8.00 万元" in found


def test_figures_without_a_header_are_no_table_of_their_own():
    blocks, _ = read(page(row(60, "213", "农林水", "31.00", "3.00", "1.00") + BODY))
    assert not any(isinstance(block, Grid) for block in blocks)
    assert "1,300.50" in "".join(block.text for block in blocks)


def test_a_header_that_may_stand_over_several_columns_is_not_guessed():
    # Nothing tells whether 本年支出 stands over two columns or three.
    header = [
        *over(1, 1, 126, "科目名称"),
        *over(0, 0, 126, "科目编码"),
        *at(270, 126, "合计", "centre"),
        *at(350, 126, "基本支出", "centre"),
        *at(430, 126, "项目支出", "centre"),
        *at(390, 110, "本年支出", "centre"),
        *at(312, 110, "其中", "centre"),
    ]
    blocks, warnings = read(page(CAPTION + header + BODY))
    assert not any(isinstance(block, Grid) for block in blocks)
    assert len(warnings) == 1 and "第1页" in warnings[0]


def test_figures_that_run_together_are_not_taken_apart():
    body = [*BODY, *row(230, "", "其他", "", "", "3.00"), *at(300, 230, "1,066.001,234.50")]
    blocks, warnings = read(page(CAPTION + HEADER + body))
    assert not any(isinstance(block, Grid) for block in blocks) and warnings


def test_a_number_that_goes_on_in_the_next_line_is_not_read_as_two():
    body = [*BODY, *row(230, "", "其他", "1,066.0", "", ""), *at(307, 242, "0", "right")]
    assert not any("1066.0 " in figure for figure in figures(page(CAPTION + HEADER + body)))


PARAGRAPH = [
    "2026年部门预算收入合计1,234.50万元，比上年增加100.00万元",
    "其中基本支出1,000.00万元，项目支出234.50万元，主要是人员增加",
    "所致。其中公务接待费0.26万元，比上年减少0.10万元，降低27%。",
]
LISTED = ["1.办公费 5.00万元", "2.差旅费 6.00万元", "3.印刷费 7.00万元", "4.水费 0.20万元"]
CONTENTS = ["一、部门概况 ........ 3", "二、部门预算表 ........ 5", "三、名词解释 ........ 12"]
NUMBERED_PAGES = [("目录", "页码"), ("部门概况", "3"), ("预算表", "5"), ("名词解释", "12")]
SIGNED = [("单位负责人", "张三"), ("财务负责人", "李四"), ("联系电话", "01012345678")]
ADDRESSES = [
    ("单位", "邮编", "电话"),
    ("某局", "100010", "64000001"),
    ("某所", "100020", "64000002"),
    ("某站", "100030", "64000003"),
]
TWO_COLUMNS = [
    ("本部门2026年预算支出1,234.50", "万元，比上年增加5.00%，主要"),
    ("是人员增加，其中人员经费100", "万元，公用经费50万元，项目"),
    ("支出20.5万元，用于信息化建设", "和设备更新，均为当年安排"),
]


@pytest.mark.parametrize(
    "lines",
    [PARAGRAPH, LISTED, CONTENTS, NUMBERED_PAGES, SIGNED, ADDRESSES, TWO_COLUMNS],
    ids=["text", "list", "contents", "page numbers", "signatures", "addresses", "two columns"],
)
def test_what_is_no_table_stays_text(lines):
    chars = at(60, 60, "一、基本情况") + at(467, 85, "单位：万元", "right") * (lines is LISTED)
    for i, line in enumerate(lines):
        for k, piece in enumerate([line] if isinstance(line, str) else line):
            chars += at(60 + 170 * k, 110 + 18 * i, piece)
    blocks, warnings = read(page(chars))
    assert not any(isinstance(block, Grid) for block in blocks)
    assert not warnings


def test_figures_that_align_by_chance_in_text_are_no_table():
    chars = []
    for i in range(5):
        chars += at(
            60, 110 + 16 * i, f"支出预算为 {100 + i}.50 万元，其中基本支出为 {80 + i}.20 万元，"
        )
    blocks, _ = read(page(chars))
    assert not any(isinstance(block, Grid) for block in blocks)


def _figures_of(pages):
    layout = Layout()
    for one in pages:
        layout.take(page_content(one))
    found = Counter()
    for block in layout.finish():
        if isinstance(block, Grid):
            for cell in understand(block).cells:
                if cell.state is CellState.NUMBER and cell.certain:
                    place = cell.position.page, cell.row_path, cell.column_path, cell.code
                    found[*place, cell.value, cell.unit] += 1
    return found


@pytest.fixture(scope="module")
def real():
    """The pages of the real publications and the figures of their ruled tables, by name."""
    read_ones = {}
    for path in FILES:
        with PdfFile(path, path.read_bytes()) as file:
            pages = [file.page(number + 1) for number in range(len(file))]
        read_ones[path.stem] = pages, _figures_of(pages)
    return read_ones


@pytest.mark.parametrize("kept", ["none", "across"])
def test_real_tables_read_without_their_lines_give_the_same_figures(kept, real):
    same = printed = 0
    for name, (pages, truth) in real.items():
        bare = [
            replace(one, edges=tuple(e for e in one.edges if kept == "across" and e.horizontal))
            for one in pages
        ]
        found = _figures_of(bare)
        assert not found - truth, name
        same += sum((truth & found).values())
        printed += sum(truth.values())
    assert same >= 0.975 * printed > 0


def test_pages_of_text_of_real_publications_hold_no_unruled_table(real):
    for name, (pages, _) in real.items():
        for one in pages:
            if not one.edges:
                assert find_tables(one, []) == ([], []), (name, one.number)
