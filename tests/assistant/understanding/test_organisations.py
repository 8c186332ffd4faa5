"""Which organisation a question names, and which it only seems to name."""

import pytest

from assistant.understanding.organisations import agency_like

KEJI, WENSHU = "中卫市科技局", "云泽市文化和数字事务局"
LINJIANG, WANGSHAN = "星桥市临江区财政局", "星桥市望山区财政局"


def named(directory, text):
    return [m.organisations for m in directory.mentions(text)]


class TestMentions:
    @pytest.mark.parametrize(
        "text, organisation",
        [
            ("中卫市科技局2026年", KEJI),
            ("中卫科技局2026年", KEJI),
            ("中卫市科学技术局2026年", KEJI),
            ("云泽市文化和数字事务局2026年", WENSHU),
            ("云泽文数局2026年", WENSHU),
            ("星桥市临江区财政局2026年", LINJIANG),
            ("临江区财政局2026年", LINJIANG),
            ("望山财政局2026年", WANGSHAN),
            ("请问青禾县水务局2026年", "青禾县水务局"),
        ],
    )
    def test_full_and_short_names(self, directory, text, organisation):
        assert named(directory, text) == [(organisation,)]

    def test_a_short_name_that_two_districts_share_is_both(self, directory):
        assert named(directory, "财政局2026年培训费") == [(LINJIANG, WANGSHAN)]

    @pytest.mark.parametrize(
        "text",
        [
            "中宁县科技局2026年",
            "沙坡头区科技局2026年",
            "朝阳区财政局2026年",
            "青禾县财政局2026年",
            "中卫市教育局2026年",
            "云泽市财政局2026年",
        ],
    )
    def test_another_places_or_another_office_is_no_mention(self, directory, text):
        assert named(directory, text) == []

    def test_several_in_order(self, directory):
        text = "望山区财政局和临江区财政局2026年"
        assert named(directory, text) == [(WANGSHAN,), (LINJIANG,)]

    def test_the_longest_name_is_one_mention(self, directory):
        (mention,) = directory.mentions("中卫市科技局")
        assert mention.span == (0, 6)


class TestEnglish:
    @pytest.mark.parametrize(
        "text, organisation",
        [
            ("the zhongwei science and technology bureau", KEJI),
            ("the science and technology bureau of zhongwei", KEJI),
            ("qinghe county water bureau", "青禾县水务局"),
            ("linjiang district finance bureau", LINJIANG),
        ],
    )
    def test_place_in_pinyin_and_office_by_what_it_does(self, directory, text, organisation):
        mentions, unknown = directory.english_mentions(text)
        assert [m.organisations for m in mentions] == [(organisation,)] and unknown == []

    def test_an_office_not_held(self, directory):
        mentions, unknown = directory.english_mentions("the zhongwei education bureau")
        assert mentions == [] and len(unknown) == 1


def test_own_names(directory):
    assert directory.own_names(KEJI) >= {"中卫市科技局", "中卫科技局", "科技局"}
    assert "科技局" not in directory.own_names(WENSHU)


@pytest.mark.parametrize(
    "text, agency",
    [
        ("云泽市教育局", "云泽市教育局"),
        ("某区人民法院", "某区人民法院"),
        ("公务接待费", ""),
        ("", ""),
    ],
)
def test_what_looks_like_an_agency(text, agency):
    assert agency_like(text) == agency
