"""Who published what for which year, from the text alone."""

import pytest

from corpus.profile import short_names
from corpus.readers.markdown import read_blocks


@pytest.mark.parametrize(
    ("text", "organisation", "region", "year", "kind"),
    [
        ("# 泉阳县水务局2026年部门预算\n", "泉阳县水务局", "泉阳县", 2026, "部门预算"),
        ("# 云泽市审计局2024年度部门决算\n", "云泽市审计局", "云泽市", 2024, "部门决算"),
        (
            "# 云泽市第三中学2025年单位预算\n\n本单位2025年收入与2024年部门决算数相比持平。\n",
            *("云泽市第三中学", "云泽市", 2025, "单位预算"),
        ),
        (
            "# 2025年度单位决算\n\n单位名称：北原省柳河市图书馆\n",
            *("北原省柳河市图书馆", "北原省柳河市", 2025, "单位决算"),
        ),
        (
            "# 青塘区人民政府河西街道办事处2027年部门预算\n",
            *("青塘区人民政府河西街道办事处", "青塘区", 2027, "部门预算"),
        ),
        (
            "# 2026年部门预算公开\n\n项目\t金额\n预算主管部门：柳河市财政局\t\n工资\t5\n",
            *("柳河市财政局", "柳河市", 2026, "部门预算"),
        ),
    ],
)
def test_titles_and_declarations(text, organisation, region, year, kind, read_text):
    profile = read_text(text).profile
    assert (profile.organisation, profile.region, profile.year, profile.kind) == (
        *(organisation, region, year, kind),
    )
    assert profile.warnings == ()


@pytest.mark.parametrize(
    ("cover", "organisation", "year", "kind"),
    [
        ("# 2026年度云泽市档案局（本级）单位预算公开", "云泽市档案局", 2026, "单位预算"),
        ("# 云泽市档案局2025年度部门决算公开", "云泽市档案局", 2025, "部门决算"),
        ("云泽市水务局\n\n2025年度\n\n部门决算\n\n2026年8月", "云泽市水务局", 2025, "部门决算"),
        ("# 云泽市水务局\n\n# 2025年度部门决算", "云泽市水务局", 2025, "部门决算"),
        ("# 2026年部门预算\n\n云泽市水务局\n\n2026年1月", "云泽市水务局", 2026, "部门预算"),
        ("# 二〇二六年云泽市水务局部门预算", "云泽市水务局", 2026, "部门预算"),
        ("# 云泽市水务局二○二四年度部门决算", "云泽市水务局", 2024, "部门决算"),
        ("# 云泽市水务局二零二五年单位预算", "云泽市水务局", 2025, "单位预算"),
        ("# 云泽市水务局２０２６年部门预算", "云泽市水务局", 2026, "部门预算"),
        ("# 云泽市水务局 2026 年度 部门预算", "云泽市水务局", 2026, "部门预算"),
        ("# 云泽市水务局关于2025年部门预算的公开说明", "云泽市水务局", 2025, "部门预算"),
        ("# 关于云泽市水务局2025年部门决算公开的说明", "云泽市水务局", 2025, "部门决算"),
        ("附件1：云泽市水务局2026年部门预算公开表", "云泽市水务局", 2026, "部门预算"),
        ("# 2026年预算公开\n\n部门（单位）名称：云泽市水务局", "云泽市水务局", 2026, "部门预算"),
        ("# 2026年单位预算\n\n单位名称：[105001]云泽市水务局", "云泽市水务局", 2026, "单位预算"),
        ("# 云泽市水务局本级2026年单位预算", "云泽市水务局", 2026, "单位预算"),
        ("# 云泽市水务局（汇总）2026年部门预算", "云泽市水务局", 2026, "部门预算"),
        ("# 北原省监狱管理局2024年度部门决算", "北原省监狱管理局", 2024, "部门决算"),
        ("# 中共云泽市委宣传部2026年部门预算", "中共云泽市委宣传部", 2026, "部门预算"),
        ("# 共青团云泽市委员会2025年度部门决算", "共青团云泽市委员会", 2025, "部门决算"),
        ("# 云泽市人民检察院2026年部门预算", "云泽市人民检察院", 2026, "部门预算"),
        (
            "# 云泽经济技术开发区管理委员会2026年度部门预算",
            *("云泽经济技术开发区管理委员会", 2026, "部门预算"),
        ),
        (
            "# 云泽市水务局2026年部门预算及“三公”经费预算公开说明",
            *("云泽市水务局", 2026, "部门预算"),
        ),
        (
            "# 2026年部门预算公开\n\n## 目录\n\n## 第一部分 云泽市水务局概况\n\n主要职责。",
            *("云泽市水务局", 2026, "部门预算"),
        ),
        (
            "# 云泽市水务局2026年预算\n\n本单位2026年收入持平。本单位无下属。",
            *("云泽市水务局", 2026, "单位预算"),
        ),
        (
            "# 云泽市青塘区2026年区级部门预算\n\n预算主管部门：云泽市青塘区统计局",
            *("云泽市青塘区统计局", 2026, "部门预算"),
        ),
    ],
)
def test_covers_of_different_make(cover, organisation, year, kind, read_text):
    profile = read_text(cover + "\n").profile
    assert (profile.organisation, profile.year, profile.kind) == (organisation, year, kind)
    assert (profile.warnings, profile.uncertain) == ((), ())


def test_a_year_only_the_text_tells_is_taken_with_a_warning(read_text):
    text = (
        "# 云泽市水务局部门预算\n\n## 一、收支情况\n\n2026年收入320万元，比2025年增加2万元。"
        "2026年支出320万元。\n"
    )
    profile = read_text(text).profile
    assert (profile.organisation, profile.year, profile.kind) == ("云泽市水务局", 2026, "部门预算")
    assert profile.uncertain == ("year",) and "cover" in profile.warnings[0]


def test_titles_of_two_years_leave_the_year_uncertain(read_text):
    text = "# 云泽市水务局2024年部门决算\n\n甲。\n\n# 云泽市水务局2025年部门决算\n\n乙。\n"
    assert "year" in read_text(text).profile.uncertain


def test_publications_of_two_bodies_leave_it_uncertain_whose_the_file_is(read_text):
    text = "# 云泽市水务局2026年部门预算\n\n甲。\n\n# 云泽市审计局2026年部门预算\n\n乙。\n"
    profile = read_text(text).profile
    assert profile.uncertain == ("organisation",) and "云泽市审计局" in profile.warnings[0]


def test_a_unit_is_not_taken_for_its_department(read_text):
    text = (
        "# 云泽市青河水库管理所2026年单位预算\n\n预算主管部门：云泽市水务局\n\n"
        "## 2026年单位一般公共预算基本支出部门预算表\n"
    )
    profile = read_text(text).profile
    assert (profile.organisation, profile.kind) == ("云泽市青河水库管理所", "单位预算")


def test_tables_tell_budget_from_final_account_with_a_warning(read_text):
    text = "# 云泽市水务局2024年度信息\n\n## 收入支出决算总表\n\n## 支出决算表\n\n甲。\n"
    profile = read_text(text).profile
    assert profile.kind == "部门决算" and "kind" in profile.uncertain


def test_the_file_name_is_the_last_resort_and_uncertain(read_text):
    profile = read_text("正文没有写明是谁的。\n", name="泉阳县水务局2026年部门预算.md").profile
    assert (profile.organisation, profile.year, profile.kind) == (
        *("泉阳县水务局", 2026, "部门预算"),
    )
    assert profile.uncertain == ("organisation", "year", "kind")
    assert all("guessed" in warning for warning in profile.warnings)


def test_the_file_name_never_stands_against_the_text(read_text):
    text = "# 云泽市审计局2024年度部门决算\n"
    profile = read_text(text, name="泉阳县水务局2026年部门预算.md").profile
    assert (profile.organisation, profile.year) == ("云泽市审计局", 2024)
    assert profile.warnings == ()


def test_nothing_is_made_up(read_text):
    profile = read_text("正文没有写明是谁的。\n", name="a.md").profile
    assert (profile.organisation, profile.year, profile.kind) == ("", None, "")
    assert len(profile.warnings) == len(profile.uncertain) == 3


def test_a_compared_year_is_not_the_year_of_the_document(read_text):
    text = "# 泉阳县水务局2026年部门预算\n" + "\n比2025年部门预算增加3万元，原因是汛期。\n" * 2
    assert read_text(text).profile.year == 2026


def test_short_names_people_use():
    names = short_names("泉阳县科学技术局")
    assert {"科学技术局", "泉阳科学技术局", "泉阳县科技局", "科技局"} <= set(names)
    assert "泉阳县科学技术局" not in names
    assert "发改委" in short_names("云泽市发展和改革委员会")


def test_a_short_name_the_text_introduces():
    text = "# 云泽市文化局2026年部门预算\n\n云泽市文化局（以下简称“云泽文化”）主管文化。\n"
    assert "云泽文化" in short_names("云泽市文化局", read_blocks(text))


@pytest.mark.parametrize(
    "organisation, short",
    [
        ("柳河市行政审批服务局", "柳河审批局"),
        ("柳河市文化和旅游局", "柳河文化旅游局"),
        ("柳河县城市管理局", "柳河城管局"),
        ("柳河市人民政府望月街道办事处", "望月街道办"),
        ("柳河市人民政府望月街道办事处第一实验学校", "望月街道第一实验学校"),
    ],
)
def test_what_people_call_bodies(organisation, short):
    assert short in short_names(organisation)


def test_a_party_office_is_known_without_the_party():
    assert {"云泽市委宣传部", "市委宣传部", "宣传部"} <= set(short_names("中共云泽市委宣传部"))


def test_the_name_of_a_cover_sheet_is_no_part_of_the_publishers_name(read_text):
    for sheet in ("封面", "封 皮", "Sheet1"):
        profile = read_text(f"# {sheet}\n\n云溪县石桥街道办事处\n\n2025年度部门预算\n").profile
        assert (profile.organisation, profile.year) == ("云溪县石桥街道办事处", 2025)
