"""The words of the figure desk: search, filters, documents side by side."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FigureWords:
    """Every text of the figure desk in one language; ``tag`` is its BCP 47 tag."""

    tag: str
    title: str
    search_view: str
    compare_view: str
    views: str
    words: str
    words_hint: str
    search: str
    code: str
    code_hint: str
    amount: str
    least: str
    most: str
    unit: str
    order: str
    orders: dict[str, str]
    descending: str
    source: str
    sources: dict[str, str]
    blanks: str
    doubtful_only: str
    more_conditions: str
    filters: str
    organisations: str
    years: str
    kinds: str
    tables: str
    documents: str
    of_table: str
    text: str
    unknown: str
    more_values: str
    found: str
    found_none: str
    empty_library: str
    remove: str
    clear: str
    export: str
    export_limit: str
    results: str
    item: str
    column: str
    value: str
    yuan: str
    scope: str
    place: str
    page: str
    copy: str
    copied: str
    copy_of: str
    blank: str
    dash: str
    no_number: str
    doubtful: str
    uncertain: str
    open: str
    previous: str
    next: str
    pages: str
    shown: str
    loading: str
    bad_amount: str
    bad_order: str
    too_many: str
    compare_hint: str
    document: str
    add_document: str
    suggestions: str
    compare: str
    choose_two: str
    not_there: str
    lines: str
    matched: str
    only_some: str
    ambiguous: str
    all_tables: str
    only_changed: str
    difference: str
    percent: str
    against: str
    obstacles: dict[str, str]
    not_present: str
    rounding: str


CHINESE = FigureWords(
    tag="zh-CN",
    title="数据台",
    search_view="查找数据",
    compare_view="并排比较",
    views="数据台的两种用法",
    words="关键词",
    words_hint="科目、项目、表名或单位，空格分开，须全部出现",
    search="查找",
    code="科目编码",
    code_hint="开头几位，如 208",
    amount="金额范围",
    least="最低金额",
    most="最高金额",
    unit="金额单位",
    order="排序",
    orders={"document": "文件顺序", "amount": "金额", "organisation": "单位", "year": "年度"},
    descending="从大到小",
    source="来源",
    sources={"": "表格和正文", "table": "只看表格", "sentence": "只看正文"},
    blanks="显示空白和横线",
    doubtful_only="只看识别存疑",
    more_conditions="更多条件",
    filters="筛选",
    organisations="单位",
    years="年度",
    kinds="文件种类",
    tables="表",
    documents="文件",
    of_table="一张表",
    text="正文叙述",
    unknown="未说明",
    more_values="共 {count} 个，只列出前 {shown} 个，可用关键词缩小",
    found="找到 {total} 个数据，来自 {documents} 份文件",
    found_none="没有符合条件的数据。可以减少关键词，或去掉一个筛选条件。",
    empty_library="资料库里还没有文件。",
    remove="去掉条件：{what}",
    clear="清除全部条件",
    export="导出",
    export_limit="Excel 最多导出 {limit} 行，请缩小范围，或导出 CSV。",
    results="查找结果，可左右滚动",
    item="项目",
    column="列",
    value="数值",
    yuan="折合（元）",
    scope="单位 · 年度",
    place="表 · 页",
    page="第 {page} 页",
    copy="复制",
    copied="已复制",
    copy_of="复制这个数据和出处：{what}",
    blank="空白",
    dash="横线",
    no_number="文字",
    doubtful="识别存疑，请看原文",
    uncertain="表头不确定，请看原文",
    open="查看出处：{what}",
    previous="上一页",
    next="下一页",
    pages="翻页",
    shown="第 {first}–{last} 条，共 {total} 条",
    loading="正在查找…",
    bad_amount="金额须为数字，例如 1,200.50：{text}",
    bad_order="筛选条件不正确：{text}",
    too_many="筛选条件太多或太长。",
    compare_hint="选 2 到 4 份文件，例如同一单位两年的预算，或同年的预算和决算。同一张表里编码或名称相同的行并排显示，差额按元精确计算；不能确定是同一行的不算差额。",
    document="第 {number} 份文件",
    add_document="输入单位、年度或文件名",
    suggestions="同一单位的其他文件",
    compare="比较",
    choose_two="请选 2 到 4 份不同的文件。",
    not_there="资料库里没有这份文件：{name}",
    lines="共 {total} 行：{matched} 行对上，{only_some} 行只在部分文件中，{ambiguous} 行同名多处、未比较",
    matched="对上",
    only_some="只在部分文件中",
    ambiguous="同名多处，未比较",
    all_tables="全部表",
    only_changed="只看有差额的行",
    difference="差额（元）",
    percent="增减 %",
    against="与第 1 份比",
    obstacles={
        "blank": "有空白，不比较",
        "units": "单位不同，不比较",
        "doubtful": "识别存疑，不比较",
        "ambiguous": "同名多处，未比较",
        "absent": "",
    },
    not_present="无此行",
    rounding="差额按金额（元）精确计算；百分比以第 1 份的金额为基数，四舍五入到两位小数，基数为零时不计算。",
)

ENGLISH = FigureWords(
    tag="en",
    title="Figures",
    search_view="Find figures",
    compare_view="Side by side",
    views="Two ways to use the figure desk",
    words="Words",
    words_hint="subject, item, table or organisation, in Chinese; all of them must occur",
    search="Find",
    code="Subject code",
    code_hint="how it begins, e.g. 208",
    amount="Amount",
    least="Least amount",
    most="Greatest amount",
    unit="Unit of the amounts",
    order="Sort by",
    orders={
        "document": "document",
        "amount": "amount",
        "organisation": "organisation",
        "year": "year",
    },
    descending="Largest first",
    source="Source",
    sources={"": "tables and text", "table": "tables only", "sentence": "text only"},
    blanks="Show blanks and dashes",
    doubtful_only="Doubtful only",
    more_conditions="More conditions",
    filters="Filters",
    organisations="Organisation",
    years="Year",
    kinds="Document kind",
    tables="Table",
    documents="Document",
    of_table="One table",
    text="running text",
    unknown="not stated",
    more_values="{count} in all; the first {shown} are listed, narrow them down by words",
    found="{total} figures found in {documents} documents",
    found_none="No figure fits. Use fewer words or take a filter away.",
    empty_library="The library holds no documents yet.",
    remove="Remove filter: {what}",
    clear="Clear all",
    export="Export",
    export_limit="Excel takes at most {limit} rows here: narrow the search, or export CSV.",
    results="Figures found, scrollable sideways",
    item="Item",
    column="Column",
    value="Figure",
    yuan="In yuan",
    scope="Organisation · year",
    place="Table · page",
    page="page {page}",
    copy="Copy",
    copied="Copied",
    copy_of="Copy this figure with its source: {what}",
    blank="blank",
    dash="dash",
    no_number="text",
    doubtful="Doubtful reading: see the document",
    uncertain="Header uncertain: see the document",
    open="Show where it stands: {what}",
    previous="Previous",
    next="Next",
    pages="Pages",
    shown="{first}–{last} of {total}",
    loading="Searching…",
    bad_amount="An amount must be a number such as 1,200.50: {text}",
    bad_order="This filter is not valid: {text}",
    too_many="Too many or too long filters.",
    compare_hint="Choose 2 to 4 documents, such as the budgets of two years, or budget and final account. Rows of one code or name in the same table stand side by side, differences are reckoned exactly in yuan; where it is not certain that rows are the same, none is given.",
    document="Document {number}",
    add_document="organisation, year or file name",
    suggestions="Other documents of this organisation",
    compare="Compare",
    choose_two="Please choose 2 to 4 different documents.",
    not_there="The library holds no such document: {name}",
    lines="{total} lines: {matched} matched, {only_some} in some documents only, {ambiguous} of the same name several times and not compared",
    matched="matched",
    only_some="in some documents only",
    ambiguous="several of this name, not compared",
    all_tables="All tables",
    only_changed="Only lines with a difference",
    difference="Difference (yuan)",
    percent="Change %",
    against="against document 1",
    obstacles={
        "blank": "blank, not compared",
        "units": "units differ, not compared",
        "doubtful": "doubtful, not compared",
        "ambiguous": "several of this name, not compared",
        "absent": "",
    },
    not_present="no such row",
    rounding="Differences are exact amounts in yuan; percentages are of the amount in document 1, rounded to two decimals, and not given over zero.",
)


def figure_words(language: str) -> FigureWords:
    """The words for a language of the page, ``zh`` or ``en``."""
    return ENGLISH if language == "en" else CHINESE
