"""The words of an exported conversation, in Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ExportWords:
    """Every text of an export beyond what was asked and answered, in one language."""

    exported: str
    asked: str
    status: dict[str, str]
    failed: str
    figures: str
    figure_columns: tuple[str, ...]
    otherwise: str
    calculation: str
    sources: str
    warnings: str
    choices: str
    document: str
    page: str
    table: str
    section: str
    row: str
    column: str
    open: str
    note: str
    joined: str


CHINESE = ExportWords(
    exported="导出时间：{time}，共 {count} 问。",
    asked="提问时间：{time}",
    status={"answered": "已回答", "refused": "未作答", "clarify": "反问"},
    failed="没有得到回答",
    figures="数字",
    figure_columns=("项目", "单位、年度", "数值", "折合（元）", "文件", "页", "表", "行", "列"),
    otherwise="另有不同",
    calculation="计算过程：{formula}",
    sources="出处",
    warnings="请注意",
    choices="可选",
    document="《{name}》",
    page="第 {page} 页",
    table="表“{name}”",
    section="章节“{name}”",
    row="行“{name}”",
    column="列“{name}”",
    open="打开出处",
    note="数字按原文原样引用，以公开文件为准。",
    joined="，",
)

ENGLISH = ExportWords(
    exported="Exported {time}; {count} questions.",
    asked="Asked {time}",
    status={"answered": "answered", "refused": "not answered", "clarify": "asked back"},
    failed="no answer was given",
    figures="Figures",
    figure_columns=(
        "Item",
        "Organisation, year",
        "Figure",
        "In yuan",
        "Document",
        "Page",
        "Table",
        "Row",
        "Column",
    ),
    otherwise="stated otherwise",
    calculation="Calculation: {formula}",
    sources="Sources",
    warnings="Please note",
    choices="Choices",
    document="《{name}》",
    page="p. {page}",
    table="table “{name}”",
    section="section “{name}”",
    row="row “{name}”",
    column="column “{name}”",
    open="open source",
    note="Quoted as printed; the published document prevails.",
    joined=", ",
)


def export_words(language: str) -> ExportWords:
    """The words in a language, ``zh`` or ``en``."""
    return ENGLISH if language == "en" else CHINESE
