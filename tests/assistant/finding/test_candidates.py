"""The figures an index hands out are all that could answer: the same ranking as over every
figure, but for those that leave more of the question unexplained than may be."""

import random

import pytest

from assistant.finding.labelled_shelf import LabelledShelf
from assistant.finding.matching import rank
from assistant.understanding.content import content_of, required_content
from assistant.understanding.scope import scopes_of

# What people put between labels: words of the trade, pieces of names, single characters.
_BETWEEN = ("", "的", "中", "支出", "收入", "预算", "其他", "合计", "总计", "科", "0", "|", "多少")


@pytest.fixture(scope="module", params=["labelled", "whole"])
def shelves(library, whole_shelf, request):
    made = {"labelled": lambda scope: LabelledShelf(library, scope), "whole": whole_shelf}
    return [made[request.param](scope) for scope in scopes_of(library.documents())]


@pytest.fixture
def same_ranking():
    """Asserts that the candidates rank as all the entries do; gives how many of them there were."""

    def explained(entries, content, codes, slips):
        return [m for m in rank(entries, content, codes) if len(m.unexplained) <= slips]

    def check(shelf, content, codes=frozenset()):
        for slips in (0, 1, 2):
            few = shelf.candidates.of(content, codes, slips)
            expected = explained(shelf.entries, content, codes, slips)
            assert explained(few, content, codes, slips) == expected
        return len(shelf.candidates.of(content, codes))

    return check


@pytest.mark.parametrize(
    "question",
    [
        "公务接待费是多少",
        "一般公共预算财政拨款支出合计",
        "财政拨款收入",
        "三公经费预算数",
        "办公费、水费和电费加起来",
        "本级",
        "一",
        "",
    ],
)
def test_questions_of_many_kinds(shelves, same_ranking, question):
    for shelf in shelves:
        same_ranking(shelf, content_of(question, []))
        same_ranking(shelf, content_of(question, []).requiring(shelf.special))


def test_random_questions_out_of_the_words_of_a_publication(shelves, same_ranking):
    chosen = random.Random(20261122)
    for shelf in shelves:
        words = sorted({label for _, w in shelf for label in (w.leaf, w.title, *w.columns)} - {""})
        for _ in range(25):
            said = []
            for label in chosen.sample(words, 2):
                start = chosen.randrange(len(label))
                said += [label[start : start + chosen.randint(1, 8)], chosen.choice(_BETWEEN)]
            same_ranking(shelf, content_of("".join(said), []))
            same_ranking(shelf, required_content("".join(said)))


def test_subject_codes(shelves, same_ranking):
    for shelf in shelves:
        codes = sorted({figure.code for figure, _ in shelf if figure.code})
        for code in codes[:5]:
            found = same_ranking(shelf, content_of(f"{code}是多少", []), frozenset([code]))
            assert found == sum(figure.code == code for figure, _ in shelf)


def test_most_figures_are_left_out(shelves):
    content = content_of("公务接待费", [])
    few = sum(len(shelf.candidates.of(content)) for shelf in shelves)
    assert 0 < few < sum(len(shelf.entries) for shelf in shelves) / 20
