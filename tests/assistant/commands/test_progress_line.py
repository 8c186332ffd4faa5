import io

from assistant.commands.progress_line import ProgressLine
from index.ingest import Progress

STEPS = [
    Progress("文件夹/甲.md", "reading"),
    Progress("文件夹/甲.md", "reading", 1, 2),
    Progress("文件夹/甲.md", "embedding", 0, 8),
    Progress("文件夹/甲.md", "embedding", 4, 8),
    Progress("文件夹/甲.md", "embedding", 8, 8),
    Progress("文件夹/甲.md", "storing"),
]


class Terminal(io.StringIO):
    def isatty(self):
        return True


def shown_on(stream):
    line = ProgressLine(stream)
    for step in STEPS:
        line.show(step)
    line.say("读入 added: 甲.md")
    return stream.getvalue()


def test_a_terminal_shows_every_step_on_one_line():
    shown = shown_on(Terminal())
    assert "reading 1/2: 甲.md" in shown
    assert "embedding 4/8: 甲.md" in shown
    assert shown.count("\n") == 1
    assert shown.endswith("读入 added: 甲.md\n")


def test_a_log_gets_one_line_a_stage():
    lines = shown_on(io.StringIO()).splitlines()
    assert lines == [
        "读取 reading: 甲.md",
        "向量 embedding 0/8: 甲.md",
        "入库 storing: 甲.md",
        "读入 added: 甲.md",
    ]
