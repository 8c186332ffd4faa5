"""Performance target sheets: keys and values, funds, three levels of indicators."""

from decimal import Decimal

SHEET = """项目名称\t灌区渠道整修\t\t\t
主管部门及代码\t304001\t实施单位\t灌区管理所\t
项目资金(万元)\t年度资金总额:\t126.5\t\t
\t其中:财政拨款\t100\t\t
\t其他资金\t\t\t
年度总体目标\t整修渠道12公里；受益农户3000户\t\t\t
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
\t产出指标\t数量指标\t整修渠道长度\t12公里
\t\t\t清淤\t≥3.5公里
\t\t成本指标\t每公里造价\t10.5万元以内
\t效益指标\t社会效益指标\t受益人口\t2万人
\t满意度指标\t服务对象满意度\t农户满意度\t90%以上
"""


def cells(table):
    return {"/".join(c.row_path): c for c in table.cells}


def test_a_sheet_is_read_by_its_keys(read_table):
    table = read_table(SHEET, above="### 绩效目标表\n\n")
    found = cells(table)
    assert table.context == "灌区渠道整修"
    assert found["实施单位"].text == "灌区管理所"
    total = found["项目资金(万元)/年度资金总额:"]
    assert (total.value, total.unit) == (Decimal("126.5"), "万元")
    assert found["项目资金(万元)/其他资金"].value is None


def test_a_code_is_no_amount(read_table):
    assert cells(read_table(SHEET))["主管部门及代码"].value is None


def test_indicators_have_their_levels_value_and_unit(read_table):
    found = cells(read_table(SHEET))

    def value(path):
        cell = found[f"绩效指标/{path}"]
        return f"{cell.value} {cell.unit}"

    assert value("产出指标/数量指标/整修渠道长度") == "12 公里"
    assert value("产出指标/数量指标/清淤") == "3.5 公里"
    assert value("产出指标/成本指标/每公里造价") == "10.5 万元"
    assert value("效益指标/社会效益指标/受益人口") == "2 万人"
    assert value("满意度指标/服务对象满意度/农户满意度") == "90 %"


def test_two_sheets_one_after_another_keep_their_own_project(read_text):
    second = SHEET.replace("渠道整修", "闸门更换").replace("126.5", "88")
    first, other = read_text(f"### 绩效目标表\n\n{SHEET}\n{second}").tables
    assert (first.context, other.context) == ("灌区渠道整修", "灌区闸门更换")
    assert cells(other)["项目资金(万元)/年度资金总额:"].value == 88
    assert cells(first)["项目资金(万元)/年度资金总额:"].value == Decimal("126.5")


def test_a_title_in_the_sheet_is_its_title(read_table):
    table = read_table("2026年项目绩效目标表\t\t\t\t\n(2026年度)\t\t\t\t\n" + SHEET)
    assert table.title == "2026年项目绩效目标表"
    assert table.context == "灌区渠道整修"


def test_the_lower_part_of_a_sheet_is_read_as_such_and_its_nameless_funds_are_uncertain(read_table):
    table = read_table(
        "\t其他资金\t\t１．１５\t\n"
        "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n"
        "\t产出指标\t数量指标\t培训场次\t74场\n"
    )
    found = {cell.row_path[-1]: cell for cell in table.cells}
    assert (found["其他资金"].text, found["其他资金"].certain) == ("１．１５", False)
    training = found["培训场次"]
    assert (training.column_path, training.value, training.certain) == (("指标值",), 74, True)


SELF_ASSESSMENT = """项目名称\t村级卫生室改造\t\t\t\t\t\t
主管部门\t卫生健康局\t\t\t实施单位\t乡镇卫生院\t\t
项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分
\t年度资金总额\t120\t135.5\t130.08\t10\t96%\t9.6
\t其中：当年财政拨款\t100\t\t110.08\t—\t\t—
\t上年结转资金\t20\t20\t20\t—\t100%\t—
年度总体目标\t预期目标\t\t\t实际完成情况\t\t\t
绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分
\t产出指标\t数量指标\t改造卫生室数\t12个\t11个\t50\t45.5
\t满意度指标\t满意度\t村民满意度\t90%\t93%\t10\t10
总分\t\t\t\t\t\t100\t96.9
"""


def test_each_fund_of_a_self_assessment_is_read_under_its_stage(read_table, figures):
    found = figures(read_table(SELF_ASSESSMENT))
    funds = {
        (row.removeprefix("项目资金（万元）/"), column): value
        for (row, column), value in found.items()
        if row.startswith("项目资金")
    }
    assert funds == {
        ("年度资金总额", "年初预算数"): "120 万元",
        ("年度资金总额", "全年预算数"): "135.5 万元",
        ("年度资金总额", "全年执行数"): "130.08 万元",
        ("年度资金总额", "分值"): "10 分",
        ("年度资金总额", "执行率"): "96 %",
        ("年度资金总额", "得分"): "9.6 分",
        ("其中：当年财政拨款", "年初预算数"): "100 万元",
        ("其中：当年财政拨款", "全年执行数"): "110.08 万元",
        ("上年结转资金", "年初预算数"): "20 万元",
        ("上年结转资金", "全年预算数"): "20 万元",
        ("上年结转资金", "全年执行数"): "20 万元",
        ("上年结转资金", "执行率"): "100 %",
    }


def test_a_sum_of_scores_belongs_to_no_indicator(read_table, figures):
    found = figures(read_table(SELF_ASSESSMENT))
    assert (found["总分", "分值"], found["总分", "得分"]) == ("100 分", "96.9 分")


def test_a_number_where_a_key_should_stand_leaves_its_row_unsure(read_table):
    mixed = "备注甲\t120\t135.5\t130.08\t\n年度总体目标\t"
    table = read_table(SHEET.replace("年度总体目标\t", mixed))
    sure = {c.value: c.certain for c in table.cells if c.value is not None}
    assert (sure[120], sure[Decimal("130.08")], sure[Decimal("126.5")]) == (False, False, True)
