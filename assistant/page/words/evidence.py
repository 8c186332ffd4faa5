"""The words of the evidence panel: the page image, its marks, and what keeps them away.

Placeholders in braces are filled with :meth:`str.format`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class EvidenceWords:
    """Every text of the panel beyond :class:`assistant.page.wording.Wording`, in one language."""

    views: str
    view_page: str
    view_table: str
    view_passage: str
    previous: str
    next: str
    count: str
    zoom: str
    zoom_in: str
    zoom_out: str
    fit: str
    to_mark: str
    mark_pages: str
    mark_page: str
    original: str
    download: str
    new_tab: str
    image: str
    region: str
    mark_figure: str
    mark_sentence: str
    mark_table: str
    missed: str
    unplaced: str
    whole_table: str
    no_original: str
    page_failed: str
    page_coming: str
    recognised: str
    doubtful: str
    uncertain: str
    same_name: str
    ask_again: str


CHINESE = EvidenceWords(
    views="查看方式",
    view_page="原页",
    view_table="读取的表格",
    view_passage="读取的段落",
    previous="上一页",
    next="下一页",
    count="第 {page} 页，共 {pages} 页",
    zoom="缩放",
    zoom_in="放大",
    zoom_out="缩小",
    fit="适合宽度",
    to_mark="回到标记处",
    mark_pages="标记在",
    mark_page="第 {page} 页",
    original="打开原文件",
    download="下载原文件",
    new_tab="在新标签页打开",
    image="《{document}》第 {page} 页",
    region="第 {page} 页的图像，可滚动",
    mark_figure="此处标出数字：{text}",
    mark_sentence="此处标出句子：{text}",
    mark_table="此处框出整张表：{text}",
    missed="没能在这一页上确认它的位置，因此页面上不作标记；请看“{view}”。",
    unplaced="它在页面上的位置没有记录，因此页面上不作标记；请看“{view}”。",
    whole_table="依据的是整张表，不是某一格；页面上框出了这张表。",
    no_original="资料库没有保存这份文件的原件，不能显示原页。重新添加同一份文件即可补上。",
    page_failed="第 {page} 页的图像无法显示。",
    page_coming="正在打开原页…",
    recognised="这个数字是从扫描图像中识别出来的，识别把握 {percent}；请与页面图像核对。",
    doubtful="识别结果有疑问，答案不会采用这个数字；请以页面图像为准。",
    uncertain="这一格上方的表头没能确定，使用前请核对原表。",
    same_name="资料库里现在有一份同名文件，内容或位置可能已有变化。",
    ask_again="对现在的文件重新提问",
)

ENGLISH = EvidenceWords(
    views="View",
    view_page="Printed page",
    view_table="Table as read",
    view_passage="Passage as read",
    previous="Previous page",
    next="Next page",
    count="Page {page} of {pages}",
    zoom="Zoom",
    zoom_in="Zoom in",
    zoom_out="Zoom out",
    fit="Fit width",
    to_mark="Back to the mark",
    mark_pages="Marked on",
    mark_page="page {page}",
    original="Open the original file",
    download="Download the original file",
    new_tab="opens in a new tab",
    image="{document}, page {page}",
    region="Image of page {page}, scrollable",
    mark_figure="Figure marked here: {text}",
    mark_sentence="Sentence marked here: {text}",
    mark_table="Whole table outlined here: {text}",
    missed="Its place on this page could not be confirmed, so nothing is marked on the page; see "
    "“{view}”.",
    unplaced="Its place on the page was not recorded, so nothing is marked on the page; see "
    "“{view}”.",
    whole_table="The answer rests on the whole table, not on one cell; the page shows its outline.",
    no_original="The library did not keep the original of this document, so its page cannot be "
    "shown. Adding the same file again brings it in.",
    page_failed="The image of page {page} cannot be shown.",
    page_coming="Opening the printed page…",
    recognised="This figure was recognised in a scanned image, {percent} sure; please compare it "
    "with the image of the page.",
    doubtful="What was recognised is in doubt and no answer states it; the image of the page "
    "counts.",
    uncertain="The header over this cell could not be established; please check the table before "
    "using the figure.",
    same_name="The library now holds a document of the same name; its content or places may have "
    "changed.",
    ask_again="Ask again of the present document",
)


def evidence_words(tag: str) -> EvidenceWords:
    """The words of the panel for a language tag of the page (``zh-CN`` or ``en``)."""
    return ENGLISH if tag.startswith("en") else CHINESE
