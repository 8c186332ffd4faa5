"""A figure under a header that could not be established is never stated."""

from assistant.answer import Status
from assistant.engine import Assistant

# 小计 stands over words, and no shift of the header makes it the sum of its parts.
SHIFTED = """# 青禾县林业局2026年部门预算

## 政府采购预算表

单位：万元

科目名称\t采购项目\t采购类别\t财政拨款\t\t\t
\t小计\t基本支出\t项目支出\t\t\t
行政运行\t办公电脑\t货物\t7.00\t1.00\t3.00\t2.00
"""


def test_it_is_declined_with_the_reason(filled, tmp_path):
    path = tmp_path / "a.md"
    path.write_text(SHIFTED, "utf-8")
    library = filled(path)
    document = library.documents()[0]
    numbers = [f for f in library.figures_of([document.id]) if f.value is not None]
    assert numbers and not any(figure.certain for figure in numbers)
    answer = Assistant(library).ask("青禾县林业局2026年行政运行的项目支出是多少")
    assert answer.status is Status.REFUSED and not answer.figures
    assert "表头" in answer.text
