"""Heading paths of documents whose heading levels cannot be trusted."""

from corpus.readers.outline import Outline


def paths(*headings):
    outline = Outline()
    found = []
    for text, level in headings:
        outline.enter(text, level)
        found.append(outline.path)
    return found


def test_numbering_tells_the_depth_where_levels_lie():
    assert paths(
        ("第二部分 预算表", 2),
        ("十、教育收费表", 2),
        ("十一、国有资本表", 1),
        ("（一）收入", 1),
        ("第三部分 说明", 4),
    ) == [
        ("第二部分 预算表",),
        ("第二部分 预算表", "十、教育收费表"),
        ("第二部分 预算表", "十一、国有资本表"),
        ("第二部分 预算表", "十一、国有资本表", "（一）收入"),
        ("第三部分 说明",),
    ]


def test_headings_without_numbers_follow_their_level():
    assert paths(("预算表", 1), ("收支总表", 2), ("支出总表", 2), ("说明", 1)) == [
        ("预算表",),
        ("预算表", "收支总表"),
        ("预算表", "支出总表"),
        ("说明",),
    ]


def test_numbered_sections_stand_below_the_title_of_the_document():
    assert paths(("某局2026年部门预算", 1), ("一、职责", 2), ("二、机构", 2))[-1] == (
        "某局2026年部门预算",
        "二、机构",
    )
