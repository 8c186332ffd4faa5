"""The vocabulary data: well formed, unambiguous, general, and right for everyday wordings."""

import re
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest
from pypinyin import lazy_pinyin

from assistant.understanding.wordlists import english_agencies, english_terms, load, synonyms
from corpus.places import region_of
from corpus.text import normalise

ENTRIES = [  # file, list, what is said, what it means
    ("synonyms", "synonym", "said", "means"),
    ("english", "term", "english", "chinese"),
    ("english_organisations", "agency", "english", "chinese"),
    ("english_organisations", "institution", "english", "chinese"),
]
SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
# 香港, 澳门 and 台湾 are not here: classes and offices bear their names (港澳台事务).
PROVINCES = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 "
    "海南 四川 贵州 云南 陕西 甘肃 青海 内蒙古 广西 西藏 宁夏 新疆"
).split()


def _strings(node):
    if isinstance(node, str):
        yield node
    else:
        for part in node.values() if isinstance(node, dict) else node:
            yield from _strings(part)


def _everything():
    return list(chain.from_iterable(_strings(load(name)) for name, *_ in ENTRIES))


@pytest.mark.parametrize(("file", "name", "said", "means"), ENTRIES)
def test_every_entry_says_and_means_something(file, name, said, means):
    entries = load(file)[name]
    assert entries
    for entry in entries:
        assert set(entry) == {said, means}, entry
        assert entry[said] and entry[means], entry
        assert len(set(entry[means])) == len(entry[means]), entry


@pytest.mark.parametrize(
    "words",
    [
        pytest.param([("synonyms", "synonym", "said")], id="synonyms"),
        pytest.param([("english", "term", "english")], id="english"),
        pytest.param(
            [
                ("english_organisations", "agency", "english"),
                ("english_organisations", "institution", "english"),
            ],
            id="organisations",
        ),
    ],
)
def test_no_word_stands_twice(words):
    counts = Counter(
        word for file, name, said in words for entry in load(file)[name] for word in entry[said]
    )
    assert not [word for word, count in counts.items() if count > 1]


def test_a_label_belongs_to_one_group_of_same_labels():
    groups = [entry["labels"] for entry in load("synonyms")["same"]]
    counts = Counter(chain.from_iterable(groups))
    assert not [label for label, count in counts.items() if count > 1]
    assert all(len(group) > 1 for group in groups)


def test_everything_is_in_comparison_form():
    assert not [text for text in _everything() if not text or normalise(text) != text]


def test_english_words_are_english_and_labels_are_chinese():
    for file, name, said, means in ENTRIES[1:]:
        for entry in load(file)[name]:
            assert all(word.isascii() for word in entry[said]), entry
            assert all(re.search(r"[\u4e00-\u9fff]", label) for label in entry[means]), entry


def test_no_place_and_no_organisation_is_named():
    organisations = [re.split(r"20\d\d", path.stem)[0] for path in SAMPLES.glob("*.md")]
    assert organisations
    places = {re.sub(r"[省市区县]$", "", region_of(name)) for name in organisations} - {""}
    chinese = {*PROVINCES, *places, *organisations}
    pinyin = {"".join(lazy_pinyin(place)) for place in {*PROVINCES, *places}}
    for text in _everything():
        assert not [name for name in chinese if name in text], text
        assert not pinyin & set(re.findall(r"[a-z]+", text)), text


def _longest(pairs, text):
    return next((means for said, means in pairs if said in text), None)


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("吃喝接待花了多少", "公务接待费"),
        ("公款吃喝多少钱", "公务接待费"),
        ("接待了多少批", "国内公务接待批次"),
        ("买车花了多少", "公务用车购置费"),
        ("公车购置多少钱", "公务用车购置费"),
        ("养车的钱有多少", "公务用车运行维护费"),
        ("公车运行维护要多少", "公务用车运行维护费"),
        ("公车花了多少", "公务用车购置及运行费"),
        ("有几辆车", "车辆"),
        ("出国的钱有多少", "因公出国(境)费"),
        ("三公消费是多少", "三公经费"),
        ("人头费多少", "人员经费"),
        ("公积金交了多少", "住房公积金"),
        ("房补安排多少", "购房补贴"),
        ("物业费多少", "物业管理费"),
        ("出差费多少", "差旅费"),
        ("退休金多少", "退休费"),
        ("去年结转了多少", "上年结转"),
        ("年底结余多少", "年末结转和结余"),
        ("总盘子多大", "收入总计"),
        ("总支出多少", "本年支出合计"),
        ("采购货物多少钱", "政府采购货物预算"),
        ("政府采购总额多少", "政府采购预算"),
    ],
)
def test_everyday_words_mean_the_official_label(question, label):
    assert _longest(synonyms(), question)[0] == label


@pytest.mark.parametrize(
    "word", ["工资", "补贴", "水电费", "五险一金", "电话费", "车补", "转移支付"]
)
def test_words_that_fit_several_labels_are_left_alone(word):
    assert _longest(synonyms(), word) is None


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("the public reception budget", "公务接待费"),
        ("cost of purchasing official vehicles", "公务用车购置费"),
        ("running official vehicles", "公务用车运行维护费"),
        ("official trips abroad", "因公出国(境)费"),
        ("three public expenses", "三公经费"),
        ("administrative operation", "行政运行"),
        ("general administrative affairs", "一般行政管理事务"),
        ("institutional operation", "事业运行"),
        ("housing provident fund", "住房公积金"),
        ("housing purchase subsidies", "购房补贴"),
        ("personnel expenses", "人员经费"),
        ("agency operating expenses", "机关运行经费"),
        ("labour service fees", "劳务费"),
        ("labor service fees", "劳务费"),
        ("government-managed funds", "政府性基金预算"),
        ("other goods and services", "其他商品和服务支出"),
        ("subsidies to individuals and families", "对个人和家庭的补助"),
        ("total revenue", "本年收入合计"),
        ("square metres of building space", "房屋"),
        ("total annual funds of the project", "年度资金总额"),
        ("carried over from the previous year", "上年结转"),
        ("transfer payments from higher-level governments", "上级转移支付"),
    ],
)
def test_english_terms_mean_the_official_label(question, label):
    assert _longest(english_terms(), question)[0] == label


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("the science and technology bureau", "科技局"),
        ("the bureau of science and technology", "科学技术局"),
        ("the commerce commission", "商务委员会"),
        ("the department of education", "教育厅"),
        ("the health commission", "卫生健康委员会"),
        ("the development and reform commission", "发展和改革委员会"),
        ("the subdistrict office", "街道办事处"),
        ("the people's court", "人民法院"),
        ("the procuratorate", "检察院"),
        ("the people's hospital", "人民医院"),
        ("the cultural relics bureau", "文物局"),
    ],
)
def test_english_names_of_bodies(question, name):
    assert name in _longest(english_agencies(), normalise(question))
