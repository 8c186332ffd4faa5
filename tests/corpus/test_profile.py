"""Who published what for which year, from the text alone."""

import pytest

from corpus.profile import place_forms, region_of, short_names
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


def test_the_file_name_says_nothing(read_text):
    profile = read_text("正文没有写明是谁的。\n", name="泉阳县水务局2026年部门预算.md").profile
    assert (profile.organisation, profile.year, profile.kind) == ("", None, "")
    assert len(profile.warnings) == 3


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


def test_places():
    assert region_of("北原省柳河市青塘区财政局") == "北原省柳河市青塘区"
    assert region_of("国家图书馆") == ""
    assert place_forms("柳河市青塘区") >= {"柳河市青塘区", "青塘区", "青塘", "柳河市青塘", ""}
