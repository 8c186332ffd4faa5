"""Web pages of government sites."""

import pytest

from corpus.document import CellState, Heading, Paragraph

TABLE = (
    "<table><tr><td>项目</td><td>预算数（万元）</td></tr><tr><td>合计</td><td>{}</td></tr></table>"
)


@pytest.fixture
def read_page(read_file):
    def read_it(body, head=""):
        return read_file("a.html", f"<html><head>{head}</head><body>{body}</body></html>".encode())

    return read_it


def texts(document, kind=Paragraph | Heading):
    return [block.text for block in document.blocks if isinstance(block, kind)]


def values(document):
    return [
        [str(c.value) for c in table.cells if c.state is CellState.NUMBER]
        for table in document.tables
    ]


def test_what_stands_around_the_article_goes(read_file, publication):
    document = read_file("a.html", publication.as_html())
    said = " ".join(texts(document))
    for word in ("首页", "版权", "ICP", "2030年", "隐藏", "999.99"):
        assert word not in said
    assert publication.TEXT in said


def test_the_title_that_the_head_states_leads(read_page):
    title = "某市统计局2031年部门预算"
    head = f'<meta name="ArticleTitle" content="{title}">'
    document = read_page(f"<div class='h'>{title}</div><p>正文说明如下。</p>", head)
    assert texts(document) == [title, "正文说明如下。"]
    assert document.profile.organisation == "某市统计局"


def test_layout_tables_are_read_through(read_page):
    inner = TABLE.format("3.50")
    document = read_page(f"<table><tr><td><p>一、收支情况</p>{inner}</td></tr></table>")
    assert values(document) == [["3.50"]]
    assert document.tables[0].section == ("一、收支情况",)


def test_spans_that_reach_beyond_the_table(read_page):
    document = read_page(
        "<table><tr><td rowspan='9'>项目</td><td colspan=0>预算数</td></tr>"
        "<tr><td>3.50</td></tr></table>"
    )
    assert values(document) == [["3.50"]]


def test_figures_in_a_part_named_like_navigation_stay(read_page):
    document = read_page(f"<div class='nav header'>{TABLE.format('3.50')}</div><p>说明。</p>")
    assert values(document) == [["3.50"]]


def test_cells_named_like_parts_of_a_page_stay(read_page):
    document = read_page(
        "<table><tr class='header'><td><div class='position'>项目</div></td><th class='nav'>"
        "<a href='#'>预算数</a></th><td class='foot'>上年数</td></tr>"
        "<tr><td><a href='/x'>合计</a></td><td>3.50</td><td>2.50</td></tr></table>"
    )
    cells = [(c.row_path, c.column_path, c.text) for c in document.tables[0].cells]
    assert cells == [(("合计",), ("预算数",), "3.50"), (("合计",), ("上年数",), "2.50")]


def test_control_characters_are_no_obstacle(read_page):
    document = read_page(
        "<p>一&#11;二\x0b三&#xB;<span style='display:none'>x</span>&#1;四&#13;</p>"
    )
    assert texts(document) == ["一二三四"]


def test_markup_is_text_or_nothing(read_page):
    cell = (
        '&lt;img src=x onerror=alert(1)&gt;<img src=x onerror="alert(2)"><script>alert(3)</script>'
    )
    document = read_page(
        f"<table><tr><td>项目</td><td>预算数</td></tr><tr><td>{cell}</td><td>1</td></tr></table>"
    )
    (row,) = [cell.row_path for cell in document.tables[0].cells]
    assert "alert(2)" not in row[0] and "alert(3)" not in row[0]


def test_broken_markup_is_read_as_browsers_do(read_page):
    document = read_page("<table><tr><td>项目<td>预算数<tr><td>合计<td><b>3.50</table><p>说明。")
    assert values(document) == [["3.50"]]


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "x-unknown", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_the_bytes_win_over_a_wrong_declaration(read_file, declared, encoding):
    page = f"<html><head><meta charset='{declared}'></head><p>青禾市档案馆2031年部门预算</p></html>"
    document = read_file("a.html", page.encode(encoding))
    assert texts(document) == ["青禾市档案馆2031年部门预算"]
