"""Questions looked up in small tables with the model that comes with the product."""

import pytest

from assistant.table_lookup.detection import ENGLISH
from assistant.table_lookup.grid import LookupGrid
from assistant.table_lookup.lookup import MOST_CELLS, TableLookup
from assistant.table_lookup.model import LookupModel, ModelError, bundled_model
from assistant.table_lookup.roles import DATA

BALANCES = [
    ["项目", "期末余额", "期初余额"],
    ["银行存款", "310.20", "280.00"],
    ["库存现金", "1.15", "2.05"],
    ["合计", "311.35", "282.05"],
]
TAXES = [
    ["税种", "增值税", "城市维护建设税", "企业所得税"],
    ["计税依据", "应税收入", "实际缴纳的流转税", "应纳税所得额"],
    ["税率", "6%", "7%", "25%"],
]
PROFILE = [
    ["企业名称", "青禾农机有限公司", "法定代表人", "林一帆"],
    ["注册资本", "800万元", "成立时间", "2009年4月2日"],
    ["注册地址", "云泽市北街8号", "邮政编码", "654300"],
]
ACCOUNTS = [
    ["Item", "Closing balance", "Opening balance"],
    ["Bank deposits", "310.20", "280.00"],
    ["Cash on hand", "1.15", "2.05"],
    ["Total", "311.35", "282.05"],
]
COMPANY = [
    ["Company name", "Green Field Farm Machinery Co., Ltd.", "Legal representative", "Lin Yifan"],
    ["Registered capital", "8 million yuan", "Date of establishment", "April 2, 2009"],
    ["Registered address", "8 North Street, Yunze", "Postal code", "654300"],
]


@pytest.fixture(scope="module")
def lookup():
    return TableLookup()


def texts(lookup, rows, question):
    grid = LookupGrid.of_rows(rows)
    best = lookup.rank(lookup.read(grid), question, limit=1)[0]
    return [grid.texts[cell] for cell in best.cells]


@pytest.mark.parametrize(
    ("rows", "question", "expected"),
    [
        (BALANCES, "银行存款的期末余额是多少？", ["310.20"]),
        (BALANCES, "期初的时候，库存现金有多少余额？", ["2.05"]),
        (BALANCES, "银行存款的期末余额和期初余额分别是多少？", ["310.20", "280.00"]),
        (TAXES, "企业所得税的税率是多少？", ["25%"]),
        (TAXES, "增值税和城市维护建设税的税率分别是多少？", ["6%", "7%"]),
        (PROFILE, "请问公司的注册资本是多少？", ["800万元"]),
        (PROFILE, "该公司的注册地址和邮政编码分别是什么？", ["云泽市北街8号", "654300"]),
    ],
)
def test_tables_read_down_across_and_in_pairs(lookup, rows, question, expected):
    assert texts(lookup, rows, question) == expected


def test_headers_of_a_two_level_table_are_told_from_data(lookup):
    grid = LookupGrid(
        (
            "账龄",
            "期末余额",
            "账面余额",
            "坏账准备",
            "1年以内",
            "55.0",
            "2.7",
            "1-2年",
            "6.1",
            "0.6",
        ),
        ((0, 1, 1), (0, 2, 3), (4, 5, 6), (7, 8, 9)),
    )
    roles = lookup.read(grid).likeliest_roles
    assert [cell for cell in grid.cells if roles[cell] == DATA] == [5, 6, 8, 9]
    best = lookup.rank(lookup.read(grid), "账龄1至2年的坏账准备期末余额是多少", limit=1)[0]
    assert best.cells == (9,)


@pytest.mark.parametrize(
    ("rows", "question", "expected"),
    [
        (ACCOUNTS, "What is the closing balance of bank deposits?", ["310.20"]),
        (ACCOUNTS, "How much cash was there at the beginning of the period?", ["2.05"]),
        (
            ACCOUNTS,
            "What are the opening and closing balances of the bank deposit?",
            ["310.20", "280.00"],
        ),
        (COMPANY, "Who is the legal representative of the company?", ["Lin Yifan"]),
        (COMPANY, "How much is the registered capital?", ["8 million yuan"]),
    ],
)
def test_english_tables_are_read_word_by_word(lookup, rows, question, expected):
    assert texts(lookup, rows, question) == expected


def test_a_language_without_a_model_is_named():
    chinese_only = TableLookup({"chinese": bundled_model("chinese")})
    with pytest.raises(ModelError, match="english"):
        chinese_only.read(LookupGrid.of_rows(ACCOUNTS))


@pytest.mark.parametrize("question", ["How much cash?", "期末余额是多少"])
def test_the_table_decides_the_language_not_the_question(lookup, question):
    table = lookup.read(LookupGrid.of_rows(ACCOUNTS))
    assert table.texts.language is ENGLISH
    assert lookup.rank(table, question)


@pytest.mark.parametrize("rows", [[], [[]], [["", ""], ["", ""]], [["x"]]])
@pytest.mark.parametrize("question", ["", "？？？", "期末余额是多少", "\ud800", "1" * 5000])
def test_nothing_to_read_breaks_nothing(lookup, rows, question):
    table = lookup.read(LookupGrid.of_rows(rows))
    for found in lookup.rank(table, question):
        assert set(found.cells) <= set(table.grid.cells)


def test_a_table_too_large_is_refused(lookup):
    grid = LookupGrid.of_rows([[str(i)] for i in range(MOST_CELLS + 1)])
    with pytest.raises(ValueError, match=str(MOST_CELLS)):
        lookup.read(grid)


def test_sets_come_best_first_and_are_different(lookup):
    found = lookup.rank(lookup.read(LookupGrid.of_rows(BALANCES)), "库存现金是多少")
    assert [x.score for x in found] == sorted((x.score for x in found), reverse=True)
    assert len({x.cells for x in found}) == len(found)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("chinese", "企业所得税的计税依据是什么"),
        ("english", "What was the opening balance of cash?"),
    ],
)
def test_the_model_keeps_what_it_learned(tmp_path, lookup, language, question):
    rows = {"chinese": TAXES, "english": ACCOUNTS}[language]
    bundled_model(language).save(tmp_path / "again.npz")
    again = TableLookup({language: LookupModel.load(tmp_path / "again.npz")})
    grid = LookupGrid.of_rows(rows)
    assert again.rank(again.read(grid), question) == lookup.rank(lookup.read(grid), question)


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 no archive", b"\x93NUMPY"])
def test_a_file_that_is_no_model_is_named(tmp_path, content):
    path = tmp_path / "model.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match="model.npz"):
        LookupModel.load(path)
