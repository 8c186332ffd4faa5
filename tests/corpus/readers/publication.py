"""One made-up publication, written in every format that is read.

Tables are lists of rows; a cell is a text, or (text, rowspan, colspan); None is covered by a span.
"""

import csv
import io
import re
from decimal import Decimal

ORGANISATION = "青禾市档案馆"
TITLE = f"{ORGANISATION}2031年部门预算"

BALANCE = [
    [("收入", 1, 2), None, ("支出", 1, 2), None],
    ["项目", "预算数", "项目", "预算数"],
    ["一、一般公共预算财政拨款收入", "3,175.50", "一、一般公共服务支出", "2,904.10"],
    ["二、政府性基金预算财政拨款收入", "0.00", "二、社会保障和就业支出", "361.40"],
    ["三、其他收入", "90.00", "三、卫生健康支出", ""],
    ["收入总计", "3,265.50", "支出总计", "3,265.50"],
]

BY_FUNCTION = [
    [("功能分类科目", 2, 2), None, ("支出预算", 1, 5), None, None, None, None],
    [None, None, ("合计", 2, 1), ("基本支出", 1, 3), None, None, ("项目支出", 2, 1)],
    ["科目编码", "科目名称", None, "小计", "人员经费", "公用经费", None],
    ["201", "一般公共服务支出", "2904.10", "2150.30", "1980.20", "170.10", "753.80"],
    ["20126", "档案事务", "2904.10", "2150.30", "1980.20", "170.10", "753.80"],
    ["2012601", "行政运行", "2150.30", "2150.30", "1980.20", "170.10", ""],
    ["2012604", "档案馆", "753.80", "", "", "", "753.80"],
    ["合计", "", "2904.10", "2150.30", "1980.20", "170.10", "753.80"],
]

BY_PARTS = [
    [("科目编码", 1, 3), None, None, ("科目名称", 2, 1), ("年初预算数", 2, 1), ("占比", 2, 1)],
    ["类", "款", "项", None, None, None],
    ["201", "", "", "一般公共服务支出", "29041000", "100.00%"],
    ["201", "26", "", "档案事务", "29041000", "100.00%"],
    ["201", "26", "01", "行政运行", "21503000", "74.04%"],
    ["201", "26", "04", "档案馆", "-7538000", "—"],
    [("合计", 1, 4), None, None, None, "29041000", ""],
]

# Heading, unit line, table, note.
TABLES = [
    ("一、2031年收支预算总表", "单位：万元", BALANCE, ""),
    ("二、2031年支出预算表", "单位：万元", BY_FUNCTION, "注：本表不含上年结转。"),
    ("三、2031年一般公共预算支出明细表", "金额单位：元", BY_PARTS, ""),
]
TEXT = "2031年收入预算3265.50万元，比上年预算增加120.30万元，增长3.82%。"


def plain(cell):
    """The text a cell prints."""
    return "" if cell is None else cell[0] if isinstance(cell, tuple) else cell


def spans(cell):
    """Rows and columns a cell spans."""
    return cell[1:] if isinstance(cell, tuple) else (1, 1)


def as_markdown():
    lines = [f"# {TITLE}", "", "## 一、总体情况", "", TEXT]
    for heading, unit, rows, note in TABLES:
        lines += ["", f"## {heading}", "", unit, ""]
        lines += ["\t".join(map(plain, row)) for row in rows]
        lines += ["", note]
    return "\n".join(lines).encode()


def as_csv(separator=",", encoding="utf-8-sig", tables=TABLES):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    for heading, unit, rows, note in tables:
        writer.writerow([heading])
        writer.writerow(["", "", unit])
        writer.writerows([plain(cell) for cell in row] for row in rows)
        if note:
            writer.writerow([note])
    return out.getvalue().encode(encoding)


def as_html(encoding="utf-8", unit_inside=False, declared=None):
    parts = []
    for heading, unit, rows, note in TABLES:
        width = len(rows[0])
        parts.append(f"<p><strong>{heading}</strong></p>")
        inside = ""
        if unit_inside:
            inside = f'<tr><td colspan="{width}" align="right">{unit}</td></tr>'
        else:
            parts.append(f'<p style="text-align:right">{unit}</p>')
        body = ""
        for row in rows:
            cells = ""
            for cell in row:
                if cell is None:
                    continue
                down, right = spans(cell)
                cells += (
                    f'<td rowspan="{down}" colspan={right}><p><span>{plain(cell)}</span></p></td>'
                )
            body += f"<tr>{cells}</tr>"
        parts.append(f'<div class="table-box"><table><tbody>{inside}{body}</tbody></table></div>')
        parts.append(f"<p>{note}</p>")
    page = f"""<!DOCTYPE html><html><head><meta charset="{declared or encoding}">
<title>{TITLE}_青禾市人民政府</title><style>p {{color: red}}</style>
<script>document.write("<table><tr><td>一</td><td>999.99万元</td></tr></table>")</script></head><body>
<div class="top-nav"><ul><li><a href="/">首页</a></li><li><a href="/a">政务公开 2031</a></li></ul></div>
<table width="1000"><tr><td class="crumbs" colspan="2">您的位置：<a href="/">首页</a> &gt; 预算公开</td></tr>
<tr><td><ul><li><a href="/1">2030年部门预算</a></li><li><a href="/2">2029年部门预算</a></li></ul></td>
<td><h1>{TITLE}</h1><div id="zoom"><p>一、总体情况</p><p>{TEXT}</p>{"".join(parts)}
<div style="display:none">隐藏的合计 12345.67 万元。</div></div></td></tr></table>
<div id="footer">版权所有：青禾市人民政府 主办：青禾市人民政府办公室 青ICP备00000000号</div></body></html>"""
    return page.encode(encoding)


def as_docx():
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document = Document()
    document.add_paragraph(TITLE).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("一、总体情况")
    document.add_paragraph(TEXT)
    for heading, unit, rows, note in TABLES:
        document.add_heading(heading, level=2)
        document.add_paragraph(unit).alignment = WD_ALIGN_PARAGRAPH.RIGHT
        table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                down, right = spans(cell)
                if (down, right) != (1, 1):
                    table.cell(r, c).merge(table.cell(r + down - 1, c + right - 1))
                if cell is not None:
                    table.cell(r, c).text = plain(cell)
        document.add_paragraph(note)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def stored_number(text):
    """A printed number as a spreadsheet stores it: value and format; None for what is no number."""
    if not re.fullmatch(r"-?[\d,]+(?:\.\d+)?%?", text) or re.fullmatch(r"0\d+|\d{3,7}", text):
        return None
    number = Decimal(text.rstrip("%").replace(",", ""))
    places = -number.as_tuple().exponent
    code = ("#,##0" if "," in text else "0") + ("." + "0" * places if places else "")
    if text.endswith("%"):
        return float(number) / 100, code + "%"
    return float(number), code


def as_xlsx(one_sheet=False):
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "封面"
    sheet["B3"] = TITLE
    sheet["B5"] = "一、总体情况"
    sheet["B6"] = TEXT
    top = 9
    for number, (heading, unit, rows, note) in enumerate(TABLES, start=1):
        if not one_sheet:
            sheet, top = book.create_sheet(f"表{number}"), 1
        width = len(rows[0])
        sheet.cell(top, 1, heading)
        sheet.merge_cells(start_row=top, end_row=top, start_column=1, end_column=width)
        sheet.cell(top + 1, 1, f"编制部门：{ORGANISATION}")
        sheet.cell(top + 1, width, unit)
        for r, row in enumerate(rows, start=top + 2):
            for c, cell in enumerate(row, start=1):
                held = stored_number(plain(cell))
                written = sheet.cell(r, c)
                if held:
                    written.value, written.number_format = held
                elif plain(cell):
                    written.value = plain(cell)
                down, right = spans(cell)
                if (down, right) != (1, 1):
                    sheet.merge_cells(
                        start_row=r, end_row=r + down - 1, start_column=c, end_column=c + right - 1
                    )
        sheet.cell(top + 2 + len(rows), 1, note or None)
        top += len(rows) + 5
    hidden = book.create_sheet("测算底稿")
    hidden.append(["项目", "预算数"])
    hidden.append(["草稿", 777.77])
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_xls():
    import xlwt

    book = xlwt.Workbook()
    cover = book.add_sheet("封面")
    for row, text in ((2, TITLE), (4, "一、总体情况"), (5, TEXT)):
        cover.write(row, 1, text)
    for number, (heading, unit, rows, note) in enumerate(TABLES, start=1):
        sheet = book.add_sheet(f"表{number}")
        width = len(rows[0])
        sheet.write_merge(0, 0, 0, width - 1, heading)
        sheet.write(1, width - 1, unit)
        for r, row in enumerate(rows, start=2):
            for c, cell in enumerate(row):
                if cell is None:
                    continue
                down, right = spans(cell)
                value, code = stored_number(plain(cell)) or (plain(cell), "General")
                style = xlwt.XFStyle()
                style.num_format_str = code
                if (down, right) == (1, 1):
                    sheet.write(r, c, value, style)
                else:
                    sheet.write_merge(r, r + down - 1, c, c + right - 1, value, style)
        sheet.write(2 + len(rows), 0, note)
    hidden = book.add_sheet("测算底稿")
    hidden.write(0, 0, "草稿")
    hidden.visibility = 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
