"""The words of the screen that checks texts and answers workbooks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CheckWords:
    """Every text of the screen in one language; ``tag`` is its BCP 47 tag."""

    tag: str
    title: str
    text_view: str
    batch_view: str
    views: str
    text: str
    text_hint: str
    explained: str
    limit: str
    check: str
    from_file: str
    file_hint: str
    checking: str
    reading: str
    counts: str
    nothing: str
    empty: str
    marked: str
    findings: str
    show: str
    all_numbers: str
    verdicts: dict[str, str]
    of_number: str
    right: str
    library_says: str
    open: str
    page: str
    export: str
    edit: str
    batch_explained: str
    batch_columns: str
    batch_limits: str
    choose: str
    start: str
    answering: str
    answered: str
    download: str
    failed: str
    too_large: str


CHINESE = CheckWords(
    tag="zh-CN",
    title="核对",
    text_view="核对文字",
    batch_view="批量查数",
    views="核对的两种用法",
    text="要核对的文字",
    text_hint="把新闻稿、说明或答复草稿粘贴到这里，例如：某局2026年公务接待费预算0.26万元。",
    explained="逐个核对文中带单位的数字：与资料库一致、不一致（给出正确的数字和出处），或资料库里没有可比的数。没有把握的一律算未知。",
    limit="最多 {limit} 字",
    check="核对",
    from_file="读入文件",
    file_hint="PDF、Word、Excel、网页或文本，最大 {limit} MB",
    checking="正在核对…",
    reading="正在读取文件…",
    counts="共 {total} 个数字：{confirmed} 个一致，{contradicted} 个不符，{unknown} 个未知",
    nothing="文中没有带单位的数字。",
    empty="请先输入或读入文字。",
    marked="标出结果的原文",
    findings="逐个结果",
    show="显示",
    all_numbers="全部",
    verdicts={"confirmed": "一致", "contradicted": "不符", "unknown": "未知"},
    of_number="{printed}：{verdict}，第 {number} 个",
    right="资料库",
    library_says="资料库：{figure}",
    open="查看出处：{what}",
    page="第 {page} 页",
    export="导出",
    edit="修改文字",
    batch_explained="上传一份问题或项目清单（.xlsx 或 .csv），每行查到的数值、单位、文件、页、表、行、列会写回同一份表格的右侧，原有内容和格式不变；表中自带金额的，逐行说明是否与资料库一致。",
    batch_columns="按表头认列：问题；或单位、年度、预决算、项目，以及金额、计量单位。金额没有写明单位的不判断对错。",
    batch_limits="最多 {rows} 行，{size} MB。有密码的、旧版 .xls 的请先另存为 .xlsx。图表和图片可能不会保留。",
    choose="选择表格文件",
    start="开始查数",
    answering="已查 {done} / {total} 行…",
    answered="查完 {rows} 行：{answered} 行有答案，{differs} 行金额不符，{failed} 行出错。",
    download="下载结果 {name}",
    failed="处理文件时出错，没有结果。",
    too_large="文件超过 {limit} MB。",
)

ENGLISH = CheckWords(
    tag="en",
    title="Check",
    text_view="Check a text",
    batch_view="Figures in bulk",
    views="Two ways to check",
    text="Text to check",
    text_hint="Paste a press release, a statement or a draft reply here (in Chinese), e.g. 某局2026年公务接待费预算0.26万元。",
    explained="Every number with a unit is compared with the library: confirmed, contradicted (with the right figure and its source), or unknown. What is not certain is unknown.",
    limit="at most {limit} characters",
    check="Check",
    from_file="Read a file",
    file_hint="PDF, Word, Excel, web page or text, up to {limit} MB",
    checking="Checking…",
    reading="Reading the file…",
    counts="{total} numbers: {confirmed} confirmed, {contradicted} contradicted, {unknown} unknown",
    nothing="The text has no number with a unit.",
    empty="Please enter a text or read a file first.",
    marked="The text with its results marked",
    findings="Results one by one",
    show="Show",
    all_numbers="all",
    verdicts={"confirmed": "confirmed", "contradicted": "contradicted", "unknown": "unknown"},
    of_number="{printed}: {verdict}, number {number}",
    right="library",
    library_says="Library: {figure}",
    open="Show where it stands: {what}",
    page="page {page}",
    export="Export",
    edit="Change the text",
    batch_explained="Upload a list of questions or items (.xlsx or .csv). Value, unit, document, page, table, row and column of each are written back to the right of the same sheet; what you wrote and its formats stay. Where a row states an amount, it says whether it agrees with the library.",
    batch_columns="Columns are known by their headers: question (问题); or organisation (单位), year (年度), stage (预决算), item (项目), with amount (金额) and unit (计量单位). An amount without a stated unit is not judged.",
    batch_limits="At most {rows} rows and {size} MB. Save workbooks with a password, and older .xls, as .xlsx first. Charts and pictures may be lost.",
    choose="Choose a sheet",
    start="Find the figures",
    answering="{done} of {total} rows done…",
    answered="{rows} rows done: {answered} answered, {differs} with another amount, {failed} failed.",
    download="Download {name}",
    failed="Something went wrong with the file; there is no result.",
    too_large="The file is larger than {limit} MB.",
)


def check_words(language: str) -> CheckWords:
    """The words for a language of the page, ``zh`` or ``en``."""
    return ENGLISH if language == "en" else CHINESE
