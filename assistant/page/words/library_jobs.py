"""The words of the list of what is being added: jobs, their files, and what came of each.

Placeholders in braces are filled with :meth:`str.format`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class JobWords:
    """Every text about jobs in one language; ``tag`` is its BCP 47 language tag."""

    tag: str
    unknown: str
    cancel: str
    cancelling: str
    again_title: str
    upload_title: str
    waiting: str
    running: str
    ended: str
    was_cancelled: str
    progress: str
    said: str
    states: dict[str, str]
    pages_done: str
    passages_done: str
    understood: str
    findings_found: str
    open: str
    notes: str
    passed_over: str


CHINESE = JobWords(
    tag="zh-CN",
    unknown="未确定",
    cancel="停止",
    cancelling="读完当前文件后停止…",
    again_title="重新读取",
    upload_title="{count} 个文件",
    waiting="排队中",
    running="进行中",
    ended="已完成",
    was_cancelled="已停止",
    progress="{done} / {total}",
    said="已处理 {done} 个，共 {total} 个文件；其中失败 {failed} 个。",
    states={
        "waiting": "排队中",
        "reading": "正在读取",
        "embedding": "正在建立语义索引",
        "storing": "正在入库",
        "added": "已添加",
        "unchanged": "内容未变",
        "replaced": "已更新",
        "failed": "未能添加",
        "cancelled": "未处理",
        "unpacked": "已解包",
    },
    pages_done="第 {done} / {total} 页",
    passages_done="{done} / {total} 段",
    understood="{tables} 张表，{figures} 个数据，{passages} 段文字",
    findings_found="{count} 处前后不一致",
    open="查看 {name}",
    notes="{count} 条提示",
    passed_over="{path} 中另有 {count} 个文件类型无法识别，已跳过：{names}",
)

ENGLISH = JobWords(
    tag="en",
    unknown="not known",
    cancel="Stop",
    cancelling="Stopping after the current file…",
    again_title="Read again",
    upload_title="{count} files",
    waiting="Waiting",
    running="Under way",
    ended="Done",
    was_cancelled="Stopped",
    progress="{done} / {total}",
    said="{done} of {total} files done, {failed} of them failed.",
    states={
        "waiting": "Waiting",
        "reading": "Reading",
        "embedding": "Indexing by meaning",
        "storing": "Storing",
        "added": "Added",
        "unchanged": "Unchanged",
        "replaced": "Updated",
        "failed": "Not added",
        "cancelled": "Not processed",
        "unpacked": "Unpacked",
    },
    pages_done="page {done} of {total}",
    passages_done="{done} of {total} passages",
    understood="{tables} tables, {figures} figures, {passages} passages",
    findings_found="Contradictions: {count}",
    open="Show {name}",
    notes="Notes: {count}",
    passed_over="{path} also holds {count} files of unknown kind, passed over: {names}",
)


def job_words(language: str) -> JobWords:
    """The words in ``zh`` or ``en``."""
    return ENGLISH if language == "en" else CHINESE
