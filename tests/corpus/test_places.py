"""Tests of places in names."""

from corpus.places import place_forms, region_of


def test_places():
    assert region_of("北原省柳河市青塘区财政局") == "北原省柳河市青塘区"
    assert region_of("国家图书馆") == ""
    assert place_forms("柳河市青塘区") >= {"柳河市青塘区", "青塘区", "青塘", "柳河市青塘", ""}
    assert region_of("中共云泽市委宣传部") == "云泽市"
    # 城市管理局 and 市场监督管理局 are in no city behind their county or district.
    assert region_of("柳河县城市管理局") == "柳河县"
    assert region_of("青塘区市场监督管理局") == "青塘区"
    assert region_of("柳河市城市管理局") == "柳河市"
    assert region_of("北原省青塘藏族自治州柳河县教育局") == "北原省青塘藏族自治州柳河县"
