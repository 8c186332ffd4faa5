"""Web pages: the bare article, and as a government site serves it, navigation and all."""

from __future__ import annotations

import random
from html import escape

from eval.publications.model import (
    BlankPage,
    PrintedCell,
    PrintedHeading,
    PrintedTable,
    PrintedText,
    Publication,
)
from eval.publications.style import Style


def write_html(publication: Publication, style: Style, rng: random.Random) -> bytes:
    """The article alone, with real headings."""
    body = "\n".join(_article(publication, headings=True))
    page = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{publication.title}</title></head>'
        f"<body>{body}</body></html>"
    )
    return page.encode()


def write_site(publication: Publication, style: Style, rng: random.Random) -> bytes:
    """A page of a government site: headings as bold lines, menus, links and footer around."""
    article = "\n".join(_article(publication, headings=False))
    region = publication.region
    declared = "utf-8" if style.encoding == "utf-8" else rng.choice(("gb2312", "gbk"))
    menu = "".join(
        f'<li><a href="/{n}">{name}</a></li>'
        for n, name in enumerate(("首页", "政务公开", "办事服务", "互动交流", "数据开放"))
    )
    older = "".join(
        f'<li><a href="/d{n}">{publication.organisation}{publication.year - n}年{publication.kind}</a></li>'
        for n in range(1, 4)
    )
    content = f"<h1>{publication.title}</h1><p>发布时间：{publication.year}-02-18 来源：{publication.organisation}</p><div id='zoom'>{article}</div>"
    if style.nested_layout:
        middle = (
            f'<table width="1000"><tr><td class="left"><ul>{older}</ul></td>'
            f"<td>{content}</td></tr></table>"
        )
    else:
        middle = f'<div class="side-nav"><ul>{older}</ul></div><div class="main">{content}</div>'
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}">'
        f"<title>{publication.title}_{region}人民政府</title>"
        f"<script>var hits = 1234567.89;</script></head><body>"
        f'<div class="header"><ul>{menu}</ul></div>'
        f'<div class="crumbs">您的位置：<a href="/">首页</a> &gt; <a href="/c">预算公开</a></div>{middle}'
        f'<div class="footer">主办单位：{region}人民政府办公室 ICP备{rng.randint(10**7, 10**8)}号</div>'
        "</body></html>"
    )
    return page.encode(style.encoding)


def _article(publication: Publication, headings: bool):
    last = ""
    for index, part in enumerate(publication.parts):
        match part:
            case PrintedHeading():
                last = part.text
                if headings:
                    yield f"<h{part.level}>{escape(part.text)}</h{part.level}>"
                elif index:
                    yield f'<p style="text-align:center"><b>{escape(part.text)}</b></p>'
            case PrintedText():
                yield f"<p>{escape(part.text)}</p>"
            case PrintedTable():
                yield from _table(part, part.title != last)
            case BlankPage():
                yield "<p>&nbsp;</p>"


def _table(table: PrintedTable, with_title: bool):
    if with_title:
        yield f'<p align="center">{escape(table.title)}</p>'
    for side, text in table.captions:
        shown = escape(text).replace("|", "&emsp;&emsp;")
        yield f'<p align="{"left" if side == "both" else side}">{shown}</p>'
    yield '<table border="1" cellspacing="0">'
    for row in table.rows:
        yield "<tr>" + "".join(_cell(cell) for cell in row if cell) + "</tr>"
    yield "</table>"
    for note in table.notes:
        yield f"<p>{escape(note)}</p>"


def _cell(cell: PrintedCell) -> str:
    spans = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    spans += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    text = escape(cell.text).replace(" ", "&nbsp;") or "&nbsp;"
    return f"<td{spans}>{text}</td>"
