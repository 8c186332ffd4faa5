"""The self-check on real publications: their true mistakes, each with both amounts, and no more.

Each expected finding was checked by hand against the print.
"""

import pytest

from corpus.reconciliation import reconcile

TRUE_MISTAKES = {
    "中卫市科技局2026年部门预算.md": {
        ("table_text", "20", "248.79"),
        ("announced_table", "三、财政拨款支出总表", None),
        ("announced_table", "六、“三公”经费预算表", None),
        ("project_sheets", "2820.89", "2357"),
    },
    "上海市普陀区人民政府万里街道办事处2024年部门预算.pdf": {
        ("table_text", "352.67", "3,503,499"),
        ("change", "100.00", "0.00"),
        ("change", "0.53", "1.19"),
        ("empty_note", "47.91", None),
    },
    "上海市普陀区人民政府万里街道办事处2025年部门预算.pdf": {
        ("code_hierarchy", "154,369,326", "154369327"),
        ("code_hierarchy", "94,995,790", "94995789"),
        ("total_column", "94,995,790", "94995789"),
    },
    "上海市普陀区司法局2026年部门预算.pdf": {
        ("table_text", "201.50", "2087959.00"),
        ("change", "17.62", "-91.11"),
        ("change", "17.66", "17.93"),
        ("change", "5.27", "1.59"),
        ("base_year", "793.14", None),
    },
    "上海市普陀区商务委员会2025年部门预算.pdf": {
        ("change", "24,558.18", "24,491.71"),
    },
    "上海市普陀区财政局2024年度部门决算.pdf": {
        ("table_table", "326.72", "326.71"),
        ("table_text", "0.3", "2,961.68"),
        ("share", "71.73", "71.65"),
        ("share", "100.07", "100"),
    },
}


@pytest.mark.parametrize("name", TRUE_MISTAKES, ids=lambda name: name.split(".")[0])
def test_the_true_mistakes_and_no_others(name, published):
    result = reconcile(published(name))
    found = set()
    for finding in result.findings:
        stated, against = finding.stated.printed, finding.against and finding.against.printed
        if finding.check == "empty_note":
            stated, against = against, None
        found.add((str(finding.check), stated, against))
    assert found == TRUE_MISTAKES[name]
    for finding in result.findings:
        for place in (finding.stated, finding.against):
            assert place is None or place.page or place.line, finding.message


def test_sums_that_rounding_explains_are_told_apart(published):
    result = reconcile(published("上海市普陀区财政局2024年度部门决算.pdf"))
    rounded = {(f.stated.printed, str(f.difference)) for f in result.roundings}
    assert {("2,082.85", "-0.01"), ("171.07", "-0.02"), ("251.25", "-0.01")} <= rounded
