"""What each row is about, with the rows it stands under."""

from corpus.document import CellState


def paths(table):
    return ["/".join(c.row_path) for c in table.cells if c.state is CellState.NUMBER]


def test_numbering_of_five_depths(read_table):
    table = read_table(
        "项目\t预算数\n一、收入\t10\n（一）拨款\t8\n1.一般\t5\n（1）本级\t3\n①机关\t1\n②所属\t2\n"
        "2.基金\t3\n（二）其他\t2\n二、结转\t1\n合计\t11\n"
    )
    assert paths(table) == [
        "一、收入",
        "一、收入/（一）拨款",
        "一、收入/（一）拨款/1.一般",
        "一、收入/（一）拨款/1.一般/（1）本级",
        "一、收入/（一）拨款/1.一般/（1）本级/①机关",
        "一、收入/（一）拨款/1.一般/（1）本级/②所属",
        "一、收入/（一）拨款/2.基金",
        "一、收入/（二）其他",
        "二、结转",
        "合计",
    ]
    assert [c.is_total for c in table.cells][-1]


def test_of_which_stands_under_the_row_before(read_table):
    table = read_table("项目\t预算数\n公用经费\t10\n其中：会议费\t3\n培训费\t2\n合计\t10\n")
    assert paths(table) == ["公用经费", "公用经费/其中：会议费", "公用经费/培训费", "合计"]


def test_codes_in_columns_of_their_own(read_table):
    table = read_table(
        "科目编码\t\t\t科目名称\t合计\n类\t款\t项\t\t\n"
        "213\t\t\t农林水支出\t10\n213\t03\t\t水利\t10\n213\t03\t1\t行政运行\t4\n"
    )
    assert [(c.code, "/".join(c.row_path)) for c in table.cells] == [
        ("213", "农林水支出"),
        ("21303", "农林水支出/水利"),
        ("2130301", "农林水支出/水利/行政运行"),
    ]


def test_subjects_repeated_for_every_unit_stand_under_their_unit(read_table, figures):
    table = read_table(
        "编码\t科目名称（单位名称）\t合计\n\t合计\t30\n304001\t水务局本级\t10\n213\t农林水支出\t10\n"
        "21303\t水利\t10\n2130301\t行政运行\t10\n304002\t灌区管理所\t20\n213\t农林水支出\t20\n"
        "21303\t水利\t20\n2130301\t行政运行\t20\n"
    )
    found = figures(table)
    assert found[("水务局本级/农林水支出/水利/行政运行", "合计")] == "10 万元"
    assert found[("灌区管理所/农林水支出/水利/行政运行", "合计")] == "20 万元"
    assert found[("合计", "合计")] == "30 万元"


def test_names_merged_over_rows_are_carried_down(read_table):
    table = read_table(
        "单位名称\t项目名称\t预算数\n水务局\t水渠\t5\n\t泵站\t6\n灌区管理所\t闸门\t7\n合计\t\t18\n"
    )
    assert paths(table) == ["水务局/水渠", "水务局/泵站", "灌区管理所/闸门", "合计"]


def test_no_row_is_lost_or_made_up(read_table):
    rows = [f"项目{i}\t{i}.5" for i in range(1, 60)]
    table = read_table("项目名称\t预算数\n" + "\n".join(rows) + "\n")
    assert [c.value * 2 for c in table.cells] == [2 * i + 1 for i in range(1, 60)]


def test_an_item_named_like_its_subject_keeps_both_names(read_table):
    table = read_table(
        "科目编码\t\t\t科目名称\t合计\n类\t款\t项\t\t\n"
        "216\t\t\t商业服务\t9\n216\t99\t\t其他商业\t9\n216\t99\t99\t其他商业\t9\n"
    )
    assert [(c.code, "/".join(c.row_path)) for c in table.cells] == [
        ("216", "商业服务"),
        ("21699", "商业服务/其他商业"),
        ("2169999", "商业服务/其他商业/其他商业"),
    ]


def test_numbering_that_starts_anew_behind_a_total_stands_under_its_head(read_table):
    table = read_table(
        "项目\t决算数\n一、一般拨款\t10\n二、基金拨款\t5\n本年合计\t15\n"
        "年初结转\t3\n一、一般拨款\t2\n二、基金拨款\t1\n总计\t18\n"
    )
    assert paths(table) == [
        "一、一般拨款",
        "二、基金拨款",
        "本年合计",
        "年初结转",
        "年初结转/一、一般拨款",
        "年初结转/二、基金拨款",
        "总计",
    ]


def test_lines_behind_a_total_stand_beside_each_other_without_numbers(read_table):
    table = read_table(
        "项目\t决算数\n一、拨款\t10\n本年合计\t10\n年初结转\t3\n年末结转\t1\n总计\t14\n"
    )
    assert paths(table) == ["一、拨款", "本年合计", "年初结转", "年末结转", "总计"]


def test_a_name_in_the_middle_of_its_rows_does_not_go_on_to_the_next_ones(read_table):
    table = read_table(
        "单位名称\t科目名称\t合计\t项目支出\n\t行政运行\t7\t\n某镇政府\t\t\t\n\t其他事务\t9\t9\n"
        "\t事业运行\t5\t\n某镇农技站\t\t\t\n\t技术推广\t2\t2\n合计\t\t23\t11\n"
    )
    sure = [cell.text for cell in table.cells if cell.value is not None and cell.certain]
    assert sure == ["23", "11"]


def test_a_name_beside_the_second_of_its_rows_is_not_that_of_the_third(read_table):
    table = read_table(
        "单位名称\t科目名称\t合计\t项目支出\n\t行政运行\t7\t\n某镇政府\t其他事务\t9\t9\n"
        "\t事业运行\t5\t\n某镇农技站\t技术推广\t2\t2\n合计\t\t23\t11\n"
    )
    unsure = [cell.text for cell in table.cells if cell.value is not None and not cell.certain]
    assert unsure == ["7", "5"]
