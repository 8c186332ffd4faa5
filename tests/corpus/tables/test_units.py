"""The unit a figure is in: its header's, its row's or its table's, whichever speaks for it."""


def units_of(table):
    return {(c.row_path[-1], c.column_path[-1]): c.unit for c in table.cells if c.value is not None}


def test_a_row_is_in_the_unit_its_unit_column_prints(read_table):
    table = read_table(
        "项目\t计量单位\t2024年\t2025年\n公务用车\t辆\t6\t7\n机关运行经费\t万元\t88.4\t95.2\n"
        "人均公用经费\t元\t19644\t22140\n公用经费占支出\t%\t12.5\t13.1\n合计\t\t1\t2\n",
        above="单位：万元\n\n",
    )
    units = units_of(table)
    assert [units[name, "2025年"] for name in ("公务用车", "机关运行经费")] == ["辆", "万元"]
    assert [units[name, "2024年"] for name in ("人均公用经费", "公用经费占支出")] == ["元", "%"]
    assert units["合计", "2024年"] == "万元"


def test_a_counted_thing_is_not_paid_in_its_unit(read_table):
    table = read_table(
        "采购项目\t数量\t单位\t单价（元）\t金额\n便携式计算机\t15\t台\t6500\t9.75\n",
        above="单位：万元\n\n",
    )
    units = units_of(table)
    assert [units["便携式计算机", name] for name in ("数量", "单价（元）", "金额")] == [
        "台",
        "元",
        "万元",
    ]


def test_names_of_organisations_are_no_units(read_table):
    table = read_table("项目\t单位\t金额\n修路\t公路站\t5\n", above="单位：万元\n\n")
    assert [cell.unit for cell in table.cells if cell.value is not None] == ["万元"]


def test_percentages_and_amounts_per_head_are_not_the_tables_money(read_table):
    table = read_table(
        "项目\t预算数\t为预算的%\t增减\t\t人均（元/人）\n\t\t\t金额\t%\t\n收入合计\t12.35\t99.1\t1.1\t9.09\t433.33\n",
        above="单位：亿元\n\n",
    )
    assert [cell.unit for cell in table.cells] == ["亿元", "%", "亿元", "%", "元/人"]
