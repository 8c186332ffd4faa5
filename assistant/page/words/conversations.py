"""The words of kept conversations: the list of them, feedback on answers, reports of wrong ones.

Placeholders in braces are filled with :meth:`str.format`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ConversationWords:
    """Every text about kept conversations, in one language; ``tag`` is its BCP 47 tag."""

    tag: str
    history: str
    history_note: str
    history_empty: str
    new: str
    export: str
    export_markdown: str
    export_excel: str
    close: str
    today: str
    yesterday: str
    day: str
    questions: str
    current: str
    rename: str
    rename_label: str
    save: str
    cancel: str
    delete: str
    delete_asked: str
    delete_all: str
    delete_all_asked: str
    deleted: str
    renamed: str
    gone: str
    feedback: str
    useful: str
    wrong: str
    thanks: str
    taken_back: str
    add_comment: str
    edit_report: str
    report: str
    report_note: str
    right: str
    right_unknown: str
    right_answer: str
    right_blank: str
    right_refused: str
    right_clarify: str
    value: str
    value_hint: str
    unit: str
    phrase: str
    phrase_hint: str
    document: str
    no_document: str
    page: str
    comment: str
    submit: str
    stored: str
    errors: dict[str, str]


CHINESE = ConversationWords(
    tag="zh-CN",
    history="历史对话",
    history_note="对话保存在本服务器上，只有这个浏览器能打开。",
    history_empty="还没有对话。提问之后，对话会保存在这里。",
    new="新对话",
    export="导出",
    export_markdown="Markdown 文档",
    export_excel="Excel 工作簿（含公式）",
    close="关闭",
    today="今天",
    yesterday="昨天",
    day="{year}年{month}月{day}日",
    questions="{count} 问",
    current="正在显示",
    rename="改名",
    rename_label="对话名称",
    save="保存",
    cancel="取消",
    delete="删除",
    delete_asked="删除“{title}”？删除后不能恢复；您提交过的反馈会保留，供管理员改进。",
    delete_all="全部删除",
    delete_all_asked="删除全部对话？删除后不能恢复；您提交过的反馈会保留，供管理员改进。",
    deleted="已删除。",
    renamed="已改名。",
    gone="这段对话已不在，可能已在别处删除。",
    feedback="这个回答",
    useful="有用",
    wrong="有误",
    thanks="谢谢，已记录。",
    taken_back="已撤回评价。",
    add_comment="补充说明",
    edit_report="说明正确答案",
    report="说明哪里有误",
    report_note="反馈会连同问题、回答一起保存，供管理员查看。写明的正确答案会成为评测题，"
    "以后每个版本都要答对，请按原文填写。",
    right="正确的应该是",
    right_unknown="说不准，只写说明",
    right_answer="有确切的答案",
    right_blank="原文此处空白，不应给出数字",
    right_refused="资料里没有，应当不作答",
    right_clarify="问题不够明确，应当先反问",
    value="数值",
    value_hint="原文印出的数，例如 37,151.47",
    unit="单位",
    phrase="文字",
    phrase_hint="答案应包含的原文词句",
    document="所在文件",
    no_document="（不指定）",
    page="页码",
    comment="说明（可不填）",
    submit="提交",
    stored="谢谢，已保存您的说明。",
    errors={
        "rating": "没有收到评价，请重试。",
        "status": "请选择一种情况。",
        "value": "“{value}”不是一个确切的数。请只填原文印出的一个数，例如 37,151.47。",
        "unit": "请写明“{value}”的单位，例如 元、万元、%、人。",
        "units": "“{value}”里写的单位与“{unit}”不同，请核对。",
        "document": "资料库里没有《{name}》，请从列表中选择。",
        "document_like": "资料库里没有《{name}》。是《{near}》吗？请从列表中选择。",
        "page_alone": "填了页码，请同时选择文件。",
        "page": "“{page}”不是这份文件的页码，它共有 {last} 页。",
        "no_pages": "《{name}》没有页码，请不要填写。",
        "too_long": "内容太长了，请控制在 {longest} 个字以内。",
        "form": "提交的内容不完整，请重试。",
    },
)

ENGLISH = ConversationWords(
    tag="en",
    history="History",
    history_note="Conversations are kept on this server; only this browser can open them.",
    history_empty="No conversations yet. What you ask is kept here.",
    new="New conversation",
    export="Export",
    export_markdown="Markdown document",
    export_excel="Excel workbook with formulas",
    close="Close",
    today="Today",
    yesterday="Yesterday",
    day="{year}-{month:02}-{day:02}",
    questions="{count} asked",
    current="shown now",
    rename="Rename",
    rename_label="Name of the conversation",
    save="Save",
    cancel="Cancel",
    delete="Delete",
    delete_asked="Delete “{title}”? This cannot be undone. Feedback you sent stays with the "
    "administrator.",
    delete_all="Delete all",
    delete_all_asked="Delete all conversations? This cannot be undone. Feedback you sent stays "
    "with the administrator.",
    deleted="Deleted.",
    renamed="Renamed.",
    gone="This conversation is gone; it may have been deleted elsewhere.",
    feedback="This answer is",
    useful="useful",
    wrong="wrong",
    thanks="Thank you, noted.",
    taken_back="Taken back.",
    add_comment="Add a comment",
    edit_report="Say what would be right",
    report="What is wrong?",
    report_note="Your feedback is kept with the question and the answer for the administrator. "
    "What you state as right becomes a test question that every later version has to pass, so "
    "please give it as printed.",
    right="What would be right",
    right_unknown="not sure, just a comment",
    right_answer="a definite answer",
    right_blank="the source leaves it blank: no figure",
    right_refused="the library does not hold it: no answer",
    right_clarify="the question was unclear: it should have asked back",
    value="Figure",
    value_hint="as printed, e.g. 37,151.47",
    unit="Unit",
    phrase="Words",
    phrase_hint="a phrase of the source that the answer should hold",
    document="Document",
    no_document="(not given)",
    page="Page",
    comment="Comment (optional)",
    submit="Send",
    stored="Thank you, your report is kept.",
    errors={
        "rating": "No rating arrived; please try again.",
        "status": "Please choose one of the cases.",
        "value": "“{value}” is not one exact number. Give one number as printed, e.g. 37,151.47.",
        "unit": "Please give the unit of “{value}”, e.g. 元, 万元, %, 人.",
        "units": "“{value}” has another unit than “{unit}”; please check.",
        "document": "The library holds no 《{name}》; please choose from the list.",
        "document_like": "The library holds no 《{name}》. Did you mean 《{near}》? Please choose "
        "from the list.",
        "page_alone": "With a page, please choose its document too.",
        "page": "“{page}” is no page of this document, which has {last} pages.",
        "no_pages": "《{name}》 has no pages; please leave the page empty.",
        "too_long": "This is too long; please keep it within {longest} characters.",
        "form": "The form arrived incomplete; please try again.",
    },
)


def conversation_words(language: str) -> ConversationWords:
    """The words for a language (``zh``, ``en``) or a language tag of the page."""
    return ENGLISH if language.startswith("en") else CHINESE
