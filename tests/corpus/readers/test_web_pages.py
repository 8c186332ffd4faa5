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


def grid(document):
    return [[cell.text for cell in row] for row in document.tables[0].grid.rows]


@pytest.mark.parametrize(
    "cell, printed",
    [
        ("<span hidden>9</span>3.5", "3.5"),
        ("<template>9</template>3.5<!-- 9 -->", "3.5"),
        ("<i style='display:none'>9</i>3.5", "3.5"),
        ("<i style='visibility: hidden'>9</i>3.5", "3.5"),
        ("<span>3</span><span>,175</span>.50", "3,175.50"),
        ("&nbsp;3.5&nbsp;", "3.5"),
        ("<p>3.5</p><p>&nbsp;</p>", "3.5"),
        ("<table><tr><td>3.5</td></tr></table>", "3.5"),
        ("&nbsp;", ""),
    ],
)
def test_a_cell_is_what_a_browser_shows_of_it(read_page, cell, printed):
    assert grid(read_page(TABLE.format(cell))) == [["项目", "预算数（万元）"], ["合计", printed]]


def test_cells_and_rows_that_are_not_shown(read_page):
    document = read_page(
        "<table><tr><td>项目</td><td style='display:none'>隐</td><td>预算数</td><td>上年数</td></tr>"
        "<tr hidden><td>甲</td><td style='display:none'>9</td><td>9</td><td>9</td></tr>"
        "<tr><td>乙</td><td style='display:none'>9</td><td style='visibility:hidden'>9</td>"
        "<td>2.5</td></tr></table>"
    )
    assert grid(document) == [["项目", "预算数", "上年数"], ["乙", "", "2.5"]]


def test_the_foot_of_a_table_stands_below_its_body(read_page):
    document = read_page(
        "<table><thead><tr><th>项目</th><th>预算数</th></tr></thead>"
        "<tfoot><tr><td>合计</td><td>3.5</td></tr></tfoot>"
        "<tbody><tr><td>甲</td><td>3.5</td></tr></tbody></table>"
    )
    assert [row[0] for row in grid(document)] == ["项目", "甲", "合计"]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_web_archive_is_read_like_its_page(read_file, publication, charset):
    page = publication.as_html("gb18030" if charset == "gb2312" else charset, declared="utf-8")
    head = (
        b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        b'\ttype="text/html"; boundary="----b"\r\n\r\n------b\r\nContent-Type: text/html; charset='
        + charset.encode()
        + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    import base64

    data = head + base64.encodebytes(page) + b"\r\n------b--\r\n"
    right = read_file("a.html", publication.as_html())
    for name in ("a.mht", "a.mhtml", "a.doc"):
        assert values(read_file(name, data)) == values(right) != []
