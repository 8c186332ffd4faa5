"""The words of the library screen: adding documents, the list of them, and one of them.

Placeholders in braces are filled with :meth:`str.format`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LibraryWords:
    """Every text of the library screen in one language; ``tag`` is its BCP 47 language tag."""

    tag: str
    title: str
    read_only_login: str
    # Adding
    add: str
    drop: str
    choose: str
    choose_folder: str
    formats: str
    too_large: str
    sending: str
    sent: str
    too_many_jobs: str
    no_space: str
    jobs: str
    forget: str
    # The list
    search: str
    search_hint: str
    only: str
    filters: dict[str, str]
    columns: dict[str, str]
    sort: str
    order: str
    shown: str
    none_found: str
    empty: str
    earlier: str
    later: str
    pager: str
    unknown: str
    uncertain_mark: str
    # One document
    back: str
    gone: str
    original: str
    read_again: str
    read_again_hint: str
    no_original: str
    remove: str
    remove_title: str
    remove_question: str
    remove_yes: str
    removed: str
    keep: str
    profile: str
    fields: dict[str, str]
    uncertain: str
    corrected: str
    counts: str
    edit: str
    short_names_hint: str
    save: str
    saving: str
    saved: str
    as_read: str
    as_read_done: str
    nothing_changed: str
    effect: str
    findings: str
    findings_explained: str
    checks_made: str
    not_checked: str
    no_findings: str
    roundings: str
    stated: str
    against: str
    computed: str
    others: str
    place_unsure: str
    open_place: str
    difference: str
    points: str
    warnings: str
    no_warnings: str
    tables: str
    no_tables: str
    table_columns: tuple[str, ...]
    table_states: dict[str, str]
    untitled: str
    page: str
    size: str
    more_findings: str


CHINESE = LibraryWords(
    tag="zh-CN",
    title="资料库",
    read_only_login="浏览不需要登录。添加、更正、移除文件，请先用页面右上角的“管理员登录”。",
    add="添加文件",
    drop="把文件拖到这里，或者",
    choose="选择文件",
    choose_folder="选择文件夹",
    formats="PDF（含扫描件）、图片、Word、Excel、网页、CSV、Markdown，或含这些文件的 ZIP。"
    "单个文件不超过 {limit} MB；同名文件会更新原有的那份。添加期间可以照常提问。",
    too_large="文件超过 {limit} MB 的上限，没有上传。",
    sending="正在上传 {percent}%",
    sent="上传完成，正在排队读取。",
    too_many_jobs="排队的任务太多，请等前面的完成后再添加。",
    no_space="无法保存上传的文件：{cause}",
    jobs="添加记录",
    forget="清除已结束的记录",
    search="查找文件",
    search_hint="文件名、单位、地区、年度",
    only="筛选",
    filters={
        "": "全部文件",
        "uncertain": "信息待确认",
        "findings": "有前后不一致",
        "warnings": "有读取提示",
    },
    columns={
        "name": "文件",
        "organisation": "单位",
        "year": "年度",
        "kind": "种类",
        "pages": "页",
        "tables": "表",
        "figures": "数据",
        "passages": "段落",
        "findings": "不一致",
        "added": "添加于",
    },
    sort="按{column}排序",
    order="排序",
    shown="第 {first}–{last} 份，共 {total} 份",
    none_found="没有符合条件的文件。",
    empty="资料库里还没有文件。",
    earlier="上一页",
    later="下一页",
    pager="翻页",
    unknown="未确定",
    uncertain_mark="待确认",
    back="返回文件列表",
    gone="这份文件已被更新、更正或移除，请返回列表重新打开。",
    original="打开原文件",
    read_again="重新读取",
    read_again_hint="用保存的原文件重新读取一遍",
    no_original="资料库里没有保存这份文件的原件，不能重新读取；请重新上传。",
    remove="移除",
    remove_title="移除这份文件？",
    remove_question="“{name}”及其全部表格、数据和段落将从资料库中移除，之后的回答不再引用它。",
    remove_yes="移除",
    removed="已移除“{name}”。",
    keep="保留",
    profile="文件信息",
    fields={
        "organisation": "单位",
        "short_names": "简称",
        "region": "地区",
        "year": "年度",
        "kind": "种类",
    },
    uncertain="原文未能确定",
    corrected="人工更正",
    counts="{pages}{tables} 张表，{figures} 个数据，{passages} 段文字；{added} 添加",
    edit="更正文件信息",
    short_names_hint="多个简称用顿号隔开",
    save="保存更正",
    saving="正在保存…",
    saved="已保存。之后的回答按更正后的信息。",
    as_read="恢复为原文信息",
    as_read_done="已恢复为从原文读出的信息。",
    nothing_changed="没有改动。",
    effect="更正随文件名保留：重新读取或更新文件后依然有效。",
    findings="前后不一致",
    findings_explained="文件中互相对不上的数字，两处都可以打开核对。原文如此，本系统不作改动。",
    checks_made="自查比对 {count} 次",
    not_checked="这份文件未能完成自查。",
    no_findings="没有发现前后不一致。",
    roundings="另有 {count} 处差异可由四舍五入解释。",
    stated="原文写的",
    against="对照",
    computed="按下列各项算出",
    others="相关位置（{count}）",
    place_unsure="未能确认在原文中的确切位置",
    open_place="打开",
    difference="相差 {amount}",
    points="个百分点",
    warnings="读取提示",
    no_warnings="读取时没有发现问题。",
    tables="表格",
    no_tables="没有读到表格。",
    table_columns=("标题", "单位", "页", "行 × 列", ""),
    table_states={"empty": "空表"},
    untitled="（无标题）",
    page="第 {page} 页",
    size="{rows} × {columns}",
    more_findings="还有 {count} 处，完整列表见命令 budget-qa documents --json。",
)

ENGLISH = LibraryWords(
    tag="en",
    title="Library",
    read_only_login="Looking around needs no login. To add, correct or remove documents, use "
    "“Administrator login” at the top right of the page.",
    add="Add documents",
    drop="Drop files here, or",
    choose="Choose files",
    choose_folder="Choose a folder",
    formats="PDF (scanned too), pictures, Word, Excel, web pages, CSV, Markdown, or a ZIP of them. "
    "At most {limit} MB a file; a file of a known name updates that document. Questions are "
    "answered meanwhile.",
    too_large="Larger than the limit of {limit} MB; not uploaded.",
    sending="Uploading {percent}%",
    sent="Uploaded; waiting to be read.",
    too_many_jobs="Too many uploads are waiting. Please wait until some are done.",
    no_space="The files could not be saved: {cause}",
    jobs="Uploads",
    forget="Clear what is done",
    search="Find documents",
    search_hint="file name, organisation, place, year",
    only="Show",
    filters={
        "": "All documents",
        "uncertain": "Details to confirm",
        "findings": "With contradictions",
        "warnings": "With reading notes",
    },
    columns={
        "name": "Document",
        "organisation": "Organisation",
        "year": "Year",
        "kind": "Kind",
        "pages": "Pages",
        "tables": "Tables",
        "figures": "Figures",
        "passages": "Passages",
        "findings": "Contradictions",
        "added": "Added",
    },
    sort="Sort by {column}",
    order="Sort",
    shown="{first}–{last} of {total}",
    none_found="No document fits.",
    empty="The library holds no documents yet.",
    earlier="Previous",
    later="Next",
    pager="Pages of the list",
    unknown="not known",
    uncertain_mark="to confirm",
    back="Back to the list",
    gone="This document was updated, corrected or removed. Please open it from the list again.",
    original="Open the original",
    read_again="Read again",
    read_again_hint="Read the stored original file again",
    no_original="The library does not hold the original of this document, so it cannot be read "
    "again; please upload it again.",
    remove="Remove",
    remove_title="Remove this document?",
    remove_question="“{name}” with all its tables, figures and passages will be taken out of the "
    "library; no answer will cite it any more.",
    remove_yes="Remove",
    removed="“{name}” was removed.",
    keep="Keep",
    profile="Details",
    fields={
        "organisation": "Organisation",
        "short_names": "Short names",
        "region": "Place",
        "year": "Year",
        "kind": "Kind",
    },
    uncertain="not settled by the text",
    corrected="corrected by hand",
    counts="{pages}{tables} tables, {figures} figures, {passages} passages; added {added}",
    edit="Correct the details",
    short_names_hint="Separate several with 、or a comma",
    save="Save the correction",
    saving="Saving…",
    saved="Saved. Answers follow the corrected details from now on.",
    as_read="Take the correction back",
    as_read_done="The details are as read from the text again.",
    nothing_changed="Nothing was changed.",
    effect="A correction belongs to the file's name: it stays when the file is read again or "
    "updated.",
    findings="Contradictions",
    findings_explained="Figures of the document that do not agree with each other; both places can "
    "be opened. They are quoted as printed, nothing is changed.",
    checks_made="{count} comparisons made",
    not_checked="This document could not be checked against itself.",
    no_findings="No contradiction was found.",
    roundings="{count} further differences are explained by rounding.",
    stated="Stated",
    against="Held against",
    computed="Computed from the parts below",
    others="Related places ({count})",
    place_unsure="its exact place could not be confirmed",
    open_place="Open",
    difference="Difference {amount}",
    points=" percentage points",
    warnings="Reading notes",
    no_warnings="Nothing was noted while reading.",
    tables="Tables",
    no_tables="No table was read.",
    table_columns=("Title", "Unit", "Page", "Rows × columns", ""),
    table_states={"empty": "empty"},
    untitled="(no title)",
    page="page {page}",
    size="{rows} × {columns}",
    more_findings="and {count} more: see the command budget-qa documents --json.",
)


def library_words(language: str) -> LibraryWords:
    """The words in ``zh`` or ``en``."""
    return ENGLISH if language == "en" else CHINESE
