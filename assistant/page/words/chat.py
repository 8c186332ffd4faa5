"""The words of the chat: answer cards, charts, what was understood, waiting and copying.

The page's general words stand in :mod:`assistant.page.wording`.  Placeholders in braces are filled
with :meth:`str.format`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ChatWords:
    """Every text of the chat beyond :class:`assistant.page.wording.Wording`, in one language."""

    chart: dict[str, str]
    chart_described: str
    chart_more: str
    chart_shares: str
    share_of_whole: str
    blank: str
    in_words: str
    whole_quote: str
    copy: str
    copied: str
    copy_failed: str
    copied_place: str
    copied_page: str
    copied_table: str
    copied_section: str
    copied_row: str
    copied_column: str
    copied_formula: str
    copied_words: str
    suggestions: str
    suggestions_refused: str
    change: str
    change_hint: str
    ask_again: str
    any_value: str
    fields: dict[str, str]
    asking: str
    slow: str
    slow_models: str
    slow_language_model: str
    stop: str
    stopped: str
    retry: str
    answered_aloud: str


CHINESE = ChatWords(
    chart={
        "parts": "构成",
        "years": "各年对比",
        "comparison": "对比",
        "ranking": "排序",
        "items": "各项金额",
    },
    chart_described="条形图，共 {count} 条，由大到小或按年份排列；数值见下表。",
    chart_more="图中只画前 {shown} 项，全部 {count} 项见下表。",
    chart_shares="各项之和等于{whole}；百分比为占{whole}的份额，四舍五入到两位小数。",
    share_of_whole="占 {share}%",
    blank="空白，未填数字",
    in_words="以文字列出",
    whole_quote="展开全文",
    copy="复制答案和出处",
    copied="已复制答案和出处",
    copy_failed="没能复制，请手动选择文字",
    copied_place="——《{document}》",
    copied_page="第{page}页",
    copied_table="表“{table}”",
    copied_section="“{section}”部分",
    copied_row="行“{row}”",
    copied_column="列“{column}”",
    copied_formula="计算：{formula}",
    copied_words="“{quote}”",
    suggestions="接着可以问",
    suggestions_refused="资料库里查得到的",
    change="可修改",
    change_hint="如果理解得不对，改动下面任何一项再问一次。",
    ask_again="按此再问",
    any_value="不限",
    fields={"organisation": "单位", "year": "年度", "kind": "文件种类", "item": "项目"},
    asking="正在查找…",
    slow="还在查找：正在逐段核对正文…",
    slow_models="还在查找：文字检索模型正在加载，首次使用会慢一些…",
    slow_language_model="还在查找：正在请语言模型帮助理解问题，数字仍只取自资料库…",
    stop="停止",
    stopped="已停止等待这个问题的回答。",
    retry="再试一次",
    answered_aloud="回答：",
)

ENGLISH = ChatWords(
    chart={
        "parts": "Composition",
        "years": "By year",
        "comparison": "Compared",
        "ranking": "Ranking",
        "items": "Amounts",
    },
    chart_described="Bar chart with {count} bars, by size or by year; the table below has the "
    "figures.",
    chart_more="The chart shows the first {shown}; the table below has all {count}.",
    chart_shares="The parts sum to {whole} exactly; percentages are shares of {whole}, rounded to "
    "two decimals.",
    share_of_whole="{share}%",
    blank="blank, no figure given",
    in_words="In words",
    whole_quote="Show the whole text",
    copy="Copy with source",
    copied="Copied with its source",
    copy_failed="Could not copy; please select the text by hand",
    copied_place=" — 《{document}》",
    copied_page="p. {page}",
    copied_table="table “{table}”",
    copied_section="section “{section}”",
    copied_row="row “{row}”",
    copied_column="column “{column}”",
    copied_formula="Calculation: {formula}",
    copied_words="“{quote}”",
    suggestions="You could ask next",
    suggestions_refused="What the library does hold",
    change="can be changed",
    change_hint="If this was misunderstood, change any of these and ask again.",
    ask_again="Ask this",
    any_value="any",
    fields={
        "organisation": "Organisation",
        "year": "Year",
        "kind": "Kind of document",
        "item": "Item",
    },
    asking="Looking it up…",
    slow="Still looking: reading the passages…",
    slow_models="Still looking: the text models are loading, the first time takes longer…",
    slow_language_model="Still looking: a language model helps to read the question; figures "
    "still come from the library alone…",
    stop="Stop",
    stopped="No longer waiting for the answer to this question.",
    retry="Try again",
    answered_aloud="Answer: ",
)


def chat_words(tag: str) -> ChatWords:
    """The words of the chat for a language tag of the page (``zh-CN`` or ``en``)."""
    return ENGLISH if tag.startswith("en") else CHINESE
