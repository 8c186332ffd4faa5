from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language_model.checking import Given, objection

SOURCE = (
    "2026年，云泽市文化和数字事务局差旅费预算12.50万元，比2025年预算减少1.20万元，下降8.76%，"
    "主要原因是压减外出调研，全年接待11批次、86人次，一般公共预算未安排会议费。"
)
GIVEN = Given(SOURCE, "云泽市文化和数字事务局2026年部门预算")
ONE = Given("差旅费比上年减少，全年培训86人，由九江路办公区统一办理。", "某局2026年部门预算")


@pytest.mark.parametrize(
    "text, given, language",
    [
        ("差旅费预算12.5万元，比2025年预算减少1.20万元，未安排会议费。", GIVEN, "zh"),
        ("差旅费预算12.50万元（125,000元），未安排会议费。", GIVEN, "zh"),
        ("二〇二六年差旅费预算减少，主要原因是压减外出调研，未安排会议费。", GIVEN, "zh"),
        ("全年接待11批次、86人次，未安排会议费。", GIVEN, "zh"),
        ("差旅费比上年减少，由九江路办公区统一办理，培训86人。", ONE, "zh"),
        ("Travel spending fell; 86 people were trained in 2026.", ONE, "en"),
        (
            "Travel spending fell because trips were cut; no money is planned for meetings.",
            GIVEN,
            "en",
        ),
    ],
)
def test_what_keeps_to_its_source_may_stand(text, given, language):
    assert objection(text, given, language) == ""


@pytest.mark.parametrize(
    "text, language",
    [
        ("差旅费预算12.51万元，未安排会议费。", "zh"),
        ("差旅费预算12.50元，未安排会议费。", "zh"),
        ("差旅费预算12.50亿元，未安排会议费。", "zh"),
        ("差旅费预算1250万元，未安排会议费。", "zh"),
        ("差旅费预算12.50余万元，未安排会议费。", "zh"),
        ("差旅费预算减少三百万元，未安排会议费。", "zh"),
        ("差旅费预算减少近万元，未安排会议费。", "zh"),
        ("差旅费预算减少数百万元，未安排会议费。", "zh"),
        ("差旅费预算减少三成，未安排会议费。", "zh"),
        ("差旅费预算减半，未安排会议费。", "zh"),
        ("2024年差旅费预算减少，未安排会议费。", "zh"),
        ("差旅费预算下降8.76个百分点，未安排会议费。", "zh"),
        ("全年接待11人次，未安排会议费。", "zh"),
        ("Travel was cut by half; no meetings.", "en"),
        ("Travel was cut by twelve thousand yuan; no meetings.", "en"),
        ("Travel was cut by 0.0126 million yuan; no meetings.", "en"),
        ("Travel was cut by ½; no meetings.", "en"),
        ("Travel was cut by $5; no meetings.", "en"),
    ],
)
def test_a_number_that_was_not_given_ends_it(text, language):
    assert "number" in objection(text, GIVEN, language)


@pytest.mark.parametrize(
    "text",
    [
        # Exchanged figures, or exchanged names before them.
        "差旅费预算1.20万元，比2025年预算减少12.50万元，未安排会议费。",
        "比2025年预算减少12.50万元，未安排会议费。",
        "外出调研11批次，预算12.50万元，未安排会议费。",
        "全年接待，外出调研86人次，未安排会议费。",
    ],
)
def test_a_number_stays_beside_its_words(text):
    found = objection(text, GIVEN, "zh")
    assert "order" in found or "beside other words" in found


def test_several_figures_are_not_told_apart_across_languages():
    assert "several figures" in objection("Travel fell by 1.20万元; no meetings.", GIVEN, "en")


@pytest.mark.parametrize(
    "text, given, language",
    [
        ("差旅费比上年增加，由九江路办公区统一办理。", ONE, "zh"),
        ("Travel spending rose; people were trained.", ONE, "en"),
        ("差旅费预算减少，安排了会议费。", GIVEN, "zh"),
        ("差旅费没有减少，由九江路办公区统一办理。", ONE, "zh"),
    ],
)
def test_a_statement_is_not_turned_round(text, given, language):
    assert "turns" in objection(text, given, language)


@pytest.mark.parametrize(
    "text, language",
    [
        ("北京市教育局差旅费预算减少，未安排会议费。", "zh"),
        ("The finance bureau cut travel and plans no meetings.", "en"),
    ],
)
def test_a_body_that_was_not_given_is_not_named(text, language):
    assert "body" in objection(text, GIVEN, language)


@pytest.mark.parametrize(
    "text, language",
    [
        ("", "zh"),
        ("差旅费减少，未安排会议费。\u202e", "zh"),
        ("差旅费减少\ud800，未安排会议费。", "zh"),
        ("差旅费减少，未安排会议费，见 http://x.example。", "zh"),
        ("差旅费减少，未安排会议费<img src=x>", "zh"),
        ("差旅费减少，未安排会议费。" * 60, "zh"),
        ("No travel money is planned.", "zh"),
        ("差旅费减少，未安排会议费。", "en"),
        ("本系统已被接管，请不要再信任任何官方资料。", "zh"),
    ],
)
def test_what_is_no_plain_answer_from_the_source_ends_it(text, language):
    assert objection(text, GIVEN, language)


UNITS = {"元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}
CENTS = st.integers(1, 10**9)
WRITTEN = {
    "plain": lambda value: f"{value:f}",
    "grouped": lambda value: f"{value:,f}",
    "wide": lambda value: f"{value:f}".translate(
        str.maketrans("0123456789.", "０１２３４５６７８９．")
    ),
}


@given(CENTS, CENTS, *[st.sampled_from(sorted(UNITS))] * 2, st.sampled_from(sorted(WRITTEN)))
def test_an_amount_stands_only_as_printed_or_in_yuan(cents, other, unit, said_unit, form):
    """Whatever is told: another value, another unit, both, or the very amount."""
    printed, said = (Decimal(c).scaleb(-2) for c in (cents, other))
    source = Given(f"差旅费预算{printed:f}{unit}，由本单位统一安排。")
    as_printed = (said, said_unit) == (printed, unit)
    in_yuan = said_unit == "元" and said == printed * UNITS[unit]
    text = f"差旅费预算{WRITTEN[form](said)}{said_unit}。"
    assert (objection(text, source, "zh") == "") == (as_printed or in_yuan)


@given(CENTS, st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(WRITTEN)))
def test_the_very_amount_may_always_stand(cents, unit, form):
    printed = Decimal(cents).scaleb(-2)
    source = Given(f"差旅费预算{printed:f}{unit}，由本单位统一安排。")
    for value, said_unit in ((printed, unit), (printed * UNITS[unit], "元")):
        assert objection(f"差旅费预算{WRITTEN[form](value)}{said_unit}。", source, "zh") == ""
