"""Numbers as a spreadsheet prints them."""

import datetime

import pytest

from corpus.readers.number_format import printed, printed_date

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    "value, code, text",
    [
        (3175.5, "0.00", "3175.50"),
        (1234567, "#,##0.00", "1,234,567.00"),
        (0.1 + 0.2, "General", "0.3"),
        (1.1 * 3, "General", "3.3"),
        (2060404, "General", "2060404"),
        (2060404.0, "@", "2060404"),
        (5, "00", "05"),
        (1.005, "0.00", "1.01"),
        (0.5, "#.00", "0.50"),
        (1e16, "0", "10000000000000000"),
        (-0.001, "0.00", "0.00"),
        (0.1234, "0.00%", "12.34%"),
        (3175.5, '0.00"万元"', "3175.50万元"),
        (12.5, "¥#,##0.00", "12.50"),
        (12.5, "[$¥-804]#,##0.00", "12.50"),
        # Negative by brackets or colour only.
        (-12.5, "#,##0.00_);(#,##0.00)", "-12.50"),
        (-12.5, "0.00;[Red]0.00", "-12.50"),
        (-1234.5, ACCOUNTING, "-1,234.50"),
        # Zero printed as a dash, as nothing, as zero.
        (0, ACCOUNTING, "-"),
        (0, "#,##0.00;-#,##0.00;", ""),
        (0, "#,###", ""),
        (0, "0.00", "0.00"),
        # Shown in thousands and in 万.
        (12345678, "#,##0,", "12,346"),
        (12345, "0!.0,", "1.2"),
        # Not printable as decimals: the stored value.
        (0.25, "# ?/?", "0.25"),
        (1234.5, "0.00E+00", "1234.5"),
        (7, "[>5]0;0.0", "7"),
    ],
)
def test_numbers(value, code, text):
    assert printed(value, code) == text


def test_dates():
    day = datetime.datetime(2031, 3, 5)
    assert printed_date(day, 'yyyy"年"m"月"d"日"') == "2031年3月5日"
    assert printed_date(day, 'yyyy"年"m"月";@') == "2031年3月"
    assert printed_date(day, "yyyy-mm-dd") == "2031-03-05"
