"""Labels that recognition spoils; amounts that it must not touch."""

import pytest

from corpus.readers.scan.misreadings import mended


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        (
            "2030年度政府性基金预鼻财政拔款收人支岀决算表",
            "2030年度政府性基金预算财政拨款收入支出决算表",
        ),
        ("一般公共预算甚本支出", "一般公共预算基本支出"),
        ("决算数(万元)", "决算数（万元）"),
        ("(一)财政拨款", "（一）财政拨款"),
        ("接收人：张某", "接收人：张某"),
        ("(12.50)", "(12.50)"),
        ("1,234.56", "1,234.56"),
    ],
)
def test_known_misreadings_are_put_right_and_nothing_else(read, printed):
    assert mended(read) == printed
    assert len(mended(read)) == len(read)
