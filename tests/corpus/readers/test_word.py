"""Word documents beyond plain paragraphs and tables."""

import io

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.document import CellState, Heading, Paragraph


@pytest.fixture
def read_word(read_file):
    def read_it(document):
        out = io.BytesIO()
        document.save(out)
        return read_file("a.docx", out.getvalue())

    return read_it


def texts(document, kind):
    return [block.text for block in document.blocks if isinstance(block, kind)]


def numbers(table):
    return {
        ("/".join(c.row_path), "/".join(c.column_path)): f"{c.value} {c.unit}".strip()
        for c in table.cells
        if c.state is CellState.NUMBER
    }


def add_table(holder, rows):
    table = holder.add_table(len(rows), len(rows[0]))
    for row, values in zip(table.rows, rows, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    return table


def test_numbers_that_word_prints_are_read(read_word):
    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
            '<w:lvlText w:val="%1、"/></w:lvl>'
            '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
            '<w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="88"><w:abstractNumId w:val="77"/></w:num>')
    )
    for level, text in (
        (0, "收入情况"),
        (1, "财政拨款"),
        (1, "其他收入"),
        (0, "支出情况"),
        (1, "基本"),
    ):
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="88"/></w:numPr>'
            )
        )
    headings = texts(read_word(document), Heading)
    assert headings == [
        "一、收入情况",
        "（一）财政拨款",
        "（二）其他收入",
        "二、支出情况",
        "（一）基本",
    ]


def test_deleted_and_hidden_text_is_left_out_and_inserted_text_read(read_word):
    document = Document()
    paragraph = document.add_paragraph("收入预算")._p
    for xml in (
        "<w:del {0}><w:r><w:delText>88.00</w:delText></w:r></w:del>",
        "<w:ins {0}><w:r><w:t>99.00</w:t></w:r></w:ins>",
        "<w:r {0}><w:rPr><w:vanish/></w:rPr><w:t>77.00</w:t></w:r>",
        "<w:r {0}><w:t>万元。</w:t></w:r>",
    ):
        paragraph.append(parse_xml(xml.format(nsdecls("w"))))
    assert texts(read_word(document), Paragraph) == ["收入预算99.00万元。"]


def test_a_text_box_is_read_once(read_word):
    document = Document()
    box = "<w:txbxContent><w:p><w:r><w:t>某局2031年部门预算</w:t></w:r></w:p></w:txbxContent>"
    document.add_paragraph("正文第一段。")._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f'<mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice>'
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    assert texts(read_word(document), Paragraph) == ["正文第一段。", "某局2031年部门预算"]


def test_a_table_in_a_frame_and_one_in_a_cell(read_word):
    document = Document()
    frame = document.add_table(1, 1).cell(0, 0)
    frame.paragraphs[0].text = "单位：元"
    add_table(frame, [["项目", "预算数"], ["合计", "5.00"]])
    document.add_paragraph("以下为绩效情况，另行说明。")
    outer = add_table(
        document, [["指标", "数值"], ["一次产出", "3"], ["二次产出", "4"], ["附表", ""]]
    )
    add_table(outer.cell(3, 1), [["名称", "个数"], ["其中", "7"]])
    framed, holding, held = read_word(document).tables
    assert numbers(framed) == {("合计", "预算数"): "5.00 元"}
    assert numbers(holding) == {("一次产出", "数值"): "3", ("二次产出", "数值"): "4"}
    assert "7" in {cell.text for cell in held.cells}


def test_a_table_cut_at_a_page_end_goes_on(read_word):
    document = Document()
    document.add_paragraph("单位：万元")
    add_table(document, [["项目", "预算数"], ["人员经费", "1.00"]])
    document.add_paragraph("")
    add_table(document, [["项目", "预算数"], ["公用经费", "2.00"]])
    document.add_paragraph("")
    add_table(document, [["办公费", "3.00"], ["合计", "6.00"]])
    (table,) = read_word(document).tables
    assert list(numbers(table).values()) == ["1.00 万元", "2.00 万元", "3.00 万元", "6.00 万元"]


def test_contents_are_no_headings(read_word):
    document = Document()
    document.add_paragraph("一、收入情况\t3")
    document.add_paragraph("二、支出情况……………………5")
    document.add_heading("一、收入情况", 1)
    assert texts(read_word(document), Heading) == ["一、收入情况"]
